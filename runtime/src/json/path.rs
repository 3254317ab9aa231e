//! One step of a JSON path, and how a path is written: `$.a.b[0]["c d"]`.

use std::borrow::Cow;
use std::fmt::Write as _;

/// One step from a JSON value to a value inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    Property(Cow<'a, str>),
    Item(usize),
}

impl Step<'_> {
    /// Appends the step as it is written in a path.
    pub(crate) fn render(&self, path: &mut String) {
        // Writing to a String cannot fail.
        match self {
            Self::Property(name) if is_identifier(name) => {
                path.push('.');
                path.push_str(name);
            }
            Self::Property(name) => {
                let _ = write!(path, "[{name:?}]");
            }
            Self::Item(index) => {
                let _ = write!(path, "[{index}]");
            }
        }
    }
}

fn is_identifier(name: &str) -> bool {
    let mut letters = name.bytes();
    letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_no_identifiers_stand_in_brackets() {
        let mut path = String::from("$");
        for step in [
            Step::Property("errors".into()),
            Step::Item(0),
            Step::Property("a b".into()),
            Step::Property("say \"hi\"".into()),
            Step::Property("9lives".into()),
            Step::Property("".into()),
        ] {
            step.render(&mut path);
        }
        assert_eq!(path, r#"$.errors[0]["a b"]["say \"hi\""]["9lives"][""]"#);
    }
}
