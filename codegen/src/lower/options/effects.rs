//! Whether options had an effect, and what to say where they had none.

use std::cell::{Cell, RefCell};

use super::{OptionEntry, Options};
use crate::config::PlaceKey;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::document::Pointer;
use crate::lower::codes;

/// What became of one key of an entry.
#[derive(Debug, Default)]
pub(super) struct Effect {
    used: Cell<bool>,
    /// The first node at which it can't be done, and why.
    refused: RefCell<Option<(Pointer, String)>>,
    /// Whether another entry decided somewhere.
    beaten: Cell<bool>,
}

impl Effect {
    pub(super) fn used(&self) {
        self.used.set(true);
    }

    pub(super) fn beaten(&self) {
        self.beaten.set(true);
    }

    pub(super) fn refused(&self, at: &Pointer, why: String) {
        let mut refused = self.refused.borrow_mut();
        refused.get_or_insert_with(|| (at.clone(), why));
    }
}

impl Options<'_> {
    /// Says which options could not be followed, and which changed nothing.
    pub fn report(&self, diagnostics: &mut Diagnostics) {
        for entry in &self.entries {
            for key in PlaceKey::ALL {
                if entry.said.says(key)
                    && let Some(found) = self.finding(entry, key)
                {
                    diagnostics.report(found);
                }
            }
        }
    }

    fn finding(&self, entry: &OptionEntry<'_>, key: PlaceKey) -> Option<Diagnostic> {
        let effect = entry.effect(key)?;
        let refused = effect.refused.borrow();
        let (place, word) = (entry.place, key.word());
        let written = self.config.written(&["places", place, word]);
        if let Some((at, why)) = refused.as_ref()
            && (!entry.is_pattern() || !effect.used.get() || key == PlaceKey::Name)
        {
            let message = format!("`{word}` of `{place}` can't be followed: {why}");
            let found = Diagnostic::new(codes::IMPOSSIBLE_OPTION, written, message);
            return Some(found.related(at, "at this place of the document"));
        }
        if effect.used.get() {
            return None;
        }
        let message = format!(
            "`{word}` of `{place}` has no effect: {}",
            without_effect(effect, key, entry)
        );
        let mut found =
            Diagnostic::new(codes::OPTION_WITHOUT_EFFECT, written, message).help(help(key));
        if let Some(at) = &entry.at {
            found = found.related(at, "this is the place");
        }
        Some(found)
    }
}

/// Why an option may have had no effect.
fn without_effect(effect: &Effect, key: PlaceKey, entry: &OptionEntry<'_>) -> &'static str {
    let is = |value: Option<bool>| value == Some(false);
    let said = &entry.said;
    if effect.beaten.get() {
        return "other entries say what holds there";
    }
    if is(said.optional) && key == PlaceKey::Optional
        || is(said.sensitive) && key == PlaceKey::Sensitive
        || is(said.skip) && key == PlaceKey::Skip
    {
        return "no other entry says `true` there";
    }
    match key {
        PlaceKey::Optional => "nothing requires what is there",
        PlaceKey::Sensitive => "no property has this schema as its own",
        PlaceKey::Name
            if said
                .name
                .as_ref()
                .is_some_and(|name| name.starts_with(char::is_uppercase)) =>
        {
            "no type is made of what is there"
        }
        PlaceKey::Name => "what is there has no name of this kind",
        PlaceKey::Type => "nothing that is generated has a schema there",
        PlaceKey::Derives | PlaceKey::Attributes => {
            "no struct or enum is made of what is there, or it has all this anyway"
        }
        PlaceKey::Skip => "what is there can't be left out",
    }
}

/// What to do about an option without an effect.
fn help(key: PlaceKey) -> &'static str {
    match key {
        PlaceKey::Optional => {
            "it is for required properties and parameters; remove it where the document says the same"
        }
        PlaceKey::Sensitive => "name the properties that hold the value, such as `pet.token`",
        PlaceKey::Name => {
            "types have a capital letter, everything else has none; what is a `$ref` has the type of its target"
        }
        PlaceKey::Type => "name the schema of the values; that of a list's items is `items` of it",
        PlaceKey::Derives | PlaceKey::Attributes => {
            "name the schema of an object, an enum or a union; what is a `$ref` has the type of its target"
        }
        PlaceKey::Skip => {
            "name an operation, an optional parameter or property, or a schema of `components/schemas`"
        }
    }
}
