//! What a build script says to Cargo.

use std::fmt;
use std::path::Path;

use crate::inert::inert;

/// One line for Cargo. It holds no line break, so that nothing in it can be a directive of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Directive(String);

impl Directive {
    /// Runs the script again when the file changes.
    ///
    /// # Errors
    ///
    /// A message: Cargo reads lines of UTF-8 and cuts off white space at their ends, so it can't be told about every path.
    pub(crate) fn rerun_if_changed(path: &Path) -> Result<Self, String> {
        let sayable = |text: &&str| !text.contains(char::is_control) && text.trim_end() == *text;
        match path.to_str().filter(sayable) {
            Some(path) => Ok(Self(format!("cargo::rerun-if-changed={path}"))),
            None => Err(format!(
                "Cargo can't be told to watch `{}`: rename it, so that its path is UTF-8 without control characters and without white space at its end",
                inert(&path.to_string_lossy())
            )),
        }
    }

    /// Shows a warning, a line of it.
    pub(crate) fn warning(line: &str) -> Self {
        Self(format!("cargo::warning={}", inert(line)))
    }

    /// Shows an error, a line of it, and makes the build fail.
    pub(crate) fn error(line: &str) -> Self {
        Self(format!("cargo::error={}", inert(line)))
    }

    /// Says it.
    pub(crate) fn say(&self) {
        debug_assert!(!self.0.contains(['\n', '\r']), "one line");
        println!("{self}");
    }
}

impl fmt::Display for Directive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character of the first plane, and some of others.
    fn characters() -> impl Iterator<Item = char> {
        ('\0'..='\u{ffff}').chain("\u{1f43e}\u{e0001}\u{10ffff}".chars())
    }

    #[test]
    fn no_text_makes_a_second_line() {
        for character in characters() {
            let text = format!("a{character}cargo::rustc-env=X=1");
            let mut lines = vec![Directive::warning(&text), Directive::error(&text)];
            lines.extend(Directive::rerun_if_changed(Path::new(&text)));
            for line in lines {
                let line = line.to_string();
                assert!(!line.contains(['\n', '\r']), "{character:?}");
            }
        }
    }

    #[test]
    fn what_cargo_would_read_differently_is_refused() {
        for path in ["a.yaml", "a b/ü.yaml", " a", "a=b"] {
            let line = Directive::rerun_if_changed(Path::new(path)).unwrap();
            assert_eq!(line.to_string(), format!("cargo::rerun-if-changed={path}"));
        }
        for path in ["a\nb", "a\rb", "a\tb", "a ", "a\u{a0}"] {
            let error = Directive::rerun_if_changed(Path::new(path)).unwrap_err();
            assert!(
                !error.contains('\n') && error.contains("rename it"),
                "{error}"
            );
        }
    }
}
