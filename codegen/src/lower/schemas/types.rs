//! The types made so far: their names, and which schema became which.

use std::rc::Rc;

use super::Lowered;
use super::site::Conjunct;
use crate::document::Pointer;
use crate::hash::{Map, Set};
use crate::ir::{Docs, Extras, Side, Type, TypeDef, TypeId, TypeKind};
use crate::lower::hint::Hint;
use crate::lower::shape::Shape;
use crate::names::{Scope, TypeName, reserved};

/// All types, in the order in which they were asked for.
pub struct Types {
    scope: Scope,
    list: Vec<Slot>,
    made: PerSide<Map<Pointer, Made>>,
    together: Map<(Vec<Conjunct>, Side), Lowered>,
    shapes: Map<Pointer, Rc<Shape>>,
    /// Inline schemas that were begun.
    begun: PerSide<Set<Pointer>>,
}

/// Something for values that go each way.
#[derive(Default)]
struct PerSide<T> {
    reply: T,
    request: T,
}

impl<T> PerSide<T> {
    fn at(&self, side: Side) -> &T {
        match side {
            Side::Reply => &self.reply,
            Side::Request => &self.request,
        }
    }

    fn of(&mut self, side: Side) -> &mut T {
        match side {
            Side::Reply => &mut self.reply,
            Side::Request => &mut self.request,
        }
    }
}

struct Slot {
    name: TypeName,
    at: Pointer,
    component: bool,
    side: Side,
    nullable: bool,
    defined: Option<(Docs, TypeKind)>,
}

/// What a schema became.
#[derive(Clone)]
pub enum Made {
    /// A component schema, which has its id before it is lowered.
    Component(TypeId),
    /// An inline schema.
    Inline(Lowered),
}

impl Default for Types {
    fn default() -> Self {
        Self {
            scope: Scope::reserving(reserved::TYPES),
            list: Vec::new(),
            made: PerSide::default(),
            together: Map::default(),
            shapes: Map::default(),
            begun: PerSide::default(),
        }
    }
}

impl Types {
    /// Gives a component schema the id of its type for one side.
    pub fn reserve_component(&mut self, name: TypeName, at: &Pointer, side: Side) {
        let id = self.push(name, at.clone(), true, side);
        let made = self.made.of(side);
        made.insert(at.clone(), Made::Component(id));
    }

    /// Makes the schema at `at`, which is no component itself, the one that a component stands for.
    pub fn adopt(&mut self, at: Pointer, side: Side, id: TypeId) {
        let made = self.made.of(side);
        made.entry(at).or_insert(Made::Component(id));
    }

    /// Says that an inline schema is about to be lowered; false if it is being lowered already.
    pub fn begin(&mut self, at: &Pointer, side: Side) -> bool {
        self.begun.of(side).insert(at.clone())
    }

    /// Gives an inline schema a name and an id. Whoever meets the schema while it is being lowered
    /// gets this type.
    pub fn reserve(&mut self, hint: &Hint, at: &Pointer, side: Side) -> TypeId {
        let id = self.push_inline(hint, at, side);
        let made = self.made.of(side);
        made.entry(at.clone())
            .or_insert_with(|| Made::Inline(Lowered::new(Type::Named(id))));
        id
    }

    /// The same for a type that stands for several schemas: `at` is one of them.
    pub fn push_inline(&mut self, hint: &Hint, at: &Pointer, side: Side) -> TypeId {
        let name = self.scope.type_name_of(hint.candidates());
        self.push(name, at.clone(), false, side)
    }

    fn push(&mut self, name: TypeName, at: Pointer, component: bool, side: Side) -> TypeId {
        self.list.push(Slot {
            name,
            at,
            component,
            side,
            nullable: false,
            defined: None,
        });
        TypeId(self.list.len() - 1)
    }

    /// A type that has a name only, for example the enum of an operation's replies.
    pub fn name(&mut self, hint: &Hint) -> TypeName {
        self.scope.type_name_of(hint.candidates())
    }

    /// The name of a type.
    pub fn name_of(&self, id: TypeId) -> String {
        self.list
            .get(id.0)
            .map(|entry| entry.name.to_string())
            .unwrap_or_default()
    }

    /// Whether a type is that of a component schema.
    pub fn is_component(&self, id: TypeId) -> bool {
        self.list.get(id.0).is_some_and(|entry| entry.component)
    }

    /// The schema that a type is made of.
    pub fn place_of(&self, id: TypeId) -> Option<Pointer> {
        self.list.get(id.0).map(|entry| entry.at.clone())
    }

    /// What a type is, once it is defined.
    pub fn kind(&self, id: TypeId) -> Option<&TypeKind> {
        self.list.get(id.0)?.defined.as_ref().map(|(_, kind)| kind)
    }

    /// Says what a type is.
    pub fn define(&mut self, id: TypeId, docs: Docs, kind: TypeKind) {
        if let Some(entry) = self.list.get_mut(id.0) {
            entry.defined = Some((docs, kind));
        }
    }

    /// Says that the schema of a type allows null beside the values that the type has.
    pub fn allow_null(&mut self, id: TypeId) {
        if let Some(entry) = self.list.get_mut(id.0) {
            entry.nullable = true;
        }
    }

    /// Replaces the documentation of a type by that of the component that it became.
    pub fn describe(&mut self, id: TypeId, docs: Docs) {
        let defined = self.list.get_mut(id.0).map(|entry| &mut entry.defined);
        if let Some(Some((of_type, _))) = defined {
            *of_type = docs;
        }
    }

    /// What the schema at `at` became, if it was met before.
    pub fn made(&self, at: &Pointer, side: Side) -> Option<Made> {
        self.made.at(side).get(at).cloned()
    }

    /// Remembers what an inline schema became: all of it, in place of the bare type that it had while it was
    /// being lowered.
    pub fn remember(&mut self, at: Pointer, side: Side, lowered: Lowered) {
        let made = self.made.of(side);
        if !matches!(made.get(&at), Some(Made::Component(_))) {
            made.insert(at, Made::Inline(lowered));
        }
    }

    /// What these schemas became together, if they were met before.
    pub fn together(&self, parts: &[Conjunct], side: Side) -> Option<Lowered> {
        self.together.get(&(parts.to_vec(), side)).cloned()
    }

    /// Remembers what several schemas became together.
    pub fn remember_together(&mut self, parts: &[Conjunct], side: Side, lowered: Lowered) {
        self.together.insert((parts.to_vec(), side), lowered);
    }

    /// The shape of a component schema, if it was looked at before.
    pub fn shape(&self, at: &Pointer) -> Option<Rc<Shape>> {
        self.shapes.get(at).cloned()
    }

    /// Remembers the shape of a component schema.
    pub fn remember_shape(&mut self, at: Pointer, shape: Rc<Shape>) {
        self.shapes.insert(at, shape);
    }

    /// The schemas of types that nothing defined.
    pub fn undefined(&self) -> Vec<Pointer> {
        let entries = self.list.iter().filter(|entry| entry.defined.is_none());
        entries.map(|entry| entry.at.clone()).collect()
    }

    /// All types. One that nothing defined is an alias for JSON.
    pub fn finish(self) -> Vec<TypeDef> {
        let alias = || {
            let kind = TypeKind::Alias {
                ty: Type::Json,
                constraints: crate::ir::Constraints::default(),
            };
            (Docs::default(), kind)
        };
        let define = |entry: Slot| {
            let (docs, kind) = entry.defined.unwrap_or_else(alias);
            TypeDef {
                name: entry.name,
                at: entry.at,
                component: entry.component,
                side: entry.side,
                nullable: entry.nullable,
                docs,
                kind,
                extras: Extras::default(),
                unwanted: false,
                stands_for: None,
            }
        };
        self.list.into_iter().map(define).collect()
    }
}
