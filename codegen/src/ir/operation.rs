//! Operations: what becomes a function of the client.

use serde_json::Value;

use crate::document::Pointer;
use crate::ir::{Body, BodyKind, Constraints, Docs, Type};
use crate::names::{FieldName, FunctionName, StaticName, TypeName, VariantName};

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
    pub alternatives: Vec<Alternative>,
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
pub struct Alternative {
    /// The method of the client.
    pub name: FunctionName,
    /// The struct that collects optional parameters; none when there are none.
    pub call: Option<TypeName>,
    /// The request body.
    pub body: Body,
}

/// One function of an operation, the plain one or an [`Alternative`].
#[derive(Clone, Copy, Debug)]
pub struct Function<'a> {
    /// The method of the client.
    pub name: &'a FunctionName,
    /// The struct that collects optional parameters.
    pub call: Option<&'a TypeName>,
    /// The request body.
    pub body: Option<&'a Body>,
    /// Whether it is an [`Alternative`].
    pub is_alternative: bool,
}

/// A parameter (section 4.7.12).
#[derive(Debug)]
pub struct Parameter {
    /// The argument or setter.
    pub name: FieldName,
    /// The name on the wire.
    pub wire: String,
    /// Where it goes.
    pub place: Place,
    /// How its value is written.
    pub style: Style,
    /// `explode`
    pub explode: bool,
    /// `allowReserved`
    pub allow_reserved: bool,
    /// `allowEmptyValue`, where its type doesn't have the empty value already.
    pub allow_empty: bool,
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

/// `in` of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path
    Path,
    /// In the query
    Query,
    /// The whole query
    QueryString,
    /// A header
    Header,
    /// In the `Cookie` header
    Cookie,
}

/// `style` of a parameter (section 4.7.12.2), or `content`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `simple`
    Simple,
    /// `label`
    Label,
    /// `matrix`
    Matrix,
    /// `form`
    Form,
    /// `cookie`
    Cookie,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`
    DeepObject,
    /// `content: application/json`
    Json,
}

/// What a class of statuses gives.
#[derive(Debug)]
pub enum Replies {
    /// The document declares none with a body (for errors: raw).
    None,
    /// The same body for every status.
    One(ReplyBody),
    /// An enum with a variant for each status.
    Many {
        /// The enum's name.
        name: TypeName,
        /// Its variants: name, index into [`Operation::cases`], body.
        variants: Vec<(VariantName, usize, ReplyBody)>,
    },
}

/// The body of a reply.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplyBody {
    /// None
    Empty,
    /// JSON
    Json(Type),
    /// Text
    Text,
    /// Bytes as they are
    Bytes,
}

/// One declared reply.
#[derive(Debug)]
pub struct ReplyCase {
    /// Which statuses it is for.
    pub status: StatusPattern,
    /// Whether it is the operation's result.
    pub success: bool,
    /// Its body.
    pub body: ReplyBody,
    /// The media type of the body, as declared.
    pub media: Option<String>,
    /// Its description.
    pub description: String,
}

/// A key of `responses` (section 4.7.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusPattern {
    /// `200`
    Code(u16),
    /// `2XX`
    Range(u8),
    /// `default`
    Default,
}

impl StatusPattern {
    /// Whether it stands for success: 2xx, and declared 1xx and 3xx.
    #[must_use]
    pub fn is_success(self) -> bool {
        match self {
            Self::Code(code) => code < 400,
            Self::Range(class) => class < 4,
            Self::Default => false,
        }
    }
}

/// One scheme of a security requirement (section 4.7.30), an index into `Api::schemes`.
#[derive(Debug)]
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
    Key(Place, String),
}

impl Operation {
    /// The plain function, then the alternatives.
    pub fn functions(&self) -> impl Iterator<Item = Function<'_>> {
        let plain = Function {
            name: &self.name,
            call: self.call.as_ref(),
            body: self.body.as_ref(),
            is_alternative: false,
        };
        let others = self.alternatives.iter().map(|other| Function {
            name: &other.name,
            call: other.call.as_ref(),
            body: Some(&other.body),
            is_alternative: true,
        });
        std::iter::once(plain).chain(others)
    }

    /// Whether types of its own are generated for it: for its optional parameters, its parts, or its replies.
    #[must_use]
    pub fn has_types(&self) -> bool {
        let many = |replies: &Replies| matches!(replies, Replies::Many { .. });
        let has_form = |function: Function<'_>| {
            let kind = function.body.map(|body| &body.kind);
            function.call.is_some() || matches!(kind, Some(BodyKind::Multipart(Some(_))))
        };
        self.functions().any(has_form) || many(&self.success) || many(&self.error)
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
        }
        let bodies = self.success.bodies().chain(self.error.bodies());
        for body in bodies.chain(self.cases.iter().map(|case| &case.body)) {
            if let ReplyBody::Json(ty) = body {
                visit(ty);
            }
        }
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
        let bodies = self.success.bodies_mut().chain(self.error.bodies_mut());
        for body in bodies.chain(self.cases.iter_mut().map(|case| &mut case.body)) {
            if let ReplyBody::Json(ty) = body {
                visit(ty);
            }
        }
    }
}

impl Replies {
    fn bodies(&self) -> impl Iterator<Item = &ReplyBody> {
        let (one, many) = match self {
            Self::None => (None, [].as_slice()),
            Self::One(body) => (Some(body), [].as_slice()),
            Self::Many { variants, .. } => (None, variants.as_slice()),
        };
        one.into_iter().chain(many.iter().map(|(_, _, body)| body))
    }

    fn bodies_mut(&mut self) -> impl Iterator<Item = &mut ReplyBody> {
        let (one, many) = match self {
            Self::None => (None, [].as_mut_slice()),
            Self::One(body) => (Some(body), [].as_mut_slice()),
            Self::Many { variants, .. } => (None, variants.as_mut_slice()),
        };
        one.into_iter()
            .chain(many.iter_mut().map(|(_, _, body)| body))
    }
}
