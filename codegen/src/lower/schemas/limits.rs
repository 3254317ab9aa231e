//! How deep schemas are followed into each other, and how much is made of putting them together.
//!
//! A document of a few lines can describe a tree that has no end, or one that has an end and more leaves
//! than there is memory for. Every way from a schema into another one leads through [`Lower::deeper`],
//! which ends those that lead too deep, and everything that is made of several schemas is paid for with
//! [`Lower::afford`], out of a budget that grows with the document. What is beyond a limit becomes a JSON value
//! and is named.

use super::{Lowered, Schemas};
use crate::diagnostics::Diagnostic;
use crate::document::{Document, Pointer};
use crate::lower::codes;

/// So many schemas stand in each other, counted without those that have a type of their own already. Text can
/// be nested 128 deep, and an object in an object is two steps of that.
const MOST_DEEP: usize = 64;

/// What every document may cost, however small it is. A unit is a schema that is taken into another one, or a
/// property or a variant of it.
const LEAST: usize = 100_000;

/// For so many bytes of the document there is one more unit.
const BYTES: usize = 8;

/// The part of what is left that one schema may cost, with all that stands in it: those after it have to get
/// theirs.
const SHARE: usize = 4;

/// What is left, and where lowering is.
pub(super) struct Limits {
    depth: usize,
    left: usize,
    /// What the outermost schema that is being lowered may still cost.
    share: usize,
    /// That schema, and whether it was said that it costs too much.
    outermost: Option<(Pointer, bool)>,
}

impl Limits {
    pub(super) fn of(document: &Document) -> Self {
        let left = LEAST.max(document.size() / BYTES);
        Self {
            depth: 0,
            left,
            share: left / SHARE,
            outermost: None,
        }
    }

    fn enter(&mut self, at: &Pointer) {
        if self.depth == 0 {
            self.share = self.left / SHARE;
            self.outermost = Some((at.clone(), false));
        }
        self.depth += 1;
    }

    fn leave(&mut self) {
        self.depth -= 1;
        if self.depth == 0 {
            self.outermost = None;
        }
    }

    /// Takes so many units; false where there are not so many left.
    fn take(&mut self, units: usize) -> bool {
        let enough = units <= self.share;
        let taken = units.min(self.share);
        self.share -= taken;
        self.left -= taken;
        enough
    }
}

impl Schemas<'_> {
    /// Lowers the schema at `at`, which stands in the one that is being lowered, by `work`.
    pub(super) fn deeper(
        &mut self,
        at: &Pointer,
        work: impl FnOnce(&mut Self) -> Lowered,
    ) -> Lowered {
        if self.limits.depth >= MOST_DEEP {
            return self.too_deep(at);
        }
        self.limits.enter(at);
        let lowered = work(self);
        self.limits.leave();
        lowered
    }

    fn too_deep(&mut self, at: &Pointer) -> Lowered {
        let message = format!(
            "this schema stands in more than {MOST_DEEP} others, so its values are plain JSON"
        );
        let found = Diagnostic::new(codes::SCHEMA_TOO_DEEP, at, message)
            .help("move some of them to `components/schemas` and refer to them");
        self.as_json(found, at)
    }

    /// Pays for so many schemas, properties and variants that are taken into what is being lowered; false,
    /// and said once, where that is too much.
    pub(super) fn afford(&mut self, units: usize, at: &Pointer) -> bool {
        if self.limits.take(units) {
            return true;
        }
        let told = self.limits.outermost.as_mut();
        let new = told.is_none_or(|(_, told)| !std::mem::replace(told, true));
        if new {
            let outermost = self
                .limits
                .outermost
                .as_ref()
                .map(|(outermost, _)| outermost);
            let outermost = outermost.unwrap_or(at).clone();
            let message = "this schema puts others together in too many ways, so some of what it consists of is plain JSON";
            let found = Diagnostic::new(codes::TOO_MANY_COMBINATIONS, &outermost, message)
                .related(at, "here it became too much")
                .help("give a union among the parts of an `allOf` a property of its own, or name its combinations as schemas");
            self.diagnostics.report(found);
        }
        self.fall_back(at);
        false
    }
}
