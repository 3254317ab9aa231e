//! Clients of many types and operations: no file is too long to open, and what is added changes the files that it belongs to.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use support::Scratch;

/// A document with this many schemas and operations of one tag, and one more schema of this name, which the first one uses.
fn document(count: usize, added: &str) -> String {
    let words = ["", "Access", "Account", "Badge", "Card", "As", "Devices"];
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: { title: Devices, version: '1' }\nservers: [{ url: https://api.example }]\npaths:\n",
    );
    for index in 0..count {
        let word = words[index % words.len()];
        let _ = write!(
            text,
            "  /devices/{{id}}/{index}:\n    get:\n      tags: [devices]\n      operationId: {word}get{index}\n      parameters:\n        \
             - {{ name: id, in: path, required: true, schema: {{ type: string }} }}\n        \
             - {{ name: page, in: query, schema: {{ type: string, format: date }} }}\n      responses:\n        '200':\n          \
             description: It.\n          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{word}Thing{index}' }} }} }}\n"
        );
    }
    text.push_str("components:\n  schemas:\n");
    for index in 0..count {
        let word = words[index % words.len()];
        let more = match index == 0 && !added.is_empty() {
            true => format!(", more: {{ $ref: '#/components/schemas/{added}' }}"),
            false => String::new(),
        };
        let _ = writeln!(
            text,
            "    {word}Thing{index}: {{ type: object, properties: {{ id: {{ type: string, format: uuid }}, when: {{ type: string, format: date-time }}, \
             a: {{ type: integer }}, b: {{ type: integer }}, c: {{ type: integer }}, next: {{ $ref: '#/components/schemas/Thing0' }}{more} }} }}"
        );
    }
    if !added.is_empty() {
        let _ = writeln!(
            text,
            "    {added}: {{ type: object, properties: {{ id: {{ type: string }} }} }}"
        );
    }
    text
}

/// The sources of the client, without its runtime, by path.
fn sources(scratch: &Scratch, added: &str) -> BTreeMap<String, String> {
    scratch.write("devices.yaml", &document(280, added));
    let output = if added.is_empty() { "plain" } else { "added" };
    scratch.expect(
        0,
        &format!("generate devices.yaml --output {output} --name devices"),
    );
    let mut found = BTreeMap::new();
    let mut open = vec![scratch.0.join(output).join("src")];
    while let Some(path) = open.pop() {
        for entry in fs::read_dir(&path).expect("a directory") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => open.push(path),
                false => {
                    let text = fs::read_to_string(&path).expect("a source");
                    found.insert(below(&path, &scratch.0.join(output)), text);
                }
            }
        }
    }
    found.retain(|path, _| !path.starts_with("src/runtime"));
    found
}

fn below(path: &Path, directory: &Path) -> String {
    let path = path.strip_prefix(directory).expect("it lies there");
    path.to_string_lossy().replace('\\', "/")
}

#[test]
fn no_file_is_too_long_and_each_is_declared() {
    let scratch = Scratch::new("long");
    let sources = sources(&scratch, "");
    let longest = sources.values().map(|text| text.lines().count()).max();
    assert!(longest.is_some_and(|lines| lines < 6_000), "{longest:?}");
    for directory in ["src/types/devices", "src/operations/devices"] {
        let parent = &sources[&format!("{directory}.rs")];
        let parts = sources
            .keys()
            .filter(|path| path.starts_with(&format!("{directory}/")));
        let mut count = 0;
        for part in parts {
            let name = part
                .trim_start_matches(directory)
                .trim_matches('/')
                .trim_end_matches(".rs");
            // A module is not called as a keyword, nor as the module around it.
            assert!(!["as", "devices"].contains(&name), "{part}");
            assert!(parent.contains(&format!("mod {name};\n")), "{part}");
            assert!(syn::parse_file(&sources[part]).is_ok(), "{part}");
            count += 1;
        }
        assert!(count > 2, "{directory} has {count} parts");
    }
}

#[test]
fn a_new_type_changes_the_files_of_itself_and_of_its_users() {
    let scratch = Scratch::new("long-added");
    let before = sources(&scratch, "");
    let after = sources(&scratch, "Banana");
    let changed = after
        .iter()
        .filter(|(path, text)| before.get(*path) != Some(*text));
    let changed: Vec<&str> = changed.map(|(path, _)| path.as_str()).collect();
    let has = |path: &str, code: &str| after[path].contains(code);
    // One more line for serde.
    let ["src/serde_impls.rs", new, user] = changed.as_slice() else {
        panic!("{changed:?}");
    };
    assert!(has(new, "pub struct Banana ") && has(user, "pub struct Thing0 "));
}
