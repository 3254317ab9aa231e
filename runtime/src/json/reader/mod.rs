//! Reading JSON text, one value after the other.

mod digits;
mod ends;
mod numbers;
mod strings;

use std::borrow::Cow;
use std::time::Instant;

use self::ends::Ends;
use super::failure::Failure;

/// How deep arrays and objects may be nested in a text, as in serde_json.
const DEPTH_LIMIT: u8 = 128;

/// Reads JSON text (RFC 8259), one value after the other.
///
/// Strict: what the RFC's grammar does not allow is a [`Failure`]. A byte order mark at the start is passed over
/// (section 8.1). When an object has a name twice, the last one counts. Values nested deeper than 128 are refused.
///
/// ```
/// use openapi_build_runtime::json::{Kind, Reader};
///
/// let mut reader = Reader::new(r#"{"kind": "point", "at": [1, 2]}"#);
/// assert_eq!(reader.peek()?, Kind::Object);
/// reader.entries(&mut |reader, name| {
///     match &*name {
///         "at" => assert_eq!(reader.value::<Vec<i64>>()?, [1, 2]),
///         _ => reader.skip()?,
///     }
///     Ok(())
/// })?;
/// reader.finish()?;
/// # Ok::<(), openapi_build_runtime::json::Failure>(())
/// ```
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// How much deeper it may still go.
    depth: u8,
    /// Whether what is read is a guess, in which nothing that is missing may be made up.
    pub(super) exact: bool,
    /// How many unions are being guessed around what is read.
    pub(super) guesses: u32,
    /// Where the clock is looked at next.
    pause: usize,
    /// When reading has to be over.
    deadline: Option<Instant>,
    /// How many bytes it has gone back over, to read them again.
    pub(super) again: usize,
    /// Where values end that were passed over to look at what surrounds them.
    pub(super) ends: Ends,
    /// Whether the last value was a null that its property cannot hold.
    null_left: bool,
}

/// How many bytes are read between two looks at the clock.
const STRIDE: usize = 16 * 1024;

/// How often, on average, the bytes of a text may be read again because a guess at a union's variant was wrong. Guesses
/// within guesses multiply, so a text could otherwise cost any time.
const AGAIN: usize = 16;

/// What a text may cost beyond that, for short ones.
const AGAIN_SHORT: usize = 1024 * 1024;

/// What a wrong guess counts for, apart from the bytes that it read.
const GUESS: usize = 64;

/// What [`Reader::entries`] calls with each name.
type Entry<'f, 'a> = dyn FnMut(&mut Reader<'a>, Cow<'a, str>) -> Result<(), Failure> + 'f;

/// A place in the text of a [`Reader`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    at: usize,
    depth: u8,
}

impl Position {
    /// Another place in the same array or object.
    pub(super) const fn moved(self, at: usize) -> Self {
        Self { at, ..self }
    }
}

/// The JSON type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `text`.
    pub fn new(text: &'a str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self {
            text,
            at,
            depth: DEPTH_LIMIT,
            exact: false,
            guesses: 0,
            pause: usize::MAX,
            deadline: None,
            again: 0,
            ends: Ends::default(),
            null_left: false,
        }
    }

    /// Whether the value is read as one of several types that it may be.
    pub(crate) fn is_guess(&self) -> bool {
        self.exact
    }

    /// The same reader, which fails once `deadline` has passed. It looks at the clock every 16 KiB.
    #[must_use]
    pub fn until(mut self, deadline: Option<Instant>) -> Self {
        self.deadline = deadline;
        self.pause = deadline.map_or(usize::MAX, |_| STRIDE);
        self
    }

    pub(in crate::json) const fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Where the reader is.
    pub fn position(&self) -> Position {
        Position {
            at: self.at,
            depth: self.depth,
        }
    }

    /// Goes back (or forward) to a place where this reader has been.
    pub fn rewind(&mut self, position: Position) {
        self.again += self.at.saturating_sub(position.at);
        self.pause = self.pause.min(position.at.saturating_add(STRIDE));
        self.stand(position);
    }

    /// [`rewind`](Self::rewind) after bytes that need no second reading in full.
    pub(super) fn stand(&mut self, position: Position) {
        self.at = position.at;
        self.depth = position.depth;
    }

    /// Whether a guess may still be made.
    pub(super) fn may_guess(&self) -> bool {
        self.again / AGAIN <= self.text.len() + AGAIN_SHORT / AGAIN
    }

    /// Goes back to the start of a guess that was wrong.
    pub(super) fn was_wrong(&mut self, start: Position) {
        self.rewind(start);
        self.again += GUESS;
    }

    /// Fails if the time is over. Asked wherever a text can go on for long.
    #[inline]
    pub(super) fn in_time(&mut self) -> Result<(), Failure> {
        if self.at < self.pause {
            return Ok(());
        }
        self.look_at_clock()
    }

    #[cold]
    fn look_at_clock(&mut self) -> Result<(), Failure> {
        if self.deadline.is_some_and(|end| Instant::now() >= end) {
            // Whoever catches this failure gets the next one at once.
            self.pause = 0;
            return Err(Failure::timed_out(self.at));
        }
        self.pause = match self.deadline {
            Some(_) => self.at.saturating_add(STRIDE),
            None => usize::MAX,
        };
        Ok(())
    }

    /// Bytes from the start of the text to where the reader is.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Succeeds if only white space is left.
    pub fn finish(&mut self) -> Result<(), Failure> {
        self.look();
        if self.at < self.text.len() {
            return Err(self.failure("the end of the text"));
        }
        Ok(())
    }

    /// The kind of the next value, which is not consumed. Decided by its first character.
    pub fn peek(&mut self) -> Result<Kind, Failure> {
        match self.look() {
            b'"' => Ok(Kind::String),
            b'{' => Ok(Kind::Object),
            b'[' => Ok(Kind::Array),
            b'-' | b'0'..=b'9' => Ok(Kind::Number),
            b't' | b'f' => Ok(Kind::Bool),
            b'n' => Ok(Kind::Null),
            _ => Err(self.failure("a value")),
        }
    }

    /// A failure here: `expected` ("a string"), and the kind of what is there instead.
    #[cold]
    pub fn failure(&self, expected: impl Into<Cow<'static, str>>) -> Failure {
        let rest = self.rest();
        let is_space = |byte: &&u8| matches!(**byte, b' ' | b'\n' | b'\r' | b'\t');
        let here = self.at + rest.iter().take_while(is_space).count();
        let byte = self.text.as_bytes().get(here);
        let found = match byte.copied().unwrap_or_default() {
            b'"' => "a string",
            b'{' => "an object",
            b'[' => "an array",
            b'-' | b'0'..=b'9' => "a number",
            b't' | b'f' => "a boolean",
            b'n' => "null",
            0 if byte.is_none() => "the end of the text",
            b',' => "`,`",
            b':' => "`:`",
            b']' => "`]`",
            b'}' => "`}`",
            _ => "something else",
        };
        Failure::mismatch(expected, found, here)
    }

    /// Passes over white space; the byte there, or 0 at the end of the text. (A NUL in the text is never valid
    /// where this is asked.)
    #[inline]
    pub(super) fn look(&mut self) -> u8 {
        match self.text.as_bytes().get(self.at) {
            Some(&byte) if byte > b' ' => byte,
            _ => self.pass_space(),
        }
    }

    #[inline(never)]
    fn pass_space(&mut self) -> u8 {
        let mut rest = self.rest();
        loop {
            rest = match rest {
                // Indentation.
                [b' ', b' ', b' ', b' ', b' ', b' ', b' ', b' ', tail @ ..] => tail,
                [b' ' | b'\n' | b'\r' | b'\t', tail @ ..] => tail,
                _ => break,
            };
        }
        self.at = self.text.len() - rest.len();
        rest.first().copied().unwrap_or_default()
    }

    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    pub(in crate::json) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Consumes one punctuation character.
    #[inline]
    pub(super) fn punctuation(&mut self, byte: u8, expected: &'static str) -> Result<(), Failure> {
        if self.look() != byte {
            return Err(self.failure(expected));
        }
        self.at += 1;
        Ok(())
    }

    /// Consumes the bracket that opens an array or object.
    #[inline]
    pub(super) fn open(&mut self, bracket: u8, expected: &'static str) -> Result<(), Failure> {
        self.punctuation(bracket, expected)?;
        self.in_time()?;
        match self.depth.checked_sub(1) {
            Some(depth) => self.depth = depth,
            None => return Err(Failure::new("nested deeper than 128 levels").at(self.at)),
        }
        Ok(())
    }

    /// After a bracket that opens: consumes the closing one if it follows at once.
    #[inline]
    pub(super) fn is_empty(&mut self, closing: u8) -> bool {
        let empty = self.look() == closing;
        if empty {
            self.at += 1;
            self.depth += 1;
        }
        empty
    }

    /// After an item: consumes the comma (true) or the closing bracket (false).
    #[inline]
    pub(super) fn more(&mut self, closing: u8, expected: &'static str) -> Result<bool, Failure> {
        match self.text.as_bytes().get(self.at) {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(byte) if *byte == closing => {
                self.at += 1;
                self.depth += 1;
                Ok(false)
            }
            _ => self.no_comma(closing, expected),
        }
    }

    #[inline(never)]
    fn no_comma(&mut self, closing: u8, expected: &'static str) -> Result<bool, Failure> {
        let byte = self.look();
        if byte != b',' && byte != closing {
            return Err(self.failure(expected));
        }
        self.at += 1;
        self.depth += u8::from(byte == closing);
        Ok(byte == b',')
    }

    /// Reads an array: `item` is called for each item and must consume it.
    pub fn items(
        &mut self,
        item: &mut dyn FnMut(&mut Self) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut index = 0;
        let mut more = self.first_item()?;
        while more {
            item(self).map_err(|failure| failure.in_item(index))?;
            index += 1;
            more = self.next_item()?;
        }
        Ok(())
    }

    /// Begins with an array: whether it has an item, which comes next.
    pub(super) fn first_item(&mut self) -> Result<bool, Failure> {
        self.open(b'[', "an array")?;
        Ok(!self.is_empty(b']'))
    }

    /// After an item of an array: whether there is another one, which comes next.
    pub(super) fn next_item(&mut self) -> Result<bool, Failure> {
        let more = self.more(b']', "`,` or `]`")?;
        if more {
            self.in_time()?;
        }
        Ok(more)
    }

    /// Reads an object: `entry` is called with each name and must consume its value.
    pub fn entries(&mut self, entry: &mut Entry<'_, 'a>) -> Result<(), Failure> {
        self.open(b'{', "an object")?;
        if self.is_empty(b'}') {
            return Ok(());
        }
        loop {
            self.look();
            let start = self.position();
            let name = self.name()?;
            self.punctuation(b':', "`:`")?;
            if let Err(failure) = entry(self, name) {
                // The name went to the entry; it is read again only for the failure's path.
                self.rewind(start);
                return Err(failure.in_property(self.name()?.into_owned()));
            }
            if !self.more(b'}', "`,` or `}`")? {
                return Ok(());
            }
            self.in_time()?;
        }
    }

    /// Reads `null`.
    pub fn null(&mut self) -> Result<(), Failure> {
        self.look();
        if !self.rest().starts_with(b"null") {
            return Err(self.failure("null"));
        }
        self.at += 4;
        Ok(())
    }

    /// Reads a null that stays outside of its property, because the type cannot hold it.
    pub(super) fn leave_null(&mut self) -> Result<(), Failure> {
        self.null()?;
        self.null_left = true;
        Ok(())
    }

    /// Whether the value that was read last was such a null.
    #[inline]
    pub(super) fn has_left_null(&mut self) -> bool {
        self.null_left && std::mem::take(&mut self.null_left)
    }

    /// Reads `true` or `false`.
    #[inline]
    pub fn bool(&mut self) -> Result<bool, Failure> {
        self.look();
        match self.rest() {
            [b't', b'r', b'u', b'e', ..] => {
                self.at += 4;
                Ok(true)
            }
            [b'f', b'a', b'l', b's', b'e', ..] => {
                self.at += 5;
                Ok(false)
            }
            _ => Err(self.failure("a boolean")),
        }
    }

    /// Passes over one value, and checks its grammar.
    pub fn skip(&mut self) -> Result<(), Failure> {
        match self.peek()? {
            Kind::Null => self.null(),
            Kind::Bool => self.bool().map(drop),
            Kind::Number => self.number().map(drop),
            Kind::String => match self.plain_quoted() {
                Some(_) => Ok(()),
                None => self.unescape(|_| {}),
            },
            Kind::Array => self.skip_nested(|reader| reader.items(&mut Self::skip)),
            Kind::Object => {
                self.skip_nested(|reader| reader.entries(&mut |reader, _| reader.skip()))
            }
        }
    }

    /// Passes over an array or object; in one step if its end is known.
    fn skip_nested(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if let Some(end) = self.ends.of(self.at) {
            self.at = end;
            return Ok(());
        }
        let begun = self.ends.begin(self.at);
        read(self)?;
        self.ends.finish(begun, self.at);
        Ok(())
    }

    /// Passes over one value and hands out its text.
    pub fn raw(&mut self) -> Result<&'a str, Failure> {
        self.look();
        let start = self.at;
        self.skip()?;
        Ok(self.slice(start, self.at))
    }
}
