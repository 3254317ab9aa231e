//! Request bodies (OpenAPI 3.0.4, sections 4.7.13 and 4.7.14): every media type, best first.

use super::Operations;
use super::media::{Handling, word};
use super::media_groups::MediaGroup;
use crate::document::{self, At, MediaType, RequestBody};
use crate::ir::{BodyKind, ContentType, Encoding, Form, Side, Type};
use crate::lower::hint::{Hint, component};
use crate::lower::media_name;
use crate::parameter::{Serialization, Style};

/// What one media type of a body becomes.
pub struct Lowering {
    /// What tells its function from those of other media types: `xml`, `json_lines`.
    pub word: String,
    pub kind: BodyKind,
    pub content_type: ContentType,
}

impl Operations<'_, '_> {
    /// What each media type of a body becomes, the best first. Inline types are called after the operation, or the
    /// component that the body is.
    pub(super) fn request_contents(
        &mut self,
        body: &At<RequestBody>,
        operation: &str,
    ) -> Vec<Lowering> {
        let component = component(&body.at);
        let groups = self.media_groups(Side::Request, &body.content);
        let mut lowered = Vec::with_capacity(groups.len());
        for MediaGroup {
            handling,
            media,
            of,
        } in groups
        {
            let written = media.first().copied().unwrap_or_default();
            let word = word(handling, written);
            let role = match lowered.is_empty() {
                true => "request".to_owned(),
                false => format!("{word} request"),
            };
            let hint = match &component {
                Some(component) if lowered.is_empty() => Hint::new(component),
                Some(component) => Hint::within(component, &word),
                None => Hint::within(operation, &role),
            };
            let hint = hint.or_with("body");
            let kind = self.body_kind(handling, written, &of.value, &hint, operation);
            let content_type = match written.contains('*') {
                true if handling == Handling::Json => {
                    ContentType::Is("application/json".to_owned())
                }
                true => ContentType::In(written.to_owned()),
                false => ContentType::Is(written.to_owned()),
            };
            lowered.push(Lowering {
                word,
                kind,
                content_type,
            });
        }
        lowered
    }

    fn body_kind(
        &mut self,
        handling: Handling,
        written: &str,
        media: &MediaType,
        hint: &Hint,
        operation: &str,
    ) -> BodyKind {
        match handling {
            Handling::Json => {
                let body = self.media_schema(Side::Request, media, hint);
                if let Some(schema) = &media.schema {
                    self.schemas.check_rules_of_body(schema, &body);
                }
                BodyKind::Json(body.item_type())
            }
            Handling::JsonLines => BodyKind::JsonLines(match self.line_schema(media) {
                Some(items) => {
                    let items = self.schemas.lowered(&items, Side::Request, &hint.item());
                    items.item_type()
                }
                None => Type::Json,
            }),
            Handling::Form => BodyKind::Form(Form {
                ty: self.media_schema(Side::Request, media, hint).item_type(),
                table: None,
                encodings: media.encoding.iter().filter_map(encoding).collect(),
            }),
            Handling::Multipart if media_name::is_form_data(written) => {
                BodyKind::Multipart(self.multipart(media, operation))
            }
            Handling::Multipart => BodyKind::Multipart(None),
            Handling::Events | Handling::Text => BodyKind::Text,
            Handling::Bytes => BodyKind::Bytes,
        }
    }
}

/// The encoding of a property (OpenAPI 3.0.4, section 4.7.15), if it says anything else than what is done anyway.
pub fn encoding((property, declared): &(String, document::Encoding)) -> Option<Encoding> {
    let says_style =
        declared.style.is_some() || declared.explode.is_some() || declared.allow_reserved.is_some();
    let media = declared.content_type.as_deref();
    let style = match declared.style {
        _ if !says_style && media.is_some_and(media_name::is_json) => Style::Json,
        _ if !says_style => return None,
        Some(style @ (Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject)) => style,
        _ => Style::Form,
    };
    Some(Encoding {
        property: property.clone(),
        serialization: Serialization {
            style,
            explode: declared.explode.unwrap_or(style.explodes()),
            allow_reserved: declared.allow_reserved.unwrap_or(false),
        },
    })
}
