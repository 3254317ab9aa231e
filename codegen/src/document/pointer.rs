//! Addresses of nodes: a file of the document and a JSON Pointer (RFC 6901) into it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// The address of one node: which file, and the JSON Pointer (RFC 6901) inside that file.
///
/// Cheap to clone. Two pointers are equal when they name the same place, whether or not anything
/// is there.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer {
    file: u32,
    text: Arc<str>,
}

impl Pointer {
    /// The whole of the first file.
    #[must_use]
    pub fn root() -> Self {
        Self::root_of(0)
    }

    /// A JSON Pointer into the first file, with or without the `#` of a URI fragment.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self::new(0, text.strip_prefix('#').unwrap_or(text))
    }

    pub(crate) fn root_of(file: u32) -> Self {
        Self::new(file, "")
    }

    pub(crate) fn new(file: u32, text: impl Into<Arc<str>>) -> Self {
        Self {
            file,
            text: text.into(),
        }
    }

    /// The file's number: 0 is the document itself, others are files that it refers to.
    #[must_use]
    pub fn file(&self) -> u32 {
        self.file
    }

    /// The RFC 6901 text: empty for the whole file, otherwise `/` and escaped tokens.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The address of a member of this node: a key of a mapping, or an index of a sequence.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.text.len() + token.len() + 1);
        text.push_str(&self.text);
        push_token(&mut text, token);
        Self::new(self.file, text)
    }

    /// The address of an item of this sequence.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.child(&index.to_string())
    }

    /// The tokens from the root to this node, unescaped.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Cow<'_, str>> {
        let mut tokens = self.text.split('/');
        // What stands before the first slash is the root itself.
        tokens.next();
        tokens.map(unescape)
    }

    /// The last token, unescaped; `None` for the whole file.
    #[must_use]
    pub fn last(&self) -> Option<Cow<'_, str>> {
        self.text.rsplit_once('/').map(|(_, last)| unescape(last))
    }

    /// The node that holds this one; `None` for the whole file.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.text
            .rsplit_once('/')
            .map(|(parent, _)| Self::new(self.file, parent))
    }

    /// Whether this node is `other` or lies inside it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.file == other.file
            && self
                .text
                .strip_prefix(&*other.text)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The name of the component of that section (`schemas`, `responses`, ...) that this pointer
    /// addresses, if it addresses one.
    #[must_use]
    pub fn component(&self, section: &str) -> Option<Cow<'_, str>> {
        let rest = self.text.strip_prefix("/components/")?;
        let name = rest.strip_prefix(section)?.strip_prefix('/')?;
        (!name.contains('/')).then(|| unescape(name))
    }
}

/// Appends `/` and the token, escaped as RFC 6901 section 3 says.
pub(crate) fn push_token(text: &mut String, token: &str) {
    text.push('/');
    for character in token.chars() {
        match character {
            '~' => text.push_str("~0"),
            '/' => text.push_str("~1"),
            other => text.push(other),
        }
    }
}

fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

impl fmt::Display for Pointer {
    /// `#/components/schemas/Pet`. File names are added where diagnostics are printed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.text)
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file {
            0 => write!(f, "#{}", self.text),
            file => write!(f, "{file}#{}", self.text),
        }
    }
}
