//! Request bodies (OpenAPI 3.0.4, sections 4.7.13 and 4.7.14): every media type, best first.

use super::Operations;
use super::media::{Handling, word};
use crate::diagnostics::Diagnostic;
use crate::document::{self, At, MediaType, RequestBody};
use crate::hash::Map;
use crate::ir::{BodyKind, ContentType, Encoding, Form, Side, Type};
use crate::lower::codes;
use crate::lower::hint::{Hint, component};
use crate::lower::media_name::{self, parts};
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
        let media = self.media_types(body);
        let mut lowered = Vec::with_capacity(media.len());
        for (handling, written, media) in media {
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
            let kind = self.body_kind(handling, written, media, &hint, operation);
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

    /// The media types, best first, each once: `application/json; charset=utf-8` is
    /// `application/json`.
    fn media_types<'b>(
        &mut self,
        body: &'b At<RequestBody>,
    ) -> Vec<(Handling, &'b str, &'b MediaType)> {
        let mut media = Vec::with_capacity(body.content.len());
        let mut known: Map<Vec<String>, &str> = Map::default();
        for (written, of) in &body.content {
            if let Some(first) = known.get(&parts(written)) {
                let message = format!("`{written}` is the same as `{first}`");
                let at = body.at.child("content").child(written);
                self.schemas
                    .report(Diagnostic::new(codes::MEDIA_TYPE_IGNORED, at, message));
                continue;
            }
            known.insert(parts(written), written);
            let handling = self.handling(Side::Request, written, of);
            media.push((handling, written.as_str(), &of.value));
        }
        media.sort_by_key(|(handling, ..)| *handling);
        media
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
