//! What rules look at in these types.

use super::{AdditionalProperties, Nullable};
use crate::json::value::Value;
use crate::json::{Mapping, Numeric, Real, Sequence, Text, wrappers};

impl Mapping for AdditionalProperties {
    type Value = Value;

    fn length(&self) -> Option<usize> {
        Some(self.len())
    }

    fn visit(&self, entry: &mut dyn FnMut(&str, &Value)) {
        self.iter().for_each(|(name, value)| entry(name, value));
    }
}

wrappers! {
    Nullable, Nullable::value;
}
