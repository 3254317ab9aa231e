//! The declared properties of objects.

use super::scan::same;

/// A declared property of an object: one of [`Json::FIELDS`](super::Json::FIELDS).
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub(super) name: &'static str,
    pub(super) presence: Presence,
    secret: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    Optional,
    Defaulted,
}

impl Field {
    /// A property without which reading fails.
    pub const fn required(name: &'static str) -> Self {
        Self::new(name, Presence::Required)
    }

    /// A property that may be left out.
    pub const fn optional(name: &'static str) -> Self {
        Self::new(name, Presence::Optional)
    }

    /// A property that is required, but whose blank value stands when a server leaves it out or sends a null that the
    /// type cannot hold: arrays and constants.
    pub const fn defaulted(name: &'static str) -> Self {
        Self::new(name, Presence::Defaulted)
    }

    /// The property's name on the wire.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// A property whose value [`debug`](super::debug) does not show.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    pub(super) const fn is_secret(&self) -> bool {
        self.secret
    }

    const fn new(name: &'static str, presence: Presence) -> Self {
        Self {
            name,
            presence,
            secret: false,
        }
    }

    /// Whether the text is the name, a quotation mark and a colon, and more.
    #[inline]
    pub(super) fn begins(&self, text: &[u8]) -> bool {
        let name = self.name.as_bytes();
        matches!(
            text.split_at_checked(name.len()),
            Some((head, [b'"', b':', ..])) if same(head, name)
        )
    }

    /// Whether JSON has the name as it is, without escapes.
    // Not in `new`: tables of fields are evaluated in every check of generated code.
    pub(super) const fn is_plain(&self) -> bool {
        let mut rest = self.name.as_bytes();
        let mut plain = true;
        while let [byte, tail @ ..] = rest {
            plain &= *byte >= 0x20 && *byte != b'"' && *byte != b'\\';
            rest = tail;
        }
        plain
    }
}
