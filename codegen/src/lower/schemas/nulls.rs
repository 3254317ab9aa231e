//! Whether a schema allows null, itself or by what it consists of.

use std::vec::IntoIter;

use super::Schemas;
use crate::document::Pointer;
use crate::hash::Map;
use crate::lower::shape::ValueKind;

/// For every schema looked at, whether it allows null.
pub(super) type Nulls = Map<Pointer, bool>;

/// A schema whose parts are looked at.
struct OpenSchema {
    at: Pointer,
    parts: IntoIter<Pointer>,
    /// Whether all of its parts have to allow null, or one of them.
    all: bool,
}

/// What is known while one question is answered.
struct Search {
    known: Nulls,
    open: Vec<OpenSchema>,
    /// The schemas that this question led to. One that is met again before it has an answer allows no null there.
    met: Map<Pointer, Option<bool>>,
    circular: bool,
}

impl Schemas<'_> {
    /// Whether the schema at `at` allows null.
    pub(super) fn may_be_null(&mut self, at: &Pointer) -> bool {
        let mut search = Search {
            known: std::mem::take(&mut self.nulls),
            open: Vec::new(),
            met: Map::default(),
            circular: false,
        };
        // A chain of schemas may be as long as the document: it must not be one of calls.
        let mut answer = self.look_for_null(at, &mut search);
        while let Some(last) = search.open.last_mut() {
            let decided = answer.take().filter(|null| *null != last.all);
            let part = last.parts.next().filter(|_| decided.is_none());
            answer = match part {
                Some(part) => self.look_for_null(&part, &mut search),
                None => {
                    let null = decided.unwrap_or(last.all);
                    search.met.insert(last.at.clone(), Some(null));
                    search.open.pop();
                    Some(null)
                }
            };
        }
        let answer = answer.unwrap_or(false);
        self.nulls = search.finish(at, answer);
        answer
    }

    /// The answer for a schema that gives one itself; otherwise its parts are to be looked at.
    fn look_for_null(&mut self, at: &Pointer, search: &mut Search) -> Option<bool> {
        let Ok(at) = self.document.resolve(at) else {
            return Some(false);
        };
        if let Some(known) = search.known.get(&at) {
            return Some(*known);
        }
        if let Some(met) = search.met.get(&at) {
            search.circular |= met.is_none();
            return Some(met.unwrap_or(false));
        }
        let Some(shape) = self.shape(&at) else {
            return Some(false);
        };
        let (parts, all) = match &shape.kind {
            _ if shape.nullable => return Some(true),
            ValueKind::Null => return Some(true),
            ValueKind::Union(parts, beside) if beside.properties.is_empty() => (parts, false),
            ValueKind::AllOf(parts, _) if !parts.is_empty() => (parts, true),
            _ => return Some(false),
        };
        search.met.insert(at.clone(), None);
        let parts = parts.clone().into_iter();
        search.open.push(OpenSchema { at, parts, all });
        None
    }
}

impl Search {
    /// What is known from now on. Where schemas lead in circles, another question may find null in what this one
    /// had left.
    fn finish(mut self, at: &Pointer, answer: bool) -> Nulls {
        let met = self.met.into_iter();
        let met = met.filter_map(|(at, null)| Some((at, null?)));
        let circular = self.circular;
        self.known
            .extend(met.filter(|(_, null)| *null || !circular));
        self.known.insert(at.clone(), answer);
        self.known
    }
}
