//! Operations: what becomes a function of the client.

use serde_json::Value;

use crate::document::Pointer;
use crate::ir::{
    Body, BodyKind, Constraints, Docs, Replies, ReplyAlternative, ReplyBody, ReplyCase, Type,
};
use crate::names::{FieldName, FunctionName, StaticName, TypeName};
use crate::parameter::{ParameterIn, Serialization};

/// One operation (OpenAPI 3.0.4, section 4.7.10).
#[derive(Debug)]
pub struct Operation {
    /// The method of the client.
    pub name: FunctionName,
    /// The static that describes it.
    pub description: StaticName,
    /// The struct that collects optional parameters; none when there are none.
    pub call: Option<TypeName>,
    /// `operationId`, or method and path where the document gives none.
    pub id: String,
    /// `tags`
    pub tags: Vec<String>,
    /// The HTTP method in capitals.
    pub method: String,
    /// The path template as written.
    pub path: String,
    /// Summary and description.
    pub docs: Docs,
    /// Parameters in the document's order.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// Further functions, one for each other media type of the body.
    pub alternatives: Vec<BodyAlternative>,
    /// Further functions, one for each other media type of its successes.
    pub reply_alternatives: Vec<ReplyAlternative>,
    /// The headers that its replies declare, an index into [`Api::headers`](crate::ir::Api::headers).
    pub headers: Option<usize>,
    /// The types of its callbacks.
    pub callbacks: Vec<TypeName>,
    /// The URL of its own server, variables at their defaults; none where it is the client's.
    pub server: Option<String>,
    /// What success gives.
    pub success: Replies,
    /// What an error status gives.
    pub error: Replies,
    /// Every declared status in the document's order.
    pub cases: Vec<ReplyCase>,
    /// Alternatives, each a set of schemes that are needed together. Empty: none is needed.
    pub security: Vec<Vec<Requirement>>,
    /// Where it stands.
    pub at: Pointer,
}

/// A function of its own for one of several media types of a request body.
#[derive(Debug)]
pub struct BodyAlternative {
    /// The method of the client.
    pub name: FunctionName,
    /// The struct that collects optional parameters; none when there are none.
    pub call: Option<TypeName>,
    /// The request body.
    pub body: Body,
}

/// One function of an operation, the plain one or an [`BodyAlternative`].
#[derive(Clone, Copy, Debug)]
pub struct Function<'a> {
    /// The method of the client.
    pub name: &'a FunctionName,
    /// The struct that collects optional parameters.
    pub call: Option<&'a TypeName>,
    /// The request body.
    pub body: Option<&'a Body>,
    /// Whether it is an [`BodyAlternative`].
    pub is_alternative: bool,
    /// What success gives.
    pub success: &'a Replies,
    /// The media type of a success that it asks for, where it is a [`ReplyAlternative`].
    pub accept: Option<&'a str>,
}

/// A parameter (section 4.7.12).
#[derive(Debug)]
pub struct Parameter {
    /// The argument or setter.
    pub name: FieldName,
    /// What a request has of it.
    pub data: ParameterData,
    /// The static that holds this; none for [plain](ParameterData::is_plain) ones.
    pub description: Option<StaticName>,
    /// Its type.
    pub ty: Type,
    /// Whether it has to be given.
    pub required: bool,
    /// Its rules, for the documentation: the server checks them.
    pub constraints: Constraints,
    /// `default`, for the documentation.
    pub default: Option<Value>,
    /// Its description.
    pub docs: Docs,
}

/// What the runtime is told of a parameter. Several operations may have the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ParameterData {
    /// `name`
    pub name: String,
    /// `in`
    pub location: ParameterIn,
    /// How its value is written.
    pub serialization: Serialization,
    /// `allowEmptyValue`, where its type doesn't have the empty value already.
    pub allow_empty_value: bool,
    /// Whether its values are secrets.
    pub sensitive: bool,
}

/// One scheme of a security requirement (section 4.7.30), an index into `Api::schemes`.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Requirement {
    /// The scheme.
    pub scheme: usize,
    /// The scopes that are needed.
    pub scopes: Vec<String>,
}

/// A security scheme (section 4.7.27).
#[derive(Debug)]
pub struct SecurityScheme {
    /// The builder's method.
    pub name: FunctionName,
    /// The static that describes it.
    pub description: StaticName,
    /// Its name in the document.
    pub id: String,
    /// What it is.
    pub kind: SchemeKind,
    /// Its description.
    pub docs: Docs,
}

/// The kinds of credentials.
#[derive(Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer`
    Bearer {
        /// `bearerFormat`, for the documentation
        format: Option<String>,
    },
    /// `Authorization: Basic`
    Basic,
    /// `Authorization` with another scheme of the HTTP registry
    Http(String),
    /// An OAuth 2 access token
    OAuth2,
    /// A token by OpenID Connect
    OpenIdConnect,
    /// `mutualTLS`: the transport's certificate
    MutualTls,
    /// A key in a header, the query or a cookie of this name
    Key(ParameterIn, String),
}

impl ParameterData {
    /// Whether its name and its place say all of it, as of nearly all parameters.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.location != ParameterIn::QueryString
            && self.serialization == Serialization::from(self.location.style())
            && !self.allow_empty_value
            && !self.sensitive
    }
}

impl Operation {
    /// The plain function, then the alternatives.
    pub fn functions(&self) -> impl Iterator<Item = Function<'_>> {
        let plain = Function {
            name: &self.name,
            call: self.call.as_ref(),
            body: self.body.as_ref(),
            is_alternative: false,
            success: &self.success,
            accept: None,
        };
        let others = self.alternatives.iter().map(move |other| Function {
            name: &other.name,
            call: other.call.as_ref(),
            body: Some(&other.body),
            is_alternative: true,
            ..plain
        });
        let replies = self.reply_alternatives.iter().map(move |other| Function {
            name: &other.name,
            call: other.call.as_ref(),
            success: &other.success,
            accept: Some(&other.media),
            ..plain
        });
        std::iter::once(plain).chain(others).chain(replies)
    }

    /// The statics that it has, some of them together with others: its own, and those of its parameters and forms.
    pub fn statics(&self) -> impl Iterator<Item = &StaticName> {
        let parameters = self.parameters.iter();
        let parameters = parameters.filter_map(|one| one.description.as_ref());
        let forms = self
            .functions()
            .filter_map(|function| match &function.body?.kind {
                BodyKind::Form(form) => form.table.as_ref(),
                _ => None,
            });
        std::iter::once(&self.description)
            .chain(parameters)
            .chain(forms)
    }

    /// Whether types of its own are generated for it: for its optional parameters, its parts, or its replies.
    #[must_use]
    pub fn has_types(&self) -> bool {
        let many = |replies: &Replies| matches!(replies, Replies::Many { .. });
        let has_own = |function: Function<'_>| {
            let kind = function.body.map(|body| &body.kind);
            function.call.is_some()
                || matches!(kind, Some(BodyKind::Multipart(Some(_))))
                || many(function.success)
        };
        self.functions().any(has_own) || many(&self.error)
    }

    /// What its success and its errors give, and the successes of further functions.
    pub fn replies(&self) -> impl Iterator<Item = &Replies> {
        let others = self.reply_alternatives.iter();
        [&self.success, &self.error]
            .into_iter()
            .chain(others.map(|other| &other.success))
    }

    /// Whether other operations have the same error.
    #[must_use]
    pub fn shares_error(&self) -> bool {
        matches!(
            self.error,
            Replies::Many {
                shared: Some(_),
                ..
            }
        )
    }

    /// Calls `visit` for every type that its signature names.
    pub fn for_each_type(&self, visit: &mut dyn FnMut(&Type)) {
        for parameter in &self.parameters {
            visit(&parameter.ty);
        }
        for function in self.functions() {
            if let Some(body) = function.body {
                body.kind.for_each_type(visit);
            }
            function
                .success
                .bodies()
                .filter_map(ReplyBody::ty)
                .for_each(&mut *visit);
        }
        let bodies = self.cases.iter().map(|case| &case.body);
        let bodies = bodies.chain(self.error.bodies());
        bodies.filter_map(ReplyBody::ty).for_each(visit);
    }

    /// The same, to change them.
    pub fn for_each_type_mut(&mut self, visit: &mut dyn FnMut(&mut Type)) {
        for parameter in &mut self.parameters {
            visit(&mut parameter.ty);
        }
        let others = self.alternatives.iter_mut().map(|other| &mut other.body);
        for body in self.body.iter_mut().chain(others) {
            body.kind.for_each_type_mut(visit);
        }
        let others = self.reply_alternatives.iter_mut();
        let bodies = others.flat_map(|other| other.success.bodies_mut());
        let bodies = bodies
            .chain(self.success.bodies_mut())
            .chain(self.error.bodies_mut())
            .chain(self.cases.iter_mut().map(|case| &mut case.body));
        bodies.filter_map(ReplyBody::ty_mut).for_each(visit);
    }
}
