//! Operations: what the document says of them, and the functions that are made of each.

use serde_json::Value;

use crate::document::Pointer;
use crate::ir::{
    Body, BodyKind, Constraints, Docs, EventData, Function, Replies, ReplyBody, ReplyCase, Success,
    Type,
};
use crate::names::{FieldName, FunctionName, StaticName, TypeName};
use crate::parameter::{ParameterIn, Serialization};

/// One operation (OpenAPI 3.0.4, section 4.7.10), and what the client has for it.
#[derive(Debug)]
pub struct Operation {
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
    /// The request body in each media type, the best one first.
    pub bodies: Vec<Body>,
    /// Every declared status in the document's order.
    pub cases: Vec<ReplyCase>,
    /// Alternatives, each a set of schemes that are needed together. Empty: none is needed.
    pub security: Vec<Vec<Requirement>>,
    /// The URL of its own server, variables at their defaults; none where it is the client's.
    pub server: Option<String>,
    /// What the document says of it under keys that begin with `x-`.
    pub extensions: Vec<(String, Value)>,
    /// Where it stands.
    pub at: Pointer,
    /// The functions of the client that call it. The first one sends the best body and asks for the best success.
    pub functions: Vec<Function>,
    /// What success gives, for each media type of it that a function asks for; the best one first.
    pub successes: Vec<Success>,
    /// What an error status gives, whichever function is called.
    pub error: Replies,
    /// The struct that names the values of all parameters that have to be given, where a list of them would be long, or easily
    /// mistaken.
    pub arguments: Option<TypeName>,
    /// The static that describes it.
    pub description: StaticName,
    /// The headers that its replies declare, an index into [`Api::headers`](crate::ir::Api::headers).
    pub headers: Option<usize>,
    /// The types of its callbacks.
    pub callbacks: Vec<TypeName>,
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
    pub need: Need,
    /// Its rules, for the documentation: the server checks them.
    pub constraints: Constraints,
    /// `default`, for the documentation.
    pub default: Option<Value>,
    /// Its description.
    pub docs: Docs,
}

/// Whether callers have to give the value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// They have to: it is an argument.
    Required,
    /// It has to be sent, and what is sent is the document's default unless a setter says otherwise.
    Defaulted,
    /// They don't: there is a setter.
    Optional,
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
    /// The parameters whose values have to be given.
    pub fn required(&self) -> impl Iterator<Item = &Parameter> {
        let parameters = self.parameters.iter();
        parameters.filter(|one| one.need == Need::Required)
    }

    /// The parameters that have a setter.
    pub fn optional(&self) -> impl Iterator<Item = &Parameter> {
        let parameters = self.parameters.iter();
        parameters.filter(|one| one.need != Need::Required)
    }

    /// The body that a function of this operation sends.
    #[must_use]
    pub fn body(&self, function: &Function) -> Option<&Body> {
        self.bodies.get(function.body?)
    }

    /// What success gives to a function of this operation.
    #[must_use]
    pub fn success(&self, function: &Function) -> &Success {
        const NOTHING: &Success = &Success {
            accept: None,
            replies: Replies::None,
        };
        self.successes.get(function.success).unwrap_or(NOTHING)
    }

    /// The function that each success was made for, with what it gives.
    pub fn functions_of_successes(&self) -> impl Iterator<Item = (&Function, &Replies)> {
        let successes = self.successes.iter().enumerate();
        successes.filter_map(|(index, success)| {
            let mut functions = self.functions.iter();
            let function = functions.find(|one| one.success == index)?;
            Some((function, &success.replies))
        })
    }

    /// The statics that it has, some of them together with others: its own, and those of its parameters and forms.
    pub fn statics(&self) -> impl Iterator<Item = &StaticName> {
        let parameters = self.parameters.iter();
        let parameters = parameters.filter_map(|one| one.description.as_ref());
        let forms = self.bodies.iter().filter_map(|body| match &body.kind {
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
        let has_call = |function: &Function| function.call.is_some();
        let has_parts = |body: &Body| matches!(body.kind, BodyKind::Multipart(Some(_)));
        let is_many = |replies: &Replies| matches!(replies, Replies::Many { .. });
        self.functions.iter().any(has_call)
            || self.bodies.iter().any(has_parts)
            || self.replies().any(is_many)
    }

    /// What its successes and its errors give.
    pub fn replies(&self) -> impl Iterator<Item = &Replies> {
        let successes = self.successes.iter().map(|success| &success.replies);
        successes.chain([&self.error])
    }

    /// Whether types of its own name some that several operations have: errors, and the data of events.
    #[must_use]
    pub fn uses_shared(&self) -> bool {
        let has_shared = matches!(
            self.error,
            Replies::Many {
                shared: Some(_),
                ..
            }
        );
        let is_by_name = |function: &Function| {
            let stream = self.success(function).replies.stream();
            matches!(stream, Some(ReplyBody::Events(EventData::ByName(_))))
        };
        let mut calls = self.functions.iter().filter(|one| one.call.is_some());
        has_shared || calls.any(is_by_name)
    }

    /// Calls `visit` for every type that its signature names.
    pub fn for_each_type(&self, visit: &mut dyn FnMut(&Type)) {
        for parameter in &self.parameters {
            visit(&parameter.ty);
        }
        for body in &self.bodies {
            body.kind.for_each_type(visit);
        }
        let bodies = self.replies().flat_map(Replies::bodies);
        let contents = self.cases.iter().flat_map(|case| &case.contents);
        let bodies = bodies.chain(contents.map(|content| &content.body));
        bodies.filter_map(ReplyBody::ty).for_each(visit);
    }

    /// The same, to change them.
    pub fn for_each_type_mut(&mut self, visit: &mut dyn FnMut(&mut Type)) {
        for parameter in &mut self.parameters {
            visit(&mut parameter.ty);
        }
        for body in &mut self.bodies {
            body.kind.for_each_type_mut(visit);
        }
        let successes = self.successes.iter_mut();
        let bodies = successes.flat_map(|success| success.replies.bodies_mut());
        let cases = self.cases.iter_mut();
        let contents = cases.flat_map(|case| &mut case.contents);
        let bodies = bodies
            .chain(self.error.bodies_mut())
            .chain(contents.map(|content| &mut content.body));
        bodies.filter_map(ReplyBody::ty_mut).for_each(visit);
    }
}
