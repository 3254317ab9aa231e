//! Parameters that hold what no style writes: OpenAPI has a form for arrays and objects of plain values only.

use super::Operations;
use crate::diagnostics::Diagnostic;
use crate::document::Pointer;
use crate::ir::{Parameter, Type, TypeId, TypeKind};
use crate::lower::codes;
use crate::parameter::{ParameterIn, Style};

/// Aliases that lead to each other further than this are not followed.
const MOST_ALIASES: usize = 16;

/// What a value is made of, as far as styles tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Structure {
    Plain,
    /// An array of plain values.
    Array,
    /// An object, or an array of what is not plain.
    Nested,
}

impl Operations<'_, '_> {
    /// Says where JSON is sent within a parameter, because no style has a form for what it holds.
    pub(super) fn check_nesting(&mut self, at: &Pointer, parameter: &Parameter) {
        let data = &parameter.data;
        let serialization = data.serialization;
        if matches!(serialization.style, Style::Json | Style::DeepObject)
            || data.location == ParameterIn::QueryString
        {
            return;
        }
        let has_pairs = matches!(data.location, ParameterIn::Query | ParameterIn::Cookie);
        // A pair for each item.
        let takes_arrays = serialization.explode && has_pairs;
        let has_no_form = |structure| match structure {
            Structure::Plain => false,
            Structure::Array => !takes_arrays,
            Structure::Nested => true,
        };
        let found = match self.without_names(&parameter.ty) {
            Type::List(item) => {
                (self.structure(&item) != Structure::Plain).then(|| "an item".to_owned())
            }
            Type::Map(value) => has_no_form(self.structure(&value)).then(|| "a value".to_owned()),
            Type::Named(id) => {
                let Some(TypeKind::Struct(object)) = self.schemas.type_kind(id) else {
                    return;
                };
                let mut fields = object.fields.iter();
                let field = fields.find(|field| has_no_form(self.structure(&field.ty)));
                field.map(|field| format!("`{}`", field.wire))
            }
            _ => None,
        };
        if let Some(what) = found {
            let message = format!(
                "{what} of this parameter is an array or an object itself, for which this style has no form: its JSON is sent"
            );
            let mut found = Diagnostic::new(codes::PARAMETER_NESTED, at, message);
            if data.location == ParameterIn::Query {
                found =
                    found.help("`style: deepObject` has a form for all, where the server knows it");
            }
            self.schemas.report(found);
        }
    }

    fn structure(&self, ty: &Type) -> Structure {
        match self.without_names(ty) {
            Type::List(item) => match self.without_names(&item) {
                Type::List(_) | Type::Map(_) | Type::Tuple(_) => Structure::Nested,
                Type::Named(id) if self.is_object(id) => Structure::Nested,
                _ => Structure::Array,
            },
            Type::Tuple(_) => Structure::Array,
            Type::Map(_) => Structure::Nested,
            Type::Named(id) if self.is_object(id) => Structure::Nested,
            _ => Structure::Plain,
        }
    }

    fn is_object(&self, id: TypeId) -> bool {
        matches!(self.schemas.type_kind(id), Some(TypeKind::Struct(_)))
    }

    /// What a type is without its aliases, and without null.
    pub(super) fn without_names(&self, ty: &Type) -> Type {
        let mut ty = ty.clone();
        for _ in 0..MOST_ALIASES {
            ty = match ty {
                Type::Nullable(inner) | Type::Omissible(inner) | Type::Boxed(inner) => *inner,
                Type::Named(id) => match self.schemas.type_kind(id) {
                    Some(TypeKind::Alias { ty, .. } | TypeKind::Newtype { ty, .. }) => ty.clone(),
                    _ => return Type::Named(id),
                },
                other => return other,
            };
        }
        ty
    }
}
