//! What types may be called.

use crate::document::Pointer;
use crate::ir::TypeId;
use crate::names::singular;

/// How an inline schema may be called, best name first.
#[derive(Clone, Debug)]
pub struct Hint {
    /// The type that it stands in, whose name comes before these.
    base: Option<TypeId>,
    names: Vec<String>,
}

impl Hint {
    /// Called `name`.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            base: None,
            names: vec![name.into()],
        }
    }

    /// Called after what it stands in and its name there.
    pub fn within(parent: &str, name: &str) -> Self {
        Self::new(format!("{parent} {name}"))
    }

    /// Called after the type it stands in and its name there.
    pub fn within_type(parent: TypeId, name: impl Into<String>) -> Self {
        Self {
            base: Some(parent),
            names: vec![name.into()],
        }
    }

    /// What the component `name` is in requests.
    pub fn request(name: &str) -> Self {
        let taken = name.to_ascii_lowercase().ends_with("request");
        let word = if taken { "body" } else { "request" };
        let names = [format!("{name} {word}"), format!("{name} {word} sent")];
        Self::called(names.into_iter(), None)
    }

    fn called(names: impl Iterator<Item = String>, base: Option<TypeId>) -> Self {
        Self {
            base,
            names: names.collect(),
        }
    }

    /// The type whose name comes before the candidates.
    pub fn base(&self) -> Option<TypeId> {
        self.base
    }

    /// All names, the best one first.
    pub fn candidates(&self) -> &[String] {
        &self.names
    }

    /// The best name.
    pub fn first(&self) -> Option<&str> {
        self.names.first().map(String::as_str)
    }

    /// The same, or with a word after it where that is taken.
    pub fn or_with(mut self, word: &str) -> Self {
        self.names.extend(self.with(word).names);
        self
    }

    /// What is called so, and a word after it.
    pub fn with(&self, word: &str) -> Self {
        let names = self.names.iter().map(|name| format!("{name} {word}"));
        Self::called(names, self.base)
    }

    /// The items of what is called so.
    pub fn item(&self) -> Self {
        self.one_or("item")
    }

    /// The values of a map that is called so.
    pub fn value(&self) -> Self {
        self.one_or("value")
    }

    fn one_or(&self, word: &str) -> Self {
        let names = self.names.iter().flat_map(|name| {
            let one = singular(name);
            let singular = (one != *name).then_some(one);
            singular.into_iter().chain([format!("{name} {word}")])
        });
        Self::called(names, self.base)
    }
}

/// The name of a component such as `#/components/responses/NotFound`.
pub fn component(at: &Pointer) -> Option<String> {
    at.as_component().map(|(_, name)| name.into_owned())
}
