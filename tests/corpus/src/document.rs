//! A document as it stands, of one file or several, as one JSON value.
//!
//! This is a reading of OpenAPI of its own: a mistake in the compiler's must not be repeated here.

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Where files beside the first one are put in [`Document::root`].
const FILES: &str = "x-files";

/// Keys whose values are data: a `$ref` in them refers to nothing.
const DATA: [&str; 4] = ["example", "enum", "const", "default"];

/// An OpenAPI document whose references all stay within it.
pub struct Document {
    /// The file's name without its ending; that of its directory for documents of several files.
    pub name: String,
    pub path: PathBuf,
    pub root: Value,
}

impl Document {
    /// Reads the file and all files that it refers to.
    pub fn read(path: &Path) -> Result<Self, String> {
        let path = path
            .canonicalize()
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let mut files = Files {
            paths: vec![path.clone()],
            values: Vec::new(),
        };
        while let Some(next) = files.paths.get(files.values.len()).cloned() {
            let mut value = parse(&next)?;
            files.rewrite(&mut value, &next);
            files.values.push(value);
        }
        let mut values = files.values.into_iter();
        let mut root = values.next().unwrap_or_default();
        let others: Vec<Value> = values.collect();
        if let (Value::Object(root), false) = (&mut root, others.is_empty()) {
            root.insert(FILES.to_owned(), Value::Array(others));
        }
        Ok(Self {
            name: name(&path),
            path,
            root,
        })
    }

    /// What stands at a pointer such as `#/components/schemas/Pet`.
    pub fn at(&self, pointer: &str) -> Option<&Value> {
        self.root.pointer(&plain(pointer)?)
    }

    /// Follows `$ref` to where the node itself stands.
    pub fn resolve(&self, pointer: &str) -> Option<(String, &Value)> {
        let mut pointer = pointer.to_owned();
        for _ in 0..16 {
            let node = self.at(&pointer)?;
            match node.get("$ref").and_then(Value::as_str) {
                Some(next) => pointer = next.to_owned(),
                None => return Some((pointer, node)),
            }
        }
        None
    }

    /// The pointers of the schemas that have names.
    pub fn component_schemas(&self) -> Vec<String> {
        self.children("#/components/schemas")
    }

    /// The pointers of the children of an object or a list; none if there is nothing.
    pub fn children(&self, pointer: &str) -> Vec<String> {
        match self.at(pointer) {
            Some(Value::Object(map)) => map.keys().map(|key| child(pointer, key)).collect(),
            Some(Value::Array(list)) => (0..list.len())
                .map(|index| child(pointer, &index.to_string()))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// `(3, 1)` for a document of version 3.1.0.
    pub fn version(&self) -> (u32, u32) {
        let text = self.root.get("openapi").and_then(Value::as_str);
        let mut parts = text.unwrap_or("3.0").split('.').map(str::parse);
        match (parts.next(), parts.next()) {
            (Some(Ok(major)), Some(Ok(minor))) => (major, minor),
            _ => (3, 0),
        }
    }
}

/// The pointer one key further.
pub fn child(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The last key of a pointer.
pub fn last_key(pointer: &str) -> String {
    let key = pointer.rsplit('/').next().unwrap_or_default();
    key.replace("~1", "/").replace("~0", "~")
}

/// The pointer without `#` and percent signs.
fn plain(pointer: &str) -> Option<String> {
    percent_decoded(pointer.strip_prefix('#')?)
}

/// The text that percent signs stand for; nothing if it isn't one.
pub fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .filter(|_| first == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).ok()
}

fn name(path: &Path) -> String {
    let stem = |path: &Path| {
        path.file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
    };
    let own = stem(path).unwrap_or_default();
    // Documents of several files lie in a directory that is called after them.
    match path.parent().and_then(Path::file_name) {
        Some(directory) if own.contains("openapi") || own.contains("oapi") => {
            directory.to_string_lossy().into_owned()
        }
        _ => own,
    }
}

fn parse(path: &Path) -> Result<Value, String> {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(|error| told(&error))?;
    if path.extension().is_some_and(|end| end == "json") {
        return serde_json::from_str(&text).map_err(|error| told(&error));
    }
    let Yaml(mut value) = serde_yaml::from_str(&text).map_err(|error| told(&error))?;
    merge_keys(&mut value);
    Ok(value)
}

/// YAML as JSON: keys such as `200` are texts, integers beyond 64 bits are floats.
struct Yaml(Value);

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(YamlVisitor).map(Self)
    }
}

struct YamlVisitor;

impl<'de> Visitor<'de> for YamlVisitor {
    type Value = Value;

    fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(flag.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_i128<E>(self, number: i128) -> Result<Value, E> {
        Ok((number as f64).into())
    }

    fn visit_u128<E>(self, number: u128) -> Result<Value, E> {
        Ok((number as f64).into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut out = Vec::new();
        while let Some(Yaml(one)) = list.next_element()? {
            out.push(one);
        }
        Ok(Value::Array(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut out = Map::new();
        while let Some((Yaml(key), Yaml(value))) = map.next_entry()? {
            let key = match key {
                Value::String(text) => text,
                other => other.to_string(),
            };
            out.insert(key, value);
        }
        Ok(Value::Object(out))
    }
}

/// Puts what `<<` names into the map that it stands in.
fn merge_keys(node: &mut Value) {
    match node {
        Value::Object(map) => {
            let merged = map.remove("<<");
            let sources = match merged {
                Some(Value::Array(list)) => list,
                other => other.into_iter().collect(),
            };
            for (key, value) in sources.iter().filter_map(Value::as_object).flatten() {
                if !map.contains_key(key) {
                    map.insert(key.clone(), value.clone());
                }
            }
            map.values_mut().for_each(merge_keys);
        }
        Value::Array(list) => list.iter_mut().for_each(merge_keys),
        _ => {}
    }
}

struct Files {
    paths: Vec<PathBuf>,
    values: Vec<Value>,
}

impl Files {
    /// Makes the references of a file at `path` point into the whole.
    fn rewrite(&mut self, node: &mut Value, path: &Path) {
        match node {
            Value::Object(map) => {
                for (key, value) in map.iter_mut() {
                    match value {
                        Value::String(text) if key == "$ref" => *text = self.target(text, path),
                        Value::Object(targets) if key == "mapping" => {
                            self.rewrite_mapping(targets, path);
                        }
                        _ if DATA.contains(&key.as_str()) => {}
                        _ => self.rewrite(value, path),
                    }
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|one| self.rewrite(one, path)),
            _ => {}
        }
    }

    fn rewrite_mapping(&mut self, targets: &mut Map<String, Value>, path: &Path) {
        for target in targets.values_mut() {
            if let Value::String(text) = target
                && (text.contains('#') || text.ends_with(".yaml") || text.ends_with(".json"))
            {
                *text = self.target(text, path);
            }
        }
    }

    fn target(&mut self, reference: &str, from: &Path) -> String {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if file.contains("://") {
            return reference.to_owned();
        }
        let path = if file.is_empty() {
            from.to_owned()
        } else {
            let joined = from.parent().unwrap_or(from).join(file);
            match joined.canonicalize() {
                Ok(path) => path,
                Err(_) => return reference.to_owned(),
            }
        };
        let index = self.paths.iter().position(|known| *known == path);
        let index = index.unwrap_or_else(|| {
            self.paths.push(path);
            self.paths.len() - 1
        });
        match index.checked_sub(1) {
            None => format!("#{fragment}"),
            Some(other) => format!("#/{FILES}/{other}{fragment}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_unescaped() {
        assert_eq!(
            plain("#/paths/~1a~1%7Bid%7D").as_deref(),
            Some("/paths/~1a~1{id}")
        );
        assert_eq!(child("#/paths", "/a~b"), "#/paths/~1a~0b");
        assert_eq!(last_key("#/paths/~1a~0b"), "/a~b");
    }

    #[test]
    fn files_become_one_document() {
        let directory = std::env::temp_dir().join(format!("corpus-{}", std::process::id()));
        fs::create_dir_all(&directory).expect("a directory");
        let root = directory.join("openapi.yaml");
        let write = |name: &str, text: &str| fs::write(directory.join(name), text).expect("a file");
        write(
            "openapi.yaml",
            "openapi: 3.1.0\ncomponents: {schemas: {A: {$ref: 'b.yaml#/B'}}}",
        );
        write(
            "b.yaml",
            "B: {type: array, items: {$ref: '#/C'}}\nC: {const: {$ref: './kept'}}",
        );
        let document = Document::read(&root).expect("a document");
        let (at, node) = document.resolve("#/components/schemas/A").expect("B");
        assert_eq!(at, "#/x-files/0/B");
        assert_eq!(node["items"]["$ref"], "#/x-files/0/C");
        assert_eq!(document.root["x-files"][0]["C"]["const"]["$ref"], "./kept");
        assert_eq!(document.version(), (3, 1));
        fs::remove_dir_all(&directory).expect("to be removed");
    }
}
