//! What a media type means: how its values are read and written, and what their schema is.

use super::Operations;
use crate::document::{MediaType, Pointer};
use crate::ir::{Side, Type};
use crate::lower::hint::Hint;
use crate::lower::media_name::{self, FORM};
use crate::lower::schemas::{Content, Lowered};

/// How values of a media type are written and read, the best way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Handling {
    Json,
    /// Server-sent events; in a request they are text
    Events,
    JsonLines,
    Form,
    Multipart,
    Text,
    Bytes,
}

/// What tells a function for a media type from those for other ones: `csv`, `event_stream`.
pub fn word(handling: Handling, written: &str) -> String {
    let essence = media_name::essence(written);
    match handling {
        Handling::Form => "form".to_owned(),
        Handling::Text | Handling::Bytes if essence == FORM => "form".to_owned(),
        Handling::Events => "event_stream".to_owned(),
        Handling::JsonLines if media_name::is_sequence(&essence) => "json_seq".to_owned(),
        Handling::JsonLines => "json_lines".to_owned(),
        Handling::Multipart if essence == "multipart/form-data" => "multipart".to_owned(),
        _ => media_name::word(written),
    }
}

impl Operations<'_, '_> {
    /// How values of a media type are written and read when they go this way.
    ///
    /// Requests and replies differ where a caller could not say what a reader can tell: which kind of text has a
    /// media range, and what the lines of a request are, without a schema.
    pub(super) fn handling(&mut self, side: Side, written: &str, media: &MediaType) -> Handling {
        let essence = media_name::essence(written);
        let is_request = side == Side::Request;
        if media_name::is_json(written) {
            return Handling::Json;
        }
        if essence == "text/event-stream" && !is_request {
            return Handling::Events;
        }
        if is_request && essence.starts_with("multipart/") {
            return Handling::Multipart;
        }
        if media_name::is_json_lines(&essence) {
            return match is_request && self.line_schema(media).is_none() {
                true => Handling::Text,
                false => Handling::JsonLines,
            };
        }
        if media_name::is_sequence(&essence) && !is_request {
            return Handling::JsonLines;
        }
        let is_any = matches!(&*essence, "*/*" | "application/*");
        let is_form = essence == FORM;
        let is_text = media_name::is_text(&essence);
        if !is_any && !is_form && !is_text {
            return Handling::Bytes;
        }
        match self.content(media) {
            // The schema says so, whatever the media type.
            Content::Binary => Handling::Bytes,
            Content::Json if is_any => Handling::Json,
            Content::Text if is_any && !is_request => Handling::Text,
            _ if is_any => Handling::Bytes,
            Content::Unknown | Content::Json if is_form && is_request => Handling::Form,
            _ if is_request && essence.contains('*') => Handling::Bytes,
            _ => Handling::Text,
        }
    }

    /// What the schema of a media type says its values are.
    pub(super) fn content(&mut self, media: &MediaType) -> Content {
        let schema = media.schema.as_ref();
        schema.map_or(Content::Unknown, |schema| self.schemas.content(schema))
    }

    /// The schema of each line of JSON lines: `itemSchema` (OpenAPI 3.2), or that of the items of a list.
    pub(super) fn line_schema(&mut self, media: &MediaType) -> Option<Pointer> {
        match &media.item_schema {
            Some(item) => Some(item.clone()),
            None => self.schemas.items(media.schema.as_ref()?),
        }
    }

    /// What the values of a media type become; any JSON if nothing says what they are.
    pub(super) fn media_schema(&mut self, side: Side, media: &MediaType, hint: &Hint) -> Lowered {
        match &media.schema {
            Some(schema) => self.schemas.lowered(schema, side, hint),
            None => Lowered::new(Type::Json),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_called_after_media_types() {
        for (written, handling, words) in [
            ("application/xml", Handling::Text, "xml"),
            ("application/octet-stream", Handling::Bytes, "octet-stream"),
            ("application/json-patch+json", Handling::Json, "json-patch"),
            ("application/vnd.flux", Handling::Bytes, "flux"),
            ("text/x-markdown; charset=utf-8", Handling::Text, "markdown"),
            ("application/json; v=2", Handling::Json, "json v=2"),
            ("image/*", Handling::Bytes, "image"),
            ("*/*", Handling::Bytes, "any"),
            ("text/event-stream", Handling::Events, "event_stream"),
            ("text/event-stream", Handling::Text, "event-stream"),
            ("application/json-seq", Handling::JsonLines, "json_seq"),
            (FORM, Handling::Text, "form"),
        ] {
            assert_eq!(word(handling, written), words, "{written}");
        }
    }
}
