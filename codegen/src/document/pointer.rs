//! Addresses of nodes: a file of the document and a JSON Pointer (RFC 6901) into it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::hash;

thread_local! {
    /// Where a text is put together before it has its size.
    static TEXT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The address of one node: which file, and the JSON Pointer (RFC 6901) inside that file.
///
/// Cheap to clone. Two pointers are equal when they name the same place, whether or not anything
/// is there.
#[derive(Clone)]
pub struct Pointer {
    file: u32,
    /// That of the text: pointers are looked up often.
    hash: u32,
    text: Arc<str>,
}

impl PartialEq for Pointer {
    fn eq(&self, other: &Self) -> bool {
        (self.file, self.hash) == (other.file, other.hash)
            && (Arc::ptr_eq(&self.text, &other.text) || self.text == other.text)
    }
}

impl Eq for Pointer {}

impl Hash for Pointer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(u64::from(self.file) << 32 | u64::from(self.hash));
    }
}

impl PartialOrd for Pointer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Pointer {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.file, &self.text).cmp(&(other.file, &other.text))
    }
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
        let text = text.into();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "half of a hash is one, too"
        )]
        let hash = hash::of_text(&text) as u32;
        Self { file, hash, text }
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
        TEXT.with_borrow_mut(|text| {
            text.clear();
            text.push_str(&self.text);
            push_token(text, token);
            Self::new(self.file, text.as_str())
        })
    }

    /// The address of an item of this sequence.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        match "0123456789".get(index..=index) {
            Some(digit) => self.child(digit),
            None => self.child(&index.to_string()),
        }
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
    let mut rest = token;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'~' | b'/')) {
        let (plain, special) = rest.split_at(at);
        text.push_str(plain);
        text.push_str(match special.as_bytes() {
            [b'~', ..] => "~0",
            _ => "~1",
        });
        rest = special.get(1..).unwrap_or_default();
    }
    text.push_str(rest);
}

/// Undoes the escapes of a token.
pub(super) fn unescape(token: &str) -> Cow<'_, str> {
    let Some(first) = token.bytes().position(|byte| byte == b'~') else {
        return Cow::Borrowed(token);
    };
    let (plain, mut rest) = token.split_at(first);
    let mut text = String::with_capacity(token.len());
    text.push_str(plain);
    while let Some(tail) = rest.strip_prefix('~') {
        let (sign, tail) = match tail.as_bytes() {
            [b'0', ..] => ('~', tail.get(1..).unwrap_or_default()),
            [b'1', ..] => ('/', tail.get(1..).unwrap_or_default()),
            _ => ('~', tail),
        };
        text.push(sign);
        let (plain, next) = tail.split_at(tail.find('~').unwrap_or(tail.len()));
        text.push_str(plain);
        rest = next;
    }
    Cow::Owned(text)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_back_as_they_were() {
        for token in ["", "a", "~", "/", "~1", "~01", "/pets/{id}", "~~/", "ä~ö/"] {
            let pointer = Pointer::root().child("paths").child(token);
            let tokens: Vec<_> = pointer.tokens().collect();
            assert_eq!(tokens, ["paths", token]);
            assert_eq!(pointer.last().as_deref(), Some(token));
        }
        // What is no escape stays.
        assert_eq!(unescape("~2~~1~"), "~2~/~");
        assert_eq!(Pointer::root().child("a").index(12).as_str(), "/a/12");
    }
}
