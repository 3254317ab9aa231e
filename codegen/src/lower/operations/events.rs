//! Events of streams: what their data is.

use super::Operations;
use crate::document::{MediaType, Pointer};
use crate::ir::{EventData, EventUnion, EventVariant, Side, Type};
use crate::lower::hint::{Hint, component};
use crate::lower::schemas::{EventContent, EventSchema, NamedEvent};
use crate::names::Scope;

impl Operations<'_, '_> {
    /// The data of events of this media type.
    pub(super) fn event_data(&mut self, media: &MediaType, hint: &Hint) -> EventData {
        let schema = match (&media.item_schema, &media.schema) {
            (Some(event), _) => Some((event, self.schemas.event(event, true))),
            (None, Some(schema)) => Some((schema, self.schemas.event(schema, false))),
            (None, None) => None,
        };
        match schema {
            None => EventData::Text,
            Some((_, EventSchema::Data(content))) => {
                let json = self.event_content(&content, hint);
                json.map_or(EventData::Text, EventData::Json)
            }
            Some((_, EventSchema::Whole { at, json })) => EventData::Whole {
                ty: self.event_type(&at, hint),
                json,
            },
            Some((at, EventSchema::ByName(events))) => {
                EventData::ByName(self.event_union(at, &events, hint))
            }
        }
    }

    fn event_type(&mut self, at: &Pointer, hint: &Hint) -> Type {
        self.schemas.lowered(at, Side::Reply, hint).item_type()
    }

    /// The type of data that is JSON.
    fn event_content(&mut self, content: &EventContent, hint: &Hint) -> Option<Type> {
        match content {
            EventContent::Text => None,
            EventContent::Json => Some(Type::Json),
            EventContent::Of(at) => Some(self.event_type(at, hint)),
        }
    }

    /// The enum of the data of these events, which several operations may have: an index into those of the client. The schema
    /// at `at` says what they are.
    fn event_union(&mut self, at: &Pointer, events: &[NamedEvent], hint: &Hint) -> usize {
        let (at, docs) = self.schemas.described(at);
        if let Some(index) = self.event_unions.get_index_of(&at) {
            return index;
        }
        let hint = match component(&at) {
            Some(component) => Hint::within(&component, "data"),
            None => hint.with("data"),
        };
        let name = self.schemas.type_name(&hint);
        let mut names = Scope::reserving(&["Unknown"]);
        let variants = events.iter().map(|event| {
            let words = words(event);
            EventVariant {
                name: names.variant(&words),
                events: event.names.clone(),
                ty: self.event_content(&event.content, &Hint::within(name.as_str(), &words)),
                docs: event.docs.clone(),
            }
        });
        let variants = variants.collect();
        let union = EventUnion {
            name,
            at: at.clone(),
            docs,
            variants,
        };
        self.event_unions.insert_full(at, union).0
    }
}

/// What a variant is called: as its event, or as its schema where there are several events, or none.
fn words(event: &NamedEvent) -> String {
    match (event.names.as_slice(), &event.component) {
        ([name], _) => name.clone(),
        (_, Some(component)) => component.clone(),
        ([], None) => "message".to_owned(),
        (names, None) => names.join(" or "),
    }
}
