//! Replies: what comes back.

use crate::document::Pointer;
use crate::ir::{Docs, Type};
use crate::names::{FunctionName, TypeName, VariantName};

/// What a class of statuses gives.
#[derive(Debug)]
pub enum Replies {
    /// The document declares none with a body (for errors: raw).
    None,
    /// The same body for every status.
    One(ReplyBody),
    /// An enum with a variant for each status. None of the bodies is a stream.
    Many {
        /// The enum's name.
        name: TypeName,
        /// Its variants.
        variants: Vec<ReplyVariant>,
        /// The enum that it is another name for, as several operations have the same: an index into
        /// [`Api::shared_errors`](crate::ir::Api::shared_errors).
        shared: Option<usize>,
    },
}

/// A variant of an enum of replies.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplyVariant {
    /// Its name.
    pub name: VariantName,
    /// Which statuses it is for.
    pub status: StatusPattern,
    /// The media types that it is for, where others of the status are another variant's.
    pub media: Vec<String>,
    /// What the document says of them.
    pub description: String,
    /// What it holds.
    pub body: ReplyBody,
}

/// An enum of errors that several operations have.
#[derive(Debug)]
pub struct SharedError {
    /// Its name.
    pub name: TypeName,
    /// Its variants.
    pub variants: Vec<ReplyVariant>,
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
    /// A stream of server-sent events
    Events(EventData),
    /// An error as one server-sent event, its data JSON
    Event(Type),
    /// A stream of JSON values: one on each line, or in a sequence (RFC 7464)
    JsonLines {
        /// The type of each.
        item: Type,
        /// Whether it is a sequence.
        sequence: bool,
    },
}

/// What the data of server-sent events is.
#[derive(Clone, Debug, PartialEq)]
pub enum EventData {
    /// Text
    Text,
    /// JSON
    Json(Type),
    /// The event's name says what it is: an index into [`Api::event_unions`](crate::ir::Api::event_unions).
    ByName(usize),
    /// The type is that of the event as a whole, an object with `data` (OpenAPI 3.2, section 4.14.4).
    Whole {
        /// The type.
        ty: Type,
        /// Whether the data may be JSON.
        json: bool,
    },
}

/// The data of events whose names say what it is: an enum that no schema describes, as names stand beside the data.
#[derive(Debug)]
pub struct EventUnion {
    /// Its name.
    pub name: TypeName,
    /// The schema of the events.
    pub at: Pointer,
    /// Its description.
    pub docs: Docs,
    /// Its variants; the one of all other events, if there is one, is the last.
    pub variants: Vec<EventVariant>,
}

/// A variant of an [`EventUnion`].
#[derive(Debug)]
pub struct EventVariant {
    /// Its name.
    pub name: VariantName,
    /// The names of the events; none for those that have no other variant.
    pub events: Vec<String>,
    /// The type of data that is JSON; none for text.
    pub ty: Option<Type>,
    /// Its description.
    pub docs: Docs,
}

/// One declared reply.
#[derive(Debug)]
pub struct ReplyCase {
    /// Which statuses it is for.
    pub status: StatusPattern,
    /// Whether it is the operation's result.
    pub success: bool,
    /// Its body in each of its media types, the one that the first function asks for at the beginning; none where no body is
    /// declared.
    pub contents: Vec<ReplyContent>,
    /// Its description.
    pub description: String,
    /// Where it leads.
    pub links: Vec<Link>,
}

/// The body of a reply in one of its media types, or in several that nobody has to tell apart.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplyContent {
    /// The media types as declared, the one that is asked for first; none where nothing is known of them.
    pub media: Vec<String>,
    /// What it is.
    pub body: ReplyBody,
}

/// A key of `responses` (section 4.7.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatusPattern {
    /// `200`
    Code(u16),
    /// `2XX`
    Range(u8),
    /// `default`
    Default,
}

/// A link to another operation (section 4.7.20).
#[derive(Debug)]
pub struct Link {
    /// Its name in the document.
    pub name: String,
    /// The operation it leads to.
    pub target: LinkTarget,
    /// Names of parameters and what to pass.
    pub parameters: Vec<(String, String)>,
    /// The body to send.
    pub request_body: Option<String>,
}

/// The operation that a [`Link`] leads to.
#[derive(Debug)]
pub enum LinkTarget {
    /// `operationId`
    Id(String),
    /// `operationRef`
    Reference(String),
}

/// Headers that replies declare together: a type with a method for each.
#[derive(Debug)]
pub struct HeaderSet {
    /// The type.
    pub name: TypeName,
    /// What it is called after others that have it.
    pub others: Vec<TypeName>,
    /// The headers in the document's order.
    pub headers: Vec<ReplyHeader>,
    /// The functions whose replies have them.
    pub functions: Vec<FunctionName>,
    /// The requests that come with them: `webhooks` or `callbacks`, and the name there.
    pub requests: Vec<(&'static str, TypeName)>,
}

/// A header of a reply (section 4.7.21).
#[derive(Debug, PartialEq)]
pub struct ReplyHeader {
    /// The method.
    pub name: FunctionName,
    /// The name on the wire.
    pub wire: String,
    /// How its value is written.
    pub form: HeaderForm,
    /// Its description.
    pub docs: Docs,
}

/// How the value of a header is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum HeaderForm {
    /// One value
    One(Type),
    /// Values between commas
    List(Type),
    /// JSON
    Json(Type),
}

/// A request that a server sends to the user of the document: a webhook, or a callback of an
/// operation (OpenAPI 3.1, sections 4.8.1 and 4.8.18).
#[derive(Debug)]
pub struct Incoming {
    /// The type of its body.
    pub name: TypeName,
    /// The method of the request.
    pub method: String,
    /// Where a callback is sent; the name of a webhook.
    pub target: String,
    /// The function that asks for the callback.
    pub function: Option<FunctionName>,
    /// The body: JSON, or none that has a type.
    pub body: Option<Type>,
    /// The media type of the body.
    pub media: Option<String>,
    /// Its headers, as an index into [`Api::headers`](crate::ir::Api::headers).
    pub headers: Option<usize>,
    /// Its parameters: the place, the name, and what the document says of it.
    pub parameters: Vec<(String, String, Option<String>)>,
    /// Summary and description.
    pub docs: Docs,
    /// The replies that are expected, and what they mean.
    pub replies: Vec<(StatusPattern, String)>,
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

impl ReplyCase {
    /// The body that the first function asks for.
    #[must_use]
    pub fn body(&self) -> &ReplyBody {
        let first = self.contents.first();
        first.map_or(&ReplyBody::Empty, |content| &content.body)
    }

    /// The media type that the first function asks for.
    #[must_use]
    pub fn media(&self) -> Option<&str> {
        let media = self.contents.first()?.media.first()?;
        Some(media)
    }
}

impl ReplyBody {
    /// Whether it is used while it arrives.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::Events(_) | Self::JsonLines { .. })
    }

    /// The type that it is decoded as, if that is one of the document.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::Event(ty) | Self::JsonLines { item: ty, .. } => Some(ty),
            Self::Events(EventData::Json(ty) | EventData::Whole { ty, .. }) => Some(ty),
            Self::Events(EventData::Text | EventData::ByName(_))
            | Self::Empty
            | Self::Text
            | Self::Bytes => None,
        }
    }

    pub(super) fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json(ty) | Self::Event(ty) | Self::JsonLines { item: ty, .. } => Some(ty),
            Self::Events(EventData::Json(ty) | EventData::Whole { ty, .. }) => Some(ty),
            Self::Events(EventData::Text | EventData::ByName(_))
            | Self::Empty
            | Self::Text
            | Self::Bytes => None,
        }
    }
}

impl HeaderForm {
    /// The type of its value, or of one of the list.
    #[must_use]
    pub fn ty(&self) -> &Type {
        let (Self::One(ty) | Self::List(ty) | Self::Json(ty)) = self;
        ty
    }

    pub(super) fn ty_mut(&mut self) -> &mut Type {
        let (Self::One(ty) | Self::List(ty) | Self::Json(ty)) = self;
        ty
    }
}

impl Replies {
    /// The stream that it is, if it is one.
    #[must_use]
    pub fn stream(&self) -> Option<&ReplyBody> {
        match self {
            Self::One(body) if body.is_stream() => Some(body),
            _ => None,
        }
    }

    /// The body of each status.
    pub fn bodies(&self) -> impl Iterator<Item = &ReplyBody> {
        let (one, many) = match self {
            Self::None => (None, [].as_slice()),
            Self::One(body) => (Some(body), [].as_slice()),
            Self::Many { variants, .. } => (None, variants.as_slice()),
        };
        one.into_iter()
            .chain(many.iter().map(|variant| &variant.body))
    }

    pub(super) fn bodies_mut(&mut self) -> impl Iterator<Item = &mut ReplyBody> {
        let (one, many) = match self {
            Self::None => (None, [].as_mut_slice()),
            Self::One(body) => (Some(body), [].as_mut_slice()),
            Self::Many { variants, .. } => (None, variants.as_mut_slice()),
        };
        one.into_iter()
            .chain(many.iter_mut().map(|variant| &mut variant.body))
    }
}
