//! What can be written as JSON without being read from it: texts and slices that are borrowed.

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
