//! This crate's own sources, for clients that carry them in place of a dependency.

use include_dir::{Dir, File, include_dir};

/// The dependencies of the sources, as lines of a `Cargo.toml` below `[dependencies]`.
///
/// Those that the feature `reqwest` switches on are optional: [`FEATURES`] has the feature.
pub const DEPENDENCIES: &str = r#"base64 = { version = "0.23", default-features = false, features = ["alloc"] }
bytes = "1"
futures-core = { version = "0.3", default-features = false }
http = "1"
http-body = "1"
http-body-util = "0.1"
itoa = "1"
jiff = { version = "1", default-features = false, features = ["std"] }
percent-encoding = "2"
regex-lite = "0.1"
reqwest = { version = "0.13", default-features = false, features = ["rustls-no-provider"], optional = true }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"], optional = true }
rustls-platform-verifier = { version = "0.7", optional = true }
serde = { version = "1", default-features = false, features = ["std"] }
serde_json = "1"
tokio = { version = "1", features = ["rt-multi-thread", "time"], optional = true }
uuid = { version = "1", default-features = false, features = ["std"] }
zmij = "1"
"#;

/// The features of the sources, as lines of a `Cargo.toml` below `[features]`.
pub const FEATURES: &str = r#"# The default transport: reqwest with rustls (ring) and the system's certificates.
reqwest = ["dep:reqwest", "dep:rustls", "dep:rustls-platform-verifier", "dep:tokio"]
"#;

/// All that lies beside this file.
static WRITTEN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src");

/// The sources at another place: paths below the directory of their root, and what the files say. `root` is the root's path from
/// outside: a crate such as `pets_runtime`, or a module of one such as `pets::runtime`.
///
/// Tests stay here.
#[must_use]
pub fn files(root: &str) -> Vec<(String, String)> {
    let module = root.split_once("::").map(|(_, module)| module);
    let mut files = Vec::new();
    carry("lib.rs", "", &mut files);
    files.sort_unstable();
    let place = |(path, text): (String, String)| {
        let path = match module {
            Some(_) if path == "lib.rs" => "mod.rs".to_owned(),
            _ => path,
        };
        (path, moved(&text, root, module))
    };
    files.into_iter().map(place).collect()
}

/// The file at `path`, and those of the modules that it declares, which lie below `directory`: whatever is compiled is carried.
fn carry(path: &str, directory: &str, files: &mut Vec<(String, String)>) {
    let Some(text) = WRITTEN.get_file(path).and_then(File::contents_utf8) else {
        return;
    };
    let text = without_tests(text);
    for (index, _) in text.match_indices(DECLARATION) {
        let Some(module) = declared(&text, index) else {
            continue;
        };
        let below = format!("{directory}{module}/");
        carry(&format!("{directory}{module}.rs"), &below, files);
        carry(&format!("{below}mod.rs"), &below, files);
    }
    files.push((path.to_owned(), text));
}

/// What stands before the name of a module.
const DECLARATION: &str = "mod ";

/// The module that the line declares to be in a file of its own where `DECLARATION` stands at `index`.
fn declared(text: &str, index: usize) -> Option<&str> {
    let visibility = text.get(..index)?.rsplit('\n').next()?;
    let line = text.get(index + DECLARATION.len()..)?.lines().next()?;
    let module = line.strip_suffix(';')?;
    matches!(visibility, "" | "pub " | "pub(crate) " | "pub(super) ").then_some(module)
}

/// Leaves out what is compiled for tests only. It stands at the left margin here, and so do the
/// braces that end it.
fn without_tests(text: &str) -> String {
    // Nearly all of a file stands before what may be left out.
    let first = ["\n#[cfg(", "\n#![cfg_attr("].map(|attribute| text.find(attribute));
    let first = first.into_iter().flatten().min();
    let first = first.map_or(text.len(), |line_break| line_break + 1);
    let (before, after) = text.split_at(if text.starts_with('#') { 0 } else { first });
    let mut kept = String::with_capacity(text.len());
    kept.push_str(before);
    let mut lines = after.lines();
    let mut left_out = false;
    while let Some(line) = lines.next() {
        // One empty line stays between what stood around it.
        if std::mem::take(&mut left_out) && line.is_empty() && kept.ends_with("\n\n") {
            continue;
        }
        let is_attribute = line == "#![cfg_attr(";
        let is_test = line == "#[cfg(test)]";
        if !is_attribute && !is_test && line != "#[cfg(feature = \"sources\")]" {
            kept.push_str(line);
            kept.push('\n');
            continue;
        }
        left_out = true;
        let item = lines.next().unwrap_or_default();
        let end = match (is_attribute, item.ends_with('{')) {
            (true, _) => ")]",
            (false, true) => "}",
            (false, false) => continue,
        };
        let _ = lines.find(|line| *line == end);
    }
    kept.trim_end().to_owned() + "\n"
}

/// Paths from the crate's root lead through the module, if it is one; documentation names the root where it is.
fn moved(text: &str, root: &str, module: Option<&str>) -> String {
    let text = match module {
        Some(module) => text.replace("crate::", &format!("crate::{module}::")),
        None => text.to_owned(),
    };
    text.replace("openapi_build_runtime", root)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::{DEPENDENCIES, files, without_tests};

    fn rust_files(directory: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                rust_files(&path, found);
            } else {
                let below = path.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
                found.insert(below.unwrap().to_str().unwrap().to_owned());
            }
        }
    }

    #[test]
    fn every_file_but_tests_is_carried() {
        let mut found = BTreeSet::new();
        rust_files(
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
            &mut found,
        );
        found.retain(|path| !path.contains("tests") && !path.contains("examples"));
        found.remove("sources.rs");
        let carried: BTreeSet<String> = files("pets_runtime")
            .into_iter()
            .map(|(path, _)| path)
            .collect();
        assert_eq!(carried, found);
    }

    #[test]
    fn the_dependencies_are_those_of_this_crate() {
        let manifest = include_str!("../Cargo.toml");
        let dependencies = manifest.split("[dependencies]").nth(1).unwrap();
        let dependencies = dependencies.split("\n[").next().unwrap();
        let names = |text: &str| -> BTreeSet<String> {
            let name = |line: &str| line.split([' ', '.', '=']).next().unwrap().to_owned();
            text.lines()
                .filter(|line| line.contains('='))
                .map(name)
                .collect()
        };
        let mut needed = names(dependencies);
        // What this module itself needs stays here, too.
        assert!(needed.remove("include_dir"));
        assert_eq!(names(DEPENDENCIES), needed);
    }

    #[test]
    fn nothing_of_tests_is_carried() {
        assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests;\nb\n"), "a\nb\n");
        assert_eq!(
            without_tests("a\n#[cfg(test)]\nmod tests {\n    x\n}\n"),
            "a\n"
        );
        assert_eq!(
            without_tests("a\n\n#[cfg(test)]\nmod tests;\n\nb\n"),
            "a\n\nb\n"
        );
        for root in ["pets::runtime", "pets_runtime"] {
            for (path, text) in files(root) {
                assert!(!text.contains("cfg(test)"), "{path}");
                assert!(!text.contains("openapi_build_runtime"), "{path}");
            }
        }
    }

    #[test]
    fn paths_lead_to_where_the_sources_are() {
        let text_of = |root: &str, path: &str| -> String {
            let mut files = files(root).into_iter();
            files.find(|(name, _)| name == path).unwrap().1
        };
        let module = text_of("pets::runtime", "values/date_time/mod.rs");
        assert!(module.contains("use crate::runtime::json::"));
        assert!(module.contains("/// use pets::runtime::DateTime;"));
        let package = text_of("pets_runtime", "values/date_time/mod.rs");
        assert!(package.contains("use crate::json::"));
        assert!(package.contains("/// use pets_runtime::DateTime;"));
        let root = text_of("pets::runtime", "mod.rs");
        assert_eq!(root, text_of("pets_runtime", "lib.rs"));
    }
}
