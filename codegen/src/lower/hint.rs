//! What types may be called.

use crate::document::Pointer;
use crate::names::singular;

/// How an inline schema may be called, best name first.
#[derive(Clone, Debug)]
pub struct Hint(Vec<String>);

impl Hint {
    /// Called `name`.
    pub fn new(name: impl Into<String>) -> Self {
        Self(vec![name.into()])
    }

    /// Called after the type it stands in and its name there.
    pub fn within(parent: &str, name: &str) -> Self {
        Self(vec![format!("{parent} {name}")])
    }

    /// What the component `name` is in requests.
    pub fn request(name: &str) -> Self {
        let taken = name.to_ascii_lowercase().ends_with("request");
        let word = if taken { "body" } else { "request" };
        Self(vec![
            format!("{name} {word}"),
            format!("{name} {word} sent"),
        ])
    }

    /// All names, the best one first.
    pub fn candidates(&self) -> &[String] {
        &self.0
    }

    /// The best name.
    pub fn first(&self) -> Option<&str> {
        self.0.first().map(String::as_str)
    }

    /// The same, or with a word after it where that is taken.
    pub fn or_with(mut self, word: &str) -> Self {
        self.0.extend(self.with(word).0);
        self
    }

    /// What is called so, and a word after it.
    pub fn with(&self, word: &str) -> Self {
        Self(self.0.iter().map(|name| format!("{name} {word}")).collect())
    }

    /// The items of what is called so.
    pub fn item(&self) -> Self {
        let names = self.0.iter().flat_map(|name| {
            let one = singular(name);
            let singular = (one != *name).then_some(one);
            singular.into_iter().chain([format!("{name} item")])
        });
        Self(names.collect())
    }

    /// The values of a map that is called so.
    pub fn value(&self) -> Self {
        let names = self.0.iter().flat_map(|name| {
            let one = singular(name);
            let singular = (one != *name).then_some(one);
            singular.into_iter().chain([format!("{name} value")])
        });
        Self(names.collect())
    }
}

/// The name of a component such as `#/components/responses/NotFound`.
pub fn component(at: &Pointer) -> Option<String> {
    at.as_component().map(|(_, name)| name.into_owned())
}
