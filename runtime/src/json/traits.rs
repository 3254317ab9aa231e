//! What a type has to say about itself to be read from JSON and written as JSON.

use std::any::Any;
use std::fmt::Debug;

use super::failure::Failure;
use super::field::Field;
use super::reader::Reader;
use super::rules::Checker;
use super::writer::Writer;

/// A type that is read from JSON and written as JSON.
///
/// Generated types implement it. One that is an object with properties known by name says what they are and where their
/// values are: [`FIELDS`](Self::FIELDS), [`property`](Self::property) and [`property_mut`](Self::property_mut). Reading, writing,
/// checking, comparing and printing are loops over them, once for all types: [`Reader::object`], [`Writer::object`],
/// [`Checker::object`], [`equal`](super::equal), [`debug`](super::debug). A type that holds one value of another says [which](Self::held). Any other
/// type says how it is read and written as a whole.
pub trait Json: Debug + PartialEq + Sized + 'static {
    /// Whether the type has a value for `null`, as `Option`, [`Nullable`](crate::Nullable) and
    /// [`Value`](crate::Value) have.
    const HOLDS_NULL: bool = false;

    /// Whether an item of this type may be missing at the end of a tuple, as a [`Nullable`](crate::Nullable) may.
    #[doc(hidden)]
    const MAY_BE_MISSING: bool = false;

    /// The declared properties of an object.
    const FIELDS: &'static [Field] = &[];

    /// Where the schema of the type is: the JSON Pointer into the document; empty where nobody says so.
    const SCHEMA: &'static str = "";

    /// A value to fill in, cheap to make: what stands before something was read, and for properties that are missing.
    fn blank() -> Self;

    /// Reads one value.
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        reader.object()
    }

    /// Writes the value.
    fn write(&self, writer: &mut Writer) {
        match self.held() {
            Some(held) => match self.tag() {
                Some((name, value)) => {
                    writer.tag_next(name, value);
                    held.write(writer);
                    writer.drop_tags();
                }
                None => held.write(writer),
            },
            None => writer.object(self),
        }
    }

    /// The value of declared property `index` of an object; beyond those, the map of the [`Additional`] ones, or
    /// [`nothing`].
    fn property(&self, _index: usize) -> &dyn Property {
        nothing()
    }

    /// The same, to change it.
    fn property_mut(&mut self, _index: usize) -> &mut dyn Property {
        nothing()
    }

    /// The one value that this one holds and that is written in its place: that of a union's variant.
    fn held(&self) -> Option<&dyn Property> {
        None
    }

    /// The property of the value that it [holds](Self::held) that tells that variant from others, and what it says: it is written
    /// unless the value has that property itself (OpenAPI 3.0.4, section 4.8.25).
    fn tag(&self) -> Option<(&'static str, &'static str)> {
        None
    }

    /// The value of the declared property of this name: of an object, or of the object that it [holds](Self::held).
    #[doc(hidden)]
    fn named(&self, name: &str) -> Option<&dyn Property> {
        match self.held() {
            Some(held) => held.named(name),
            None => {
                let index = Self::FIELDS.iter().position(|field| field.name == name)?;
                Some(self.property(index))
            }
        }
    }

    /// The value itself, if there is one: what an `Option` or a [`Nullable`](crate::Nullable) holds.
    #[doc(hidden)]
    fn present(&self) -> Option<&dyn Any> {
        Some(self)
    }

    /// Whether it stands for a value that is not there.
    fn is_absent(&self) -> bool {
        false
    }

    /// Reports to `at` which rules the value breaks that the document gives for its type, apart from those of the values
    /// in it.
    fn rules(&self, _at: &mut Checker<'_>) {}

    /// Reports to `at` which rules of the document the value and all in it breaks. [`Validate`](crate::Validate) asks for it.
    fn check(&self, at: &mut Checker<'_>) {
        self.rules(at);
        match self.held() {
            Some(held) => held.check(at),
            None => at.object(self),
        }
    }

    /// Reads the value of a property into its place. If it is a null that the type of an `optional` one cannot hold, the
    /// reader is [told](Reader::leave_null).
    #[doc(hidden)]
    fn read_into(&mut self, _optional: bool, reader: &mut Reader<'_>) -> Result<(), Failure> {
        *self = Self::read(reader)?;
        Ok(())
    }

    /// Whether [`read_into`](Self::read_into) costs no more than [`read`](Self::read), and a blank value nothing.
    #[doc(hidden)]
    const READ_IN_PLACE: bool = false;

    /// Whether an optional property that has this value is left out.
    #[doc(hidden)]
    fn is_left_out(&self) -> bool {
        self.is_absent()
    }

    /// The value as a map of additional properties, if it can be one.
    #[doc(hidden)]
    fn additional(&self) -> Option<&dyn Additional> {
        None
    }

    /// The same, to change it.
    #[doc(hidden)]
    fn additional_mut(&mut self) -> Option<&mut dyn Additional> {
        None
    }
}

/// Where an object keeps the properties that its type does not declare.
///
/// Implemented by [`AdditionalProperties`](crate::AdditionalProperties) for values of any type, and by
/// `BTreeMap<String, T>` where the document gives them a type.
pub trait Additional: Debug {
    /// Reads the value of the property `name` and keeps it. A failure names the property.
    fn read(&mut self, name: String, reader: &mut Reader<'_>) -> Result<(), Failure>;

    /// Keeps a null that was read for `name`, a declared property that cannot hold it, if the values of this map can be
    /// null.
    fn keep_null(&mut self, name: &str);

    /// Whether there are none.
    fn is_empty(&self) -> bool;

    /// Whether there is one of this name.
    fn contains(&self, name: &str) -> bool;

    /// Writes the properties whose name is wanted.
    fn write(&self, wanted: &dyn Fn(&str) -> bool, writer: &mut Writer);
}

/// The value of a property: a [`Json`] of any type.
///
/// Generated code names it and hands it out; the loops over properties use it.
pub trait Property: Any + Debug {
    /// Reads a value into its place. If it is a null that the type of an `optional` property cannot hold, the reader is told.
    fn read(&mut self, optional: bool, reader: &mut Reader<'_>) -> Result<(), Failure>;

    /// Writes the value.
    fn write(&self, writer: &mut Writer);

    /// Whether an optional property that has this value is left out.
    fn is_left_out(&self) -> bool;

    /// The value itself, if there is one.
    fn present(&self) -> Option<&dyn Any>;

    /// The value of its declared property of this name, if it is an object that has one.
    fn named(&self, name: &str) -> Option<&dyn Property>;

    /// Whether the other one is of the same type and equal.
    fn equals(&self, other: &dyn Property) -> bool;

    /// Reports to `at` which rules of the document the value and all in it breaks.
    fn check(&self, at: &mut Checker<'_>);

    /// The value as a map of additional properties, if it can be one.
    fn additional(&self) -> Option<&dyn Additional>;

    /// The same, to change it.
    fn additional_mut(&mut self) -> Option<&mut dyn Additional>;
}

impl<T: Json> Property for T {
    fn read(&mut self, optional: bool, reader: &mut Reader<'_>) -> Result<(), Failure> {
        self.read_into(optional, reader)
    }

    fn write(&self, writer: &mut Writer) {
        Json::write(self, writer);
    }

    fn is_left_out(&self) -> bool {
        Json::is_left_out(self)
    }

    fn present(&self) -> Option<&dyn Any> {
        Json::present(self)
    }

    fn named(&self, name: &str) -> Option<&dyn Property> {
        Json::named(self, name)
    }

    fn equals(&self, other: &dyn Property) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref() == Some(self)
    }

    fn check(&self, at: &mut Checker<'_>) {
        Json::check(self, at);
    }

    fn additional(&self) -> Option<&dyn Additional> {
        Json::additional(self)
    }

    fn additional_mut(&mut self) -> Option<&mut dyn Additional> {
        Json::additional_mut(self)
    }
}

/// What stands after the declared properties of a type that keeps no others.
pub fn nothing() -> &'static mut dyn Property {
    // Nothing is allocated for a type without a size.
    Box::leak(Box::new(()))
}

/// Values of any type.
impl Reader<'_> {
    /// Reads one value.
    pub fn value<T: Json>(&mut self) -> Result<T, Failure> {
        T::read(self)
    }
}

/// Values of any type.
impl Writer {
    /// Writes a property of the object that is open, unless [`Json::is_absent`].
    pub fn entry<T: Json>(&mut self, name: &str, value: &T) {
        if !value.is_absent() {
            self.name(name);
            value.write(self);
        }
    }

    /// Writes an item of the array that is open.
    pub fn item<T: Json>(&mut self, value: &T) {
        self.separate(b'[');
        value.write(self);
    }
}
