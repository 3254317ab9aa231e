//! Request bodies: how they are written, and what they are made of.

use crate::ir::{Constraints, Docs, Type};
use crate::names::{FieldName, StaticName, TypeName};
use crate::parameter::Serialization;

/// A request body (section 4.7.13).
#[derive(Debug)]
pub struct Body {
    /// How it is written.
    pub kind: BodyKind,
    /// The media type.
    pub content_type: ContentType,
    /// Whether it is an argument of the function.
    pub required: bool,
    /// Whether it is an argument although the document lets it be left out.
    pub may_be_omitted: bool,
    /// Its description.
    pub docs: Docs,
}

/// The `Content-Type` of a request.
#[derive(Debug)]
pub enum ContentType {
    /// As the header gives it.
    Is(String),
    /// A range such as `image/*`: the caller says which.
    In(String),
}

/// How a request body is written.
#[derive(Debug)]
pub enum BodyKind {
    /// JSON
    Json(Type),
    /// JSON values, one on each line
    JsonLines(Type),
    /// `application/x-www-form-urlencoded`
    Form(Form),
    /// `multipart`; without a form the caller brings the parts
    Multipart(Option<Multipart>),
    /// Text
    Text,
    /// Bytes as they are, or a stream
    Bytes,
}

/// A body of `application/x-www-form-urlencoded`.
#[derive(Debug)]
pub struct Form {
    /// The type whose properties are written.
    pub ty: Type,
    /// The static of [`Form::encodings`]; none when there are none.
    pub table: Option<StaticName>,
    /// How properties are written (section 4.7.15).
    pub encodings: Vec<Encoding>,
}

/// How a property of a form is written.
#[derive(Debug)]
pub struct Encoding {
    /// The property.
    pub property: String,
    /// How it is written.
    pub serialization: Serialization,
}

/// A body of `multipart/form-data`: a struct that collects parts. No type of [`Api`](crate::ir::Api),
/// as it is not JSON.
#[derive(Debug)]
pub struct Multipart {
    /// The struct.
    pub name: TypeName,
    /// The parts in the document's order.
    pub parts: Vec<Part>,
}

/// A declared part of a [`Multipart`] body.
#[derive(Debug)]
pub struct Part {
    /// The argument or setter.
    pub name: FieldName,
    /// The name on the wire.
    pub wire: String,
    /// What is sent.
    pub kind: PartKind,
    /// The content type of the part; empty for what its value says.
    pub content_type: String,
    /// Whether it has to be given.
    pub required: bool,
    /// Whether the document requires it and lets it be null, which is to leave it out.
    pub is_null_left_out: bool,
    /// Its rules, for the documentation.
    pub constraints: Constraints,
    /// Its description.
    pub docs: Docs,
    /// The content types that it may have, if the document leaves a choice.
    pub content_types: Vec<String>,
    /// The names of the headers that the document declares for it.
    pub headers: Vec<String>,
}

/// What a [`Part`] is made of.
#[derive(Clone, Debug)]
pub enum PartKind {
    /// A file: bytes, text or a stream, with file name and headers of the caller's choice
    File,
    /// Several of these
    Files,
    /// Anything, made by the caller
    Part,
    /// A value: text, JSON, or one part for each item
    Value(Type),
    /// A list, each item of which is a part of the same content type
    Values(Type),
    /// A value in a style of parameters
    Styled(Type, Serialization),
}

impl BodyKind {
    /// The type of the body, if it is made from a value.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::Form(Form { ty, .. }) => Some(ty),
            Self::JsonLines(_) | Self::Multipart(_) | Self::Text | Self::Bytes => None,
        }
    }

    pub(super) fn for_each_type(&self, visit: &mut dyn FnMut(&Type)) {
        match self {
            Self::Json(ty) | Self::JsonLines(ty) | Self::Form(Form { ty, .. }) => visit(ty),
            Self::Multipart(Some(form)) => {
                form.parts
                    .iter()
                    .filter_map(|part| part.kind.ty())
                    .for_each(visit);
            }
            Self::Multipart(None) | Self::Text | Self::Bytes => {}
        }
    }

    pub(super) fn for_each_type_mut(&mut self, visit: &mut dyn FnMut(&mut Type)) {
        match self {
            Self::Json(ty) | Self::JsonLines(ty) | Self::Form(Form { ty, .. }) => visit(ty),
            Self::Multipart(Some(form)) => {
                for part in &mut form.parts {
                    if let PartKind::Value(ty) | PartKind::Values(ty) | PartKind::Styled(ty, ..) =
                        &mut part.kind
                    {
                        visit(ty);
                    }
                }
            }
            Self::Multipart(None) | Self::Text | Self::Bytes => {}
        }
    }
}

impl PartKind {
    /// The type of its value, if it is made from one.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Value(ty) | Self::Values(ty) | Self::Styled(ty, ..) => Some(ty),
            Self::File | Self::Files | Self::Part => None,
        }
    }
}
