//! Media types of replies (OpenAPI 3.0.4, section 4.7.14; 3.2, section 4.14.4): every one, best first.

use serde_json::Value;

use super::Operations;
use super::media::{Handling, word};
use crate::document::{At, MediaType, Pointer};
use crate::hash::Set;
use crate::ir::{EventData, ReplyBody, Side, Type};
use crate::lower::hint::Hint;
use crate::lower::media_name::{Family, parts};
use crate::lower::schemas::{Content, EventSchema};

/// A reply in one of its media types.
pub struct Representation {
    /// What tells its function from those of other media types: `csv`, `event_stream`.
    pub word: String,
    /// As the document writes it.
    pub media: String,
    pub body: ReplyBody,
    /// Its Media Type Object.
    pub at: Pointer,
}

impl Operations<'_, '_> {
    /// What each media type under `content` becomes, best first; one that no caller could tell from an
    /// earlier one is that. `parent` and `role` name inline types.
    pub(super) fn reply_contents(
        &mut self,
        content: &[(String, At<MediaType>)],
        parent: &str,
        role: &str,
    ) -> Vec<Representation> {
        let mut media: Vec<(Handling, &String, &At<MediaType>)> = Vec::new();
        for (written, of) in content {
            let handling = self.handling(Side::Reply, written, of);
            media.push((handling, written, of));
        }
        media.sort_by_key(|(handling, ..)| *handling);
        let mut found: Vec<Representation> = Vec::new();
        let mut known = Known::default();
        let several = media.len() > 1;
        for (handling, written, media) in media {
            let schema = || self.schemas.written(media.schema.as_ref()?);
            let schema = (several && handling == Handling::Json).then(schema);
            if !known.is_new(handling, written, schema) {
                continue;
            }
            let word = word(handling, written);
            let hint = match found.is_empty() {
                true => Hint::within(parent, role).or_with("body"),
                false => Hint::within(parent, &format!("{word} {role}")),
            };
            found.push(Representation {
                word,
                media: written.clone(),
                body: self.reply_body(handling, written, media, &hint),
                at: media.at.clone(),
            });
        }
        found
    }

    fn reply_body(
        &mut self,
        handling: Handling,
        written: &str,
        media: &MediaType,
        hint: &Hint,
    ) -> ReplyBody {
        match handling {
            Handling::Json => {
                let json = self.media_schema(Side::Reply, media, hint);
                ReplyBody::Json(json.item_type())
            }
            Handling::Events => ReplyBody::Events(self.event_data(media, hint)),
            Handling::JsonLines => ReplyBody::JsonLines {
                item: self.line_type(media, hint),
                sequence: Family::of(written) == Family::JsonSequence,
            },
            Handling::Form | Handling::Text => ReplyBody::Text,
            Handling::Multipart | Handling::Bytes => ReplyBody::Bytes,
        }
    }

    /// The data of events. `itemSchema` is of the event as a whole; a `schema`, which documents before
    /// 3.2 have, is taken for that of the data where it is not just text.
    fn event_data(&mut self, media: &MediaType, hint: &Hint) -> EventData {
        let data = match (&media.item_schema, &media.schema) {
            (Some(event), _) => self.schemas.event(event),
            (None, Some(data)) if self.schemas.content(data) == Content::Json => {
                EventSchema::Data(data.clone())
            }
            _ => EventSchema::Text,
        };
        let mut json = |at: &Pointer| self.schemas.lowered(at, Side::Reply, hint).item_type();
        match data {
            EventSchema::Text => EventData::Text,
            EventSchema::Data(at) => EventData::Json(json(&at)),
            EventSchema::Whole(at) => EventData::Whole(json(&at)),
        }
    }

    /// The type of each line: `itemSchema`, the items of a list, or the schema where it says one line.
    fn line_type(&mut self, media: &MediaType, hint: &Hint) -> Type {
        if let Some(items) = self.line_schema(media) {
            let items = self.schemas.lowered(&items, Side::Reply, &hint.item());
            return items.item_type();
        }
        match self.content(media) {
            Content::Json => self.media_schema(Side::Reply, media, hint).item_type(),
            Content::Unknown | Content::Binary | Content::Text => Type::Json,
        }
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
