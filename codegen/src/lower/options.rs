//! Names that somebody chose: `x-rust-name` in the document, `names` in the configuration.

use std::collections::BTreeMap;

use crate::document::Pointer;
use crate::hash::Map;
use crate::lower::Lower;
use crate::lower::schemas::types::Hint;

pub(in crate::lower) fn pins(names: &BTreeMap<String, String>) -> Map<Pointer, String> {
    names
        .iter()
        .map(|(at, name)| (Pointer::parse(at), name.clone()))
        .collect()
}

impl Lower<'_> {
    /// The name that somebody chose for what stands at `at`.
    pub(in crate::lower) fn chosen(&self, at: &Pointer) -> Option<&str> {
        let in_document = || self.document.raw(at)?.member("x-rust-name")?.as_str();
        self.pins.get(at).map(String::as_str).or_else(in_document)
    }

    /// The chosen name of a schema's type: one with a capital letter.
    pub(in crate::lower) fn type_name(&self, at: &Pointer) -> Option<Hint> {
        let name = self.chosen(at)?;
        name.starts_with(char::is_uppercase)
            .then(|| Hint::new(name))
    }

    /// The chosen name of a property's field: one without a capital letter.
    pub(in crate::lower) fn field_name(&self, at: &Pointer) -> Option<&str> {
        self.chosen(at)
            .filter(|name| !name.starts_with(char::is_uppercase))
    }
}
