//! Names that nodes give themselves: `$id`, `$anchor`, `$dynamicAnchor` (JSON Schema Core 2020-12,
//! section 8.2) and `$self` (OpenAPI 3.2.0, section 4.1.2.2).

use super::load::{File, is_data, is_names};
use super::node::{Node, Value};
use super::reference::{beside, is_url};
use crate::hash::Map;
use crate::pointer::Pointer;

/// Which node has which name.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    /// Schemas and files with a URI of their own, by that URI: an absolute one, or a path.
    resources: Map<String, Pointer>,
    /// The same the other way round.
    uris: Map<Pointer, String>,
    /// Anchors, by the resource that they are in. The outermost of two counts, which is what a
    /// `$dynamicRef` means as far as it is known without a value.
    anchors: Map<(Pointer, String), Pointer>,
}

/// The way from the root of a file to a node. Few nodes have a name, so few become pointers.
#[derive(Clone, Copy)]
struct PathTo<'w> {
    /// The number of the file.
    root: u32,
    /// The last step, and the way to where it begins.
    last: Option<(&'w PathTo<'w>, PathStep<'w>)>,
}

/// A step from a node to one in it.
#[derive(Clone, Copy)]
enum PathStep<'w> {
    Key(&'w str),
    Index(usize),
}

impl<'w> PathTo<'w> {
    fn step(&'w self, step: PathStep<'w>) -> Self {
        Self {
            root: self.root,
            last: Some((self, step)),
        }
    }

    fn pointer(&self) -> Pointer {
        // Documents are not deeper than a stack: the reader has a limit.
        match self.last {
            None => Pointer::root_of(self.root),
            Some((before, PathStep::Key(key))) => before.pointer().child(key),
            Some((before, PathStep::Index(index))) => before.pointer().index(index),
        }
    }
}

impl Identifiers {
    pub(super) fn collect(files: &[File]) -> Self {
        let mut found = Self::default();
        for (number, file) in (0..).zip(files) {
            let root = Pointer::root_of(number);
            let own = file.root.get("$self").and_then(Node::as_str);
            if let Some(uri) = own {
                found.add(&root, own_uri(file, uri));
            }
            let path = file.source.name().to_string_lossy();
            found.uris.entry(root.clone()).or_insert(path.into_owned());
            let path = PathTo {
                root: number,
                last: None,
            };
            found.walk(&file.root, &path, &root, false);
        }
        found
    }

    fn walk(&mut self, node: &Node, at: &PathTo<'_>, resource: &Pointer, names: bool) {
        match &node.value {
            Value::Sequence(items) => {
                for (index, item) in items.iter().enumerate().filter(|(_, item)| holds(item)) {
                    self.walk(item, &at.step(PathStep::Index(index)), resource, false);
                }
            }
            Value::Mapping(mapping) => {
                let text = |key: &str| mapping.get(key).filter(|_| !names).and_then(Node::as_str);
                let own = text("$id").map(|id| {
                    let at = at.pointer();
                    let base = self.uris.get(resource).map_or("", String::as_str);
                    let uri = join(base, id.split('#').next().unwrap_or(id));
                    self.add(&at, uri);
                    at
                });
                let resource = own.as_ref().unwrap_or(resource);
                for anchor in ["$anchor", "$dynamicAnchor"].into_iter().filter_map(text) {
                    let key = (resource.clone(), anchor.to_owned());
                    self.anchors.entry(key).or_insert_with(|| at.pointer());
                }
                let entries = mapping.iter().filter(|(_, value)| holds(value));
                for (key, value) in entries.filter(|(key, _)| names || !is_data(key)) {
                    let is_names = !names && is_names(key);
                    self.walk(value, &at.step(PathStep::Key(key)), resource, is_names);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, at: &Pointer, uri: String) {
        self.resources
            .entry(uri.clone())
            .or_insert_with(|| at.clone());
        self.uris.insert(at.clone(), uri);
    }

    /// Whether no schema and no file has a URI of its own.
    pub(super) fn are_none(&self) -> bool {
        self.resources.is_empty()
    }

    /// The schema or file that fragments at `at` are relative to.
    pub(super) fn resource(&self, at: &Pointer) -> Pointer {
        let mut next = Some(at.clone()).filter(|_| !self.resources.is_empty());
        while let Some(pointer) = next {
            if self.uris.contains_key(&pointer) {
                return pointer;
            }
            next = pointer.parent();
        }
        Pointer::root_of(at.file())
    }

    /// The node that a reference without its fragment names, if one says that it is called so.
    pub(super) fn named(&self, from: &Pointer, reference: &str) -> Option<Pointer> {
        if self.resources.is_empty() {
            return None;
        }
        let base = self.uris.get(from).map_or("", String::as_str);
        let known = self.resources.get(&join(base, reference));
        known.or_else(|| self.resources.get(reference)).cloned()
    }

    /// The node with an anchor in a resource.
    pub(super) fn anchor(&self, resource: &Pointer, name: &str) -> Option<Pointer> {
        self.anchors
            .get(&(resource.clone(), name.to_owned()))
            .cloned()
    }
}

/// Whether a node has nodes in it.
fn holds(node: &Node) -> bool {
    matches!(node.value, Value::Sequence(_) | Value::Mapping(_))
}

/// `$self`, which is relative to where the file is.
fn own_uri(file: &File, uri: &str) -> String {
    join(&file.source.name().to_string_lossy(), uri)
}

/// A reference relative to a base (RFC 3986 section 5.2), both URLs or paths.
fn join(base: &str, reference: &str) -> String {
    if is_url(reference) {
        return reference.to_owned();
    }
    let Some((scheme, rest)) = base.split_once("://").filter(|_| is_url(base)) else {
        let path = beside(base.as_ref(), reference);
        return path.to_string_lossy().into_owned();
    };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = beside(path.as_ref(), reference);
    let slash = if path.has_root() { "" } else { "/" };
    format!("{scheme}://{host}{slash}{}", path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn references_are_relative_to_their_base() {
        let base = "https://example.com/schemas/pet.json";
        assert_eq!(
            join(base, "tag.json"),
            "https://example.com/schemas/tag.json"
        );
        assert_eq!(join(base, "../tag.json"), "https://example.com/tag.json");
        assert_eq!(join(base, "/tag.json"), "https://example.com/tag.json");
        assert_eq!(
            join("https://example.com", "tag"),
            "https://example.com/tag"
        );
        assert_eq!(join(base, "urn:tag"), "urn:tag");
        assert_eq!(join("a/pet.yaml", "./tag.yaml"), "a/tag.yaml");
    }
}
