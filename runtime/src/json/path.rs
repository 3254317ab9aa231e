//! One step of a JSON path, and how a path is written: `$.a.b[0]["c d"]`.

use std::borrow::Cow;
use std::fmt::Write as _;

/// How many characters of a path are shown as they are.
const SHOWN: usize = 200;

/// How many of its beginning, and how many of its end, are shown of a longer one.
const HALF: usize = 96;

/// A path as a message shows it: of a long one the first and the last steps.
pub(crate) fn shown(path: &str) -> Cow<'_, str> {
    let at = |index: usize| path.char_indices().nth(index).map(|(offset, _)| offset);
    if at(SHOWN).is_none() {
        return path.into();
    }
    let count = path.chars().count();
    let (head, _) = path.split_at(at(HALF).unwrap_or_default());
    let (_, tail) = path.split_at(at(count - HALF).unwrap_or_default());
    // A step is cut where it alone is longer than that.
    let is_step = |character: char| matches!(character, '.' | '[');
    let head = match head.rfind(is_step) {
        Some(end) if end > HALF / 2 => head.split_at(end).0,
        _ => head,
    };
    let tail = match tail.find(is_step) {
        Some(start) if start < HALF / 2 => tail.split_at(start).1,
        _ => tail,
    };
    format!("{head} ... {tail}").into()
}

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
    fn of_a_long_path_the_ends_are_shown() {
        assert_eq!(shown("$.a[0]"), "$.a[0]");
        let deep = format!("$.first{}.last", ".child".repeat(126));
        let text = shown(&deep);
        assert!(text.starts_with("$.first.child.child"), "{text}");
        assert!(text.contains(".child ... .child"), "{text}");
        assert!(text.ends_with(".child.last"), "{text}");
        assert!(text.len() <= SHOWN, "{text}");
        let wide = format!("$.{}.x[7]", "é".repeat(8000));
        let text = shown(&wide);
        assert!(
            text.starts_with("$.éé") && text.ends_with("éé.x[7]"),
            "{text}"
        );
        assert!(text.chars().count() <= SHOWN, "{text}");
    }

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
