//! Objects: structs and maps.

use std::collections::HashSet;

use crate::document::Pointer;
use crate::emit::MOST_ARGUMENTS;
use crate::ir::{Additional, Field, Presence, Struct, Type, TypeId, TypeKind};
use crate::lower::schema::each;
use crate::lower::shape::{self, Object, Shape};
use crate::lower::types::Hint;
use crate::lower::{Lower, Lowered};
use crate::names::Scope;

/// What every struct can do already, so that a setter of that name would hide it, and the methods of
/// operators, which a setter must not be taken for.
const METHODS: &[&str] = &[
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "clone_into",
    "cmp",
    "default",
    "deref",
    "deref_mut",
    "div",
    "drop",
    "eq",
    "fmt",
    "from",
    "from_iter",
    "from_str",
    "hash",
    "index",
    "index_mut",
    "into",
    "into_iter",
    "mul",
    "ne",
    "neg",
    "new",
    "next",
    "not",
    "rem",
    "shl",
    "shr",
    "sub",
    "to_owned",
    "try_from",
    "try_into",
    "type_id",
    "validate",
];

impl Lower<'_> {
    pub(super) fn object(
        &mut self,
        at: &Pointer,
        hint: &Hint,
        id: Option<TypeId>,
        object: &Object,
        shape: &Shape,
    ) -> Lowered {
        if object.properties.is_empty() {
            match &object.additional {
                shape::Additional::Schema(values) => return self.map(hint, values),
                shape::Additional::Any => return Lowered::new(Type::Map(Box::new(Type::Json))),
                shape::Additional::None => {}
            }
        }
        let id = id.unwrap_or_else(|| self.reserve(hint, at).0);
        self.structure(id, object, shape);
        Lowered::new(Type::Named(id))
    }

    fn map(&mut self, hint: &Hint, values: &Pointer) -> Lowered {
        let value = self.schema(values, &hint.value());
        let mut map = Lowered::new(Type::Json);
        map.sensitive = value.sensitive;
        map.constraints = each(&value.constraints);
        map.ty = Type::Map(Box::new(value.item_type()));
        map
    }

    /// Defines a struct with the properties of `object`.
    pub(super) fn structure(&mut self, id: TypeId, object: &Object, shape: &Shape) {
        let name = self.types.name_of(id);
        let required: HashSet<&str> = object.required.iter().map(String::as_str).collect();
        let mut names = Scope::default();
        let mut setters = Scope::reserving(METHODS);
        let mut fields = Vec::with_capacity(object.properties.len());
        // Typed additional properties could not keep one that comes against the document's word.
        let typed = matches!(object.additional, shape::Additional::Schema(_));
        for (wire, at) in &object.properties {
            let has_side = self.has_side(at);
            if !has_side && !typed {
                continue;
            }
            let lowered = self.schema(at, &Hint::within(&name, wire));
            let required =
                has_side && required.contains(wire.as_str()) && !self.optional.contains(at);
            let field_name = names.field(wire);
            let setter = match METHODS.contains(&field_name.as_str()) {
                true => setters.field(&format!("with_{wire}")),
                false => setters.field(wire),
            };
            fields.push(Field {
                name: field_name,
                setter,
                wire: wire.clone(),
                at: at.clone(),
                presence: presence(required, lowered.nullable),
                defaulted: required
                    && !lowered.nullable
                    && (lowered.constant || is_list(&lowered.ty)),
                constant: lowered.constant,
                sensitive: lowered.sensitive || self.sensitive.contains(at),
                ty: lowered.ty,
                constraints: lowered.constraints,
                docs: lowered.docs,
                default: lowered.default,
            });
        }
        let additional = self.additional(&mut names, &name, &object.additional);
        let mut object = Struct {
            fields,
            additional,
            rules: shape.rules.clone(),
            arguments: None,
        };
        if object.arguments().count() > MOST_ARGUMENTS {
            object.arguments = Some(self.types.name(&Hint::within(&name, "required")));
        }
        self.types
            .define(id, shape.docs.clone(), TypeKind::Struct(object));
    }

    fn additional(
        &mut self,
        names: &mut Scope,
        parent: &str,
        declared: &shape::Additional,
    ) -> Additional {
        let name = names.field("additional_properties");
        match declared {
            shape::Additional::Schema(at) => {
                let value = self.schema(at, &Hint::within(parent, "value"));
                let sensitive = value.sensitive || self.sensitive.contains(at);
                let constraints = value.constraints.clone();
                match value.item_type() {
                    Type::Json if self.keep_unknown => Additional::Kept(name),
                    ty => Additional::Typed {
                        name,
                        ty,
                        sensitive,
                        constraints,
                    },
                }
            }
            _ if self.keep_unknown => Additional::Kept(name),
            _ => Additional::Dropped,
        }
    }
}

fn presence(required: bool, nullable: bool) -> Presence {
    match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::RequiredNullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalNullable,
    }
}

fn is_list(ty: &Type) -> bool {
    matches!(ty, Type::List(_))
}
