//! What must hold of everything that is generated, and of everything that is said about a document.

use std::path::{Component, Path};

use openapi_build::Generated;
use openapi_build::diagnostics::Report;

use crate::case::Failure;

/// What the options are called.
pub const OPTIONS: &str = "options.toml";

/// What doesn't hold for a document and its options.
pub fn failures(text: &str, options: &str, generated: &Generated) -> Vec<Failure> {
    let mut failures = Vec::new();
    for (path, code) in generated.output.iter().flat_map(|output| &output.files) {
        failures.extend(path_failure(path));
        failures.extend(characters(path, code));
        failures.extend(not_parsed(path, code));
    }
    for report in &generated.reports {
        failures.extend(finding(text, options, report));
    }
    failures.sort();
    failures.dedup_by(|a, b| a.kind == b.kind);
    failures
}

/// Names that Windows keeps for devices, with whatever extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Paths lead below the directory, by names that every system has.
fn path_failure(path: &Path) -> Option<Failure> {
    let bad = path.components().any(|component| match component {
        Component::Normal(name) => !name.to_str().is_some_and(is_file_name),
        _ => true,
    });
    let empty = path.components().next().is_none();
    (bad || empty).then(|| Failure::new("path", format!("{path:?}")))
}

fn is_file_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']))
    };
    let allowed = |c: char| {
        !c.is_control() && !matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*')
    };
    name.len() <= 255
        && name.chars().all(allowed)
        && !name.ends_with(['.', ' '])
        && !DEVICES.contains(&stem.as_str())
        && !numbered("com")
        && !numbered("lpt")
}

/// Control characters, and those that change the direction of text: what an editor shows would not be what is there.
fn characters(path: &Path, code: &str) -> Option<Failure> {
    let is_bad = |c: &char| (c.is_control() && *c != '\n') || is_bidi(*c);
    let bad = code.chars().find(is_bad)?;
    let line = code.split('\n').find(|line| line.contains(bad))?;
    let what = if is_bidi(bad) { "bidi" } else { "control" };
    Some(Failure::new(
        format!("{what} character in the output"),
        format!("{}: {line:?}", path.display()),
    ))
}

pub fn is_bidi(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Files are what their names say.
fn not_parsed(path: &Path, code: &str) -> Option<Failure> {
    let error = match path.extension().and_then(|extension| extension.to_str()) {
        Some("rs") => syn::parse_file(code).err().map(|error| error.to_string()),
        Some("toml") => basic_toml::from_str::<serde_json::Value>(code)
            .err()
            .map(|error| error.to_string()),
        _ => None,
    };
    error.map(|error| Failure::new("not parsed", format!("{}: {error}", path.display())))
}

/// A finding says something, at a place of the document or of the options that is there, in characters that a terminal shows as they are.
pub fn finding(text: &str, options: &str, report: &Report) -> Option<Failure> {
    let code = report.diagnostic().code;
    let failure = |kind: &str| Some(Failure::new(format!("{kind}: {code}"), report.to_string()));
    if report.diagnostic().message.trim().is_empty() {
        return failure("a finding without a message");
    }
    let printed = report.to_string();
    if printed
        .chars()
        .any(|c| (c.is_control() && c != '\n') || is_bidi(c))
    {
        return Some(Failure::new(
            "control or bidi character in a finding",
            printed,
        ));
    }
    let Some(location) = report.location() else {
        return failure("a finding without a place");
    };
    let text = match location.file() == Path::new(OPTIONS) {
        true => options,
        false => text,
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let line = text.split('\n').nth(location.line() - 1);
    match line {
        Some(line) if location.column() <= line.chars().count() + 1 => None,
        _ => failure("a finding outside of the text"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_system_lacks_are_seen() {
        for path in [
            "src/lib.rs",
            "src/types/common.rs",
            "comx.rs",
            "src/用户.rs",
        ] {
            assert_eq!(path_failure(Path::new(path)), None);
        }
        for path in [
            "",
            "/etc/x",
            "../x",
            "src/../x",
            "src/com1.rs",
            "aux",
            "NUL.tar.rs",
            "a:b",
            "a\nb",
            "x.",
            "src/a\\b",
        ] {
            assert!(path_failure(Path::new(path)).is_some(), "{path}");
        }
        assert!(path_failure(Path::new(&"x".repeat(300))).is_some());
    }

    #[test]
    fn files_are_what_they_should_be() {
        let kinds = |path: &str, code: &str| -> Vec<String> {
            let path = Path::new(path);
            let failures = characters(path, code)
                .into_iter()
                .chain(not_parsed(path, code));
            failures.map(|failure| failure.kind).collect()
        };
        assert!(kinds("a.rs", "/// A text.\nfn a() {}\n").is_empty());
        assert!(kinds("Cargo.toml", "[package]\nname = \"a\"\n").is_empty());
        assert_eq!(kinds("a.rs", "fn {}"), ["not parsed"]);
        assert_eq!(kinds("Cargo.toml", "[package\n"), ["not parsed"]);
        assert_eq!(
            kinds("a.rs", "// \r\n"),
            ["control character in the output"]
        );
        assert_eq!(
            kinds("a.rs", "// \u{202e}"),
            ["bidi character in the output"]
        );
        assert_eq!(
            kinds("README.md", "\u{1b}[2J"),
            ["control character in the output"]
        );
    }
}
