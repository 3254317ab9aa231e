//! What the variants of a union are called, and which values of a discriminator stand for them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;

use serde_json::Value;

use super::Schemas;
use super::union::{Alternative, MOST_COMBINATIONS};
use crate::diagnostics::Diagnostic;
use crate::document::{Node, Pointer};
use crate::hash::{Map, Set};
use crate::lower::codes;
use crate::lower::hint::component;
use crate::lower::shape::{Discriminator, MappingTarget, Object, Shape, ValueKind};

/// What a schema may be called by a discriminator.
struct Names {
    components: Vec<String>,
    places: Vec<Pointer>,
}

impl Names {
    fn has(&self, target: &MappingTarget) -> bool {
        match target {
            MappingTarget::Name(name) => self.components.contains(name),
            MappingTarget::At(at) => self.places.contains(at),
        }
    }
}

impl Schemas<'_> {
    /// The values of the discriminator that stand for a variant: those of `mapping`, the value that
    /// the property itself allows, or the name of the component (OpenAPI 3.0.4, section 4.7.25).
    pub(super) fn tags(&mut self, variant: &Pointer, declared: &Discriminator) -> Vec<String> {
        let mapped = self.mapped_tags(variant, declared);
        if !mapped.is_empty() {
            return mapped;
        }
        let listed = self.listed(variant, &declared.property);
        if !listed.is_empty() {
            return listed;
        }
        self.implicit_tags(variant)
    }

    /// The values of a discriminator that its mapping has for a schema.
    pub(super) fn mapped_tags(&self, variant: &Pointer, declared: &Discriminator) -> Vec<String> {
        let names = self.names_of(variant);
        declared.values(&names.components, &names.places)
    }

    /// The value of a discriminator that stands for a schema if nothing else is said: its name.
    pub(super) fn implicit_tags(&self, variant: &Pointer) -> Vec<String> {
        let names = self.names_of(variant).components.into_iter();
        names.take(1).collect()
    }

    /// By what a discriminator may name the schema at `at`.
    fn names_of(&self, at: &Pointer) -> Names {
        let resolved = self.document.resolve(at).ok();
        let places = [Some(at.clone()), resolved].into_iter().flatten();
        let places: Vec<Pointer> = places.collect();
        Names {
            components: places.iter().filter_map(component).collect(),
            places,
        }
    }

    /// Whether a variant is the one for objects without a known value of the discriminator.
    pub(super) fn is_default(&self, variant: &Pointer, declared: &Discriminator) -> bool {
        let default = declared.default.as_ref();
        default.is_some_and(|target| self.names_of(variant).has(target))
    }

    /// Says which schemas a discriminator names that are none of the variants.
    pub(super) fn check_targets(
        &mut self,
        at: &Pointer,
        union: &[Alternative],
        declared: &Discriminator,
    ) {
        let variants: Vec<&Pointer> = union.iter().flat_map(|one| &one.variants).collect();
        let chooses = |shape: Rc<Shape>| {
            shape.discriminator.is_some() || matches!(shape.kind, ValueKind::Union(..))
        };
        // A variant that is a union has variants of its own.
        let others = variants.iter().filter(|one| **one != at);
        if others
            .into_iter()
            .any(|at| self.shape_behind(at).is_some_and(chooses))
        {
            return;
        }
        let names = variants.iter().map(|at| self.names_of(at));
        let (components, places): (Vec<_>, Vec<_>) =
            names.map(|names| (names.components, names.places)).unzip();
        let components: HashSet<String> = components.into_iter().flatten().collect();
        let places: HashSet<Pointer> = places.into_iter().flatten().collect();
        let root = at.child("discriminator");
        let mapping = root.child("mapping");
        let entries = declared.mapping.iter();
        let entries = entries.map(|(value, target)| (mapping.child(value), target));
        let default = declared.default.iter();
        let default = default.map(|target| (root.child("defaultMapping"), target));
        for (place, target) in entries.chain(default) {
            let text = self.document.raw(&place).and_then(Node::as_text);
            // A reference that leads nowhere was reported where it stands.
            let broken = matches!(target, MappingTarget::Name(_))
                && text.is_some_and(|text| text.contains(['#', '/']));
            let known = match target {
                MappingTarget::Name(name) => components.contains(name),
                MappingTarget::At(at) => places.contains(at),
            };
            if !broken && !known {
                let value = place.last().filter(|_| place.is_within(&mapping));
                let value = value.map(|value| value.to_string());
                self.report_no_variant(place, target, &declared.property, value);
            }
        }
    }

    /// Says that an entry of a discriminator names none of the variants: for a value of its property, or for all others.
    fn report_no_variant(
        &mut self,
        place: Pointer,
        target: &MappingTarget,
        property: &str,
        value: Option<String>,
    ) {
        let is_there = match target {
            MappingTarget::Name(name) => {
                let named = Pointer::parse("/components/schemas").child(name);
                self.document.raw(&named).is_some()
            }
            MappingTarget::At(_) => true,
        };
        let what = match is_there {
            true => "this schema is none of the variants",
            false => "there is no such schema",
        };
        let values = match value {
            Some(value) => format!("values whose `{property}` is `{value}`"),
            None => format!("values whose `{property}` names no variant"),
        };
        let message = format!("{what}: {values} are kept as JSON, as those that are unknown");
        self.diagnostics.report(
            Diagnostic::new(codes::DISCRIMINATOR_VARIANT, place, message)
                .help("name one of the schemas that the discriminator chooses from"),
        );
    }

    /// The strings that a property of an object schema lists.
    pub(super) fn listed(&mut self, object: &Pointer, property: &str) -> Vec<String> {
        self.listed_within(object, property, 0, &mut Set::default())
    }

    /// The same but for schemas that were `seen`: an `allOf` may lead to one of them in many ways.
    fn listed_within(
        &mut self,
        object: &Pointer,
        property: &str,
        depth: usize,
        seen: &mut Set<Pointer>,
    ) -> Vec<String> {
        let Ok(object) = self.document.resolve(object) else {
            return Vec::new();
        };
        let Some(shape) = self.shape(&object) else {
            return Vec::new();
        };
        let (parts, own) = match &shape.kind {
            ValueKind::Object(own) => (&[][..], own),
            ValueKind::AllOf(parts, own) => (parts.as_slice(), own),
            _ => return Vec::new(),
        };
        if let Some(at) = own.properties.get(property)
            && let Some(listed) = self.listed_at(at)
        {
            return listed;
        }
        if depth > MOST_NESTED || !seen.insert(object) {
            return Vec::new();
        }
        // A later part is the more precise one.
        for part in parts.iter().rev() {
            if seen.len() > MOST_PARTS {
                break;
            }
            let listed = self.listed_within(part, property, depth + 1, seen);
            if !listed.is_empty() {
                return listed;
            }
        }
        Vec::new()
    }

    /// The strings that the schema at `at` lists; none if it is no list.
    fn listed_at(&mut self, at: &Pointer) -> Option<Vec<String>> {
        let shape = self.shape_behind(at)?;
        let ValueKind::Enum(values) = &shape.kind else {
            return None;
        };
        let texts = values.iter().filter_map(|value| value.as_str());
        Some(texts.map(str::to_owned).collect())
    }

    /// What variants are called, if anything but their type says it: their component, their tag, a
    /// constant of their own, their title, a property that no other one has.
    pub(super) fn variant_words(&mut self, alternatives: &[Alternative]) -> Vec<Option<String>> {
        let shapes: Vec<Vec<(Pointer, Rc<Shape>)>> = alternatives
            .iter()
            .map(|alternative| {
                let shapes = alternative.variants.iter().filter_map(|at| {
                    let at = self.document.resolve(at).ok()?;
                    let shape = self.shape(&at)?;
                    Some((at, shape))
                });
                shapes.collect()
            })
            .collect();
        // Most unions have names for all of their variants.
        let owners: OnceCell<Owners<'_>> = OnceCell::new();
        let owners = || owners.get_or_init(|| Owners::of(&shapes));
        let words = |(index, alternative): (usize, &Alternative)| {
            let own = shapes.get(index)?;
            let words: Vec<String> = own
                .iter()
                .filter_map(|(at, shape)| {
                    let tag = alternative.tags.first().filter(|_| own.len() == 1);
                    let referred = !alternative.variants.contains(at);
                    let name = referred.then(|| self.target_hint(at)).flatten();
                    let name = name.and_then(|hint| hint.first().map(str::to_owned));
                    component(at)
                        .or(tag.cloned())
                        .or(name)
                        .or_else(|| self.words_of(at, shape))
                        .or_else(|| words_of_object(index, shape, owners))
                })
                .collect();
            let telling: Vec<&str> = words
                .iter()
                .map(String::as_str)
                .filter(|words| *words != PLAIN)
                .collect();
            match (words.is_empty(), telling.as_slice()) {
                (true, _) => None,
                (false, []) => Some(PLAIN.to_owned()),
                (false, telling) => Some(telling.join(" and ")),
            }
        };
        let mut words: Vec<Option<String>> = alternatives.iter().enumerate().map(words).collect();
        self.tell_apart(&shapes, &mut words);
        words
    }

    /// Variants with the same words get those constants besides that not all of them have, or else the
    /// components that they consist of, or the properties that only they have.
    fn tell_apart(&mut self, shapes: &[Vec<(Pointer, Rc<Shape>)>], words: &mut [Option<String>]) {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, words) in words.iter().enumerate() {
            if let Some(words) = words {
                groups.entry(words.clone()).or_default().push(index);
            }
        }
        for group in groups.into_values().filter(|group| group.len() > 1) {
            let of = |index: &usize| shapes.get(*index).map_or(&[][..], Vec::as_slice);
            let constants = group.iter().map(|index| self.constants(of(index)));
            let constants = constants.collect();
            if add_particular(&group, constants, usize::MAX, words) {
                continue;
            }
            let parts = group.iter().map(|index| self.parts(of(index)));
            let parts = parts.collect();
            if add_particular(&group, parts, MOST_NAMED, words) {
                continue;
            }
            let properties = group.iter().map(|index| {
                let required = of(index).iter().filter_map(|(_, shape)| required(shape));
                required.flatten().cloned().collect()
            });
            add_particular(&group, properties.collect(), MOST_NAMED, words);
        }
    }

    /// The components that an object consists of.
    fn parts(&self, shapes: &[(Pointer, Rc<Shape>)]) -> Vec<String> {
        let parts = shapes.iter().flat_map(|(_, shape)| match &shape.kind {
            ValueKind::AllOf(parts, _) => parts.as_slice(),
            _ => &[],
        });
        parts
            .filter_map(|part| component(&self.document.resolve(part).ok()?))
            .collect()
    }

    /// The strings of an object's properties that allow one string only.
    fn constants(&mut self, shapes: &[(Pointer, Rc<Shape>)]) -> Vec<String> {
        let mut constants = Vec::new();
        for (at, shape) in shapes {
            for name in object(shape)
                .iter()
                .flat_map(|object| object.properties.keys())
            {
                if let [only] = self.listed(at, name).as_slice() {
                    constants.push(only.clone());
                }
            }
        }
        constants
    }

    fn words_of(&mut self, at: &Pointer, shape: &Shape) -> Option<String> {
        if let ValueKind::Object(object) = &shape.kind {
            let required: Set<&String> = object.required.iter().collect();
            for name in object.properties.keys() {
                match self.listed(at, name).as_slice() {
                    [] => {}
                    [only] => return Some(only.clone()),
                    few if few.len() <= 3 && required.contains(name) => {
                        return Some(few.join(" or "));
                    }
                    _ => {}
                }
            }
        }
        if shape.docs.title.is_some() {
            return shape.docs.title.clone();
        }
        match &shape.kind {
            ValueKind::Enum(values) => match values.as_slice() {
                [Value::String(only)] if !only.is_empty() => Some(only.clone()),
                [only @ (Value::Bool(_) | Value::Number(_))] => Some(only.to_string()),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Adds to the words of a group of variants what each has and not all have; whether any two differ then.
fn add_particular(
    group: &[usize],
    all: Vec<Vec<String>>,
    most: usize,
    words: &mut [Option<String>],
) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for own in &all {
        let own: BTreeSet<&str> = own.iter().map(String::as_str).collect();
        for word in own {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut differ = false;
    for (&index, own) in group.iter().zip(&all) {
        let some = |word: &&String| counts.get(word.as_str()) != Some(&all.len());
        let particular = own.iter().filter(some);
        for word in particular.take(most) {
            if let Some(Some(words)) = words.get_mut(index) {
                differ = true;
                match words.as_str() {
                    PLAIN => words.clone_from(word),
                    _ => words.extend([" ", word]),
                }
            }
        }
    }
    differ
}

/// Up to this many parts or properties tell a variant from those of the same name.
const MOST_NAMED: usize = 2;

/// What a variant is called that has no property of its own.
const PLAIN: &str = "plain";

/// Deeper than this, parts of parts say nothing about a tag.
const MOST_NESTED: usize = 4;

/// Of more parts than this, the others say nothing about a tag: each discriminator that leads to a schema looks at its parts.
const MOST_PARTS: usize = 64;

/// An object has the first of its names only, where they are more than these: it may be a variant of many unions.
const MOST_NAMES: usize = 512;

/// Which alternatives have what, each by its index and its shape.
struct Owners<'a> {
    names: Map<&'a str, Few<'a>>,
    /// By all that an object requires, and by all that it has, as far as these are few.
    required: Map<String, Few<'a>>,
    all: Map<String, Few<'a>>,
}

/// Some of several owners: enough to know of each whether there are others. Only unions that stand together make
/// alternatives of several shapes, and these are few.
type Few<'a> = Vec<(usize, &'a Shape)>;

const FEW: usize = 2 * MOST_COMBINATIONS;

impl<'a> Owners<'a> {
    fn of(all: &'a [Vec<(Pointer, Rc<Shape>)>]) -> Self {
        let mut owners = Self {
            names: Map::default(),
            required: Map::default(),
            all: Map::default(),
        };
        let shapes = all.iter().enumerate();
        let shapes =
            shapes.flat_map(|(index, own)| own.iter().map(move |(_, one)| (index, &**one)));
        for (index, shape) in shapes {
            for name in names(shape).take(MOST_NAMES) {
                add(owners.names.entry(name).or_default(), index, shape);
            }
            for (words, known) in [
                (by_required(shape), &mut owners.required),
                (by_names(shape), &mut owners.all),
            ] {
                if let Some(words) = words {
                    add(known.entry(words).or_default(), index, shape);
                }
            }
        }
        owners
    }
}

fn add<'a>(few: &mut Few<'a>, index: usize, shape: &'a Shape) {
    if few.len() < FEW {
        few.push((index, shape));
    }
}

/// Whether none but the alternative at `index` and those of the same shape are among the owners.
fn is_own(owners: Option<&Few<'_>>, index: usize, shape: &Shape) -> bool {
    let is_other = |(other, of): &(usize, &Shape)| *other != index && !std::ptr::eq(*of, shape);
    !owners.is_some_and(|owners| owners.iter().any(is_other))
}

/// What an object without a name is called among others: after a property that only it has, a required
/// one if there is any; after all that it requires; after all that it has.
fn words_of_object<'a>(
    index: usize,
    shape: &Shape,
    owners: impl FnOnce() -> &'a Owners<'a>,
) -> Option<String> {
    let required = required(shape)?;
    let owners = owners();
    let own = |name: &&String| is_own(owners.names.get(name.as_str()), index, shape);
    if let Some(name) = required.chain(names(shape)).find(own) {
        return Some(name.clone());
    }
    let nothing = || names(shape).next().is_none().then(|| PLAIN.to_owned());
    by_required(shape)
        .filter(|words| is_own(owners.required.get(words), index, shape))
        .or_else(|| by_names(shape).filter(|words| is_own(owners.all.get(words), index, shape)))
        .or_else(nothing)
}

/// All that an object requires, as words.
fn by_required(shape: &Shape) -> Option<String> {
    few_words(required(shape)?)
}

/// All that an object has, as words.
fn by_names(shape: &Shape) -> Option<String> {
    few_words(names(shape))
}

fn few_words<'a>(names: impl Iterator<Item = &'a String>) -> Option<String> {
    let names: Vec<&str> = names.take(4).map(String::as_str).collect();
    (1..=3).contains(&names.len()).then(|| names.join(" and "))
}

/// The properties that an object requires; none if it is no object.
fn required(shape: &Shape) -> Option<impl Iterator<Item = &String>> {
    let own = match object(shape) {
        Some(object) => object.required.as_slice(),
        None if matches!(shape.kind, ValueKind::Any) => &[],
        None => return None,
    };
    Some(own.iter().chain(&shape.required))
}

fn names(shape: &Shape) -> impl Iterator<Item = &String> {
    let properties = object(shape).map(|object| object.properties.iter().map(|(name, _)| name));
    properties.into_iter().flatten().chain(&shape.required)
}

fn object(shape: &Shape) -> Option<&Object> {
    match &shape.kind {
        ValueKind::Object(object) | ValueKind::AllOf(_, object) | ValueKind::Union(_, object) => {
            Some(object)
        }
        _ => None,
    }
}
