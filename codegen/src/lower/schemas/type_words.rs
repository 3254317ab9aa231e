//! What types are called in the names of variants.

use super::Schemas;
use crate::ir::{Type, TypeId, TypeKind};

impl Schemas<'_> {
    /// What a type is called; `precise` where what is usual is not enough.
    pub(super) fn type_words(&self, ty: &Type, precise: bool) -> String {
        match ty {
            Type::Bool => "boolean".to_owned(),
            Type::Integer(name) if precise && name.starts_with('u') => {
                "unsigned integer".to_owned()
            }
            Type::Integer(_) => "integer".to_owned(),
            Type::Float | Type::Float32 | Type::Number | Type::NumberOrText(_) => {
                "number".to_owned()
            }
            Type::String => "string".to_owned(),
            Type::Uuid => "uuid".to_owned(),
            Type::DateTime => "date time".to_owned(),
            Type::Base64 => "bytes".to_owned(),
            Type::JsonText(_) => "json text".to_owned(),
            Type::Parsed(path) | Type::ParsedNumber(path) => {
                path.rsplit("::").next().unwrap_or(path).to_owned()
            }
            Type::Date => "date".to_owned(),
            Type::Json => "any".to_owned(),
            Type::List(inner) => format!("{} list", self.type_words(inner, precise)),
            Type::Tuple(_) => "tuple".to_owned(),
            Type::Map(inner) => format!("{} map", self.type_words(inner, precise)),
            Type::Nullable(inner) | Type::Omissible(inner) | Type::Boxed(inner) => {
                self.type_words(inner, precise)
            }
            Type::Named(id) => self.named_words(*id, precise),
        }
    }

    fn named_words(&self, id: TypeId, precise: bool) -> String {
        // The names of other types are made of that of the union.
        let from_document = || {
            let place = self.types.place_of(id);
            self.types.is_component(id) || place.is_some_and(|at| self.target_hint(&at).is_some())
        };
        match self.types.kind(id) {
            _ if precise && from_document() => self.types.name_of(id),
            Some(TypeKind::Enum(_)) => "listed".to_owned(),
            Some(TypeKind::Struct(_)) => "object".to_owned(),
            _ => self.types.name_of(id),
        }
    }
}
