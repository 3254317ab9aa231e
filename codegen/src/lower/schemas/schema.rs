//! Schemas: which type one becomes, and what its users have to know.

use std::rc::Rc;

use super::object::Members;
use super::rules::each;
use super::site::Site;
use super::tuple::LONGEST;
use super::types::Made;
use super::{Lowered, Schemas};
use crate::diagnostics::Diagnostic;
use crate::document::Pointer;
use crate::ir::{Docs, Side, Type, TypeId, TypeKind};
use crate::lower::codes;
use crate::lower::hint::Hint;
use crate::lower::shape::{Shape, TupleLength, ValueKind};
use crate::names::Wish;

/// What Clippy calls too complex (`type_complexity`): nested types count ten, times their depth.
const MOST_COMPLEX: usize = 250;

impl Schemas<'_> {
    /// Gives every component schema its name, before any inline one can take it.
    pub(super) fn reserve_components(&mut self) {
        let schemas = self.document.schemas();
        let wish = |(words, at): &(String, Pointer)| {
            let chosen = self.chosen_type_name(at);
            Wish::chosen_or(chosen.as_ref().and_then(Hint::first), words)
        };
        let wishes: Vec<Wish> = schemas.iter().map(wish).collect();
        let names = self.types.names(&wishes);
        for ((words, at), name) in schemas.iter().zip(names) {
            self.options.check_type_name(at, name.as_str());
            let words = self
                .chosen_type_name(at)
                .map_or(words.clone(), |_| name.to_string());
            self.types.reserve_component(name, at, Side::Reply);
            let itself = self.document.resolve(at).is_ok_and(|target| target == *at);
            if itself && self.differs(at) {
                let name = self.types.name(&Hint::request(&words));
                self.types.reserve_component(name, at, Side::Request);
            }
        }
        self.adopt_targets();
    }

    /// Defines the type of every component schema.
    pub(super) fn lower_components(&mut self) {
        for (_, at) in self.document.schemas() {
            for side in [Side::Reply, Side::Request] {
                if let Some(Made::Component(id)) = self.types.made(&at, side) {
                    self.on(side, |lower| lower.component(id, &at));
                }
            }
        }
    }

    fn component(&mut self, id: TypeId, at: &Pointer) {
        let name = self.types.name_of(id);
        // A component that is only a reference is another name for what it refers to.
        let target = self.document.resolve(at).unwrap_or_else(|_| at.clone());
        let lowered = match self.types.made(&target, self.side) {
            Some(Made::Component(own)) if own == id => {
                self.define(&target, &Hint::new(&name), Some(id))
            }
            _ => self.schema(at, &Hint::new(&name)),
        };
        if lowered.nullable {
            self.types.allow_null(id);
        }
        if lowered.ty != Type::Named(id) {
            let kind = TypeKind::Alias {
                ty: lowered.ty,
                constraints: lowered.constraints,
            };
            self.types.define(id, lowered.docs, kind);
        } else if lowered.docs.description.is_some() {
            self.types.describe(id, lowered.docs);
        }
    }

    /// The type of the schema at `at`, which gets a name like `hint` if it needs one.
    pub(super) fn schema(&mut self, at: &Pointer, hint: &Hint) -> Lowered {
        let resolved = match self.document.resolve(at) {
            Ok(resolved) => resolved,
            Err(unusable) => {
                unusable.report(self.diagnostics);
                return self.unusable(at);
            }
        };
        let side = self.side_of(&resolved);
        let mut lowered = match self.types.made(&resolved, side) {
            Some(Made::Component(id)) => self.reference(id, &resolved),
            Some(Made::Inline(lowered)) => {
                self.name_here(at, &resolved, hint, &lowered);
                lowered
            }
            None if !self.types.begin(&resolved, side) => return self.endless(&resolved),
            None => {
                let named = (resolved != *at)
                    .then(|| self.target_hint(&resolved))
                    .flatten();
                let lowered = self.define(&resolved, named.as_ref().unwrap_or(hint), None);
                self.types.remember(resolved.clone(), side, lowered.clone());
                self.name_here(at, &resolved, hint, &lowered);
                lowered
            }
        };
        if resolved != *at {
            self.beside_reference(at, &mut lowered);
            self.choose_type_of_reference(at, &mut lowered);
        }
        lowered
    }

    /// Says what a schema is called in its own place, where it is met there and not by a reference.
    fn name_here(&mut self, at: &Pointer, resolved: &Pointer, hint: &Hint, lowered: &Lowered) {
        if at == resolved
            && let Type::Named(id) = lowered.ty
        {
            self.types.own_name(id, at, hint);
        }
    }

    /// A use of a component schema. Says what the use has to know without lowering the component,
    /// which may be what is being lowered.
    fn reference(&mut self, id: TypeId, at: &Pointer) -> Lowered {
        let mut lowered = Lowered::new(Type::Named(id));
        if let Some(shape) = self.shape(at) {
            let facts = self.facts(at);
            lowered.nullable = facts.nullable;
            lowered.constant = match &shape.kind {
                ValueKind::Enum(values) => values.len() == 1,
                ValueKind::Null => true,
                _ => false,
            };
            lowered.sensitive = facts.secret;
            lowered.docs.deprecated = shape.docs.deprecated;
        }
        lowered
    }

    /// The shape of the schema at `at`; none if it can't be understood, which is reported.
    pub(super) fn shape(&mut self, at: &Pointer) -> Option<Rc<Shape>> {
        if let Some(shape) = self.types.shape(at) {
            return Some(shape);
        }
        match self.document.schema(at) {
            Ok(schema) => {
                let shape = Shape::of(self.document, &schema.at, schema.value);
                let shape = Rc::new(self.with_chosen_type(&schema.at, shape));
                self.types.remember_shape(at.clone(), Rc::clone(&shape));
                Some(shape)
            }
            Err(unusable) => {
                unusable.report(self.diagnostics);
                None
            }
        }
    }

    fn unusable(&mut self, at: &Pointer) -> Lowered {
        if self.document.is_bad(at) {
            // Why was said when the document was read.
            self.fall_back(at);
            return Lowered::new(Type::Json);
        }
        let message = "this schema can't be understood, so its values are plain JSON";
        self.as_json(Diagnostic::new(codes::SCHEMA_AS_JSON, at, message), at)
    }

    /// Lowers the schema that stands at `at` itself.
    pub(super) fn define(&mut self, at: &Pointer, hint: &Hint, id: Option<TypeId>) -> Lowered {
        self.deeper(at, |lower| lower.defined(at, hint, id))
    }

    fn defined(&mut self, at: &Pointer, hint: &Hint, id: Option<TypeId>) -> Lowered {
        let Some(shape) = self.shape(at) else {
            return self.unusable(at);
        };
        for keyword in &shape.unchecked {
            let message = match *keyword {
                "patternProperties" => {
                    "which name has a value of which type is not checked".to_owned()
                }
                _ => format!("`{keyword}` restricts this value; that is neither typed nor checked"),
            };
            self.diagnostics.report(Diagnostic::new(
                codes::KEYWORD_UNCHECKED,
                at.child(keyword),
                message,
            ));
        }
        let docs = &shape.docs;
        let place = Site {
            at,
            hint,
            id,
            docs,
            shared: false,
        };
        let mut lowered = match id.and_then(|id| self.adopted_part(&shape, id)) {
            Some(part) => {
                let mut lowered = self.define(&part, hint, id);
                lowered.nullable |= self.facts(at).nullable;
                lowered
            }
            None => self.kind(&place, &shape),
        };
        // Any JSON value includes null: there is nothing to add.
        lowered.nullable = (lowered.nullable || shape.nullable) && lowered.ty != Type::Json;
        lowered.sensitive |= shape.password;
        lowered.default = shape.default.clone().or(lowered.default);
        let ty = self.without_alias(&lowered.ty);
        for rule in &shape.rules {
            if !lowered.constraints.rules.contains(rule)
                && self.is_for(rule, &ty, at)
                && self.can_be_checked(rule, at)
            {
                lowered.constraints.rules.push(rule.clone());
            }
        }
        if shape.docs.title.is_some() || shape.docs.description.is_some() {
            lowered.docs = shape.docs.clone();
        }
        lowered.docs.deprecated |= shape.docs.deprecated;
        lowered
    }

    fn kind(&mut self, place: &Site<'_>, shape: &Rc<Shape>) -> Lowered {
        if let Some(union) = self.inherited(place, shape) {
            return union;
        }
        match &shape.kind {
            ValueKind::Any => Lowered::new(Type::Json),
            ValueKind::Null => null(),
            ValueKind::Never => self.never(place.at),
            ValueKind::Bool => Lowered::new(Type::Bool),
            ValueKind::Integer(_) | ValueKind::Number | ValueKind::String(_) => {
                Lowered::new(self.formatted(place.at, &shape.kind).unwrap_or(Type::Json))
            }
            ValueKind::Embedded(content) => self.embedded(place.at, place.hint, content),
            ValueKind::Enum(values) => self.enumeration(place, values),
            ValueKind::Array(items) => self.array(place.hint, items.as_ref()),
            ValueKind::Tuple(items, length) => self.tuple(place.at, place.hint, items, *length),
            ValueKind::Object(_) => {
                let mut members = Members::new();
                members.add(shape);
                self.object(place, &members)
            }
            ValueKind::Union(variants, beside) if beside.is_empty() && shape.further.is_empty() => {
                self.union(place, variants, shape)
            }
            ValueKind::AllOf(..) | ValueKind::Union(..) => self.all_of(place),
        }
    }

    /// What kind of value a component holds that is no type of its own but an alias. It may be one
    /// that is lowered later, so its shape answers.
    fn without_alias(&mut self, ty: &Type) -> Type {
        let Type::Named(id) = ty else {
            return ty.clone();
        };
        let at = self.types.place_of(*id);
        let resolved = at.and_then(|at| self.document.resolve(&at).ok());
        let Some((at, shape)) = resolved.and_then(|at| Some((at.clone(), self.shape(&at)?))) else {
            return ty.clone();
        };
        if let Some(formatted) = self.formatted(&at, &shape.kind) {
            return formatted;
        }
        match &shape.kind {
            ValueKind::Tuple(items, TupleLength::Exact | TupleLength::AtMost(_))
                if items.len() <= LONGEST =>
            {
                Type::Tuple(Vec::new())
            }
            ValueKind::Array(_) | ValueKind::Tuple(..) => Type::List(Box::new(Type::Json)),
            ValueKind::Object(object) if object.properties.is_empty() => {
                Type::Map(Box::new(Type::Json))
            }
            _ => ty.clone(),
        }
    }

    /// `false` as a schema. Servers may send something all the same, so it is a value like others.
    fn never(&mut self, at: &Pointer) -> Lowered {
        let message = "no value is allowed here; that is neither typed nor checked";
        self.diagnostics
            .report(Diagnostic::new(codes::KEYWORD_UNCHECKED, at, message));
        Lowered::new(Type::Json)
    }

    pub(super) fn array(&mut self, hint: &Hint, items: Option<&Pointer>) -> Lowered {
        let Some(items) = items else {
            return Lowered::new(Type::List(Box::new(Type::Json)));
        };
        let hint = hint.item();
        let item = self.schema(items, &hint);
        self.holding(Type::List, item, items, &hint)
    }

    /// A list or map of what the schema at `at` became. What is nested too deep to be read in one piece
    /// gets a name inside.
    pub(super) fn holding(
        &mut self,
        outer: fn(Box<Type>) -> Type,
        inner: Lowered,
        at: &Pointer,
        hint: &Hint,
    ) -> Lowered {
        let mut whole = Lowered::new(Type::Json);
        whole.sensitive = inner.sensitive;
        whole.constraints = each(&inner.constraints);
        let (docs, constraints) = (inner.docs.clone(), inner.constraints.clone());
        let mut ty = inner.item_type();
        if outer(Box::new(ty.clone())).complexity(2) > MOST_COMPLEX {
            ty = self.named_alias(at, hint, docs, TypeKind::Alias { ty, constraints });
        }
        whole.ty = outer(Box::new(ty));
        whole
    }

    /// A name for the type that the schema at `at` became.
    pub(super) fn named_alias(
        &mut self,
        at: &Pointer,
        hint: &Hint,
        docs: Docs,
        alias: TypeKind,
    ) -> Type {
        let side = self.side_of(at);
        let id = self.types.push_inline(hint, at, side);
        self.types.define(id, docs, alias);
        Type::Named(id)
    }
}

/// What a schema becomes that allows nothing but null: any value can be received, and nobody has to give one.
pub(super) fn null() -> Lowered {
    let mut lowered = Lowered::new(Type::Json);
    lowered.constant = true;
    lowered
}
