//! A document as a tree that can hold what no reader would give: keys twice, numbers of any length.

mod text;

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    Text(String),
    List(Vec<Tree>),
    /// In the order of the document.
    Map(Vec<(String, Tree)>),
}

/// Where a node is: at each level the index of a child.
pub type Path = Vec<usize>;

impl Tree {
    /// Reads YAML or JSON; none if it is neither.
    pub fn read(text: &str) -> Option<Self> {
        match text.trim_start().starts_with('{') {
            true => serde_json::from_str(text).ok(),
            false => serde_yaml::from_str(text).ok(),
        }
    }

    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn number(number: impl fmt::Display) -> Self {
        Self::Number(number.to_string())
    }

    pub fn map<K: Into<String>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Map(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect(),
        )
    }

    /// `{$ref: target}`
    pub fn reference(target: impl Into<String>) -> Self {
        Self::map([("$ref", Self::text(target))])
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a key of this mapping.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(entries) = self else {
            return None;
        };
        let entry = entries.iter().find(|(own, _)| own == key);
        entry.map(|(_, value)| value)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        let Self::Map(entries) = self else {
            return None;
        };
        let entry = entries.iter_mut().find(|(own, _)| own == key);
        entry.map(|(_, value)| value)
    }

    pub fn children(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        match self {
            Self::List(items) => Box::new(items.iter()),
            Self::Map(entries) => Box::new(entries.iter().map(|(_, value)| value)),
            _ => Box::new(std::iter::empty()),
        }
    }

    fn child_mut(&mut self, index: usize) -> Option<&mut Self> {
        match self {
            Self::List(items) => items.get_mut(index),
            Self::Map(entries) => entries.get_mut(index).map(|(_, value)| value),
            _ => None,
        }
    }

    pub fn at(&self, path: &[usize]) -> Option<&Self> {
        path.iter()
            .try_fold(self, |node, index| node.children().nth(*index))
    }

    pub fn at_mut(&mut self, path: &[usize]) -> Option<&mut Self> {
        path.iter()
            .try_fold(self, |node, index| node.child_mut(*index))
    }

    /// Takes the node out of its parent; not the root.
    pub fn remove(&mut self, path: &[usize]) -> Option<Self> {
        let (last, above) = path.split_last()?;
        match self.at_mut(above)? {
            Self::List(items) if *last < items.len() => Some(items.remove(*last)),
            Self::Map(entries) if *last < entries.len() => Some(entries.remove(*last).1),
            _ => None,
        }
    }

    /// How many nodes it has, itself among them.
    pub fn size(&self) -> usize {
        1 + self.children().map(Self::size).sum::<usize>()
    }

    /// The paths of all nodes, the root first, parents before their children.
    pub fn paths(&self) -> Vec<Path> {
        let mut paths = vec![Vec::new()];
        let mut path = Vec::new();
        self.collect(&mut path, &mut paths);
        paths
    }

    fn collect(&self, path: &mut Path, paths: &mut Vec<Path>) {
        for (index, child) in self.children().enumerate() {
            path.push(index);
            paths.push(path.clone());
            child.collect(path, paths);
            path.pop();
        }
    }

    /// The path of the node that is `number`th in the order of [`Self::paths`].
    pub fn nth(&self, mut number: usize) -> Path {
        let mut path = Path::new();
        let mut node = self;
        while number > 0 {
            number -= 1;
            let mut next = None;
            for (index, child) in node.children().enumerate() {
                let size = child.size();
                if number < size {
                    next = Some((index, child));
                    break;
                }
                number -= size;
            }
            let Some((index, child)) = next else {
                return path;
            };
            path.push(index);
            node = child;
        }
        path
    }

    /// The JSON Pointer of a node, as a `$ref` has it.
    pub fn pointer(&self, path: &[usize]) -> String {
        let mut pointer = "#".to_owned();
        let mut node = Some(self);
        for index in path {
            pointer.push('/');
            match node {
                Some(Self::Map(entries)) => {
                    let key = entries.get(*index).map_or("", |(key, _)| key);
                    pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
                }
                _ => pointer.push_str(&index.to_string()),
            }
            node = node.and_then(|node| node.children().nth(*index));
        }
        pointer
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::number(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::number(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Number(format!("{value:?}")))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = map.next_entry::<Tree, Tree>()? {
            let key = match key {
                Tree::Text(text) | Tree::Number(text) => text,
                other => other.to_json(),
            };
            entries.push((key, value));
        }
        Ok(Tree::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let text =
            r#"{"a":[1,-2.5,"x: y","",null,true,{"7":{}},[]],"b/c~":{"d":"1","e":"multi\nline"}}"#;
        let tree = Tree::read(text).unwrap();
        assert_eq!(tree.to_json(), text);
        assert_eq!(Tree::read(&tree.to_yaml()).unwrap(), tree);
        assert_eq!(tree.pointer(&[1, 0]), "#/b~1c~0/d");
        let paths = tree.paths();
        assert_eq!(paths.len(), tree.size());
        let numbered: Vec<Path> = (0..tree.size()).map(|number| tree.nth(number)).collect();
        assert_eq!(numbered, paths);
    }
}
