//! Follows `$ref`.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use super::grammar::ObjectKind;
use super::node::Node;
use super::roots::{MOST_BYTES, MOST_FILES, Refusal};
use super::{Pointer, Resolver};
use crate::diagnostics::{Code, Diagnostic};
use crate::hash::Set;

/// Why a reference leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// The target does not exist.
    Unresolved { at: Pointer, reference: String },
    /// The chain of references comes back to where it was.
    Cycle { at: Pointer },
    /// The reference is a URL.
    Remote { at: Pointer, reference: String },
    /// The reference names a file that was not read.
    File {
        at: Pointer,
        reference: String,
        why: Refusal,
    },
}

/// Where following references ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum End {
    /// At a node that is no reference.
    NoReference,
    /// At a schema that says more than the one that it refers to, too: it is no mere reference.
    Schema,
}

/// Where references lead, and what stands there.
pub(super) type Followed<'d, N = Option<&'d Node>> = Result<(Pointer, N), Broken>;

impl<'d> Resolver<'d> {
    /// Follows `$ref` from the node at `pointer` until a node that is no reference.
    pub(super) fn follow(&self, pointer: &Pointer) -> Result<Pointer, Broken> {
        let (target, _) = self.follow_to(End::NoReference, pointer)?;
        Ok(target)
    }

    /// The same, with what stands there.
    pub(super) fn follow_to(&self, end: End, pointer: &Pointer) -> Followed<'d> {
        let mut at = pointer.clone();
        let mut node = self.raw(&at);
        let mut passed = Set::default();
        let mut links = 0;
        let found = loop {
            let followed = node.filter(|node| !self.is_end(end, node));
            let Some(reference) = followed.and_then(Node::reference) else {
                break Ok((at, node));
            };
            // A chain rarely has more than two links: remember them only when it does.
            let is_long = links > 2;
            if let Some(known) = is_long.then(|| self.chain(end, &at)).flatten() {
                break known;
            }
            match self.referred_node(&at, reference) {
                Ok((target, found)) => (at, node) = (target, Some(found)),
                Err(broken) => break Err(broken),
            }
            links += 1;
            if at == *pointer || is_long && !passed.insert(at.clone()) {
                break Err(Broken::Cycle { at });
            }
        };
        if links > 2 {
            passed.insert(pointer.clone());
            self.remember_chain(end, passed, &found);
        }
        found.map_err(|broken| match broken {
            Broken::Cycle { .. } => Broken::Cycle {
                at: pointer.clone(),
            },
            other => other,
        })
    }

    fn is_end(&self, end: End, node: &Node) -> bool {
        end == End::Schema && self.version.has_json_schema() && adds_to_reference(node)
    }

    /// What the text of a `$ref` at `at` means, with what is there. Without names of their own in the
    /// document, that is the same in all of a file, but for what is looked for near by.
    pub(super) fn referred_node(&self, at: &Pointer, reference: &'d str) -> Followed<'d, &'d Node> {
        if let Some(known) = self.known_reference(at.file(), reference) {
            return Ok(known);
        }
        let found = self.find(at, reference)?;
        if self.identifiers.are_none() && near_by(reference).is_none() {
            let key = (at.file(), reference);
            self.references.borrow_mut().insert(key, found.clone());
        }
        Ok(found)
    }

    /// The same, not remembered.
    pub(super) fn find(&self, at: &Pointer, reference: &str) -> Followed<'d, &'d Node> {
        let target = self.reference_target(at, reference)?;
        if let Some(node) = self.raw(&target) {
            return Ok((target, node));
        }
        let found = self.through_references(&target);
        let found = found.or_else(|| self.near(at, reference));
        found.ok_or_else(|| Broken::Unresolved {
            at: at.clone(),
            reference: reference.to_owned(),
        })
    }

    /// What a pointer leads to on whose way there are references.
    fn through_references(&self, target: &Pointer) -> Option<(Pointer, &'d Node)> {
        let mut at = Pointer::root_of(target.file());
        let mut node = self.raw(&at)?;
        let mut links = 0;
        for token in target.tokens() {
            while node.member(&token).is_none() {
                links += 1;
                let reference = node.reference().filter(|_| links <= MOST_LINKS)?;
                // Not as a whole reference: what leads through itself has no end.
                at = self.reference_target(&at, reference).ok()?;
                node = self.raw(&at)?;
            }
            at = at.child(&token);
            node = node.member(&token)?;
        }
        Some((at, node))
    }

    /// What `#/$defs/Name` means in a schema that has such definitions itself: a schema that was put into a document as it is.
    fn near(&self, at: &Pointer, reference: &str) -> Option<(Pointer, &'d Node)> {
        let pointer = near_by(reference)?;
        let mut next = at.parent();
        while let Some(owner) = next {
            let found = owner.join(pointer);
            if let Some(node) = self.raw(&found) {
                return Some((found, node));
            }
            next = owner.parent();
        }
        None
    }

    pub(super) fn known_reference(
        &self,
        file: u32,
        reference: &str,
    ) -> Option<(Pointer, &'d Node)> {
        self.references.borrow().get(&(file, reference)).cloned()
    }

    /// The pointer that the text of a `$ref` at `at` means, whether or not anything is there.
    pub(super) fn reference_target(
        &self,
        at: &Pointer,
        reference: &str,
    ) -> Result<Pointer, Broken> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decode(fragment);
        let resource = self.resource(at, file, reference)?;
        if fragment.is_empty() {
            return Ok(resource);
        }
        if fragment.starts_with('/') {
            return Ok(resource.join(&fragment));
        }
        let anchor = self.identifiers.anchor(&resource, &fragment);
        anchor.ok_or_else(|| Broken::Unresolved {
            at: at.clone(),
            reference: reference.to_owned(),
        })
    }

    /// What the part of a reference before its `#` names: a file, or a schema with an `$id`.
    fn resource(&self, at: &Pointer, file: &str, reference: &str) -> Result<Pointer, Broken> {
        let here = self.identifiers.resource(at);
        if file.is_empty() {
            return Ok(here);
        }
        if let Some(named) = self.identifiers.named(&here, file) {
            return Ok(named);
        }
        if is_url(file) {
            return Err(Broken::Remote {
                at: at.clone(),
                reference: reference.to_owned(),
            });
        }
        self.files
            .led(at.file(), file)
            .map(Pointer::root_of)
            .map_err(|why| Broken::File {
                at: at.clone(),
                reference: reference.to_owned(),
                why,
            })
    }
}

/// So many references in a row are looked at by whoever doesn't remember where they led.
pub(super) const MOST_LINKS: usize = 16;

/// The JSON Pointer in a reference that may mean what is near by.
pub(super) fn near_by(reference: &str) -> Option<&str> {
    let pointer = reference.strip_prefix('#')?;
    let is_near = ["/$defs/", "/definitions/"]
        .iter()
        .any(|beginning| pointer.starts_with(beginning));
    is_near.then_some(pointer)
}

/// Keywords that say nothing about which values are allowed. Beside a `$ref` they belong to the place
/// of the reference, and its target stays what it is.
pub(super) const ANNOTATIONS: &[&str] = &[
    "$comment",
    "$defs",
    "$dynamicRef",
    "$ref",
    "$schema",
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "externalDocs",
    "nullable",
    "summary",
    "title",
    "xml",
];

/// Whether a schema has keywords beside its `$ref` that restrict values. Of other objects, parameters may
/// have `required: true` there, which counts for nothing.
fn adds_to_reference(node: &Node) -> bool {
    let adds = |(key, value): (&str, &Node)| {
        let keyword = !ANNOTATIONS.contains(&key) && ObjectKind::Schema.row(key).is_some();
        keyword && (key != "required" || value.as_sequence().is_some())
    };
    let mapping = node.as_mapping().filter(|mapping| mapping.len() > 1);
    mapping.is_some_and(|mapping| mapping.iter().any(adds))
}

/// Whether a reference leaves the file system.
pub(super) fn is_url(file: &str) -> bool {
    let scheme = file.split_once(':').map(|(scheme, _)| scheme);
    file.starts_with("//")
        || scheme.is_some_and(|scheme| {
            scheme.len() > 1
                && scheme
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        })
}

/// The path of the file that a relative reference in the file `from` names.
pub(super) fn beside(from: &Path, reference: &str) -> PathBuf {
    let directory = from.parent().unwrap_or(Path::new(""));
    normal(&directory.join(percent_decode(reference).as_ref()))
}

/// The path without `.` and without the `..` that can be taken back.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(normal.components().next_back(), Some(Component::Normal(_))) =>
            {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

/// Undoes percent-encoding (RFC 3986 section 2.1); what is no encoding stays as it is.
pub(super) fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = |digit: Option<&u8>| digit.and_then(|&digit| char::from(digit).to_digit(16));
        let value = hex(tail.first())
            .zip(hex(tail.get(1)))
            .map(|(high, low)| high * 16 + low);
        match value.and_then(|value| u8::try_from(value).ok()) {
            Some(value) if byte == b'%' => {
                bytes.push(value);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    match String::from_utf8(bytes) {
        Ok(decoded) => Cow::Owned(decoded),
        Err(_) => Cow::Borrowed(text),
    }
}

impl Refusal {
    /// The finding about a reference to such a file. It says nothing of what lies outside.
    fn diagnostic(self, at: &Pointer, reference: &str) -> Diagnostic {
        let missing = |help: &str| {
            let message = format!("the file of `{reference}` can't be read");
            Diagnostic::new(Code::MISSING_FILE, at, message).help(help)
        };
        match self {
            Self::NoPath(help) => missing(help),
            Self::Unreadable(why) => {
                let message = format!("the file of `{reference}` can't be read: {why}");
                Diagnostic::new(Code::MISSING_FILE, at, message)
            }
            Self::NoDirectory => {
                missing("this document is not read from a file, so no other file lies beside it")
            }
            Self::Example => missing("examples are not read"),
            Self::Outside => Diagnostic::new(
                Code::OUTSIDE_FILE,
                at,
                format!("`{reference}` leads out of the document's directory, so it is not read"),
            )
            .help("if the document may read files there, name their directory with the option `roots`"),
            Self::TooMuch => Diagnostic::new(
                Code::TOO_MANY_FILES,
                at,
                format!("the file of `{reference}` is one too many, or too large"),
            )
            .help(format!(
                "a document has at most {MOST_FILES} files of {} MiB together",
                MOST_BYTES >> 20
            )),
        }
    }
}

impl Broken {
    /// The finding that tells about it.
    pub(super) fn diagnostic(self) -> Diagnostic {
        match self {
            Self::Unresolved { at, reference } => Diagnostic::new(
                Code::UNRESOLVED_REFERENCE,
                &at,
                format!("there is nothing at `{reference}`"),
            ),
            Self::Cycle { at } => Diagnostic::new(
                Code::REFERENCE_CYCLE,
                &at,
                "this `$ref` leads back to itself: nothing is ever defined",
            ),
            Self::Remote { at, reference } => Diagnostic::new(
                Code::REMOTE_REFERENCE,
                &at,
                format!("`{reference}` is a URL; nothing is fetched while code is generated"),
            )
            .help("save the file beside the document and refer to it by a relative path"),
            Self::File { at, reference, why } => why.diagnostic(&at, &reference),
        }
    }
}
