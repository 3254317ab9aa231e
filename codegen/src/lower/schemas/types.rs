//! The types made so far, which schema became which, and what they are called.
//!
//! Component schemas have their names from the beginning. All others get theirs at the end, when it is known who wants which: a
//! name depends on the place of a schema, and never on how it was reached, or on what was met before it.

use std::rc::Rc;

use super::Lowered;
use super::site::Conjunct;
use crate::document::Pointer;
use crate::hash::{Map, Set};
use crate::ir::{Docs, Extras, MOST_ARGUMENTS, Side, Type, TypeDef, TypeId, TypeKind};
use crate::lower::hint::Hint;
use crate::lower::shape::Shape;
use crate::names::{Scope, TypeName, Wish, reserved, type_words};

/// All types, in the order in which they were asked for.
pub struct Types {
    scope: Scope,
    list: Vec<Slot>,
    made: PerSide<Map<Pointer, Made>>,
    together: Map<(Vec<Conjunct>, Side), Lowered>,
    shapes: Map<Pointer, Rc<Shape>>,
    /// Inline schemas that were begun.
    begun: PerSide<Set<Pointer>>,
    /// The further names that a type has in other places.
    others: Map<(TypeId, Pointer), TypeId>,
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
    /// Its name, or else what it is called meanwhile: others may want the same.
    name: Result<TypeName, String>,
    hint: Option<Hint>,
    /// Whether the hint is that of the schema's own place.
    is_own: bool,
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
            others: Map::default(),
        }
    }
}

impl Types {
    /// Gives a component schema the id of its type for one side.
    pub fn reserve_component(&mut self, name: TypeName, at: &Pointer, side: Side) {
        let id = self.push(Ok(name), None, at.clone(), side);
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

    /// Gives an inline schema an id. Whoever meets the schema while it is being lowered gets this type.
    pub fn reserve(&mut self, hint: &Hint, at: &Pointer, side: Side) -> TypeId {
        let id = self.push_inline(hint, at, side);
        let made = self.made.of(side);
        made.entry(at.clone())
            .or_insert_with(|| Made::Inline(Lowered::new(Type::Named(id))));
        id
    }

    /// The same for a type that stands for several schemas: `at` is one of them.
    pub fn push_inline(&mut self, hint: &Hint, at: &Pointer, side: Side) -> TypeId {
        let words = self.words(hint);
        self.push(Err(words), Some(hint.clone()), at.clone(), side)
    }

    /// Gives an inline schema an id, and the name that somebody chose for it.
    pub fn reserve_as(&mut self, name: TypeName, at: &Pointer, side: Side) -> TypeId {
        let id = self.push(Ok(name), None, at.clone(), side);
        if let Some(slot) = self.list.get_mut(id.0) {
            slot.component = false;
        }
        let made = self.made.of(side);
        made.entry(at.clone())
            .or_insert_with(|| Made::Inline(Lowered::new(Type::Named(id))));
        id
    }

    /// What is called so while other names are not known.
    fn words(&self, hint: &Hint) -> String {
        let first = hint.first().unwrap_or_default();
        match hint.base() {
            Some(base) => type_words(&format!("{} {first}", self.name_of(base))),
            None => type_words(first),
        }
    }

    /// Says what the schema at `at` is called there: that is what its type is called, whoever referred to it before.
    pub fn own_name(&mut self, id: TypeId, at: &Pointer, hint: &Hint) {
        if let Some(slot) = self.list.get_mut(id.0)
            && slot.at == *at
            && !slot.is_own
            && slot.hint.is_some()
        {
            slot.is_own = true;
            slot.hint = Some(hint.clone());
        }
    }

    /// The type `id` by the name that it has at `at`, where it stands, too.
    pub fn other_name(&mut self, id: TypeId, at: &Pointer, hint: &Hint) -> TypeId {
        let is_its_own = |slot: &Slot| slot.component || slot.at == *at;
        if self.list.get(id.0).is_none_or(is_its_own) {
            return id;
        }
        let known = self.others.get(&(id, at.clone())).copied();
        let other = known.unwrap_or_else(|| {
            let side = self.list.get(id.0).map(|slot| slot.side);
            let other = self.push_inline(hint, at, side.unwrap_or_default());
            let same = TypeKind::Same {
                ty: Type::Named(id),
                arguments: None,
            };
            self.define(other, Docs::default(), same);
            self.others.insert((id, at.clone()), other);
            other
        });
        id.by_name_of(other)
    }

    fn push(
        &mut self,
        name: Result<TypeName, String>,
        hint: Option<Hint>,
        at: Pointer,
        side: Side,
    ) -> TypeId {
        self.list.push(Slot {
            component: hint.is_none(),
            name,
            hint,
            is_own: false,
            at,
            side,
            nullable: false,
            defined: None,
        });
        TypeId::new(self.list.len() - 1)
    }

    /// A type that has a name only, for example the enum of an operation's replies.
    pub fn name(&mut self, hint: &Hint) -> TypeName {
        self.scope.type_name_of(hint.candidates())
    }

    /// Names of types, one for each wish.
    pub fn names(&mut self, wishes: &[Wish]) -> Vec<TypeName> {
        self.scope.types(wishes)
    }

    /// The name of a type; of one that has none yet, what it is called meanwhile.
    pub fn name_of(&self, id: TypeId) -> String {
        let name = self.list.get(id.0).map(|entry| match &entry.name {
            Ok(name) => name.as_str(),
            Err(words) => words,
        });
        name.unwrap_or_default().to_owned()
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

    /// All types, with their names. One that nothing defined is an alias for JSON.
    pub fn finish(mut self) -> Vec<TypeDef> {
        self.settle_names();
        let alias = || {
            let kind = TypeKind::Alias {
                ty: Type::Json,
                constraints: crate::ir::Constraints::default(),
            };
            (Docs::default(), kind)
        };
        let scope = &mut self.scope;
        let mut define = |entry: Slot| {
            let (docs, mut kind) = entry.defined.unwrap_or_else(alias);
            let name = entry.name.unwrap_or_else(|words| scope.type_name(&words));
            if let TypeKind::Struct(object) = &mut kind
                && object.arguments().count() > MOST_ARGUMENTS
            {
                object.arguments = Some(scope.type_name(&format!("{name} required")));
            }
            TypeDef {
                name,
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
        self.list.into_iter().map(&mut define).collect()
    }

    /// Gives all types names that have none. Those that stand in others come after these, whose names theirs begin with; all
    /// that stand equally deep get theirs together, so that their order means nothing.
    fn settle_names(&mut self) {
        let mut depths: Vec<Option<usize>> = vec![None; self.list.len()];
        let mut levels: Vec<Vec<usize>> = Vec::new();
        for index in 0..self.list.len() {
            let depth = self.depth(index, &mut depths);
            if self.list.get(index).is_some_and(|slot| slot.name.is_err()) {
                levels.resize_with(levels.len().max(depth + 1), Vec::new);
                if let Some(level) = levels.get_mut(depth) {
                    level.push(index);
                }
            }
        }
        for level in levels {
            let wishes = level.iter().filter_map(|index| self.wish(*index));
            let wishes: Vec<Wish<Pointer>> = wishes.collect();
            let names = self.scope.types(&wishes);
            for (index, name) in level.iter().zip(names) {
                if let Some(slot) = self.list.get_mut(*index) {
                    slot.name = Ok(name);
                }
            }
        }
    }

    /// How many types without a name a type stands in.
    fn depth(&self, index: usize, depths: &mut [Option<usize>]) -> usize {
        let mut way = Vec::new();
        let mut next = Some(index);
        let mut depth = 0;
        while let Some(index) = next {
            let has_name = self.list.get(index).is_none_or(|slot| slot.name.is_ok());
            if has_name {
                break;
            }
            if let Some(known) = depths.get(index).copied().flatten() {
                depth = known + 1;
                break;
            }
            // What stands in itself, by way of others, begins anew.
            if let Some(depth) = depths.get_mut(index) {
                *depth = Some(0);
            }
            way.push(index);
            let slot = self.list.get(index);
            next = slot.and_then(|slot| Some(slot.hint.as_ref()?.base()?.0));
        }
        for index in way.into_iter().rev() {
            if let Some(known) = depths.get_mut(index) {
                *known = Some(depth);
            }
            depth += 1;
        }
        depths.get(index).copied().flatten().unwrap_or(0)
    }

    /// What a type wants to be called.
    fn wish(&self, index: usize) -> Option<Wish<Pointer>> {
        let slot = self.list.get(index)?;
        let hint = slot.hint.as_ref()?;
        let base = hint.base().map(|base| self.name_of(base) + " ");
        let base = base.unwrap_or_default();
        let mut names = hint.candidates().iter();
        let mut names = names.by_ref().map(|name| [&*base, name].concat());
        Some(Wish {
            text: names.next()?,
            others: names.collect(),
            is_chosen: false,
            class: 0,
            is_spelled: false,
            rank: slot.at.clone(),
        })
    }
}
