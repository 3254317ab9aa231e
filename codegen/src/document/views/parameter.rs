//! Parameters and headers (OpenAPI 3.2.0, sections 4.12 and 4.21).

use openapiv3::{Parameter as Declared, ParameterSchemaOrContent as Format, PathStyle, QueryStyle};

use super::direct::ParameterFields;
use super::{At, MediaType, Unusable};
use crate::document::grammar::ObjectKind;
use crate::document::{Node, Pointer, Resolver};
use crate::parameter::{ParameterIn, Serialization, Style};

/// A Parameter Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// `name`
    pub name: String,
    /// `in`
    pub location: ParameterIn,
    /// `description`
    pub description: Option<String>,
    /// `required`
    pub required: bool,
    /// `deprecated`
    pub deprecated: bool,
    /// `allowEmptyValue`, of parameters of the query
    pub allow_empty_value: bool,
    /// `style` or what the place has without, `explode` or what the style has without, and `allowReserved`
    pub serialization: Serialization,
    /// `schema` or `content`
    pub value: ParameterValue,
}

/// What says the values of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterValue {
    /// `schema`
    Schema(Pointer),
    /// `content`: the one media type
    Content(String, At<MediaType>),
}

/// What a parameter is called, also one that can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParameterKey<'d> {
    /// `in`
    pub location: Option<ParameterIn>,
    /// `name`
    pub name: Option<&'d str>,
    /// `required`
    pub required: bool,
    /// `x-rust-name`
    pub rust_name: Option<&'d str>,
}

/// A Header Object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// `description`
    pub description: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// `schema`
    pub schema: Option<Pointer>,
    /// `content`
    pub content: Vec<(String, At<MediaType>)>,
}

impl<'d> Resolver<'d> {
    /// The Parameter Object at `pointer`. Follows `$ref`.
    ///
    /// # Errors
    ///
    /// When there is no such node, or it can't be understood.
    pub fn parameter(&self, pointer: &Pointer) -> Result<At<Parameter>, Unusable> {
        let (at, node) = self.object(pointer)?;
        let completed = ParameterFields::parameter;
        let declared: Declared = self.direct(&at, node, ObjectKind::Parameter, completed)?;
        let text = |keyword: &str| node.get(keyword).and_then(Node::as_str);
        let flag = |keyword: &str| node.get(keyword).and_then(Node::as_bool) == Some(true);
        let (location, style, allow_empty_value) = written(&declared);
        // What `openapiv3` doesn't know, it is shown as what it is most like.
        let (location, style) = match (text("in"), text("style")) {
            (Some("querystring"), _) => (ParameterIn::QueryString, style),
            (Some("cookie"), Some("cookie")) => (location, Style::Cookie),
            _ => (location, style),
        };
        let data = declared.parameter_data();
        let value = match data.format {
            Format::Schema(_) => Some(ParameterValue::Schema(at.child("schema"))),
            Format::Content(_) => self
                .content_of(&at, node)
                .into_iter()
                .next()
                .map(|(media, of)| ParameterValue::Content(media, of)),
        };
        let value = Parameter {
            description: self.described(pointer, data.description),
            required: data.required || location == ParameterIn::Path,
            deprecated: data.deprecated.unwrap_or(false),
            allow_empty_value,
            value: value.ok_or(Unusable(None))?,
            serialization: Serialization {
                style,
                explode: data.explode.unwrap_or(style.explodes()),
                allow_reserved: flag("allowReserved"),
            },
            name: data.name,
            location,
        };
        Ok(At { at, value })
    }

    /// What the parameter at `pointer` is called, whether it can be used or not.
    #[must_use]
    pub fn parameter_key(&self, pointer: &Pointer) -> Option<ParameterKey<'d>> {
        let target = self.follow(pointer).ok();
        let node = self.raw(target.as_ref().unwrap_or(pointer))?;
        let text = |keyword: &str| node.get(keyword).and_then(Node::as_str);
        Some(ParameterKey {
            location: text("in").and_then(ParameterIn::of),
            name: text("name"),
            required: node.get("required").and_then(Node::as_bool) == Some(true),
            rust_name: text("x-rust-name"),
        })
    }

    /// The Header Object at `pointer`; a parameter there says the same of its values. Follows `$ref`.
    #[must_use]
    pub fn header(&self, pointer: &Pointer) -> Option<At<Header>> {
        self.header_of(pointer.clone(), self.raw(pointer)?)
    }

    /// The headers of the object at `owner`, which is no reference, each with its name.
    pub(super) fn headers_of(&self, owner: &Pointer, node: &'d Node) -> Vec<(String, At<Header>)> {
        let Some(mapping) = node.get("headers").and_then(Node::as_mapping) else {
            return Vec::new();
        };
        let headers = owner.child("headers");
        let header = |(name, node): (&str, &'d Node)| {
            let header = self.header_of(headers.child(name), node)?;
            Some((name.to_owned(), header))
        };
        mapping.iter().filter_map(header).collect()
    }

    fn header_of(&self, at: Pointer, written: &'d Node) -> Option<At<Header>> {
        let beside = self.beside_of(&at, written, "description");
        let (at, node) = self.meant(at, written)?;
        let description = || node.get("description").and_then(Node::as_str);
        let value = Header {
            description: beside.or_else(description).map(str::to_owned),
            deprecated: node.get("deprecated").and_then(Node::as_bool) == Some(true),
            schema: node.get("schema").map(|_| at.child("schema")),
            content: self.content_of(&at, node),
        };
        Some(At { at, value })
    }
}

/// Where a parameter goes, its style, and `allowEmptyValue`.
fn written(parameter: &Declared) -> (ParameterIn, Style, bool) {
    match parameter {
        Declared::Query {
            style,
            allow_empty_value,
            ..
        } => {
            let style = match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            (
                ParameterIn::Query,
                style,
                allow_empty_value.unwrap_or(false),
            )
        }
        Declared::Path { style, .. } => {
            let style = match style {
                PathStyle::Simple => Style::Simple,
                PathStyle::Label => Style::Label,
                PathStyle::Matrix => Style::Matrix,
            };
            (ParameterIn::Path, style, false)
        }
        Declared::Header { .. } => (ParameterIn::Header, Style::Simple, false),
        Declared::Cookie { .. } => (ParameterIn::Cookie, Style::Form, false),
    }
}
