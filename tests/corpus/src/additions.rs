//! That something new in a document changes no name that was there before.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::document::Document;
use crate::findings::Findings;
use crate::packages::Places;

/// Documents of one file, of very different kinds.
pub const DOCUMENTS: [&str; 5] = ["petstore", "nexus", "hcloud", "qdrant", "train-travel"];

/// Adds a schema and an operation that nothing refers to, both before all others.
pub fn check(document: &Document, places: &Places, findings: &mut Findings) -> Result<(), String> {
    let mut added = document.root.clone();
    added["components"]["schemas"]["AaUnrelated"] = json!({
        "type": "object",
        "properties": {"kind": {"type": "string", "enum": ["a", "b"]}, "inner": {"type": "object", "properties": {"id": {"type": "integer"}}}},
    });
    added["paths"]["/aa-unrelated/{id}"] = json!({"get": {
        "operationId": "aaUnrelated",
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
        "responses": {"200": {"description": "It.", "content": {"application/json": {"schema": {
            "$ref": "#/components/schemas/AaUnrelated"}}}}},
    }});
    let before = names(document, "before", &document.root, places)?;
    let after = names(document, "after", &added, places)?;
    let lost: Vec<&String> = before.difference(&after).collect();
    let grown = after.len() > before.len();
    let outcome = match lost.first() {
        None if grown => Ok(()),
        None => Err("the addition added nothing".to_owned()),
        Some(first) => Err(format!("{} names are gone, among them {first}", lost.len())),
    };
    findings.check("names", "#", outcome);
    Ok(())
}

fn names(
    document: &Document,
    which: &str,
    root: &Value,
    places: &Places,
) -> Result<BTreeSet<String>, String> {
    let directory = places.scratch.join("additions");
    fs::create_dir_all(&directory).map_err(|error| error.to_string())?;
    let name = format!("{}-{which}", document.name);
    let path = directory.join(format!("{name}.json"));
    fs::write(&path, root.to_string()).map_err(|error| error.to_string())?;
    Ok(public_names(&places.generate_files(&path, &name)?))
}

/// Everything public outside of the runtime, with its file and the `impl`, struct or enum it stands in.
fn public_names(files: &BTreeMap<PathBuf, Vec<u8>>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (path, bytes) in files {
        if !path.starts_with("src") || path.extension().is_none_or(|end| end != "rs") {
            continue;
        }
        let mut within = "";
        let text = String::from_utf8_lossy(bytes);
        for line in text.lines() {
            if line.starts_with("impl ") || line.starts_with("pub ") {
                within = line.trim_end_matches(" {");
            }
            let item = line.trim_start();
            if let Some(item) = item.strip_prefix("pub ") {
                let end = item
                    .find(['(', '<', ':', '=', '{', ';'])
                    .unwrap_or(item.len());
                let name = item[..end].trim();
                names.insert(format!("{}: {within}: {name}", path.display()));
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_with_their_places() {
        let text = "pub struct A {\n    /// b\n    pub b: String,\n}\nimpl A {\n    pub fn new() -> Self {}\n}\n";
        let own = (PathBuf::from("src/types/a.rs"), text.as_bytes().to_vec());
        let runtime = (
            PathBuf::from("runtime/src/lib.rs"),
            b"pub fn x() {}".to_vec(),
        );
        let names = public_names(&BTreeMap::from([own, runtime]));
        let expected = [
            "src/types/a.rs: impl A: fn new",
            "src/types/a.rs: pub struct A: b",
            "src/types/a.rs: pub struct A: struct A",
        ];
        assert_eq!(
            names.iter().map(String::as_str).collect::<Vec<_>>(),
            expected
        );
    }
}
