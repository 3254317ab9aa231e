//! Numbers that may be written as text: `type: [integer, string]` with a pattern of digits, as ASP.NET Core describes each of
//! its numbers, or `anyOf` of the same, as Pydantic describes decimals.

use super::site::Site;
use super::union::Alternative;
use super::{Lowered, Schemas};
use crate::document::Pointer;
use crate::ir::{Rule, Type};
use crate::lower::shape::{Shape, ValueKind};

impl Schemas<'_> {
    /// The number that a union is, if its variants are a number and the text of one.
    pub(super) fn number_or_text(
        &mut self,
        place: &Site<'_>,
        alternatives: &[Alternative],
    ) -> Option<Lowered> {
        let [one, other] = alternatives else {
            return None;
        };
        let ([one], [other]) = (one.variants.as_slice(), other.variants.as_slice()) else {
            return None;
        };
        let number = self
            .number_beside(one, other)
            .or_else(|| self.number_beside(other, one))?;
        let mut lowered = self.schema(&number, place.hint);
        lowered.ty = match lowered.ty {
            ty @ (Type::Integer(_) | Type::Float | Type::Float32 | Type::Number) => {
                Type::NumberOrText(Box::new(ty))
            }
            // It reads texts, too.
            ty @ Type::ParsedNumber(_) => ty,
            _ => return None,
        };
        Some(lowered)
    }

    /// `one`, if its values are numbers and those of `other` are texts of numbers.
    fn number_beside(&mut self, one: &Pointer, other: &Pointer) -> Option<Pointer> {
        let number = self.shape_behind(one)?;
        let text = self.shape_behind(other)?;
        // An integer without a format may be of any length as text.
        let is_number = matches!(number.kind, ValueKind::Integer(Some(_)) | ValueKind::Number);
        (is_number && is_text_of_number(&text)).then(|| one.clone())
    }
}

fn is_text_of_number(shape: &Shape) -> bool {
    let is_numeric = |rule: &Rule| matches!(rule, Rule::Pattern(pattern) if is_of_numbers(pattern));
    matches!(shape.kind, ValueKind::String(_)) && shape.rules.iter().any(is_numeric)
}

/// Whether all that a pattern matches is written with the letters of numbers: from its start to its end, nothing else stands in
/// it.
fn is_of_numbers(pattern: &str) -> bool {
    let Some(inner) = pattern
        .strip_prefix('^')
        .and_then(|rest| rest.strip_suffix('$'))
    else {
        return false;
    };
    let (mut has_digits, mut is_class) = (false, false);
    // A number has a sign at its start; one further on is a separator, as in dates.
    let mut letters = inner.strip_prefix('-').unwrap_or(inner).chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('d') => has_digits = true,
                Some('.' | '+') => {}
                _ => return false,
            },
            // Any letter, unless it is one of a class.
            '.' | '-' if !is_class => return false,
            '[' if letters.as_str().starts_with('^') => return false,
            '[' => is_class = true,
            ']' => is_class = false,
            '0'..='9' => has_digits = true,
            '.' | '^' | '$' | '(' | ')' | '{' | '}' | '?' | '*' | '+' | '|' | ',' | ':' | '!'
            | '-' | 'e' | 'E' => {}
            _ => return false,
        }
    }
    has_digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_numbers_have_their_letters_only() {
        for of_numbers in [
            r"^-?(?:0|[1-9]\d*)$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$",
            r"^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$",
            "^[0-9]+$",
        ] {
            assert!(is_of_numbers(of_numbers), "{of_numbers}");
        }
        for other in [
            r"-?\d+",
            r"^\d+",
            r"^\d+.\d+$",
            r"^[^0-9]$",
            r"^\w+$",
            r"^\d{4}-\d{2}$",
            "^.*$",
            "^$",
            "",
        ] {
            assert!(!is_of_numbers(other), "{other}");
        }
    }
}
