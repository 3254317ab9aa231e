//! What a media type means: how its values are read and written, and what their schema is.

use serde_json::Value;

use super::Operations;
use crate::document::{MediaType, Pointer};
use crate::ir::{Side, Type};
use crate::lower::hint::Hint;
use crate::lower::media_name::{self, Family};
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
    match (handling, Family::of(written)) {
        (Handling::Events, _) => "event_stream".to_owned(),
        (Handling::JsonLines, Family::JsonSequence) => "json_seq".to_owned(),
        (Handling::JsonLines, _) => "json_lines".to_owned(),
        (_, Family::Form) => "form".to_owned(),
        (Handling::Multipart, _) if media_name::is_form_data(written) => "multipart".to_owned(),
        _ => media_name::word(written),
    }
}

impl Operations<'_, '_> {
    /// How values of a media type are written and read when they go this way.
    ///
    /// Requests and replies differ only where the caller has to say what a reader is told: which text is sent for
    /// a media range, and what the lines and events of a request are.
    pub(super) fn handling(&mut self, side: Side, written: &str, media: &MediaType) -> Handling {
        match (Family::of(written), side) {
            (Family::Json, _) => Handling::Json,
            (Family::Events, Side::Reply) => Handling::Events,
            (Family::JsonLines, Side::Request) if self.line_schema(media).is_none() => {
                Handling::Text
            }
            (Family::JsonLines, _) | (Family::JsonSequence, Side::Reply) => Handling::JsonLines,
            (Family::Multipart, Side::Request) => Handling::Multipart,
            (Family::Form, Side::Request) => match self.content(media) {
                Content::Unknown | Content::Json => Handling::Form,
                Content::Text => Handling::Text,
                Content::Binary => Handling::Bytes,
            },
            (Family::Any, _) => match self.content(media) {
                Content::Json => Handling::Json,
                Content::Text if side == Side::Reply => Handling::Text,
                Content::Unknown | Content::Text | Content::Binary => Handling::Bytes,
            },
            // Text, unless the schema says that it is bytes, whatever the media type.
            (Family::Text, _)
            | (Family::Events, Side::Request)
            | (Family::Form | Family::AnyText, Side::Reply) => match self.content(media) {
                Content::Binary => Handling::Bytes,
                Content::Unknown | Content::Text | Content::Json => Handling::Text,
            },
            (Family::JsonSequence | Family::AnyText, Side::Request)
            | (Family::Multipart, Side::Reply)
            | (Family::Other, _) => Handling::Bytes,
        }
    }

    /// What the schema of a media type says its values are.
    pub(super) fn content(&mut self, media: &MediaType) -> Content {
        let schema = media.schema.as_ref();
        schema.map_or(Content::Unknown, |schema| self.schemas.content(schema))
    }

    /// The schema of a media type as it is written: where it is the same, the values are.
    pub(super) fn written_schema(&self, media: &MediaType) -> Option<Value> {
        self.schemas.written(media.schema.as_ref()?)
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
            (media_name::FORM, Handling::Text, "form"),
        ] {
            assert_eq!(word(handling, written), words, "{written}");
        }
    }
}
