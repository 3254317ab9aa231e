//! Texts and where they come from.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::reference::is_url;
use super::roots::{MOST_BYTES, Roots, limited};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Lines, Location, Place};

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
    name: Arc<Path>,
    text: String,
    /// Found when the first finding is printed.
    lines: OnceLock<Lines>,
    /// Where it lies, without symbolic links; none for a text in memory, and for what is no regular file.
    file: Option<PathBuf>,
    /// Below which directories the files lie that it may refer to.
    roots: Roots,
}

impl Source {
    /// Reads a file. Its references may lead to files below its directory.
    ///
    /// What the path names may also be a pipe or a device, such as `/dev/stdin`; then nothing lies beside it. Reports and
    /// returns `None` when the file can't be read, is not UTF-8 or is larger than 256 MiB.
    pub fn open(path: impl Into<PathBuf>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let name = path.into();
        let read = File::open(&name).and_then(|file| {
            let is_file = file.metadata()?.is_file();
            Ok((is_file, limited(file, MOST_BYTES)?))
        });
        let why = match read {
            Ok((is_file, Some(bytes))) => {
                let source = Self::from_bytes(&name, bytes, diagnostics)?;
                let file = is_file.then(|| fs::canonicalize(&name).ok()).flatten();
                let roots = file.as_ref().map(|file| Roots::of_document(file, &name));
                return Some(Self {
                    roots: roots.unwrap_or_default(),
                    file,
                    ..source
                });
            }
            Ok((_, None)) => format!("it is larger than {} MiB", MOST_BYTES >> 20),
            Err(error) => error.to_string(),
        };
        let found = unreadable(&name, &why);
        diagnostics.report(match name.to_str().is_some_and(is_url) {
            true => found.help(
                "nothing is fetched while code is generated: save the document to a file, and name that",
            ),
            false => found,
        });
        None
    }

    /// The same source, with further directories whose files its references may lead to. One that is no directory is reported.
    #[must_use]
    pub fn roots(mut self, directories: &[PathBuf], diagnostics: &mut Diagnostics) -> Self {
        for directory in directories {
            if let Err(error) = self.roots.add(directory) {
                let message = format!("the root {} can't be used: {error}", directory.display());
                let found = Diagnostic::new(Code::UNUSABLE_ROOT, Place::Nowhere, message);
                diagnostics.report(found.help("name a directory that exists"));
            }
        }
        self
    }

    /// A file that a document refers to, which was read from `file`.
    pub(super) fn referenced(
        name: PathBuf,
        file: PathBuf,
        bytes: Vec<u8>,
    ) -> Result<Self, Box<Diagnostic>> {
        let source = Self::decoded(name, bytes)?;
        Ok(Self {
            file: Some(file),
            ..source
        })
    }

    /// A text that is in memory already. `name` is how diagnostics call it.
    #[must_use]
    pub fn from_text(name: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Self {
            name: name.into().into(),
            text: text.into(),
            lines: OnceLock::new(),
            file: None,
            roots: Roots::default(),
        }
    }

    /// A text that is in memory as bytes. Reports and returns `None` when it is not UTF-8.
    pub fn from_bytes(
        name: impl Into<PathBuf>,
        bytes: Vec<u8>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        match Self::decoded(name.into(), bytes) {
            Ok(source) => Some(source),
            Err(found) => {
                diagnostics.report(*found);
                None
            }
        }
    }

    fn decoded(name: PathBuf, bytes: Vec<u8>) -> Result<Self, Box<Diagnostic>> {
        match String::from_utf8(bytes) {
            Ok(text) if u32::try_from(text.len()).is_ok_and(|length| length < u32::MAX) => {
                Ok(Self::from_text(name, text))
            }
            Ok(_) => Err(unreadable(&name, "it is larger than 4 GiB").into()),
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
                Err(Diagnostic::new(Code::INVALID_UTF8, place, message)
                    .help(help)
                    .into())
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

    /// Where it lies.
    pub(super) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Takes the directories out below which files may be read.
    pub(super) fn take_roots(&mut self) -> Roots {
        std::mem::take(&mut self.roots)
    }

    /// The text without a byte order mark. Positions count from here.
    pub(super) fn content(&self) -> &str {
        self.text.strip_prefix('\u{feff}').unwrap_or(&self.text)
    }

    /// Puts spaces in the place of these tabs of [`Self::content`]. Whether there were any.
    pub(super) fn blank(&mut self, tabs: &[usize]) -> bool {
        let start = self.text.len() - self.content().len();
        for at in tabs.iter().rev().map(|at| start + at) {
            if self.text.get(at..=at) == Some("\t") {
                self.text.replace_range(at..=at, " ");
            }
        }
        !tabs.is_empty()
    }

    /// The place of a byte of [`Self::content`].
    pub(super) fn location(&self, offset: usize) -> Location {
        let text = self.content();
        let lines = self.lines.get_or_init(|| Lines::of(text));
        Location::among(Arc::clone(&self.name), text, lines, offset)
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

fn unreadable(name: &Path, why: &str) -> Diagnostic {
    let message = format!("can't read {}: {why}", name.display());
    Diagnostic::new(Code::UNREADABLE_FILE, Place::Nowhere, message)
}
