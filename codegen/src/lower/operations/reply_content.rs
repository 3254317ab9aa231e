//! Media types of replies (OpenAPI 3.0.4, section 4.7.14; 3.2, section 4.14.4): every one, best first.

use std::rc::Rc;

use serde_json::Value;

use crate::document::Pointer;
use crate::hash::Set;
use crate::ir::{EventData, ReplyBody, Type};
use crate::lower::operations::body::{is_json_lines, is_text, media_word, parts};
use crate::lower::schemas::types::Hint;
use crate::lower::shape::{Kind, Shape};
use crate::lower::{Lower, content};

/// How a media type is handled, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Handling {
    Json,
    Events,
    JsonLines,
    Text,
    Bytes,
}

/// A reply in one of its media types.
pub(in crate::lower) struct Representation {
    /// What tells its function from those of other media types: `csv`, `event_stream`.
    pub(in crate::lower) word: String,
    /// As the document writes it.
    pub(in crate::lower) media: String,
    pub(in crate::lower) body: ReplyBody,
    /// Its Media Type Object.
    pub(in crate::lower) at: Pointer,
}

impl Lower<'_> {
    /// What each media type under `content` becomes, best first; one that no caller could tell from an
    /// earlier one is that. `parent` and `role` name inline types.
    pub(in crate::lower) fn reply_contents(
        &mut self,
        content: &Pointer,
        parent: &str,
        role: &str,
    ) -> Vec<Representation> {
        let mut media: Vec<(Handling, String, Pointer)> = Vec::new();
        for (written, at) in self.document.entries(content) {
            let handling = self.reply_handling(&at, &written);
            media.push((handling, written, at));
        }
        media.sort_by_key(|(handling, ..)| *handling);
        let mut found: Vec<Representation> = Vec::new();
        let mut known = Known::default();
        let several = media.len() > 1;
        for (handling, written, at) in media {
            let schema = || Some(self.document.raw(&at)?.get("schema")?.to_json());
            let schema = (several && handling == Handling::Json).then(schema);
            if !known.is_new(handling, &written, schema) {
                continue;
            }
            let word = word(handling, &written);
            let hint = match found.is_empty() {
                true => Hint::within(parent, role).or_with("body"),
                false => Hint::within(parent, &format!("{word} {role}")),
            };
            let body = self.reply_body(handling, &written, &at, &hint);
            let one = Representation {
                word,
                media: written,
                body,
                at,
            };
            found.push(one);
        }
        found
    }

    fn reply_handling(&mut self, at: &Pointer, written: &str) -> Handling {
        let essence = content::essence(written);
        if content::is_json(written) {
            Handling::Json
        } else if essence == "text/event-stream" {
            Handling::Events
        } else if is_json_lines(&essence) || is_sequence(&essence) {
            Handling::JsonLines
        } else if matches!(&*essence, "*/*" | "application/*") {
            let shape = self.schema_shape(&at.child("schema"));
            match shape.as_ref().map(|shape| &shape.kind) {
                // Bytes, or nobody knows.
                Some(Kind::String(Some(format))) if format == "binary" => Handling::Bytes,
                None | Some(Kind::Any) => Handling::Bytes,
                Some(Kind::String(_)) => Handling::Text,
                Some(_) => Handling::Json,
            }
        } else if is_text(&essence) || essence == "application/x-www-form-urlencoded" {
            Handling::Text
        } else {
            Handling::Bytes
        }
    }

    fn reply_body(
        &mut self,
        handling: Handling,
        written: &str,
        at: &Pointer,
        hint: &Hint,
    ) -> ReplyBody {
        match handling {
            Handling::Json => ReplyBody::Json(self.type_at(&at.child("schema"), hint)),
            Handling::Events => ReplyBody::Events(self.event_data(at, hint)),
            Handling::JsonLines => ReplyBody::JsonLines {
                item: self.line_type(at, hint),
                sequence: is_sequence(&content::essence(written)),
            },
            Handling::Text => ReplyBody::Text,
            Handling::Bytes => ReplyBody::Bytes,
        }
    }

    /// The data of events. `itemSchema` is of the event as a whole; a `schema`, which documents before
    /// 3.2 have, is taken for that of the data where it is not just text.
    fn event_data(&mut self, media: &Pointer, hint: &Hint) -> EventData {
        let event = media.child("itemSchema");
        if self.document.raw(&event).is_none() {
            let schema = media.child("schema");
            return match self.is_text_or_any(&schema) {
                true => EventData::Text,
                false => EventData::Json(self.type_at(&schema, hint)),
            };
        }
        let Ok(event) = self.document.resolve(&event) else {
            return EventData::Text;
        };
        let data = event.child("properties").child("data");
        if self.document.raw(&data).is_none() {
            return match self.is_text_or_any(&event) {
                true => EventData::Text,
                false => EventData::Whole(self.type_at(&event, hint)),
            };
        }
        let resolved = self.document.resolve(&data).unwrap_or(data);
        let content = resolved.child("contentSchema");
        match self.document.raw(&content) {
            Some(_) => EventData::Json(self.type_at(&content, hint)),
            None => EventData::Text,
        }
    }

    /// The type of each line: `itemSchema`, the items of a list, or the schema where it says one line.
    fn line_type(&mut self, media: &Pointer, hint: &Hint) -> Type {
        if let Some(items) = self.item_schema(media) {
            return self.type_at(&items, &hint.item());
        }
        let schema = media.child("schema");
        match self.is_text_or_any(&schema) {
            true => Type::Json,
            false => self.type_at(&schema, hint),
        }
    }

    fn type_at(&mut self, schema: &Pointer, hint: &Hint) -> Type {
        match self.document.raw(schema) {
            Some(_) => self.schema(schema, hint).item_type(),
            None => Type::Json,
        }
    }

    /// Whether a schema is not there, or says no more than that something is text.
    fn is_text_or_any(&mut self, schema: &Pointer) -> bool {
        let shape = self.schema_shape(schema);
        let kind = shape.as_ref().map(|shape| &shape.kind);
        matches!(kind, None | Some(Kind::Any | Kind::String(_)))
    }

    fn schema_shape(&mut self, schema: &Pointer) -> Option<Rc<Shape>> {
        self.document.raw(schema)?;
        let resolved = self.document.resolve(schema).ok()?;
        self.shape(&resolved)
    }
}

/// What was seen of the media types of a reply: a caller can't tell one from an earlier one that is handled the same way and
/// differs in nothing but the character set, or in JSON in nothing but its name; or which stands for any.
#[derive(Default)]
struct Known {
    handled: Set<Handling>,
    media: Set<(Handling, Vec<String>)>,
    schemas: Set<Option<Value>>,
}

impl Known {
    /// Whether there was nothing like this media type; `schema`: that of JSON.
    fn is_new(&mut self, handling: Handling, media: &str, schema: Option<Option<Value>>) -> bool {
        let is_any = handling != Handling::Json && media.contains('*');
        let key = (handling, parts(media));
        if is_any && self.handled.contains(&handling)
            || self.media.contains(&key)
            || schema
                .as_ref()
                .is_some_and(|schema| self.schemas.contains(schema))
        {
            return false;
        }
        self.handled.insert(handling);
        self.media.insert(key);
        self.schemas.extend(schema);
        true
    }
}

/// A JSON text sequence (RFC 7464; RFC 8091 for the suffix).
fn is_sequence(essence: &str) -> bool {
    essence == "application/json-seq" || essence.ends_with("+json-seq")
}

fn word(handling: Handling, written: &str) -> String {
    match handling {
        Handling::Events => "event_stream".to_owned(),
        Handling::JsonLines if is_sequence(&content::essence(written)) => "json_seq".to_owned(),
        Handling::JsonLines => "json_lines".to_owned(),
        _ => media_word(written),
    }
}
