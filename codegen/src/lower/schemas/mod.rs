//! Schemas: the one at an address becomes a [`Lowered`], a type and what its users have to know beside it.
//!
//! Nothing here knows of operations: those who use a schema say where it stands, which way its values
//! go, and what its type may be called. Component schemas get their names first, and inline ones after them
//! from where they stand, when all are known: nothing that is added elsewhere renames them.

mod all_of;
mod contents;
mod contradictions;
mod enumeration;
mod events;
mod exclusion;
mod extras;
mod facts;
mod files;
mod formats;
mod inheritance;
mod integers;
mod limits;
mod named_values;
mod narrow;
mod number_or_text;
mod object;
mod patterns;
mod references;
mod rules;
mod schema;
mod sides;
mod site;
mod tuple;
mod type_words;
mod types;
mod union;
mod variants;

pub use contents::Content;
pub use events::{EventContent, EventSchema, NamedEvent};
pub use files::Member;

use indexmap::IndexSet;

use self::limits::Limits;
use self::patterns::Patterns;
use self::types::Types;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::{Pointer, Resolver, Unusable};
use crate::hash::{Seeded, Set};
use crate::ir::{Constraints, Docs, Side, Type, TypeDef, TypeId, TypeKind};
use crate::lower::hint::Hint;
use crate::lower::options::Options;
use crate::names::TypeName;

/// What a schema becomes, and what its users have to know beside the type.
#[derive(Clone, Debug)]
pub struct Lowered {
    pub ty: Type,
    pub nullable: bool,
    /// Exactly one value is allowed.
    pub constant: bool,
    /// `format: password`
    pub sensitive: bool,
    pub constraints: Constraints,
    pub docs: Docs,
    pub default: Option<serde_json::Value>,
}

impl Lowered {
    pub fn new(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
            constant: false,
            sensitive: false,
            constraints: Constraints::default(),
            docs: Docs::default(),
            default: None,
        }
    }

    /// The type as an item of a list or a value of a map, where null has no other place.
    pub fn item_type(self) -> Type {
        if self.nullable && self.ty != Type::Json {
            return Type::Nullable(Box::new(self.ty));
        }
        self.ty
    }
}

/// All schemas, and the types made of them so far.
pub struct Schemas<'a> {
    document: &'a Resolver<'a>,
    options: &'a Options<'a>,
    diagnostics: &'a mut Diagnostics,
    types: Types,
    limits: Limits,
    patterns: Patterns,
    /// The way the values go of what is being lowered.
    side: Side,
    /// Schemas that became a JSON value.
    fallbacks: IndexSet<Pointer, Seeded>,
    is_muted: bool,
    /// Schemas of which it was said that they are parts of themselves.
    circles: Set<Pointer>,
    /// What is true of schemas by what they consist of.
    known: facts::KnownFacts,
    /// Which inherit from which.
    family: Option<inheritance::Inheritance>,
}

impl<'a> Schemas<'a> {
    pub fn of(
        document: &'a Resolver<'a>,
        options: &'a Options<'a>,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            document,
            options,
            diagnostics,
            types: Types::default(),
            limits: Limits::of(document),
            patterns: Patterns::default(),
            side: Side::Reply,
            fallbacks: IndexSet::default(),
            is_muted: false,
            circles: Set::default(),
            known: facts::KnownFacts::default(),
            family: None,
        }
    }

    /// Names and defines the types of all component schemas.
    pub fn components(&mut self) {
        self.reserve_components();
        self.lower_components();
    }

    /// What the schema at `at` becomes for values that go this way. Its type gets a name like `hint` if it
    /// needs one.
    pub fn lowered(&mut self, at: &Pointer, side: Side, hint: &Hint) -> Lowered {
        self.on(side, |schemas| schemas.schema(at, hint))
    }

    /// A name among those of types, for a type that no schema describes.
    pub fn type_name(&mut self, hint: &Hint) -> TypeName {
        self.types.name(hint)
    }

    /// What a type is, once it is defined.
    pub fn type_kind(&self, id: TypeId) -> Option<&TypeKind> {
        self.types.kind(id)
    }

    /// Whether what follows is lowered for the names of its types alone: nothing is said about it, and nothing counted.
    pub fn mute(&mut self, muted: bool) {
        self.diagnostics.mute(muted);
        self.is_muted = muted;
    }

    /// Says what was found, in a schema or where it is used.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.report(diagnostic);
    }

    /// Says why a node can't be used, unless that was said before.
    pub fn report_unusable(&mut self, unusable: Unusable) {
        unusable.report(self.diagnostics);
    }

    /// All types, and the schemas that became a JSON value.
    pub fn finish(mut self) -> (Vec<TypeDef>, Vec<Pointer>) {
        // No type came of what is nothing but itself, by whatever keywords.
        for at in self.types.undefined() {
            let found = schema_is_itself(&at);
            self.as_json(found, &at);
        }
        let mut types = std::mem::take(&mut self.types).finish();
        if !self.options.says_nothing() {
            types.iter_mut().for_each(|def| self.add_extras(def));
        }
        (types, self.fallbacks.into_iter().collect())
    }

    /// Reports that a schema became a JSON value, and counts it.
    fn as_json(&mut self, diagnostic: Diagnostic, at: &Pointer) -> Lowered {
        self.diagnostics.report(diagnostic);
        self.fall_back(at);
        Lowered::new(Type::Json)
    }

    /// Counts a schema that became a JSON value, once for both of its sides.
    fn fall_back(&mut self, at: &Pointer) {
        if !self.is_muted {
            self.fallbacks.insert(at.clone());
        }
    }

    /// The name that the document gives what stands at `at`.
    fn name_in_document(&self, at: &Pointer) -> Option<&str> {
        self.document.raw(at)?.member("x-rust-name")?.as_str()
    }

    /// The chosen name of a schema's type: one with a capital letter.
    fn chosen_type_name(&self, at: &Pointer) -> Option<Hint> {
        let in_document = || {
            let name = self.name_in_document(at)?;
            name.starts_with(char::is_uppercase).then_some(name)
        };
        let name = self.options.type_name(at).or_else(in_document)?;
        Some(Hint::new(name))
    }

    /// The chosen name of a property's field: one without a capital letter.
    pub fn chosen_field_name(&self, at: &Pointer) -> Option<&str> {
        let in_document = || {
            let name = self.name_in_document(at)?;
            (!name.starts_with(char::is_uppercase)).then_some(name)
        };
        self.options.field_name(at).or_else(in_document)
    }
}

/// What there is to say about a schema that is nothing but itself.
fn schema_is_itself(at: &Pointer) -> Diagnostic {
    let message = "this schema is itself and nothing else, so its values are plain JSON";
    Diagnostic::new(Code::SCHEMA_IS_ITSELF, at, message)
}
