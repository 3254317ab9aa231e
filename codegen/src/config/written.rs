//! Where options are written.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::{Lines, Location, Place};
use crate::hash::Map;

/// Where each option stands in a file; nothing is known of options that a program set.
#[derive(Clone, Debug, Default)]
pub(super) struct WrittenOption(Option<Arc<OptionsFile>>);

#[derive(Debug)]
struct OptionsFile {
    name: Arc<Path>,
    text: String,
    lines: Lines,
    /// The first byte of each option, by the keys that lead to it.
    offsets: Map<String, usize>,
}

impl WrittenOption {
    /// Options of this text, each with its first byte.
    pub(super) fn of(name: &Path, text: &str, offsets: Map<String, usize>) -> Self {
        Self(Some(Arc::new(OptionsFile {
            name: name.into(),
            lines: Lines::of(text),
            text: text.to_owned(),
            offsets,
        })))
    }

    /// Where an option is written.
    pub(super) fn place(&self, keys: &[&str]) -> Place {
        let place = self.0.as_ref().and_then(|file| {
            let offset = file.offsets.get(&joined(keys))?;
            let name = Arc::clone(&file.name);
            Some(Location::among(name, &file.text, &file.lines, *offset))
        });
        place.map_or(Place::Nowhere, Place::Text)
    }
}

/// Keys as one text.
pub(super) fn joined(keys: &[&str]) -> String {
    keys.join("\u{0}")
}
