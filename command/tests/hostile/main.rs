//! One hostile text for every string, key and name that the grammar knows.
//!
//! The documents are made of the table itself: every row of every object is reached from the root, so that a row that is added is
//! covered. The texts go everywhere at once, but for those rows without which the rest is not generated: these get theirs alone.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use openapi_build::diagnostics::Diagnostics;
use openapi_build::document::Document;
use openapi_build::{Config, Generated, Source, docs, lower};
use openapi_build_cli::{Package, generate_package};

mod checks;
mod payloads;
mod tree;

use payloads::payloads;
use tree::{Row, Tree, Words};

/// Of so many documents, one is made unless all are asked for by `OPENAPI_BUILD_TEXTS=all`: each has most of the texts, in
/// other places.
const SAMPLE: usize = 6;

/// A directory of a test, removed at its end.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(test: &str) -> Self {
        let name = format!("openapi-build-hostile-{test}-{}", std::process::id());
        let directory = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).expect("a directory for the test");
        Self(directory)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The client of a document as a package with its harness.
fn package(directory: &Path, document: &str) -> Generated {
    let path = directory.join("openapi.json");
    fs::write(&path, document).expect("the document");
    let package = Package {
        harness: true,
        ..Package::default()
    };
    generate_package(&path, &Config::default(), &package)
}

/// The rows that the rest of a document depends on: with other words there, less is generated.
fn structural(tree: &Tree, words: &Words, rows: &BTreeSet<Row>) -> BTreeSet<Row> {
    let size = |text: String| {
        let mut diagnostics = Diagnostics::new();
        let document = Document::read(Source::from_text("openapi.json", text), &mut diagnostics);
        let api = document
            .as_ref()
            .map(|document| lower(document, &Config::default(), &mut diagnostics));
        let refused = diagnostics.has_errors();
        let _ = diagnostics.finish(document.as_ref());
        let api = api.filter(|_| !refused)?;
        Some((api.operations.len(), api.types.len()))
    };
    let (operations, types) =
        size(tree.write(words, &|_, _| None)).expect("a document without errors");
    let depends = |row: &&Row| {
        let other = |word: usize, of: Row| (of == **row).then(|| format!("Other {word}"));
        let size = size(tree.write(words, &other));
        size.is_none_or(|(fewer, left)| fewer < operations || left * 10 < types * 9)
    };
    rows.iter().filter(depends).copied().collect()
}

/// Each document with its name: which rows have which texts.
fn documents(tree: &Tree, words: &Words) -> Vec<(String, String)> {
    let rows: BTreeSet<Row> = words.rows().collect();
    let structural = structural(tree, words, &rows);
    let payloads = payloads();
    let text = |number: usize| payloads.get(number % payloads.len()).cloned();
    let mut documents = Vec::new();
    for round in 0..payloads.len() {
        let hostile =
            |word: usize, row: Row| text(word + round).filter(|_| !structural.contains(&row));
        documents.push((format!("round {round}"), tree.write(words, &hostile)));
    }
    for row in structural.iter().copied() {
        // Where a row occurs often, several texts go into one document.
        let occurs = words.of(row).clamp(1, 8);
        for round in (0..payloads.len()).step_by(occurs) {
            let nth = |word: usize| words.nth(word) % occurs;
            let hostile = |word: usize, of: Row| text(round + nth(word)).filter(|_| of == row);
            documents.push((
                format!("{row:?}, round {round}"),
                tree.write(words, &hostile),
            ));
        }
    }
    let all = std::env::var("OPENAPI_BUILD_TEXTS").is_ok_and(|which| which == "all");
    let step = if all { 1 } else { SAMPLE };
    documents.into_iter().step_by(step).collect()
}

/// Puts the documents into the directory that `OPENAPI_BUILD_TEXTS_KEEP` names: compiling what they give is for others.
fn keep(documents: &[(String, String)]) {
    let Some(directory) = std::env::var_os("OPENAPI_BUILD_TEXTS_KEEP") else {
        return;
    };
    fs::create_dir_all(&directory).expect("a directory for the documents");
    for (number, (_, document)) in documents.iter().enumerate() {
        let path = Path::new(&directory).join(format!("texts-{number}.json"));
        fs::write(path, document).expect("the document");
    }
}

#[test]
fn every_row_of_the_grammar_is_reached() {
    let (tree, words) = tree::document();
    let written = tree.keywords();
    for kind in tree::kinds() {
        for row in kind.grammar().rows {
            assert!(
                written.contains(&(kind, row.keyword)),
                "{kind:?} {}",
                row.keyword
            );
        }
    }
    assert!(words.rows().count() > 100);
}

#[test]
fn nothing_in_a_document_is_more_than_text() {
    let (tree, words) = tree::document();
    let scratch = Scratch::new("texts");
    let plain = package(&scratch.0, &tree.write(&words, &|_, _| None));
    let plain = plain.output.expect("a document without errors");
    let shape = checks::manifest(&plain);
    let documents = documents(&tree, &words);
    keep(&documents);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = documents.len().div_ceil(threads);
    let failures: Vec<String> = std::thread::scope(|scope| {
        let (scratch, shape) = (&scratch.0, &shape);
        let check = |(index, documents): (usize, &[(String, String)])| {
            let directory = scratch.join(index.to_string());
            fs::create_dir_all(&directory).expect("a directory");
            let failed = |(name, document): &(String, String)| {
                let checked = catch_unwind(AssertUnwindSafe(|| {
                    let generated = package(&directory, document);
                    let output = generated.output.as_ref();
                    checks::findings(&generated);
                    output.map_or(Ok(()), |output| checks::output(output, shape))
                }));
                let found = checked
                    .unwrap_or_else(|_| Err("a panic".to_owned()))
                    .err()?;
                Some(format!("{name}: {found}"))
            };
            documents.iter().filter_map(failed).collect::<Vec<_>>()
        };
        let threads: Vec<_> = documents
            .chunks(share)
            .enumerate()
            .map(|part| scope.spawn(move || check(part)))
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().expect("a thread"))
            .collect()
    });
    let first: Vec<&str> = failures.iter().take(10).map(String::as_str).collect();
    assert!(
        failures.is_empty(),
        "{} of {} documents:\n{}",
        failures.len(),
        documents.len(),
        first.join("\n")
    );
}

/// The tags that become Markdown.
const TAGS: &[&str] = &[
    "a",
    "a href=\"https://a.example\"",
    "a href=javascript:hostile()",
    "b",
    "blockquote",
    "code",
    "em",
    "h1",
    "h6",
    "li",
    "ol",
    "p",
    "pre",
    "tt",
    "ul",
    "ul><li",
];

#[test]
fn nothing_in_html_is_more_than_text() {
    let mut failures = Vec::new();
    // What is long says nothing else than what is short.
    for payload in payloads().iter().filter(|text| text.len() < 1_000) {
        for tag in TAGS {
            let name = tag.split([' ', '>']).next().unwrap_or_default();
            let mut texts = vec![
                format!("<{tag}>{payload}</{name}>"),
                format!("a <{tag}>{payload}</{name}> b"),
                format!("<p>a</p>\n<{tag} {payload}>\n\n{payload}\n\n</{name}>\nb"),
                format!("<ul><li><{tag}>\n{payload}\n</{name}><li>b</ul>"),
                format!("- <{tag}>{payload}</{name}>\n> <{tag}>\n> {payload}</{name}>"),
            ];
            let inside = format!("<a title='{payload}' href=\"{payload}\">{payload}</a>");
            texts.push(format!("<{tag}>{inside}</{name}>"));
            for text in texts {
                let result = docs::markdown(&text);
                let line = docs::phrase(&text) + ": " + docs::first_paragraph(&text);
                let mut all = String::new();
                docs::comments(&mut all, 0, &[result, line.into()]);
                let lines = all.lines().map(|line| line.trim_start_matches("///"));
                let lines: Vec<_> = lines.map(|l| l.strip_prefix(' ').unwrap_or(l)).collect();
                if let Err(error) = checks::markdown(&lines.join("\n"), false) {
                    failures.push(format!("{text:?}: {error}"));
                }
            }
        }
    }
    let first: Vec<&str> = failures.iter().take(10).map(String::as_str).collect();
    assert!(
        failures.is_empty(),
        "{}:\n{}",
        failures.len(),
        first.join("\n")
    );
}
