//! What can be written as JSON without being read from it: texts and slices that are borrowed.

use std::borrow::Cow;

use super::{Json, Writer};

/// A value that is written as JSON: one of [`Json`], a `str`, a slice.
pub trait ToJson {
    /// Writes the value.
    fn write_to(&self, writer: &mut Writer);

    /// Whether it stands for a value that is left out.
    fn is_left_out(&self) -> bool {
        false
    }
}

impl<T: Json> ToJson for T {
    fn write_to(&self, writer: &mut Writer) {
        self.write(writer);
    }

    fn is_left_out(&self) -> bool {
        self.is_absent()
    }
}

impl ToJson for str {
    fn write_to(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl<T: Json> ToJson for [T] {
    fn write_to(&self, writer: &mut Writer) {
        writer.items(|writer| self.iter().for_each(|item| writer.item(item)));
    }
}

impl<T: ToJson + ToOwned + ?Sized> ToJson for Cow<'_, T> {
    fn write_to(&self, writer: &mut Writer) {
        self.as_ref().write_to(writer);
    }

    fn is_left_out(&self) -> bool {
        self.as_ref().is_left_out()
    }
}

impl<T: ToJson + ToOwned + ?Sized> ToJson for Option<Cow<'_, T>> {
    fn write_to(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.write_to(writer),
            None => writer.null(),
        }
    }

    fn is_left_out(&self) -> bool {
        self.as_ref().is_none_or(ToJson::is_left_out)
    }
}
