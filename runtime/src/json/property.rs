//! Objects whatever their types, so that what is done for each property of an object is compiled once.

use std::fmt::{Formatter, Result as Formatted};

use super::field::Field;
use super::redacted::Redacted;
use super::traits::{Additional, Json, Property};

/// The properties of an object, whatever its type.
pub(crate) trait Properties {
    fn fields(&self) -> &'static [Field];
    fn property(&self, index: usize) -> &dyn Property;
    fn property_mut(&mut self, index: usize) -> &mut dyn Property;
}

impl<T: Json> Properties for T {
    fn fields(&self) -> &'static [Field] {
        T::FIELDS
    }

    fn property(&self, index: usize) -> &dyn Property {
        Json::property(self, index)
    }

    fn property_mut(&mut self, index: usize) -> &mut dyn Property {
        Json::property_mut(self, index)
    }
}

impl dyn Properties + '_ {
    /// Those that are not declared, if the type keeps them.
    pub(crate) fn additional(&self) -> Option<&dyn Additional> {
        self.property(self.fields().len()).additional()
    }
}

/// The value of a property that all variants of a union have, whichever it is and however it may be missing.
pub fn common<'a, U: Json, T: Json>(union: &'a U, name: &str) -> Option<&'a T> {
    union.named(name)?.present()?.downcast_ref()
}

/// `PartialEq` of objects: property by property.
pub fn equal<T: Json>(one: &T, other: &T) -> bool {
    equal_properties(one, other)
}

fn equal_properties(one: &dyn Properties, other: &dyn Properties) -> bool {
    let mut all = 0..=one.fields().len();
    all.all(|index| one.property(index).equals(other.property(index)))
}

/// `Debug` of objects: as a struct called `name` with properties as they are called in JSON, without the values of
/// [secret](Field::secret) ones. Properties that are not declared are shown if there are some.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug<T: Json>(name: &str, object: &T, f: &mut Formatter<'_>) -> Formatted {
    debug_properties(name, object, &|_| false, f)
}

/// [`debug`] for objects some of whose properties that are not declared are secret: if there is one of these names, none of
/// them is shown.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug_without<T: Json>(
    name: &str,
    object: &T,
    secrets: &[&str],
    f: &mut Formatter<'_>,
) -> Formatted {
    let has_secret = |more: &dyn Additional| secrets.iter().any(|name| more.contains(name));
    debug_properties(name, object, &has_secret, f)
}

/// [`debug`] for objects whose properties that are not declared are secret.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug_declared<T: Json>(name: &str, object: &T, f: &mut Formatter<'_>) -> Formatted {
    debug_properties(name, object, &|_| true, f)
}

fn debug_properties(
    name: &str,
    object: &dyn Properties,
    is_secret: &dyn Fn(&dyn Additional) -> bool,
    f: &mut Formatter<'_>,
) -> Formatted {
    let mut shown = f.debug_struct(name);
    for (index, field) in object.fields().iter().enumerate() {
        match field.is_secret() {
            true => shown.field(field.name(), &Redacted),
            false => shown.field(field.name(), object.property(index)),
        };
    }
    if let Some(additional) = object.additional().filter(|more| !more.is_empty()) {
        match is_secret(additional) {
            true => shown.field("additional properties", &Redacted),
            false => shown.field("additional properties", &additional),
        };
    }
    shown.finish()
}
