//! Bodies: request bodies, media types and encodings (OpenAPI 3.2.0, sections 4.13 to 4.15).

use super::{At, Unusable};
use crate::document::grammar::ObjectKind;
use crate::document::{Node, Pointer, Resolver};
use crate::parameter::Style;

/// A Request Body Object.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// `description`
    pub description: Option<String>,
    /// `required`
    pub required: bool,
    /// `content`: the media types in the order of the document
    pub content: Vec<(String, At<MediaType>)>,
}

/// A Media Type Object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MediaType {
    /// `schema`
    pub schema: Option<Pointer>,
    /// `itemSchema`, since 3.2
    pub item_schema: Option<Pointer>,
    /// `encoding`: how properties are written, by their names
    pub encoding: Vec<(String, Encoding)>,
}

/// An Encoding Object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encoding {
    /// `contentType`
    pub content_type: Option<String>,
    /// The names of the `headers`
    pub headers: Vec<String>,
    /// `style`; one that there is not counts as `form`
    pub style: Option<Style>,
    /// `explode`
    pub explode: Option<bool>,
    /// `allowReserved`
    pub allow_reserved: Option<bool>,
}

impl<'d> Resolver<'d> {
    /// The Request Body Object at `pointer`. Follows `$ref`.
    ///
    /// # Errors
    ///
    /// When there is no such node, or it can't be understood.
    pub fn request_body(&self, pointer: &Pointer) -> Result<At<RequestBody>, Unusable> {
        let (at, node) = self.object(pointer)?;
        let body: openapiv3::RequestBody = self.declared(&at, node, ObjectKind::RequestBody)?;
        let value = RequestBody {
            description: self.described(pointer, body.description),
            required: body.required,
            content: self.content_of(&at, node),
        };
        Ok(At { at, value })
    }

    /// The media types under the `content` of the object at `owner`, which is no reference. Since 3.2 each may be a
    /// reference to a component; one that leads nowhere was reported, and is a media type of which nothing is said.
    pub(super) fn content_of(
        &self,
        owner: &Pointer,
        node: &'d Node,
    ) -> Vec<(String, At<MediaType>)> {
        let Some(mapping) = node.get("content").and_then(Node::as_mapping) else {
            return Vec::new();
        };
        let content = owner.child("content");
        let media = |(name, node): (&str, &'d Node)| {
            let at = content.child(name);
            let media = match self.meant(at.clone(), node) {
                Some((at, node)) => At {
                    value: media_type(&at, node),
                    at,
                },
                None => At {
                    at,
                    value: MediaType::default(),
                },
            };
            (name.to_owned(), media)
        };
        mapping.iter().map(media).collect()
    }
}

fn media_type(at: &Pointer, node: &Node) -> MediaType {
    let child = |keyword: &str| node.get(keyword).map(|_| at.child(keyword));
    let encoding = node.get("encoding").and_then(Node::as_mapping);
    let encoding = encoding.into_iter().flat_map(|mapping| mapping.iter());
    MediaType {
        schema: child("schema"),
        item_schema: child("itemSchema"),
        encoding: encoding
            .map(|(name, node)| (name.to_owned(), encoding_of(node)))
            .collect(),
    }
}

fn encoding_of(node: &Node) -> Encoding {
    let text = |keyword: &str| node.get(keyword).and_then(Node::as_str).map(str::to_owned);
    let flag = |keyword: &str| node.get(keyword).and_then(Node::as_bool);
    let headers = node.get("headers").and_then(Node::as_mapping);
    let headers = headers.into_iter().flat_map(|headers| headers.keys());
    Encoding {
        content_type: text("contentType"),
        headers: headers.map(str::to_owned).collect(),
        style: text("style").map(|text| Style::of(&text).unwrap_or(Style::Form)),
        explode: flag("explode"),
        allow_reserved: flag("allowReserved"),
    }
}
