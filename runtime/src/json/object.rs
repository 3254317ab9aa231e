//! Reading, writing and checking objects: one loop each for all types.

use super::failure::Failure;
use super::field::{Field, Presence};
use super::property::Properties;
use super::reader::{Position, Reader};
use super::rules::Checker;
use super::traits::Json;
use super::writer::Writer;

/// The fields of a type, with what is known of them when it is compiled.
struct Layout {
    fields: &'static [Field],
    schema: &'static str,
    /// Which of the first 64 are required, as bits.
    required: u64,
    /// Which of them are required or have a blank value that stands for them.
    declared: u64,
    /// Which of them JSON names without escapes.
    plain: u64,
}

impl Layout {
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
            schema: T::SCHEMA,
            required,
            declared,
            plain,
        }
    }

    /// Whether JSON has the name of field `index` as it is; not known beyond the first 64.
    #[inline]
    const fn is_plain(&self, index: usize) -> bool {
        index < 64 && self.plain & (1 << index) != 0
    }

    /// The names of required fields that were not seen; if `exact`, of those with a blank value too.
    #[cold]
    fn missing(&self, seen: &FieldSet, exact: bool) -> Vec<&'static str> {
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
struct FieldSet {
    /// The first 64, as bits.
    first: u64,
    /// The next ones, 64 each.
    others: Vec<u64>,
}

impl FieldSet {
    #[inline]
    fn insert(&mut self, index: usize) {
        if index < 64 {
            self.first |= 1 << index;
        } else {
            self.insert_other(index);
        }
    }

    #[cold]
    fn insert_other(&mut self, index: usize) {
        let word = index / 64;
        if self.others.len() < word {
            self.others.resize(word, 0);
        }
        if let Some(bits) = self.others.get_mut(word - 1) {
            *bits |= 1 << (index % 64);
        }
    }

    fn contains(&self, index: usize) -> bool {
        let bits = match index / 64 {
            0 => self.first,
            word => self.others.get(word - 1).copied().unwrap_or_default(),
        };
        bits & (1 << (index % 64)) != 0
    }
}

impl<'a> Reader<'a> {
    /// Reads an object: each property into the place that [`Json::property_mut`] gives.
    pub fn object<T: Json>(&mut self) -> Result<T, Failure> {
        let mut object = T::blank();
        self.fill(const { &Layout::of::<T>() }, &mut object)?;
        Ok(object)
    }

    fn fill(&mut self, layout: &Layout, target: &mut dyn Properties) -> Result<(), Failure> {
        let filled = self.fill_all(layout, target);
        filled.map_err(|failure| failure.in_schema(layout.schema))
    }

    fn fill_all(&mut self, layout: &Layout, target: &mut dyn Properties) -> Result<(), Failure> {
        let mut seen = FieldSet::default();
        let mut expected = 0;
        self.open(b'{', "an object")?;
        let inside = self.position();
        let mut more = !self.is_empty(b'}');
        while more {
            let found = match self.expected_field(layout, expected) {
                Some(found) => Some(found),
                None => self.other_field(layout.fields, expected, target)?,
            };
            if let Some((index, field)) = found {
                seen.insert(index);
                expected = index + 1;
                let start = self.offset();
                let optional = field.presence == Presence::Optional;
                if let Err(failure) = target.property_mut(index).read(optional, self) {
                    self.stand_in(field, inside.moved(start), failure)?;
                } else if self.has_left_null() {
                    keep_null(field, target);
                }
            }
            more = self.more(b'}', "`,` or `}`")?;
        }
        let needed = match self.exact {
            true => layout.declared,
            false => layout.required,
        };
        if needed & !seen.first != 0 || layout.fields.len() > 64 {
            let missing = layout.missing(&seen, self.exact);
            if !missing.is_empty() {
                return Err(Failure::missing(missing, self.offset()));
            }
        }
        Ok(())
    }

    /// After a value at `start` that its field can't have: a null is the blank value that stands for a field.
    #[cold]
    fn stand_in(
        &mut self,
        field: &'static Field,
        start: Position,
        failure: Failure,
    ) -> Result<(), Failure> {
        self.rewind(start);
        if field.presence == Presence::Defaulted && !self.exact && self.null().is_ok() {
            return Ok(());
        }
        Err(failure.in_property(field.name))
    }

    /// Reads a name and its colon if it is that of the field that is expected or of one of the next few; otherwise stays
    /// before it.
    ///
    /// Servers mostly write properties in the order of the document and leave out what is optional, so the search starts
    /// where the last one ended, and compares before it reads.
    #[inline]
    fn expected_field(
        &mut self,
        layout: &Layout,
        expected: usize,
    ) -> Option<(usize, &'static Field)> {
        let text = match self.rest() {
            [b'"', text @ ..] => text,
            _ => {
                self.look();
                self.rest().strip_prefix(b"\"")?
            }
        };
        let field = layout.fields.get(expected)?;
        if field.begins(text) && layout.is_plain(expected) {
            self.advance(field.name.len() + 3);
            return Some((expected, field));
        }
        self.next_field(layout, expected + 1)
    }

    /// The same for the fields after the one that is expected, at the quotation mark.
    #[inline(never)]
    fn next_field(&mut self, layout: &Layout, from: usize) -> Option<(usize, &'static Field)> {
        let text = self.rest().get(1..)?;
        let mut next = layout.fields.iter().enumerate().skip(from).take(AHEAD);
        let (index, field) =
            next.find(|(index, field)| field.begins(text) && layout.is_plain(*index))?;
        self.advance(field.name.len() + 3);
        Some((index, field))
    }

    /// Reads a name and its colon, and finds its field; reads the value, too, if there is none, and gives `None`.
    #[inline(never)]
    fn other_field(
        &mut self,
        fields: &'static [Field],
        expected: usize,
        target: &mut dyn Properties,
    ) -> Result<Option<(usize, &'static Field)>, Failure> {
        self.in_time()?;
        let name = self.name()?;
        self.punctuation(b':', "`:`")?;
        let found = find(fields, expected, &name).or_else(|| find(fields, 0, &name));
        if found.is_none() {
            let name = name.into_owned();
            match target.property_mut(usize::MAX).additional_mut() {
                Some(additional) => additional.read(name, self)?,
                None => self.skip().map_err(|failure| failure.in_property(name))?,
            }
        }
        Ok(found)
    }
}

/// How many names of fields after the one that is expected are compared with the text before it is read as a name.
const AHEAD: usize = 3;

/// Keeps a null that was read for an optional field that can't hold it.
#[cold]
fn keep_null(field: &'static Field, target: &mut dyn Properties) {
    let others = target.property_mut(usize::MAX);
    if let Some(additional) = others.additional_mut() {
        additional.keep_null(field.name);
    }
}

fn find(fields: &'static [Field], from: usize, name: &str) -> Option<(usize, &'static Field)> {
    let mut fields = fields.iter().enumerate().skip(from);
    fields.find(|(_, field)| field.name == name)
}

/// Whether a property is declared, and there.
fn is_written(fields: &'static [Field], object: &dyn Properties, name: &str) -> bool {
    find(fields, 0, name).is_some_and(|(index, field)| {
        field.presence != Presence::Optional || !object.property(index).is_left_out()
    })
}

impl Writer {
    /// Writes an object: its properties, and those that it does not declare after them. One of those whose name is
    /// declared is written only if the declared one is left out.
    pub fn object<T: Json>(&mut self, object: &T) {
        self.properties(const { &Layout::of::<T>() }, object);
    }

    fn properties(&mut self, layout: &Layout, object: &dyn Properties) {
        let tags = self.take_tags();
        self.open('{');
        let fields = layout.fields;
        let mut is_first = true;
        if !tags.is_empty() {
            is_first = !self.own_tags(&tags, fields, object);
        }
        for (index, field) in fields.iter().enumerate() {
            let value = object.property(index);
            if field.presence == Presence::Optional && value.is_left_out() {
                continue;
            }
            match layout.is_plain(index) {
                true => self.plain_name(is_first, field.name),
                false => self.name(field.name),
            }
            is_first = false;
            value.write(self);
        }
        if let Some(additional) = object.additional() {
            additional.write(&|name| !is_written(fields, object, name), self);
        }
        self.close('}');
    }

    /// Writes what says which variant of a union the object is, where the object has no such property; whether there was
    /// anything to write.
    #[cold]
    fn own_tags(
        &mut self,
        tags: &[(&'static str, &'static str)],
        fields: &'static [Field],
        object: &dyn Properties,
    ) -> bool {
        let additional = object.additional();
        let mut wrote = false;
        for (name, value) in tags {
            let has = is_written(fields, object, name)
                || additional.is_some_and(|additional| additional.contains(name));
            if !has {
                self.name(name);
                self.string(value);
                wrote = true;
            }
        }
        wrote
    }
}

impl Checker<'_> {
    /// Checks the properties of an object, and with them all that they hold, by the rules of their types.
    pub fn object<T: Json>(&mut self, object: &T) {
        self.properties(object);
    }

    fn properties(&mut self, object: &dyn Properties) {
        for (index, field) in object.fields().iter().enumerate() {
            object.property(index).check(&mut self.property(field.name));
        }
        // Maps, which name their entries themselves.
        object.property(object.fields().len()).check(self);
    }
}
