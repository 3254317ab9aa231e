//! Schemas that are no objects and hold together: the narrowest of them.

use std::rc::Rc;

use serde_json::Value;

use super::rules::applies;
use super::schema::null;
use super::site::{Conjunct, Site};
use super::{Lowered, Schemas};
use crate::diagnostics::Diagnostic;
use crate::document::Pointer;
use crate::hash::Set;
use crate::ir::Type;
use crate::lower::codes;
use crate::lower::shape::{Shape, ValueKind};

/// Values have so many rules at most: every place that holds them checks each.
const MOST_RULES: usize = 32;

const TOO_MANY_RULES: &str =
    "the other parts have many rules already, so that of this part is not checked";

impl Schemas<'_> {
    /// The type of values that satisfy all of several schemas.
    pub(super) fn narrow(&mut self, place: &Site<'_>, parts: &[(Pointer, Rc<Shape>)]) -> Lowered {
        let is_null = |shape: &Shape| matches!(shape.kind, ValueKind::Null);
        if parts.iter().any(|(_, shape)| is_null(shape))
            && parts
                .iter()
                .all(|(_, shape)| shape.nullable || is_null(shape))
        {
            return null();
        }
        let mut lowered = match self.listed_by_all(place, parts) {
            Some(lowered) => lowered,
            None => self.narrowest(place, parts),
        };
        for (at, shape) in parts {
            for rule in shape.rules.iter().filter(|rule| applies(rule, &lowered.ty)) {
                let rules = &mut lowered.constraints.rules;
                if rules.contains(rule) {
                    continue;
                }
                if rules.len() == MOST_RULES {
                    self.unchecked(at, TOO_MANY_RULES);
                    break;
                }
                rules.push(rule.clone());
            }
        }
        lowered.sensitive |= parts.iter().any(|(_, shape)| shape.password);
        lowered.nullable = false;
        lowered
    }

    /// The values that all lists have, if any part is a list.
    fn listed_by_all(
        &mut self,
        place: &Site<'_>,
        parts: &[(Pointer, Rc<Shape>)],
    ) -> Option<Lowered> {
        let list = |shape: &Rc<Shape>| match &shape.kind {
            ValueKind::Enum(values) => Some(values.clone()),
            _ => None,
        };
        let first = parts.iter().find_map(|(_, shape)| list(shape))?;
        let lists: Vec<Option<Set<&Value>>> = parts
            .iter()
            .map(|(_, shape)| match &shape.kind {
                ValueKind::Enum(values) => Some(values.iter().collect()),
                _ => None,
            })
            .collect();
        let everywhere = |value: &Value| {
            let mut parts = parts.iter().zip(&lists);
            parts.all(|((_, shape), list)| match list {
                Some(list) => list.contains(value),
                None => allows(&shape.kind, value),
            })
        };
        let common: Vec<Value> = first.into_iter().filter(everywhere).collect();
        if common.is_empty() {
            return Some(self.contradiction(place, parts));
        }
        let same = parts
            .iter()
            .rev()
            .find(|(_, shape)| list(shape).is_some_and(|list| list.len() == common.len()));
        if let Some((at, _)) = same {
            return Some(self.decided_by(&at.clone(), place));
        }
        let (at, _) = parts.iter().find(|(_, shape)| list(shape).is_some())?;
        let listed = self.listed_values(at, &common);
        Some(self.enumeration_of(place, &listed))
    }

    fn narrowest(&mut self, place: &Site<'_>, parts: &[(Pointer, Rc<Shape>)]) -> Lowered {
        let items = parts.iter().map(|(_, shape)| match &shape.kind {
            ValueKind::Array(items) => Some(items.clone()),
            _ => None,
        });
        if let Some(items) = items.collect::<Option<Vec<_>>>() {
            let items: Vec<Conjunct> = items.iter().flatten().map(Conjunct::whole).collect();
            let item = match items.as_slice() {
                [] => Lowered::new(Type::Json),
                [only] => self.schema(&only.at, &place.hint.item()),
                several => {
                    self.together(several, place.at, &place.hint.item(), &place.docs.clone())
                }
            };
            return Lowered::new(Type::List(Box::new(item.item_type())));
        }
        // What is within one that is within another is within that, too: the narrowest of all is the narrower of
        // each two on the way.
        let within = |one: &Shape, other: &Shape| is_within(&one.kind, &other.kind);
        let narrowest = parts.iter().rev().reduce(|best, other| {
            let narrower = !within(&best.1, &other.1) && within(&other.1, &best.1);
            if narrower { other } else { best }
        });
        let narrowest =
            narrowest.filter(|(_, one)| parts.iter().all(|(_, other)| within(one, other)));
        match narrowest {
            Some((at, _)) => self.decided_by(&at.clone(), place),
            None => self.contradiction(place, parts),
        }
    }

    /// Says that nothing satisfies all parts; the last one counts, as it stands where something general
    /// is made more precise.
    fn contradiction(&mut self, place: &Site<'_>, parts: &[(Pointer, Rc<Shape>)]) -> Lowered {
        let [.., (other, _), (last, _)] = parts else {
            return Lowered::new(Type::Json);
        };
        let message = "no value satisfies both this and another part of the same `allOf`; this declaration is the one that counts";
        self.diagnostics.report(
            Diagnostic::new(codes::ALL_OF_CONFLICT, last, message)
                .related(other, "the other declaration")
                .help("a declaration may make the other one narrower, but not contradict it"),
        );
        self.decided_by(&last.clone(), place)
    }
}

/// Whether a value is of a kind that is no list.
fn allows(kind: &ValueKind, value: &Value) -> bool {
    match kind {
        ValueKind::String(_) | ValueKind::Embedded(_) => value.is_string(),
        ValueKind::Integer(_) => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        ValueKind::Number => value.is_number(),
        ValueKind::Bool => value.is_boolean(),
        ValueKind::Array(_) => value.is_array(),
        _ => true,
    }
}

/// Whether every value of `one` is one of `other`, as far as their types say.
fn is_within(one: &ValueKind, other: &ValueKind) -> bool {
    match (one, other) {
        (ValueKind::Integer(_), ValueKind::Number | ValueKind::Integer(None)) => true,
        (ValueKind::Integer(one), ValueKind::Integer(other))
        | (ValueKind::String(one), ValueKind::String(other)) => other.is_none() || one == other,
        (ValueKind::Embedded(_), ValueKind::String(_)) => true,
        (ValueKind::Number, ValueKind::Number) | (ValueKind::Bool, ValueKind::Bool) => true,
        _ => false,
    }
}
