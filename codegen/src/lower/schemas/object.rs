//! Objects: structs and maps.

use indexmap::IndexSet;

use super::rules::applies;
use super::site::{Conjunct, Site};
use super::types::Made;
use super::{Lowered, Schemas};
use crate::document::Pointer;
use crate::hash::{Map, Seeded, Set};
use crate::ir::{
    Additional, Constraints, Docs, Field, Hidden, Presence, Rule, Struct, Type, TypeId, TypeKind,
};
use crate::lower::hint::Hint;
use crate::lower::shape::{self, Shape, ValueKind};
use crate::names::{FieldName, Scope, Wish, reserved, words_of_field};

/// What one or several schemas together say about an object.
pub(super) struct Members<'a> {
    /// Name and schema in the document's order; a property that is declared several times has its earlier
    /// declarations last.
    properties: Vec<(&'a str, &'a Pointer, Vec<&'a Pointer>)>,
    /// Where each is among the properties.
    places: Map<&'a str, usize>,
    required: Set<&'a str>,
    additional: &'a shape::Undeclared,
    rules: Vec<Rule>,
}

impl<'a> Members<'a> {
    pub(super) fn new() -> Self {
        Self {
            properties: Vec::new(),
            places: Map::default(),
            required: Set::default(),
            additional: &shape::Undeclared::Any,
            rules: Vec::new(),
        }
    }

    /// Adds what one schema says.
    pub(super) fn add(&mut self, shape: &'a Shape) {
        self.required
            .extend(shape.required.iter().map(String::as_str));
        self.rules.extend(shape.rules.iter().cloned());
        let (ValueKind::Object(object) | ValueKind::AllOf(_, object) | ValueKind::Union(_, object)) =
            &shape.kind
        else {
            return;
        };
        self.required
            .extend(object.required.iter().map(String::as_str));
        for (name, at) in &object.properties {
            let known = self.places.get(name.as_str()).copied();
            match known.and_then(|index| self.properties.get_mut(index)) {
                Some((_, last, earlier)) => earlier.push(std::mem::replace(last, at)),
                None => {
                    self.places.insert(name, self.properties.len());
                    self.properties.push((name, at, Vec::new()));
                }
            }
        }
        // `false` in one part forbids what the other parts declare; nobody means that.
        match (self.additional, &object.additional) {
            (_, shape::Undeclared::Any)
            | (shape::Undeclared::Schema(_) | shape::Undeclared::Several(..), _) => {}
            (_, said) => self.additional = said,
        }
    }

    /// The same as one schema would say it.
    pub(super) fn to_object(&self) -> shape::Object {
        let properties = self.properties.iter();
        let mut required: Vec<String> = self.required.iter().map(|&name| name.to_owned()).collect();
        required.sort_unstable();
        shape::Object {
            demanded: true,
            properties: properties
                .map(|(name, at, _)| ((*name).to_owned(), (*at).clone()))
                .collect(),
            required,
            additional: self.additional.clone(),
        }
    }
}

impl Schemas<'_> {
    pub(super) fn object(&mut self, place: &Site<'_>, members: &Members<'_>) -> Lowered {
        if members.properties.is_empty() {
            let map = match members.additional {
                shape::Undeclared::Schema(values) => Some(self.map(place.hint, values)),
                shape::Undeclared::Several(at, schemas) => {
                    let hint = place.hint.value();
                    let value = self.one_of_values(at, schemas, &hint);
                    Some(self.holding(Type::Map, value, at, &hint))
                }
                shape::Undeclared::Any => Some(Lowered::new(Type::Map(Box::new(Type::Json)))),
                shape::Undeclared::None => None,
            };
            if let Some(mut map) = map {
                let rules = members.rules.iter().filter(|rule| applies(rule, &map.ty));
                map.constraints.rules.extend(rules.cloned());
                return map;
            }
        }
        let id = place.id(self);
        self.structure(id, members, place.docs);
        Lowered::new(Type::Named(id))
    }

    fn map(&mut self, hint: &Hint, values: &Pointer) -> Lowered {
        let hint = hint.value();
        let value = self.schema(values, &hint);
        self.holding(Type::Map, value, values, &hint)
    }

    /// Defines a struct with these members.
    fn structure(&mut self, id: TypeId, object: &Members<'_>, docs: &Docs) {
        let mut kept = Vec::with_capacity(object.properties.len());
        let mut hidden = Vec::new();
        // Typed additional properties could not keep one that comes against the document's word.
        let typed = matches!(
            object.additional,
            shape::Undeclared::Schema(_) | shape::Undeclared::Several(..)
        );
        for (wire, at, others) in &object.properties {
            let has_side = self.has_side(at) && others.iter().all(|at| self.has_side(at));
            let required =
                has_side && object.required.contains(wire) && !self.is_made_optional(at, others);
            let marked = self.is_marked_sensitive(at, others);
            if !has_side && !typed || self.is_left_out(wire, (at, others), required, typed) {
                if marked || self.facts(at).secret {
                    hidden.push((*wire).to_owned());
                }
                continue;
            }
            kept.push((*wire, *at, others, required, marked));
        }
        let mut scope = Scope::default();
        let wishes = kept.iter().map(|(wire, at, others, ..)| {
            let mut declarations = others.iter().copied().chain([*at]).rev();
            let chosen = declarations.find_map(|at| self.chosen_field_name(at));
            Wish::called_or(chosen, wire)
        });
        let wishes: Vec<Wish> = wishes.collect();
        let names = scope.fields(&wishes);
        let setters = setters(&names);
        let mut fields = Vec::with_capacity(kept.len());
        let named = names.into_iter().zip(setters).zip(wishes);
        for ((wire, at, others, required, marked), ((name, setter), wish)) in
            kept.into_iter().zip(named)
        {
            let owner = self.declared_by(at).unwrap_or(id);
            let hint = Hint::within_type(owner, words_of_field(&name, &wish.text));
            let mut lowered = self.property(at, others, &hint);
            lowered.sensitive |= marked;
            self.options.check_field_name(at, name.as_str());
            fields.push(field(wire, at, required, lowered, [name, setter]));
        }
        let (additional, sensitive) = self.additional(&mut scope, id, object.additional);
        let object = Struct {
            fields,
            additional,
            hidden: match sensitive {
                true => Hidden::All,
                false => Hidden::Named(hidden),
            },
            rules: object.rules.clone(),
            arguments: None,
        };
        self.types
            .define(id, docs.clone(), TypeKind::Struct(object));
    }

    /// The type of the component that declares the property at `at`: those that inherit it call its type so, too, whichever comes
    /// first.
    fn declared_by(&self, at: &Pointer) -> Option<TypeId> {
        let component = at.parent()?.parent()?;
        match self.types.made(&component, self.side)? {
            Made::Component(id) => Some(id),
            Made::Inline(_) => None,
        }
    }

    /// A property, which the parts of an `allOf` may declare several times.
    fn property(&mut self, at: &Pointer, others: &[&Pointer], hint: &Hint) -> Lowered {
        if others.is_empty() {
            return self.schema(at, hint);
        }
        let all = others.iter().copied().chain([at]);
        let all = all.filter_map(|one| self.document.resolve(one).ok());
        let all: IndexSet<Pointer, Seeded> = all.collect();
        if all.len() == 1
            && let Some(only) = all.first()
        {
            return self.schema(only, hint);
        }
        // The last description is that of the most precise declaration.
        let described = |docs: &Docs| docs.title.is_some() || docs.description.is_some();
        let docs = all.iter().rev().find_map(|one| {
            let shape = self.shape(one)?;
            described(&shape.docs).then(|| shape.docs.clone())
        });
        let parts: Vec<Conjunct> = all.iter().map(Conjunct::whole).collect();
        self.together(&parts, at, hint, &docs.unwrap_or_default())
    }

    /// What happens to other properties, and whether all of them are kept out of `Debug`.
    fn additional(
        &mut self,
        names: &mut Scope,
        parent: TypeId,
        declared: &shape::Undeclared,
    ) -> (Additional, bool) {
        let name = names.field("additional_properties");
        let hint = Hint::within_type(parent, "value");
        let (value, at) = match declared {
            shape::Undeclared::Schema(at) => (self.schema(at, &hint), at),
            shape::Undeclared::Several(at, schemas) => (self.one_of_values(at, schemas, &hint), at),
            _ if self.options.keep_unknown => return (Additional::Kept(name), false),
            _ => return (Additional::Dropped, false),
        };
        let sensitive = value.sensitive || self.is_marked_sensitive(at, &[]);
        let constraints = value.constraints.clone();
        let additional = match value.item_type() {
            Type::Json if self.options.keep_unknown => Additional::Kept(name),
            ty => Additional::Typed {
                name,
                ty,
                constraints,
            },
        };
        (additional, sensitive)
    }

    /// Whether an option says that a property, declared at `at` and the `others`, is kept out of `Debug`.
    fn is_marked_sensitive(&self, at: &Pointer, others: &[&Pointer]) -> bool {
        let all = others.iter().copied().chain([at]);
        let marked = all.filter(|at| self.options.is_sensitive(at));
        marked.count() > 0
    }

    /// Whether an option says that such a property, which is required, is optional.
    fn is_made_optional(&self, at: &Pointer, others: &[&Pointer]) -> bool {
        let all = others.iter().copied().chain([at]);
        let marked = all.filter(|at| self.options.is_optional(at));
        marked.count() > 0
    }

    /// The values of properties whose names say which of several schemas they have: the type of all of
    /// them, or one for each.
    fn one_of_values(&mut self, at: &Pointer, schemas: &[Pointer], hint: &Hint) -> Lowered {
        let plain = |kind: &ValueKind| {
            matches!(
                kind,
                ValueKind::Bool
                    | ValueKind::Integer(_)
                    | ValueKind::Number
                    | ValueKind::String(_)
                    | ValueKind::Any
            )
        };
        let plain = schemas.iter().all(|schema| {
            self.shape_behind(schema)
                .is_some_and(|shape| plain(&shape.kind))
        });
        let mut same = plain.then(|| schemas.iter().map(|one| self.schema(one, hint)));
        if let Some(mut rest) = same.take()
            && let Some(mut first) = rest.next()
            && rest.all(|other| {
                first.nullable |= other.nullable;
                first.sensitive |= other.sensitive;
                other.ty == first.ty
            })
        {
            // Each has its own rules, which are not those of all.
            first.constraints = Constraints::default();
            return first;
        }
        let place = Site {
            at,
            hint,
            id: None,
            docs: &Docs::default(),
            shared: true,
        };
        self.one_of(&place, schemas)
    }
}

/// The setters of these fields: of the same names, but where every object has such a method.
fn setters(fields: &[FieldName]) -> Vec<FieldName> {
    let mut scope = Scope::reserving(reserved::OBJECT);
    let own = fields.iter().map(|field| {
        let is_free = !scope.is_reserved(field.as_str());
        is_free.then(|| scope.setter(field))
    });
    let own: Vec<Option<FieldName>> = own.collect();
    let all = own.into_iter().zip(fields);
    all.map(|(own, field)| own.unwrap_or_else(|| scope.field(&format!("with_{field}"))))
        .collect()
}

/// The field of a property, with the names of itself and of its setter.
fn field(
    wire: &str,
    at: &Pointer,
    required: bool,
    lowered: Lowered,
    [name, setter]: [FieldName; 2],
) -> Field {
    Field {
        name,
        setter,
        wire: wire.to_owned(),
        at: at.clone(),
        presence: presence(required, lowered.nullable),
        defaulted: required && !lowered.nullable && (lowered.constant || is_list(&lowered.ty)),
        constant: lowered.constant,
        preset: None,
        sensitive: lowered.sensitive,
        ty: lowered.ty,
        constraints: lowered.constraints,
        docs: lowered.docs,
        default: lowered.default,
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
