//! `oneOf` and `anyOf`: one of several types.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;

use super::all_of::Choice;
use super::enumeration::EnumValue;
use super::schema::null;
use super::site::{Conjunct, Site};
use super::{Lowered, Schemas, schema_is_itself};
use crate::diagnostics::Diagnostic;
use crate::document::Pointer;
use crate::hash::{Map, Set};
use crate::ir::{Constraints, Type, TypeId, TypeKind, Union, UnionVariant, Written};
use crate::lower::codes;
use crate::lower::hint::{Hint, component};
use crate::lower::shape::{Discriminator, Shape, ValueKind};
use crate::names::{Scope, Wish};

/// More variants than this are not made of several unions that stand together.
pub(super) const MOST_COMBINATIONS: usize = 48;

/// A variant before it is lowered.
#[derive(Clone, Default)]
pub(super) struct Alternative {
    /// The schemas that are particular to it: one, or one of each of several unions.
    pub(super) variants: Vec<Pointer>,
    /// The values of the discriminator that stand for it.
    pub(super) tags: Vec<String>,
    /// Whether it stands for objects without a known value of the discriminator.
    pub(super) default: bool,
}

impl Alternative {
    /// Whether it is the schema at `at` alone.
    fn is(&self, at: &Pointer) -> bool {
        matches!(self.variants.as_slice(), [only] if only == at)
    }
}

/// What the parent of all other variants is called among them.
const PARENT: &str = "base";

/// A variant before it has its name.
struct UnnamedVariant {
    /// What it is called, if anything but its type says it.
    words: Option<String>,
    lowered: Lowered,
    tags: Vec<String>,
    default: bool,
}

impl Schemas<'_> {
    pub(super) fn union(
        &mut self,
        place: &Site<'_>,
        variants: &[Pointer],
        shape: &Shape,
    ) -> Lowered {
        let discriminator = shape.discriminator.as_ref();
        let (alternatives, nullable) = self.alternatives(variants, discriminator);
        if let Some(declared) = discriminator {
            self.check_targets(place.at, &alternatives, declared);
        }
        if alternatives.is_empty() && !nullable {
            return self.as_json(schema_is_itself(place.at), place.at);
        }
        let one = self.number_or_text(place, &alternatives);
        let mut lowered = match one.or_else(|| self.one_enum(place, &alternatives)) {
            Some(one) => one,
            None => self.several(place, &[], &alternatives, discriminator),
        };
        lowered.nullable |= nullable;
        lowered
    }

    /// A union of these schemas.
    pub(super) fn one_of(&mut self, place: &Site<'_>, schemas: &[Pointer]) -> Lowered {
        let (alternatives, nullable) = self.alternatives(schemas, None);
        let mut lowered = self.several(place, &[], &alternatives, None);
        lowered.nullable |= nullable;
        lowered
    }

    /// A type for objects that one or several unions stand beside.
    pub(super) fn choices(
        &mut self,
        place: &Site<'_>,
        objects: &[(Conjunct, Rc<Shape>)],
        choices: &[Choice],
    ) -> Lowered {
        let mut all = vec![Alternative::default()];
        let mut nullable = objects.is_empty();
        for choice in choices {
            let (alternatives, null) = self.alternatives(&choice.variants, choice.discriminator());
            if alternatives.is_empty() && !null {
                self.as_json(schema_is_itself(&choice.at), &choice.at);
                continue;
            }
            nullable &= null;
            if let Some(declared) = choice.discriminator() {
                self.check_targets(&choice.at, &alternatives, declared);
            }
            let combinations = all.len() * alternatives.len();
            if combinations > MOST_COMBINATIONS && all.len() > 1 {
                self.too_many(&choice.at);
                continue;
            }
            if !self.afford(combinations * (objects.len() + choices.len()), &choice.at) {
                continue;
            }
            all = self.combined(&all, &alternatives);
        }
        if all.is_empty() && nullable {
            return null();
        }
        if all.is_empty() {
            let message =
                "no value can satisfy all parts of this schema, so its values are plain JSON";
            let diagnostic = Diagnostic::new(codes::ALL_OF_AS_JSON, place.at, message)
                .help("the unions that stand together must have a variant in common");
            return self.as_json(diagnostic, place.at);
        }
        let shared: Vec<Conjunct> = objects.iter().map(|(part, _)| part.clone()).collect();
        let discriminator = choices.iter().find_map(Choice::discriminator);
        let mut lowered = self.several(place, &shared, &all, discriminator);
        lowered.nullable = nullable;
        lowered
    }

    /// What satisfies one of `all` and one of `others`. A variant and the same one is that variant; of two that no value satisfies
    /// nothing is left.
    fn combined(&mut self, all: &[Alternative], others: &[Alternative]) -> Vec<Alternative> {
        let mut combined = Vec::with_capacity(all.len() * others.len());
        for one in all {
            for other in others {
                let [own] = other.variants.as_slice() else {
                    continue;
                };
                let mut tags = one.tags.clone();
                tags.extend(
                    other
                        .tags
                        .iter()
                        .filter(|tag| !one.tags.contains(tag))
                        .cloned(),
                );
                let mut variants = one.variants.clone();
                if !variants.iter().any(|known| self.are_the_same(known, own)) {
                    if variants.iter().any(|known| self.exclude(known, own)) {
                        continue;
                    }
                    variants.push(own.clone());
                }
                combined.push(Alternative {
                    variants,
                    tags,
                    default: one.default || other.default,
                });
            }
        }
        combined
    }

    fn too_many(&mut self, at: &Pointer) {
        let message = "this union beside other ones makes too many combinations, so its variants are not typed; their properties are among the additional ones";
        self.diagnostics.report(
            Diagnostic::new(codes::UNION_AS_JSON, at, message)
                .help("declare the properties of its variants as optional ones of the whole"),
        );
        self.fall_back(at);
    }

    /// The variants but for null, and whether null is among them. Variants of a union that is a variant
    /// itself are variants, unless that union has a name or a discriminator of its own.
    pub(super) fn alternatives(
        &mut self,
        variants: &[Pointer],
        discriminator: Option<&Discriminator>,
    ) -> (Vec<Alternative>, bool) {
        let mut nullable = false;
        let mut found: Vec<Alternative> = Vec::with_capacity(variants.len());
        let mut open: Vec<Pointer> = variants.iter().rev().cloned().collect();
        let mut seen: Set<Pointer> = Set::default();
        while let Some(variant) = open.pop() {
            let Ok(at) = self.document.resolve(&variant) else {
                found.push(Alternative {
                    variants: vec![variant],
                    ..Alternative::default()
                });
                continue;
            };
            if !seen.insert(at.clone()) {
                continue;
            }
            let shape = self.shape(&at);
            match shape.as_ref().map(|shape| &shape.kind) {
                Some(ValueKind::Null) => nullable = true,
                Some(ValueKind::Union(inner, beside))
                    if component(&at).is_none()
                        && beside.is_empty()
                        && shape.as_ref().is_some_and(|one| {
                            one.discriminator.is_none() && one.further.is_empty()
                        })
                        && self.afford(inner.len(), &at) =>
                {
                    nullable |= shape.as_ref().is_some_and(|one| one.nullable);
                    open.extend(inner.iter().rev().cloned());
                }
                _ => {
                    let tags = discriminator
                        .map(|declared| self.tags(&variant, declared))
                        .unwrap_or_default();
                    let default =
                        discriminator.is_some_and(|declared| self.is_default(&variant, declared));
                    found.push(Alternative {
                        variants: vec![variant],
                        tags,
                        default,
                    });
                }
            }
        }
        (found, nullable)
    }

    pub(super) fn shape_behind(&mut self, at: &Pointer) -> Option<Rc<Shape>> {
        let at = self.document.resolve(at).ok()?;
        self.shape(&at)
    }

    /// A union of these variants, each of which has the properties of `shared` too.
    pub(super) fn several(
        &mut self,
        place: &Site<'_>,
        shared: &[Conjunct],
        alternatives: &[Alternative],
        discriminator: Option<&Discriminator>,
    ) -> Lowered {
        match alternatives {
            [] => Lowered::new(Type::Json),
            [only] => self.alternative(shared, only, place.at, place.hint),
            _ => self.union_of(place, shared, alternatives, discriminator),
        }
    }

    /// The same, however few they are.
    pub(super) fn union_of(
        &mut self,
        place: &Site<'_>,
        shared: &[Conjunct],
        alternatives: &[Alternative],
        discriminator: Option<&Discriminator>,
    ) -> Lowered {
        let id = place.id(self);
        let mut found: Vec<UnnamedVariant> = Vec::with_capacity(alternatives.len());
        let mut places: Map<Type, usize> = Map::default();
        let mut nullable = false;
        let words = self.variant_words(alternatives);
        for (alternative, words) in alternatives.iter().zip(words) {
            let one = self.variant(place, shared, alternative, words, id);
            nullable |= one.lowered.nullable;
            // A union is no alternative to itself.
            if one.lowered.ty == Type::Named(id) {
                continue;
            }
            let known = places.get(&one.lowered.ty).copied();
            match known.and_then(|known| found.get_mut(known)) {
                Some(known) => self.add_to(known, one, place),
                None => {
                    places.insert(one.lowered.ty.clone(), found.len());
                    found.push(one);
                }
            }
        }
        let variants = self.named(found);
        let discriminator = discriminator.map(|declared| declared.property.clone());
        let union = TypeKind::Union(Union {
            variants,
            discriminator,
            cases: Vec::new(),
            common: Vec::new(),
            sensitive: false,
        });
        self.types.define(id, place.docs.clone(), union);
        let mut lowered = Lowered::new(Type::Named(id));
        lowered.nullable = nullable;
        lowered
    }

    /// One of the variants of the union `id`.
    fn variant(
        &mut self,
        place: &Site<'_>,
        shared: &[Conjunct],
        alternative: &Alternative,
        words: Option<String>,
        id: TypeId,
    ) -> UnnamedVariant {
        // The parent of the others is what it is besides them.
        let is_parent = alternative.is(place.at);
        let words = match is_parent {
            true => Some(PARENT.to_owned()),
            false => words,
        };
        let hint = self.variant_hint(id, alternative, words.as_deref());
        let lowered = match is_parent {
            true => self.together(&[Conjunct::whole(place.at)], place.at, &hint, place.docs),
            false => self.alternative(shared, alternative, place.at, &hint),
        };
        UnnamedVariant {
            words,
            lowered,
            tags: alternative.tags.clone(),
            default: alternative.default,
        }
    }

    /// Makes one variant of two that have the same type.
    fn add_to(&mut self, known: &mut UnnamedVariant, other: UnnamedVariant, place: &Site<'_>) {
        known.tags.extend(other.tags);
        known.lowered.sensitive |= other.lowered.sensitive;
        known.default |= other.default;
        if known.lowered.constraints != other.lowered.constraints {
            known.lowered.constraints = Constraints::default();
            let message = "the rules of variants of one type are not checked";
            self.unchecked(place.at, message);
        }
    }

    /// What the type of a variant is called: as the variant is.
    fn variant_hint(&mut self, union: TypeId, one: &Alternative, words: Option<&str>) -> Hint {
        if let Some(words) = words {
            return Hint::within_type(union, words);
        }
        let shape = one.variants.first().and_then(|at| self.shape_behind(at));
        match shape.as_ref().map(|shape| &shape.kind) {
            Some(ValueKind::Array(_)) => Hint::new(self.types.name_of(union)),
            Some(ValueKind::Enum(_)) => Hint::within_type(union, "listed"),
            Some(ValueKind::Object(_)) => Hint::within_type(union, "object"),
            _ => Hint::within_type(union, "variant"),
        }
    }

    /// The variants with their names. Where one says the same of several, their types say more.
    fn named(&self, found: Vec<UnnamedVariant>) -> Vec<UnionVariant> {
        let mut scope = Scope::reserving(&["Unknown"]);
        let types = |precise: bool| -> Vec<String> {
            let types = found.iter();
            types
                .map(|one| self.type_words(&one.lowered.ty, precise))
                .collect()
        };
        let (plain, precise) = (types(false), types(true));
        let usual = found.iter().zip(&plain);
        let usual = usual.map(|(one, plain)| one.words.clone().unwrap_or_else(|| plain.clone()));
        let usual: Vec<String> = usual.collect();
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, words) in usual.iter().enumerate() {
            groups.entry(words).or_default().push(index);
        }
        let mut words = usual.clone();
        for group in groups.values().filter(|group| group.len() > 1) {
            let distinct = |words: &&Vec<String>| {
                let different: BTreeSet<_> = group.iter().map(|&other| words.get(other)).collect();
                different.len() == group.len()
            };
            let Some(better) = [&plain, &precise].into_iter().find(distinct) else {
                continue;
            };
            for &index in group {
                if let (Some(words), Some(better)) = (words.get_mut(index), better.get(index)) {
                    words.clone_from(better);
                }
            }
        }
        let wishes: Vec<Wish> = words.into_iter().map(Wish::of).collect();
        let names = scope.variants(&wishes);
        let named = found
            .into_iter()
            .zip(names)
            .map(|(one, name)| UnionVariant {
                name,
                ty: one.lowered.ty,
                tags: one.tags,
                default: one.default,
                written: Written::Nothing,
                constraints: one.lowered.constraints,
                docs: one.lowered.docs,
                sensitive: one.lowered.sensitive,
            });
        named.collect()
    }

    fn alternative(
        &mut self,
        shared: &[Conjunct],
        alternative: &Alternative,
        at: &Pointer,
        hint: &Hint,
    ) -> Lowered {
        if let ([], [only]) = (shared, alternative.variants.as_slice()) {
            return self.schema(only, hint);
        }
        let own = alternative.variants.iter().map(Conjunct::whole);
        let parts: Vec<Conjunct> = shared.iter().cloned().chain(own).collect();
        let at = alternative.variants.last().unwrap_or(at);
        let docs = self.shape_behind(at).map(|shape| shape.docs.clone());
        self.together(&parts, at, hint, &docs.unwrap_or_default())
    }

    /// The one enum that all variants are together: any string and strings out of lists are an open
    /// enum, and so are whole numbers out of lists. Lists that all have names of their own stay types of their own.
    fn one_enum(&mut self, place: &Site<'_>, alternatives: &[Alternative]) -> Option<Lowered> {
        let is_one_type = |values: &[Value]| {
            values.iter().all(Value::is_string) || values.iter().all(Value::is_i64)
        };
        let mut lists: Vec<(Pointer, Rc<Shape>)> = Vec::new();
        let mut any = false;
        for alternative in alternatives {
            let [variant] = alternative.variants.as_slice() else {
                return None;
            };
            let at = self.document.resolve(variant).ok()?;
            let shape = self.shape(&at)?;
            match &shape.kind {
                ValueKind::String(None) => any = true,
                ValueKind::Enum(values) if is_one_type(values) => lists.push((at, shape)),
                _ => return None,
            }
        }
        let listed = lists.iter().filter_map(|(_, shape)| match &shape.kind {
            ValueKind::Enum(values) => values.first(),
            _ => None,
        });
        let strings = listed.filter(|value| value.is_string()).count();
        if strings < lists.len() && (strings > 0 || any) {
            return None;
        }
        match lists.as_slice() {
            [] => None,
            [(only, _)] => any.then(|| self.decided_by(&only.clone(), place)),
            several => {
                let inline = |(at, _): &(Pointer, _)| component(at).is_none();
                let listed = several
                    .iter()
                    .any(inline)
                    .then(|| self.all_listed(several))?;
                Some(self.enumeration_of(place, &listed))
            }
        }
    }

    /// The values of several lists, each once. What a list of one value says about itself it says about
    /// the value.
    fn all_listed(&mut self, lists: &[(Pointer, Rc<Shape>)]) -> Vec<EnumValue> {
        let mut all: Vec<EnumValue> = Vec::new();
        let mut seen: Set<Value> = Set::default();
        for (at, shape) in lists {
            let ValueKind::Enum(values) = &shape.kind else {
                continue;
            };
            let mut listed = self.listed_values(at, values);
            if let [only] = listed.as_mut_slice() {
                if only.docs.description.is_none() {
                    only.docs = shape.docs.clone();
                }
                let title = shape.docs.title.as_ref().filter(|_| only.value.is_i64());
                let in_options = self.options.type_name(at);
                only.named = in_options.map(|_| at.clone()).or(only.named.take());
                let chosen = in_options.or_else(|| self.name_in_document(at));
                let chosen = chosen.map(str::to_owned);
                only.name = chosen.or(only.name.take()).or(title.cloned());
            }
            all.extend(
                listed
                    .into_iter()
                    .filter(|one| seen.insert(one.value.clone())),
            );
        }
        all
    }
}
