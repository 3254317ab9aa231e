//! Strings of JSON text (RFC 8259, section 7).

use std::borrow::Cow;

use super::{Reader, STRIDE};
use crate::json::failure::Failure;
use crate::json::scan::plain_length;

impl<'a> Reader<'a> {
    /// The name of a property.
    #[inline]
    pub(in crate::json) fn name(&mut self) -> Result<Cow<'a, str>, Failure> {
        if self.look() != b'"' {
            return Err(self.failure("a property name"));
        }
        match self.plain_quoted() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.escaped_string().map(Cow::Owned),
        }
    }

    /// Reads a string. Borrowed from the text unless it has escapes.
    #[inline]
    pub fn string(&mut self) -> Result<Cow<'a, str>, Failure> {
        match self.plain_string()? {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.escaped_string().map(Cow::Owned),
        }
    }

    /// Reads a string if it has no escapes; otherwise stays before it.
    #[inline]
    pub(in crate::json) fn plain_string(&mut self) -> Result<Option<&'a str>, Failure> {
        if self.look() != b'"' {
            return Err(self.failure("a string"));
        }
        Ok(self.plain_quoted())
    }

    /// The same at the quotation mark.
    #[inline]
    pub(in crate::json) fn plain_quoted(&mut self) -> Option<&'a str> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes().get(start..)?;
        let length = plain_length(bytes);
        if bytes.get(length) != Some(&b'"') {
            return None;
        }
        self.at = start + length + 1;
        self.text.get(start..start + length)
    }

    /// A string with escapes, at its quotation mark.
    #[inline(never)]
    pub(in crate::json) fn escaped_string(&mut self) -> Result<String, Failure> {
        let mut text = String::with_capacity(self.quoted_length());
        self.unescape(|part| text.push_str(part))?;
        Ok(text)
    }

    /// How many bytes the string at whose quotation mark the reader is may have without its escapes; of a long one, its
    /// beginning.
    fn quoted_length(&self) -> usize {
        let text = self.rest().get(1..).unwrap_or_default();
        let (mut rest, mut length) = (text.get(..STRIDE).unwrap_or(text), 0);
        loop {
            let plain = plain_length(rest);
            length += plain;
            match rest.get(plain..) {
                Some([b'\\', _, tail @ ..]) => rest = tail,
                _ => return length,
            }
            length += 1;
        }
    }

    /// The string at whose quotation mark the reader is, in parts without escapes.
    pub(super) fn unescape(&mut self, mut part: impl FnMut(&str)) -> Result<(), Failure> {
        self.at += 1;
        loop {
            let end = self.at + plain_length(self.rest());
            part(self.slice(self.at, end));
            self.at = end;
            match self.rest() {
                [b'"', ..] => {
                    self.at += 1;
                    return Ok(());
                }
                [b'\\', after @ ..] => {
                    self.in_time()?;
                    match after.first().and_then(|letter| short_escape(*letter)) {
                        Some(text) => {
                            part(text);
                            self.at += 2;
                        }
                        None => part(self.unicode_escape()?.encode_utf8(&mut [0; 4])),
                    }
                }
                [] => return Err(Failure::new("the string has no end").at(self.at)),
                _ => {
                    return Err(Failure::new("a control character in a string").at(self.at));
                }
            }
        }
    }

    /// `\u` with four digits, or two of them that are a surrogate pair.
    #[inline(never)]
    fn unicode_escape(&mut self) -> Result<char, Failure> {
        if !self.rest().starts_with(b"\\u") {
            return Err(Failure::new("an escape that JSON does not have").at(self.at));
        }
        let lone =
            |reader: &Self| Failure::new("half of a surrogate pair in a string").at(reader.at);
        let first = self.code_unit()?;
        let code = match first {
            0xd800..0xdc00 => {
                if !self.rest().starts_with(b"\\u") {
                    return Err(lone(self));
                }
                match self.code_unit()? {
                    second @ 0xdc00..0xe000 => {
                        0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
                    }
                    _ => return Err(lone(self)),
                }
            }
            code => code,
        };
        char::from_u32(code).ok_or_else(|| lone(self))
    }

    fn code_unit(&mut self) -> Result<u32, Failure> {
        let digits = self.rest().get(2..6).unwrap_or_default();
        let code = digits.iter().try_fold(0, |code, &digit| {
            Some(code << 4 | char::from(digit).to_digit(16)?)
        });
        match code {
            Some(code) if digits.len() == 4 => {
                self.at += 6;
                Ok(code)
            }
            _ => Err(Failure::new("`\\u` without four hexadecimal digits").at(self.at)),
        }
    }
}

/// What a backslash and this letter stand for.
#[inline]
const fn short_escape(letter: u8) -> Option<&'static str> {
    Some(match letter {
        b'"' => "\"",
        b'\\' => "\\",
        b'/' => "/",
        b'b' => "\u{8}",
        b'f' => "\u{c}",
        b'n' => "\n",
        b'r' => "\r",
        b't' => "\t",
        _ => return None,
    })
}
