//! Texts and where they come from.

use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location, Place};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// RFC 8259
    Json,
    /// YAML 1.2, as `serde_yaml` reads it.
    Yaml,
}

/// The text of one file.
#[derive(Clone, Debug)]
pub struct Source {
    name: PathBuf,
    text: String,
    /// Whether files named by a relative `$ref` may be read from beside this one.
    on_disk: bool,
}

impl Source {
    /// Reads a file.
    ///
    /// Reports and returns `None` when the file can't be read, is not UTF-8 or is larger than 4 GiB.
    pub fn open(path: impl Into<PathBuf>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let name = path.into();
        let bytes = match std::fs::read(&name) {
            Ok(bytes) => bytes,
            Err(error) => {
                let message = format!("can't read {}: {error}", name.display());
                diagnostics.report(Diagnostic::new(
                    Code::UNREADABLE_FILE,
                    Place::Nowhere,
                    message,
                ));
                return None;
            }
        };
        let source = Self::from_bytes(&name, bytes, diagnostics)?;
        Some(Self {
            on_disk: true,
            ..source
        })
    }

    /// A text that is in memory already. `name` is how diagnostics call it.
    #[must_use]
    pub fn from_text(name: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            on_disk: false,
        }
    }

    /// A text that is in memory as bytes. Reports and returns `None` when it is not UTF-8.
    pub fn from_bytes(
        name: impl Into<PathBuf>,
        bytes: Vec<u8>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let name = name.into();
        match String::from_utf8(bytes) {
            Ok(text) if u32::try_from(text.len()).is_ok_and(|length| length < u32::MAX) => {
                Some(Self::from_text(name, text))
            }
            Ok(_) => {
                let message = format!("{} is larger than 4 GiB", name.display());
                diagnostics.report(Diagnostic::new(
                    Code::UNREADABLE_FILE,
                    Place::Nowhere,
                    message,
                ));
                None
            }
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes());
                let place = Location::at(&name, &text, offset);
                let utf16 = matches!(error.as_bytes(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
                let message =
                    format!("the file is not UTF-8: byte {offset} is no part of a character");
                let help = if utf16 {
                    "the file looks like UTF-16; save it as UTF-8"
                } else {
                    "save the file as UTF-8; it may be in Latin-1 or another old encoding"
                };
                diagnostics.report(Diagnostic::new(Code::INVALID_UTF8, place, message).help(help));
                None
            }
        }
    }

    /// How diagnostics call this text: its path, as it was given.
    #[must_use]
    pub fn name(&self) -> &Path {
        &self.name
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether files beside this one may be read.
    pub(super) fn on_disk(&self) -> bool {
        self.on_disk
    }

    /// The text without a byte order mark. Positions count from here.
    pub(super) fn content(&self) -> &str {
        self.text.strip_prefix('\u{feff}').unwrap_or(&self.text)
    }

    /// What the text looks like: JSON documents begin with `{`.
    pub(super) fn format(&self) -> Format {
        match self.content().trim_start().starts_with(['{', '[']) {
            true => Format::Json,
            false => Format::Yaml,
        }
    }

    /// Whether the name says YAML.
    pub(super) fn is_named_yaml(&self) -> bool {
        let extension = self
            .name
            .extension()
            .and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| matches!(extension, "yaml" | "yml"))
    }
}
