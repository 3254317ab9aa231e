//! Addresses of nodes: a file of the document and a JSON Pointer (RFC 6901) into it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter;
use std::sync::Arc;

use crate::hash;

thread_local! {
    /// Where a text is put together before it has its size.
    static TEXT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// A pointer's text is in one piece up to so many bytes; what follows is a piece of its own, and the pieces before it are
/// shared. So the pointers of the nodes below a long key don't each hold the key.
const PIECE: usize = 256;

/// No node lies below so many others. What a longer text says after them is one piece, so that a chain of pieces is
/// never long.
const DEEPEST: usize = 1024;

/// The address of one node: which file, and the JSON Pointer (RFC 6901) inside that file.
///
/// Cheap to clone, and the nodes below one share the beginning of their addresses. Two pointers are equal when they name
/// the same place, whether or not anything is there.
#[derive(Clone)]
pub struct Pointer {
    file: u32,
    /// That of the whole text: pointers are looked up often.
    hash: u32,
    /// The node that `text` starts from; `None` where that is the whole file.
    head: Option<Arc<Pointer>>,
    /// The last piece: empty, or `/` and escaped tokens.
    text: Arc<str>,
}

impl PartialEq for Pointer {
    fn eq(&self, other: &Self) -> bool {
        (self.file, self.hash) == (other.file, other.hash)
            && (Arc::ptr_eq(&self.text, &other.text) || self.text == other.text)
            && self.has_head_of(other)
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
    /// By file, and by text.
    fn cmp(&self, other: &Self) -> Ordering {
        self.file.cmp(&other.file).then_with(|| {
            if self.has_head_of(other) {
                return self.text.cmp(&other.text);
            }
            let bytes = |pointer| Self::pieces(pointer).into_iter().flat_map(str::bytes);
            bytes(self).cmp(bytes(other))
        })
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
        Self::root().join(text.strip_prefix('#').unwrap_or(text))
    }

    pub(crate) fn root_of(file: u32) -> Self {
        Self::piece(file, None, "")
    }

    fn piece(file: u32, head: Option<Arc<Self>>, text: &str) -> Self {
        let before = head.as_ref().map_or(0, |head| head.hash);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "half of a hash is one, too"
        )]
        let hash = before.rotate_left(5) ^ hash::of_text(text) as u32;
        Self {
            file,
            hash,
            head,
            text: text.into(),
        }
    }

    /// This pointer with what `write` appends: `/` and a token, escaped.
    fn append(&self, write: impl FnOnce(&mut String)) -> Self {
        TEXT.with_borrow_mut(|text| {
            text.clear();
            let head = match self.text.len() > PIECE {
                true => Some(Arc::new(self.clone())),
                false => {
                    text.push_str(&self.text);
                    self.head.clone()
                }
            };
            write(text);
            Self::piece(self.file, head, text)
        })
    }

    /// Whether the last pieces of both start from the same node.
    pub(crate) fn starts_where(&self, other: &Self) -> bool {
        self.file == other.file && self.has_head_of(other)
    }

    fn has_head_of(&self, other: &Self) -> bool {
        match (&self.head, &other.head) {
            (None, None) => true,
            (Some(head), Some(other)) => Arc::ptr_eq(head, other) || head == other,
            _ => false,
        }
    }

    /// The node at `relative` of this one: an RFC 6901 text.
    pub(crate) fn join(&self, relative: &str) -> Self {
        // What stands before the first slash is this node.
        let Some((_, tokens)) = relative.split_once('/') else {
            return self.clone();
        };
        if self.text.len() + relative.len() <= PIECE {
            return self.append(|text| text.extend(["/", tokens]));
        }
        let steps = tokens.splitn(DEEPEST, '/');
        steps.fold(self.clone(), |at, token| {
            at.append(|text| text.extend(["/", token]))
        })
    }

    /// The file's number: 0 is the document itself, others are files that it refers to.
    #[must_use]
    pub fn file(&self) -> u32 {
        self.file
    }

    /// The RFC 6901 text: empty for the whole file, otherwise `/` and escaped tokens.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self.head {
            None => Cow::Borrowed(&self.text),
            Some(_) => Cow::Owned(self.pieces().concat()),
        }
    }

    /// The text from [`Self::head`] on.
    pub(crate) fn tail(&self) -> &str {
        &self.text
    }

    /// The node that [`Self::tail`] starts from, where the text has more than one piece.
    pub(crate) fn head(&self) -> Option<&Arc<Self>> {
        self.head.as_ref()
    }

    /// The pieces of the text, in order.
    fn pieces(&self) -> Vec<&str> {
        let mut pieces: Vec<&str> = iter::successors(Some(self), |at| at.head.as_deref())
            .map(|at| &*at.text)
            .collect();
        pieces.reverse();
        pieces
    }

    /// The address of a member of this node: a key of a mapping, or an index of a sequence.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        self.append(|text| push_token(text, token))
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
        let pieces = self.pieces().into_iter();
        pieces.flat_map(tokens_of).map(unescape)
    }

    /// The tokens from [`Self::head`] on.
    pub(crate) fn tail_tokens(&self) -> impl DoubleEndedIterator<Item = Cow<'_, str>> {
        tokens_of(&self.text).map(unescape)
    }

    /// The last token, unescaped; `None` for the whole file.
    #[must_use]
    pub fn last(&self) -> Option<Cow<'_, str>> {
        self.text.rsplit_once('/').map(|(_, last)| unescape(last))
    }

    /// The node that holds this one; `None` for the whole file.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (before, _) = self.text.rsplit_once('/')?;
        Some(match &self.head {
            Some(head) if before.is_empty() => Self::clone(head),
            head => Self::piece(self.file, head.clone(), before),
        })
    }

    /// Whether this node is `other` or lies inside it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        if self.file != other.file {
            return false;
        }
        if self.has_head_of(other) {
            let rest = self.text.strip_prefix(&*other.text);
            return rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        }
        self.head
            .as_deref()
            .is_some_and(|head| head.is_within(other))
    }

    /// The section and the name of the component that this pointer addresses, if it addresses one.
    pub(crate) fn as_component(&self) -> Option<(&str, Cow<'_, str>)> {
        if self.head.is_some() {
            return None;
        }
        let (section, name) = self.text.strip_prefix("/components/")?.split_once('/')?;
        (!name.contains('/')).then(|| (section, unescape(name)))
    }
}

/// The tokens of an RFC 6901 text, escaped.
fn tokens_of(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.strip_prefix('/')
        .into_iter()
        .flat_map(|tokens| tokens.split('/'))
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
pub(crate) fn unescape(token: &str) -> Cow<'_, str> {
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
        write!(f, "#{}", self.text())
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file {
            0 => write!(f, "#{}", self.text()),
            file => write!(f, "{file}#{}", self.text()),
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
        assert_eq!(Pointer::root().child("a").index(12).text(), "/a/12");
    }

    /// Tokens of every length, so that pieces end everywhere.
    fn long() -> impl Iterator<Item = Vec<String>> {
        (0..600).step_by(7).map(|length| {
            let long = "a/".repeat(length);
            vec![
                "paths".to_owned(),
                long,
                "b".repeat(600 - length),
                "~".to_owned(),
                String::new(),
            ]
        })
    }

    #[test]
    fn a_pointer_is_the_same_whichever_way_it_is_made() {
        let mut all = Vec::new();
        for tokens in long() {
            let mut text = String::new();
            let mut at = Pointer::root();
            all.push(at.clone());
            for token in &tokens {
                push_token(&mut text, token);
                let child = at.child(token);
                assert_eq!(child.text(), text);
                assert_eq!(child, Pointer::parse(&text));
                assert_eq!(child, Pointer::root().join(&text));
                assert_eq!(child.parent().as_ref(), Some(&at));
                assert_eq!(child.last().as_deref(), Some(token.as_str()));
                assert!(child.is_within(&at) && !at.is_within(&child));
                at = child;
                all.push(at.clone());
            }
            assert_eq!(at.tokens().collect::<Vec<_>>(), tokens);
            let back: Vec<_> = at.tokens().rev().collect();
            assert!(back.iter().eq(tokens.iter().rev()));
        }
        for (one, other) in all.iter().zip(all.iter().skip(1)) {
            assert_eq!(one.cmp(other), one.text().cmp(&other.text()));
            assert_eq!(one == other, one.text() == other.text());
        }
        for (one, other) in all.iter().zip(all.iter().skip(6)) {
            let is_within = other
                .text()
                .strip_prefix(&*one.text())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            assert_eq!(other.is_within(one), is_within);
        }
    }

    #[test]
    fn the_nodes_below_a_long_key_share_it() {
        let long = Pointer::root().child("paths").child(&"x".repeat(10_000));
        let below = long.child("get").child("parameters").index(7);
        assert!(below.text.len() < 100);
        // A reference with more tokens than any document has levels is one that leads nowhere, and no more.
        let deep = Pointer::parse(&"/a".repeat(1_000_000));
        assert_eq!(deep.text().len(), 2_000_000);
        assert_eq!(deep, Pointer::parse(&deep.text()));
    }
}
