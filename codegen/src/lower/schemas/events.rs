//! Schemas of events of a stream: of their data, or of an event as a whole, which may be one of several
//! (OpenAPI 3.2.0, section 4.14.4).

use std::rc::Rc;

use super::Schemas;
use crate::document::Pointer;
use crate::hash::Set;
use crate::ir::Docs;
use crate::lower::hint::component;
use crate::lower::media_name;
use crate::lower::shape::{Object, Shape, ValueKind};

/// How many schemas are looked at for one event.
const MOST_SCHEMAS: usize = 4096;
/// How deep they stand in each other.
const MOST_NESTED: usize = 48;

/// What the schema of an event says.
#[derive(Clone, Debug, PartialEq)]
pub enum EventSchema {
    /// The data of all events is this.
    Data(EventContent),
    /// The event's name says what its data is.
    ByName(Vec<NamedEvent>),
    /// This schema is of the event as a whole, and nothing tells which data an event has.
    Whole {
        /// The schema.
        at: Pointer,
        /// Whether the data may be JSON.
        json: bool,
    },
}

/// What the data of an event is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventContent {
    /// Text
    Text,
    /// Any JSON
    Json,
    /// JSON of this schema
    Of(Pointer),
}

/// Events of a name, or of several.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedEvent {
    /// The names; none for the events that have none of the others.
    pub names: Vec<String>,
    /// Their data.
    pub content: EventContent,
    /// What the document calls them, if their schema has a name.
    pub component: Option<String>,
    /// What it says of them.
    pub docs: Docs,
}

/// What a schema of events as a whole says of some of them. What is more particular comes later.
#[derive(Clone)]
struct Envelope {
    /// The schema that they alone have.
    at: Pointer,
    /// The schemas of `data`.
    data: Vec<Pointer>,
    /// The schemas of `event`.
    events: Vec<Pointer>,
    /// The values of a discriminator that stand for them.
    tags: Vec<String>,
    /// Whether `id` or `retry` are declared.
    has_more: bool,
    /// Whether there are properties that no event has.
    has_others: bool,
}

impl Envelope {
    fn new(at: &Pointer) -> Self {
        Self {
            at: at.clone(),
            data: Vec::new(),
            events: Vec::new(),
            tags: Vec::new(),
            has_more: false,
            has_others: false,
        }
    }

    fn add(&mut self, object: &Object) {
        for (name, at) in &object.properties {
            match name.as_str() {
                "data" => self.data.push(at.clone()),
                "event" => self.events.push(at.clone()),
                "id" | "retry" => self.has_more = true,
                _ => self.has_others = true,
            }
        }
    }

    /// Whether it says anything of an event.
    fn is_of_event(&self) -> bool {
        self.has_more || !self.data.is_empty() || !self.events.is_empty()
    }
}

impl Schemas<'_> {
    /// What the schema of an event says. `is_item`: whether it is known to be that of an event as a whole (`itemSchema`). Before
    /// 3.2 it may be that of the data.
    pub fn event(&mut self, at: &Pointer, is_item: bool) -> EventSchema {
        let mut found = Vec::new();
        let mut left = MOST_SCHEMAS;
        let envelope = Envelope::new(at);
        let is_understood = self.envelopes(at, envelope, &mut found, (&mut left, 0));
        let all = is_understood.map_or_else(Vec::new, |()| found);
        if self.are_envelopes(&all, is_item) {
            return self.by_envelope(at.clone(), &all);
        }
        let is_whole = all.is_empty() || all.iter().any(Envelope::is_of_event);
        match self.event_content(std::slice::from_ref(at)) {
            EventContent::Of(at) if is_item && is_whole => EventSchema::Whole { at, json: false },
            content => EventSchema::Data(content),
        }
    }

    /// Where the schema at `at` stands itself, and what it says of itself.
    pub fn described(&mut self, at: &Pointer) -> (Pointer, Docs) {
        let target = self.document.resolve(at).unwrap_or_else(|_| at.clone());
        let docs = self.shape(&target).map(|shape| shape.docs.clone());
        (target, docs.unwrap_or_default())
    }

    /// Whether these are schemas of events as a whole: there is nothing in them but what an event has, and there is data. A property
    /// that a few of many have beside that is the mistake of one who wrote them.
    fn are_envelopes(&mut self, all: &[Envelope], is_item: bool) -> bool {
        let others = all.iter().filter(|one| one.has_others).count();
        let is_mistake = others * 4 <= all.len()
            && all
                .iter()
                .all(|one| !one.data.is_empty() && !self.names_of_event(one).is_empty());
        all.iter().any(|one| !one.data.is_empty()) && (is_item || others == 0 || is_mistake)
    }

    fn by_envelope(&mut self, at: Pointer, all: &[Envelope]) -> EventSchema {
        let events = all.iter().map(|one| NamedEvent {
            names: self.names_of_event(one),
            content: self.event_content(&one.data),
            component: component(&one.at),
            docs: self
                .shape_behind(&one.at)
                .map_or_else(Docs::default, |shape| shape.docs.clone()),
        });
        let mut events: Vec<NamedEvent> = events.collect();
        let mut names: Set<&str> = Set::default();
        let is_by_name = events.iter().all(|one| {
            let mut of_one = one.names.iter();
            of_one.all(|name| names.insert(name.as_str()))
        });
        let unnamed = events.iter().filter(|one| one.names.is_empty()).count();
        let mut contents = events.iter().map(|one| &one.content);
        if let Some(first) = contents.next() {
            let is_one = contents.clone().next().is_none();
            if is_one || unnamed > 1 && contents.all(|other| self.is_same(first, other)) {
                return EventSchema::Data(first.clone());
            }
        }
        if !is_by_name || unnamed > 1 {
            let json = events.iter().any(|one| one.content != EventContent::Text);
            return EventSchema::Whole { at, json };
        }
        // What has no name is what is left.
        events.sort_by_key(|one| one.names.is_empty());
        EventSchema::ByName(events)
    }

    /// Adds what the schema at `at`, or each of its variants, says of events, beside what stands around it. None if there is more to it
    /// than objects and one union. `budget`: how many schemas may still be looked at, and how deep this one is.
    fn envelopes(
        &mut self,
        at: &Pointer,
        mut envelope: Envelope,
        found: &mut Vec<Envelope>,
        (left, depth): (&mut usize, usize),
    ) -> Option<()> {
        let mut unions = Vec::new();
        at.clone_into(&mut envelope.at);
        self.add_to_envelope(at, &mut envelope, &mut unions, (left, depth))?;
        match unions.as_slice() {
            [] => found.push(envelope),
            [(variants, shape)] => {
                for variant in variants {
                    let mut one = envelope.clone();
                    if let Some(declared) = &shape.discriminator
                        && declared.property == "event"
                    {
                        one.tags = self.tags(variant, declared);
                    }
                    self.envelopes(variant, one, found, (left, depth + 1))?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn add_to_envelope(
        &mut self,
        at: &Pointer,
        envelope: &mut Envelope,
        unions: &mut Vec<(Vec<Pointer>, Rc<Shape>)>,
        (left, depth): (&mut usize, usize),
    ) -> Option<()> {
        *left = left.checked_sub(1).filter(|_| depth < MOST_NESTED)?;
        let shape = self.shape_behind(at)?;
        let further = shape
            .further
            .iter()
            .map(|one| (one.clone(), Rc::clone(&shape)));
        unions.extend(further);
        match &shape.kind {
            ValueKind::Object(own) => envelope.add(own),
            ValueKind::AllOf(parts, own) => {
                for part in parts {
                    self.add_to_envelope(part, envelope, unions, (&mut *left, depth + 1))?;
                }
                envelope.add(own);
            }
            ValueKind::Union(variants, own) => {
                envelope.add(own);
                unions.push((variants.clone(), Rc::clone(&shape)));
            }
            ValueKind::Any => {}
            _ => return None,
        }
        Some(())
    }

    /// The names that events of this kind have.
    fn names_of_event(&mut self, envelope: &Envelope) -> Vec<String> {
        for at in envelope.events.iter().rev() {
            let shape = self.shape_behind(at);
            if let Some(ValueKind::Enum(values)) = shape.as_ref().map(|shape| &shape.kind) {
                let names = values.iter().filter_map(|value| value.as_str());
                return names.map(str::to_owned).collect();
            }
        }
        envelope.tags.clone()
    }

    /// What data is of which all these schemas hold.
    fn event_content(&mut self, schemas: &[Pointer]) -> EventContent {
        let resolved = schemas.iter().rev();
        let resolved = resolved.filter_map(|at| Some((at, self.document.resolve(at).ok()?)));
        let resolved: Vec<(&Pointer, Pointer)> = resolved.collect();
        for (_, at) in &resolved {
            let content = at.child("contentSchema");
            if self.document.raw(&content).is_some() {
                return EventContent::Of(content);
            }
        }
        let media = |at: &Pointer| self.document.raw(at)?.get("contentMediaType")?.as_str();
        if resolved
            .iter()
            .any(|(_, at)| media(at).is_some_and(media_name::is_json))
        {
            return EventContent::Json;
        }
        let mut seen = Set::default();
        if resolved
            .iter()
            .any(|(_, at)| self.may_be_text(at, &mut seen))
        {
            return EventContent::Text;
        }
        let said = resolved.into_iter().find(|(_, at)| {
            let shape = self.shape(at);
            let kind = shape.as_ref().map(|shape| &shape.kind);
            !matches!(kind, None | Some(ValueKind::Any))
        });
        said.map_or(EventContent::Text, |(at, _)| EventContent::Of(at.clone()))
    }

    /// Whether data of one kind is data of the other.
    fn is_same(&self, one: &EventContent, other: &EventContent) -> bool {
        match (one, other) {
            (EventContent::Of(one), EventContent::Of(other)) => {
                self.document.resolve(one).ok() == self.document.resolve(other).ok()
            }
            (one, other) => one == other,
        }
    }

    /// Whether values of the schema at `at` may be text, which stands in an event without quotes. Schemas that were `seen` are not looked at again.
    fn may_be_text(&mut self, at: &Pointer, seen: &mut Set<Pointer>) -> bool {
        let Ok(at) = self.document.resolve(at) else {
            return false;
        };
        let Some(shape) = self.shape(&at) else {
            return false;
        };
        if seen.len() > MOST_NESTED || !seen.insert(at) {
            return false;
        }
        match &shape.kind {
            ValueKind::String(_) => true,
            ValueKind::Enum(values) => values.iter().any(|value| value.is_string()),
            ValueKind::AllOf(parts, _) | ValueKind::Union(parts, _) => {
                parts.iter().any(|part| self.may_be_text(part, seen))
            }
            _ => false,
        }
    }
}
