use std::borrow::Cow;
use std::collections::BTreeSet;

use super::failure::Failure;
use super::reader::Reader;
use super::writer::Writer;
use super::{Additional, Json};

/// A declared property of an object: one of [`Json::FIELDS`].
#[derive(Clone, Copy, Debug)]
pub struct Field {
    name: &'static str,
    presence: Presence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Presence {
    Required,
    Optional,
    Defaulted,
}

impl Field {
    /// A property without which reading fails.
    pub const fn required(name: &'static str) -> Self {
        Self::new(name, Presence::Required)
    }

    /// A property that may be left out.
    pub const fn optional(name: &'static str) -> Self {
        Self::new(name, Presence::Optional)
    }

    /// A property that is required, but whose blank value stands when a server leaves it out or sends a null that the
    /// type cannot hold: arrays and constants.
    pub const fn defaulted(name: &'static str) -> Self {
        Self::new(name, Presence::Defaulted)
    }

    /// The property's name on the wire.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    const fn new(name: &'static str, presence: Presence) -> Self {
        Self { name, presence }
    }

    /// Whether JSON has the name as it is, without escapes.
    const fn is_plain(&self) -> bool {
        let mut rest = self.name.as_bytes();
        let mut plain = true;
        while let [byte, tail @ ..] = rest {
            plain &= *byte >= 0x20 && *byte != b'"' && *byte != b'\\';
            rest = tail;
        }
        plain
    }
}

/// [`Json`] without what depends on the type, so that the loop is compiled once.
trait Target {
    fn set(&mut self, index: usize, reader: &mut Reader<'_>) -> Result<(), Failure>;
}

impl<T: Json> Target for T {
    fn set(&mut self, index: usize, reader: &mut Reader<'_>) -> Result<(), Failure> {
        Json::set(self, index, reader)
    }
}

/// A property without a field of its own, until it has been dealt with.
#[derive(Clone, Debug)]
pub(super) enum Other<'a> {
    /// One that is not declared; the reader is at its value.
    Undeclared(Cow<'a, str>),
    /// A null, which was read, for a declared one that cannot hold it.
    Null(&'static str),
}

/// The fields of a type, with what is known of them when it is compiled.
struct Shape {
    fields: &'static [Field],
    /// Which of the first 64 are required, as bits.
    required: u64,
    /// Which of them are required or have a blank value that stands for them.
    declared: u64,
    /// Which of them JSON names without escapes.
    plain: u64,
}

impl Shape {
    const fn of<T: Json>() -> Self {
        let (mut required, mut declared, mut plain) = (0, 0, 0);
        let (mut rest, mut bit) = (T::FIELDS, 1_u64);
        while let [field, tail @ ..] = rest {
            match field.presence {
                Presence::Required => {
                    required |= bit;
                    declared |= bit;
                }
                Presence::Defaulted => declared |= bit,
                Presence::Optional => {}
            }
            if field.is_plain() {
                plain |= bit;
            }
            bit <<= 1;
            rest = tail;
        }
        Self {
            fields: T::FIELDS,
            required,
            declared,
            plain,
        }
    }

    /// The names of required fields that were not seen; if `exact`, of those with a blank value too.
    #[cold]
    fn missing(&self, seen: &Seen, exact: bool) -> Vec<&'static str> {
        let fields = self.fields.iter().enumerate();
        let missing = fields.filter(|(index, field)| {
            let needed = match field.presence {
                Presence::Required => true,
                Presence::Defaulted => exact,
                Presence::Optional => false,
            };
            needed && !seen.contains(*index)
        });
        missing.map(|(_, field)| field.name).collect()
    }
}

/// Which fields were there, for any number of fields.
#[derive(Default)]
struct Seen {
    /// The first 64, as bits.
    first: u64,
    others: BTreeSet<usize>,
}

impl Seen {
    #[inline]
    fn insert(&mut self, index: usize) {
        if index < 64 {
            self.first |= 1 << index;
        } else {
            self.others.insert(index);
        }
    }

    fn contains(&self, index: usize) -> bool {
        if index < 64 {
            self.first & (1 << index) != 0
        } else {
            self.others.contains(&index)
        }
    }
}

impl<'a> Reader<'a> {
    /// Reads one value into a place.
    #[inline]
    pub fn read<T: Json>(&mut self, place: &mut T) -> Result<(), Failure> {
        *place = T::read(self)?;
        Ok(())
    }

    /// Reads one value.
    pub fn value<T: Json>(&mut self) -> Result<T, Failure> {
        T::read(self)
    }

    /// Reads the value of a property that is optional and not nullable.
    ///
    /// A null that `T` cannot hold leaves the place `None`; [`object`](Self::object) keeps it with the additional properties.
    pub fn read_optional<T: Json>(&mut self, place: &mut Option<T>) -> Result<(), Failure> {
        if !T::HOLDS_NULL && self.look() == b'n' {
            self.null()?;
            self.null_left = true;
            *place = None;
            return Ok(());
        }
        *place = Some(T::read(self)?);
        Ok(())
    }

    /// Reads an object by what [`Json::set`] does for each property.
    pub fn object<T: Json>(&mut self) -> Result<T, Failure> {
        let mut object = T::blank();
        self.fill(const { &Shape::of::<T>() }, &mut object)?;
        Ok(object)
    }

    fn fill(&mut self, shape: &Shape, target: &mut dyn Target) -> Result<(), Failure> {
        let mut seen = Seen::default();
        let mut expected = 0;
        self.open(b'{', "an object")?;
        if !self.is_empty(b'}') {
            loop {
                if let Some((index, field)) = self.field(shape, expected, target)? {
                    seen.insert(index);
                    expected = index + 1;
                    if let Err(failure) = self.fill_field(index, field, target) {
                        return Err(failure.in_property(field.name));
                    }
                }
                if !self.more(b'}', "`,` or `}`")? {
                    break;
                }
            }
        }
        let needed = match self.exact {
            true => shape.declared,
            false => shape.required,
        };
        if needed & !seen.first != 0 || shape.fields.len() > 64 {
            let missing = shape.missing(&seen, self.exact);
            if !missing.is_empty() {
                return Err(Failure::missing(missing, self.offset()));
            }
        }
        Ok(())
    }

    #[inline]
    fn fill_field(
        &mut self,
        index: usize,
        field: &'static Field,
        target: &mut dyn Target,
    ) -> Result<(), Failure> {
        let start = self.position();
        if let Err(failure) = target.set(index, self) {
            self.rewind(start);
            if field.presence != Presence::Defaulted || self.exact || self.null().is_err() {
                return Err(failure);
            }
            self.null_left = true;
        }
        if std::mem::take(&mut self.null_left) {
            self.other = Some(Other::Null(field.name));
            target.set(usize::MAX, self)?;
        }
        Ok(())
    }

    /// Reads a name and its colon, and finds its field; reads the value, too, if there is none, and gives `None`.
    ///
    /// Servers mostly write properties in the order of the document, so the search starts where the last one ended, and
    /// compares before it reads.
    #[inline]
    fn field(
        &mut self,
        shape: &Shape,
        expected: usize,
        target: &mut dyn Target,
    ) -> Result<Option<(usize, &'static Field)>, Failure> {
        let fields = shape.fields;
        if self.look() == b'"'
            && let Some(field) = fields.get(expected)
            && expected < 64
            && shape.plain & (1 << expected) != 0
            && let Some(rest) = self.rest().get(1..)
            && let Some([b'"', ..]) = rest.strip_prefix(field.name.as_bytes())
        {
            self.advance(field.name.len() + 2);
            self.punctuation(b':', "`:`")?;
            return Ok(Some((expected, field)));
        }
        self.other_field(fields, expected, target)
    }

    fn other_field(
        &mut self,
        fields: &'static [Field],
        expected: usize,
        target: &mut dyn Target,
    ) -> Result<Option<(usize, &'static Field)>, Failure> {
        let name = self.name()?;
        self.punctuation(b':', "`:`")?;
        let found = find(fields, expected, &name).or_else(|| find(fields, 0, &name));
        if found.is_none() {
            self.other = Some(Other::Undeclared(name));
            target.set(usize::MAX, self)?;
        }
        Ok(found)
    }

    /// Keeps a property that has no field. For the last arm of [`Json::set`].
    pub fn additional(&mut self, additional: &mut dyn Additional) -> Result<(), Failure> {
        match self.other.take() {
            Some(Other::Undeclared(name)) => additional.read(name.into_owned(), self),
            Some(Other::Null(name)) => {
                additional.keep_null(name);
                Ok(())
            }
            None => self.skip(),
        }
    }

    /// Passes over a property that has no field. For the last arm of [`Json::set`] of types that keep no others.
    pub fn ignore(&mut self) -> Result<(), Failure> {
        match self.other.take() {
            Some(Other::Undeclared(name)) => {
                let skipped = self.skip();
                skipped.map_err(|failure| failure.in_property(name.into_owned()))
            }
            Some(Other::Null(_)) => Ok(()),
            None => self.skip(),
        }
    }
}

fn find(fields: &'static [Field], from: usize, name: &str) -> Option<(usize, &'static Field)> {
    let mut fields = fields.iter().enumerate().skip(from);
    fields.find(|(_, field)| field.name == name)
}

impl Writer {
    /// Writes an object: what [`Json::put`] writes, in braces.
    pub fn object<T: Json>(&mut self, object: &T) {
        let start = self.open('{');
        let outer = std::mem::replace(&mut self.object, start);
        object.put(self);
        self.object = outer;
        self.close('}');
    }

    /// Writes the properties of an object that are not among its `fields`, after those that are. One whose name is declared is
    /// written only if the declared one was left out. For the end of [`Json::put`].
    pub fn additional(&mut self, fields: &[Field], additional: &dyn Additional) {
        let mut names = Vec::new();
        additional.names(&mut |name| names.push(name));
        if names.is_empty() {
            return;
        }
        let is_declared = |name: &&str| fields.iter().any(|field| field.name == *name);
        // Rare, so the writer keeps no list of what it wrote but reads it back.
        let written = if names.iter().any(is_declared) {
            self.names_since(self.object)
        } else {
            Vec::new()
        };
        additional.write(&|name| !written.iter().any(|other| other == name), self);
    }
}
