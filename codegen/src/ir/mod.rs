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
pub use union::{
    Case, CommonProperty, JsonKind, TagPlace, Union, UnionVariant, VariantTag, Written,
};

pub use crate::parameter::{ParameterIn, Serialization, Style};

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

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

/// Names one of [`Api::types`].
///
/// Several places may have one type, of which each has a name of its own. Ids are equal where the types are.
#[derive(Clone, Copy)]
pub struct TypeId(
    /// Where the type is.
    pub usize,
    /// Where that is whose name it has here.
    usize,
);

impl TypeId {
    /// The type at this place among all.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(index, index)
    }

    /// The same type by the name of another one, which is [the same](TypeKind::Same).
    #[must_use]
    pub fn by_name_of(self, other: Self) -> Self {
        Self(self.0, other.1)
    }

    /// The type whose name this one has here.
    #[must_use]
    pub fn named(self) -> Self {
        Self::new(self.1)
    }
}

impl PartialEq for TypeId {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for TypeId {}

impl PartialOrd for TypeId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TypeId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl Hash for TypeId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl fmt::Debug for TypeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TypeId").field(&self.0).finish()
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

/// A type as it stands in a field, a list, a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `bool`
    Bool,
    /// A Rust integer: `i32`, `i64`, `u32`, ...
    Integer(&'static str),
    /// `f64`
    Float,
    /// `f32`
    Float32,
    /// A number as it is written
    Number,
    /// A number that the options give a type, by its path
    ParsedNumber(String),
    /// A number of this type that may be written as text
    NumberOrText(Box<Type>),
    /// `String`
    String,
    /// Text that the options give a type, by its path
    Parsed(String),
    /// Bytes in base64 (RFC 4648)
    Base64,
    /// Text that is JSON of a type
    JsonText(Box<Type>),
    /// RFC 4122
    Uuid,
    /// RFC 3339 date-time
    DateTime,
    /// RFC 3339 full-date
    Date,
    /// Any JSON value, null included
    Json,
    /// `Vec<T>`
    List(Box<Type>),
    /// A tuple: an array whose items each have a type.
    Tuple(Vec<Type>),
    /// A map from strings to `T`
    Map(Box<Type>),
    /// `Option<T>`: null or a value, inside of a list or a map
    Nullable(Box<Type>),
    /// `Nullable<T>`: an item at the end of a tuple that may be missing
    Omissible(Box<Type>),
    /// `Box<T>`, where a type contains itself
    Boxed(Box<Type>),
    /// One of [`Api::types`]
    Named(TypeId),
}

impl Type {
    /// Calls `visit` for this type and every type in it.
    pub fn for_each(&self, visit: &mut dyn FnMut(&Self)) {
        visit(self);
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Omissible(inner)
            | Self::Boxed(inner)
            | Self::NumberOrText(inner)
            | Self::JsonText(inner) => inner.for_each(visit),
            Self::Tuple(items) => items.iter().for_each(|item| item.for_each(visit)),
            _ => {}
        }
    }

    /// Calls `visit` for every type named in this one.
    pub fn for_each_named(&self, visit: &mut dyn FnMut(TypeId)) {
        self.for_each(&mut |part| {
            if let Self::Named(id) = part {
                visit(*id);
            }
        });
    }

    /// Calls `visit` for every named type that a value of this one holds in itself: in no list, no map, no
    /// box, and not as null.
    pub fn for_each_held(&self, visit: &mut dyn FnMut(TypeId)) {
        match self {
            Self::Tuple(items) => items.iter().for_each(|item| item.for_each_held(visit)),
            Self::Named(id) => visit(*id),
            _ => {}
        }
    }

    /// How hard the type is to read, standing `depth` types deep: ten for each type in it, times its depth.
    #[must_use]
    pub fn complexity(&self, depth: usize) -> usize {
        let inner = match self {
            Self::List(inner)
            | Self::Nullable(inner)
            | Self::Omissible(inner)
            | Self::Boxed(inner) => inner.complexity(depth + 1),
            Self::JsonText(inner) | Self::NumberOrText(inner) => inner.complexity(depth + 1),
            // Its keys are strings.
            Self::Map(inner) => 10 * (depth + 1) + inner.complexity(depth + 1),
            Self::Tuple(items) => items.iter().map(|item| item.complexity(depth + 1)).sum(),
            _ => 0,
        };
        10 * depth + inner
    }

    /// The number of types that this one consists of, itself among them.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Omissible(inner)
            | Self::Boxed(inner)
            | Self::NumberOrText(inner)
            | Self::JsonText(inner) => 1 + inner.count(),
            Self::Tuple(items) => 1 + items.iter().map(Self::count).sum::<usize>(),
            _ => 1,
        }
    }

    /// Replaces every type named in this one.
    pub fn rename(&mut self, new: &dyn Fn(TypeId) -> TypeId) {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Omissible(inner)
            | Self::Boxed(inner)
            | Self::NumberOrText(inner)
            | Self::JsonText(inner) => {
                inner.rename(new);
            }
            Self::Tuple(items) => items.iter_mut().for_each(|item| item.rename(new)),
            Self::Named(id) => *id = new(*id),
            _ => {}
        }
    }
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
