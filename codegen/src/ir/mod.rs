//! What the Rust will be: plain data, fully resolved, every name decided.
//!
//! `lower` makes an [`Api`], the passes improve it, `emit` turns it into code without looking
//! anything up. Types refer to each other by [`TypeId`], an index into [`Api::types`].

mod body;
mod extras;
mod function;
mod object;
mod operation;
mod reply;
mod rules;
mod server;
mod side;
mod types;
mod union;

pub use body::{Body, BodyKind, ContentType, Encoding, Form, Multipart, Part, PartKind};
pub use extras::Extras;
pub use function::{Function, Success};
pub use object::{Additional, Field, Hidden, Presence, Preset, Struct};
pub use operation::{
    Need, Operation, Parameter, ParameterData, Requirement, SchemeKind, SecurityScheme,
};
pub use reply::{
    EventData, EventUnion, EventVariant, HeaderForm, HeaderSet, Incoming, Link, LinkTarget,
    Replies, ReplyBody, ReplyCase, ReplyContent, ReplyHeader, ReplyVariant, SharedError,
    StatusPattern,
};
pub use rules::{Constraints, Rule};
pub use server::{Server, ServerSetter, ServerVariable, Servers};
pub use side::{Kept, Side};
pub use types::{Type, TypeId};
pub use union::{
    Case, CommonProperty, JsonKind, TagPlace, Union, UnionVariant, VariantTag, Written,
};

pub use crate::parameter::{ParameterIn, Serialization, Style};

use serde_json::Value;

use crate::document::Pointer;
use crate::names::{TypeName, VariantName, Words};

/// A whole client.
#[derive(Debug)]
pub struct Api {
    /// `info.title`, for the documentation.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub description: Option<String>,
    /// The URL of the first server, its variables at their defaults; none when the document has none.
    pub server: Option<String>,
    /// The tags that the document describes.
    pub tags: Vec<(String, Option<String>)>,
    /// The servers, where the document leaves a choice: there are several, or variables.
    pub servers: Option<Servers>,
    /// Every type; a [`TypeId`] is an index into it.
    pub types: Vec<TypeDef>,
    /// How generated code says words that are names of types, too.
    pub words: Words,
    /// Every operation that can be called, in the document's order.
    pub operations: Vec<Operation>,
    /// The enums of errors that several operations have; a pass finds them.
    pub shared_errors: Vec<SharedError>,
    /// The data of events, where their names say what it is.
    pub event_unions: Vec<EventUnion>,
    /// The headers that replies declare.
    pub headers: Vec<HeaderSet>,
    /// The webhooks, in the document's order.
    pub webhooks: Vec<Incoming>,
    /// The callbacks, in the document's order.
    pub callbacks: Vec<Incoming>,
    /// The security schemes, in the document's order.
    pub schemes: Vec<SecurityScheme>,
    /// Schemas that became a JSON value although the document says what they are.
    pub fallbacks: Vec<Pointer>,
    /// Operations that can't be called.
    pub skipped: Vec<Pointer>,
    /// Which types stay that no operation needs.
    pub kept: Kept,
}

/// More arguments than this are too many for a function, says clippy. An object with more required properties is made of
/// them by name.
pub const MOST_ARGUMENTS: usize = 7;

impl Api {
    /// The type with this id.
    #[must_use]
    pub fn get(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0)
    }

    /// The type itself, or what it stands for where it is the name of an alias.
    #[must_use]
    pub fn plain<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let Type::Named(id) = ty else {
            return ty;
        };
        let target = self.get(*id).and_then(|def| def.stands_for.as_ref());
        target.unwrap_or(ty)
    }

    /// The list or map that a type is, if it is one: its own names don't matter.
    #[must_use]
    pub fn content<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let ty = self.plain(ty);
        let Type::Named(id) = ty else {
            return ty;
        };
        match self.get(*id).map(|def| &def.kind) {
            Some(TypeKind::Newtype { ty, .. }) => self.plain(ty),
            _ => ty,
        }
    }

    /// Calls `visit` for every type that something outside of [`Api::types`] uses.
    pub fn for_each_used_type(&self, visit: &mut dyn FnMut(&Type)) {
        for operation in &self.operations {
            operation.for_each_type(visit);
        }
        self.for_each_type_outside(visit);
    }

    /// Calls `visit` for every type that events, headers, webhooks and callbacks use.
    pub fn for_each_type_outside(&self, visit: &mut dyn FnMut(&Type)) {
        let events = self.event_unions.iter().flat_map(|one| &one.variants);
        let data = events.filter_map(|one| one.ty.as_ref());
        data.for_each(&mut *visit);
        for set in &self.headers {
            set.headers
                .iter()
                .for_each(|header| visit(header.form.ty()));
        }
        let incoming = self.webhooks.iter().chain(&self.callbacks);
        incoming.filter_map(|one| one.body.as_ref()).for_each(visit);
    }

    /// The same, to change them.
    pub fn for_each_used_type_mut(&mut self, visit: &mut dyn FnMut(&mut Type)) {
        for operation in &mut self.operations {
            operation.for_each_type_mut(visit);
        }
        let unions = self.event_unions.iter_mut();
        let events = unions.flat_map(|one| &mut one.variants);
        let data = events.filter_map(|one| one.ty.as_mut());
        data.for_each(&mut *visit);
        for set in &mut self.headers {
            let headers = set.headers.iter_mut();
            headers.for_each(|header| visit(header.form.ty_mut()));
        }
        let incoming = self.webhooks.iter_mut().chain(&mut self.callbacks);
        incoming.filter_map(|one| one.body.as_mut()).for_each(visit);
    }
}

/// A type that the generated code defines.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its name, unique in the module of types.
    pub name: TypeName,
    /// The schema it was made from.
    pub at: Pointer,
    /// Whether it stands under `components/schemas` (and is kept even if nothing refers to it, unless
    /// it is for requests alone).
    pub component: bool,
    /// The way its values go, where the schema is another type for those that go the other way.
    pub side: Side,
    /// Whether its schema allows null. The type itself has none: those who use it hold one.
    pub nullable: bool,
    /// Its description, as Markdown of the document.
    pub docs: Docs,
    /// What it is.
    pub kind: TypeKind,
    /// What the options add to it.
    pub extras: Extras,
    /// Whether it is left out unless something needs it, although it is a component.
    pub unwanted: bool,
    /// What an alias stands for, which is none itself. A pass finds it.
    pub stands_for: Option<Type>,
}

/// Texts of the document that become documentation. Still as written: `emit` makes them inert.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Docs {
    /// `title` or `summary`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
}

/// The kinds of types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeKind {
    /// An object with declared properties.
    Struct(Struct),
    /// A value out of a list (JSON Schema Validation, section 6.1.2).
    Enum(Enum),
    /// One of several types (`oneOf`, `anyOf`)
    Union(Union),
    /// Another name for a type; it carries the rules that its schema gives.
    Alias {
        /// What it stands for.
        ty: Type,
        /// The rules of its schema; users of the alias have a copy.
        constraints: Constraints,
    },
    /// Another name for an equal type: the one that its own place gives it.
    Same {
        /// The type.
        ty: Type,
        /// What its place calls the [arguments](Struct::arguments) of a struct.
        arguments: Option<TypeName>,
    },
    /// A list or map that holds itself, which an alias can't.
    Newtype {
        /// What it holds.
        ty: Type,
        /// Its rules.
        constraints: Constraints,
    },
}

/// A value out of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Enum {
    /// What kind of values the list has.
    pub repr: EnumRepr,
    /// The values in the document's order.
    pub variants: Vec<Variant>,
}

/// How an unknown value of an [`Enum`] is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnumRepr {
    /// All values are strings; an unknown one is a `String`.
    String,
    /// All values are integers; an unknown one is an `i64`.
    Integer,
    /// Anything else; an unknown one is a JSON value.
    Json,
}

/// One listed value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Variant {
    /// The variant's name.
    pub name: VariantName,
    /// The value.
    pub value: Value,
    /// Its description.
    pub docs: Docs,
}

impl TypeKind {
    /// Whether it is only another name for a type.
    #[must_use]
    pub fn is_alias(&self) -> bool {
        matches!(self, Self::Alias { .. } | Self::Same { .. })
    }

    /// Calls `visit` for every type this one contains.
    pub fn for_each_type(&self, visit: &mut dyn FnMut(&Type)) {
        match self {
            Self::Struct(object) => {
                object.fields.iter().for_each(|field| visit(&field.ty));
                if let Additional::Typed { ty, .. } = &object.additional {
                    visit(ty);
                }
            }
            Self::Union(union) => {
                union.variants.iter().for_each(|variant| visit(&variant.ty));
                let common = union.common.iter();
                common.for_each(|property| visit(&property.ty));
            }
            Self::Alias { ty, .. } | Self::Same { ty, .. } | Self::Newtype { ty, .. } => visit(ty),
            Self::Enum(_) => {}
        }
    }

    /// Calls `visit` for every place in this one that has rules of its own, with the type of its value.
    pub fn for_each_place_mut(&mut self, visit: &mut dyn FnMut(&Type, &mut Constraints)) {
        match self {
            Self::Struct(object) => {
                let fields = object.fields.iter_mut();
                fields.for_each(|field| visit(&field.ty, &mut field.constraints));
                if let Additional::Typed {
                    ty, constraints, ..
                } = &mut object.additional
                {
                    visit(ty, constraints);
                }
            }
            Self::Union(union) => {
                let variants = union.variants.iter_mut();
                variants.for_each(|variant| visit(&variant.ty, &mut variant.constraints));
            }
            Self::Newtype { ty, constraints } => visit(ty, constraints),
            Self::Alias { .. } | Self::Same { .. } | Self::Enum(_) => {}
        }
    }

    /// Calls `visit` for every type this one contains, to change it.
    pub fn for_each_type_mut(&mut self, visit: &mut dyn FnMut(&mut Type)) {
        match self {
            Self::Struct(object) => {
                object
                    .fields
                    .iter_mut()
                    .for_each(|field| visit(&mut field.ty));
                if let Additional::Typed { ty, .. } = &mut object.additional {
                    visit(ty);
                }
            }
            Self::Union(union) => union
                .variants
                .iter_mut()
                .for_each(|variant| visit(&mut variant.ty)),
            Self::Alias { ty, .. } | Self::Same { ty, .. } | Self::Newtype { ty, .. } => visit(ty),
            Self::Enum(_) => {}
        }
    }
}
