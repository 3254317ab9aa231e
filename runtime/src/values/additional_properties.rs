use std::collections::{BTreeMap, btree_map};
use std::fmt;

use crate::json::value::Value;
use crate::json::{Additional, Failure, Json, Reader, Writer};

/// The properties of an object that its schema does not declare, by name.
///
/// What a server sends beyond the document is kept here and written back. A `null` for an optional property that the
/// document does not allow to be null is here too, under its own name.
///
/// ```
/// use openapi_build_runtime::AdditionalProperties;
///
/// let mut more = AdditionalProperties::default();
/// more.insert("akiles_metadata", serde_json::json!({"id": 7}));
/// assert_eq!(more.get("akiles_metadata").and_then(|value| value["id"].as_i64()), Some(7));
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct AdditionalProperties(
    // Nearly always empty, so it is one pointer wide then. Never holds an empty map.
    #[expect(
        clippy::box_collection,
        reason = "a map is three words, and every object has one of these"
    )]
    Option<Box<BTreeMap<String, Value>>>,
);

impl AdditionalProperties {
    /// No properties.
    pub const fn new() -> Self {
        Self(None)
    }

    /// The value of a property.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// The value of a property, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.0.as_mut()?.get_mut(name)
    }

    /// Sets a property; its value until now, if it had one.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.0
            .get_or_insert_default()
            .insert(name.into(), value.into())
    }

    /// Takes a property out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let removed = self.0.as_mut()?.remove(name);
        if self.0.as_ref().is_some_and(|map| map.is_empty()) {
            self.0 = None;
        }
        removed
    }

    /// Whether there is such a property.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// How many properties there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |map| map.len())
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The properties with their values.
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.0.as_ref().map(|map| map.iter()))
    }
}

/// An iterator over [`AdditionalProperties`].
#[derive(Clone, Debug)]
pub struct Iter<'a>(Option<btree_map::Iter<'a, String, Value>>);

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a str, &'a Value);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, value) = self.0.as_mut()?.next()?;
        Some((name, value))
    }
}

impl<'a> IntoIterator for &'a AdditionalProperties {
    type Item = (&'a str, &'a Value);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl From<BTreeMap<String, Value>> for AdditionalProperties {
    fn from(map: BTreeMap<String, Value>) -> Self {
        Self((!map.is_empty()).then(|| Box::new(map)))
    }
}

impl From<AdditionalProperties> for BTreeMap<String, Value> {
    fn from(properties: AdditionalProperties) -> Self {
        properties.0.map(|map| *map).unwrap_or_default()
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for AdditionalProperties {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        let entries = entries.into_iter();
        let map: BTreeMap<_, _> = entries
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        map.into()
    }
}

impl<N: Into<String>, V: Into<Value>> Extend<(N, V)> for AdditionalProperties {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, entries: I) {
        for (name, value) in entries {
            self.insert(name, value);
        }
    }
}

impl fmt::Debug for AdditionalProperties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl Json for AdditionalProperties {
    fn blank() -> Self {
        Self::new()
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        <BTreeMap<_, _> as Json>::read(reader).map(Self::from)
    }

    fn write(&self, writer: &mut Writer) {
        writer.entries(|writer| Additional::write(self, &|_| true, writer));
    }

    fn additional(&self) -> Option<&dyn Additional> {
        Some(self)
    }

    fn additional_mut(&mut self) -> Option<&mut dyn Additional> {
        Some(self)
    }
}

impl Additional for AdditionalProperties {
    fn read(&mut self, name: String, reader: &mut Reader<'_>) -> Result<(), Failure> {
        match Value::read(reader) {
            Ok(value) => {
                self.insert(name, value);
                Ok(())
            }
            Err(failure) => Err(failure.in_property(name)),
        }
    }

    fn keep_null(&mut self, name: &str) {
        self.insert(name, Value::Null);
    }

    fn is_empty(&self) -> bool {
        Self::is_empty(self)
    }

    fn contains(&self, name: &str) -> bool {
        Self::contains(self, name)
    }

    fn write(&self, wanted: &dyn Fn(&str) -> bool, writer: &mut Writer) {
        for (name, value) in self {
            if wanted(name) {
                writer.entry(name, value);
            }
        }
    }
}
