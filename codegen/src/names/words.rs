//! Words of generated code that types of the document may have as their names.

use std::borrow::Cow;

/// What Rust's prelude and the runtime call so, and the path by which it is named beside a type that has its name.
const WORDS: [(&str, &str); 17] = [
    ("AdditionalProperties", "runtime::AdditionalProperties"),
    ("Base64", "runtime::Base64"),
    ("Box", "std::boxed::Box"),
    ("Date", "runtime::Date"),
    ("DateTime", "runtime::DateTime"),
    ("JsonNumber", "runtime::JsonNumber"),
    ("JsonText", "runtime::JsonText"),
    ("Nullable", "runtime::Nullable"),
    ("NumberOrText", "runtime::NumberOrText"),
    ("Option", "std::option::Option"),
    ("Parsed", "runtime::Parsed"),
    ("ParsedNumber", "runtime::ParsedNumber"),
    ("Result", "std::result::Result"),
    ("String", "std::string::String"),
    ("Uuid", "runtime::Uuid"),
    ("Value", "runtime::Value"),
    ("Vec", "std::vec::Vec"),
];

/// How generated code says such words in the modules of types.
#[derive(Debug, Default)]
pub struct Words {
    /// Those that types have.
    taken: Vec<(&'static str, &'static str)>,
}

impl Words {
    /// How they are said beside types of these names.
    pub(crate) fn beside<'a>(types: impl Iterator<Item = &'a str>) -> Self {
        let words = types.filter_map(|name| WORDS.iter().find(|(word, _)| *word == name));
        let mut taken: Vec<_> = words.copied().collect();
        taken.sort_unstable();
        Self { taken }
    }

    /// The word itself, or the path of what it stands for where a type has its name.
    #[must_use]
    pub fn say(&self, word: &'static str) -> &'static str {
        let taken = self.taken.iter().find(|(taken, _)| *taken == word);
        taken.map_or(word, |(_, path)| path)
    }

    /// Whether a type has the name of what the runtime exports.
    #[must_use]
    pub fn is_taken(&self, word: &str) -> bool {
        self.taken.iter().any(|(taken, _)| *taken == word)
    }

    /// `code` with what stands for each of its words, which have a `$` before them.
    #[must_use]
    pub fn fill<'c>(&self, code: &'c str) -> Cow<'c, str> {
        let Some((first, rest)) = code.split_once('$') else {
            return code.into();
        };
        let mut filled = first.to_owned();
        for part in rest.split('$') {
            let end = part.find(|c: char| !c.is_ascii_alphanumeric());
            let (word, after) = part.split_at(end.unwrap_or(part.len()));
            let taken = self.taken.iter().find(|(taken, _)| *taken == word);
            filled.push_str(taken.map_or(word, |(_, path)| path));
            filled.push_str(after);
        }
        filled.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_types_have_are_said_by_path() {
        let code = "fn f(value: &$Value) -> $Option<$Vec<u8>>";
        let plain = Words::beside(["Pet"].into_iter());
        assert_eq!(plain.fill(code), "fn f(value: &Value) -> Option<Vec<u8>>");
        let words = Words::beside(["Option", "Value", "Date"].into_iter());
        assert_eq!(words.fill("$DateTime"), "DateTime");
        assert_eq!(
            words.fill(code),
            "fn f(value: &runtime::Value) -> std::option::Option<Vec<u8>>"
        );
        assert_eq!(words.say("Vec"), "Vec");
    }
}
