//! What tells the variants of a union apart?

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::hash::{Map, Set};
use crate::ir::{
    Api, Case, Enum, EnumRepr, JsonKind, Struct, Type, TypeId, TypeKind, Union, VariantTag,
};

const UNION_OF_UNIONS: Code = Code::new(
    "union-of-unions",
    Severity::Note,
    "A union that holds more than can be told apart; some of its variants are tried one after the other.",
);

/// Fills in the [`Case`]s of every union: by the declared discriminator, by constants that differ,
/// by required and known properties, by JSON types.
///
/// A union that is a variant has forms of its own, and so have its variants. Where they are more than there is
/// `room` for, a variant is what any value may be.
pub fn tell_apart(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut room = LEAST_ROOM.max(api.types.iter().map(|def| own_room(&def.kind)).sum());
    let mut all: Vec<Option<Vec<Case>>> = Vec::with_capacity(api.types.len());
    for def in &api.types {
        let TypeKind::Union(union) = &def.kind else {
            all.push(None);
            continue;
        };
        let share = room / SHARE;
        let mut left = share;
        all.push(Some(cases(api, union, &mut left)));
        room -= share - left;
        if left == 0 {
            let message = "this union holds more than can be told apart, so some of its variants are tried one after the other";
            let found = Diagnostic::new(UNION_OF_UNIONS, &def.at, message).help(
                "a `discriminator` in the union itself says which of its variants a value is",
            );
            diagnostics.report(found);
        }
    }
    let cases = all;
    for (def, cases) in api.types.iter_mut().zip(cases) {
        if let (TypeKind::Union(union), Some(cases)) = (&mut def.kind, cases) {
            union.cases = cases;
        }
    }
}

/// There is room for so many forms, properties and values, however small the document is.
const LEAST_ROOM: usize = 10_000;

/// The part of the room that one union may take.
const SHARE: usize = 4;

/// So many times over there is room for each type.
const TIMES: usize = 4;

fn own_room(kind: &TypeKind) -> usize {
    let own = match kind {
        TypeKind::Struct(object) => object.fields.len(),
        TypeKind::Union(union) => union.variants.len(),
        TypeKind::Enum(list) => list.variants.len(),
        _ => 0,
    };
    TIMES * SHARE * (1 + own)
}

/// One form that the values of a variant have.
struct VariantForm<'a> {
    case: Case,
    structure: Option<&'a Struct>,
    /// The values of the discriminator of the union that it stands in, if that is a variant.
    tag: Option<(&'a str, &'a [String])>,
    /// Whether every text or number that it reads is one that no wider type has to have.
    strict: bool,
}

fn cases(api: &Api, union: &Union, room: &mut usize) -> Vec<Case> {
    let mut forms = Vec::new();
    for (index, variant) in union.variants.iter().enumerate() {
        let tag = union
            .discriminator
            .as_ref()
            .map(|property| (property.as_str(), variant.tags.as_slice()));
        let first = forms.len();
        collect(api, index, &variant.ty, tag, room, &mut forms);
        for form in forms.iter_mut().skip(first) {
            form.case.default = variant.default && form.case.kinds == [JsonKind::Object];
        }
    }
    match &union.discriminator {
        Some(property) => declare_tags(&mut forms, property),
        None => infer_tags(api, &mut forms, room),
    }
    // A whole number is a number too, and a date is text: what takes less goes first.
    forms.sort_by_key(|form| !form.strict);
    forms.into_iter().map(|form| form.case).collect()
}

/// Adds the forms of `ty`: one, or those of the union that it is.
fn collect<'a>(
    api: &'a Api,
    variant: usize,
    ty: &'a Type,
    tag: Option<(&'a str, &'a [String])>,
    room: &mut usize,
    forms: &mut Vec<VariantForm<'a>>,
) {
    let first = forms.len();
    let mut seen: Set<TypeId> = Set::default();
    // Unions in unions may be as many as there are types: they must not be as many calls.
    let mut open = vec![(ty, tag)];
    // One form says of all values of a JSON type that they are the variant's.
    let mut whole: Set<(&[JsonKind], bool)> = Set::default();
    while let Some((ty, tag)) = open.pop() {
        if *room == 0 && (!seen.is_empty() || forms.len() > first) {
            forms.truncate(first);
            forms.push(VariantForm::of(variant, &JsonKind::ALL, false));
            return;
        }
        let id = match ty {
            Type::Nullable(inner) => {
                if whole.insert((&[JsonKind::Null], true)) {
                    forms.push(VariantForm::of(variant, &[JsonKind::Null], true));
                }
                open.push((inner, tag));
                continue;
            }
            Type::Boxed(inner) => {
                open.push((inner, tag));
                continue;
            }
            Type::Named(id) => id,
            _ => {
                let (kinds, strict) = (kinds(ty), is_strict(ty));
                if whole.insert((kinds, strict)) {
                    forms.push(VariantForm::of(variant, kinds, strict));
                }
                continue;
            }
        };
        let Some(def) = api.get(*id).filter(|_| seen.insert(*id)) else {
            continue;
        };
        *room = room.saturating_sub(1);
        match &def.kind {
            TypeKind::Alias { ty, .. }
            | TypeKind::Same { ty, .. }
            | TypeKind::Newtype { ty, .. } => open.push((ty, tag)),
            TypeKind::Enum(list) => {
                let told = take(room, list.variants.len());
                forms.push(VariantForm::of_enum(variant, list, told));
            }
            TypeKind::Struct(object) => {
                let told = take(room, object.fields.len()).then_some(object);
                forms.push(VariantForm::of_object(variant, told, tag));
            }
            TypeKind::Union(inner) => {
                let own = inner.discriminator.as_deref();
                open.extend(inner.variants.iter().rev().map(|one| {
                    let own = own.map(|property| (property, one.tags.as_slice()));
                    (&one.ty, own.or(tag))
                }));
            }
        }
    }
}

/// Takes so much of the room; false where there is less.
fn take(room: &mut usize, units: usize) -> bool {
    let left = room.checked_sub(units);
    *room = left.unwrap_or(0);
    left.is_some()
}

impl<'a> VariantForm<'a> {
    fn of(variant: usize, kinds: &[JsonKind], strict: bool) -> Self {
        let case = Case {
            variant,
            kinds: kinds.to_vec(),
            ..Case::default()
        };
        Self {
            case,
            structure: None,
            tag: None,
            strict,
        }
    }

    /// `object`: none where there is no room for its properties.
    fn of_object(
        variant: usize,
        object: Option<&'a Struct>,
        tag: Option<(&'a str, &'a [String])>,
    ) -> Self {
        let mut form = Self::of(variant, &[JsonKind::Object], false);
        form.tag = tag;
        form.structure = object;
        let fields = || object.into_iter().flat_map(|object| &object.fields);
        form.case.known = fields().map(|field| field.wire.clone()).collect();
        let fields = fields();
        let required = fields.filter(|field| field.presence.is_required());
        form.case.required = required.map(|field| field.wire.clone()).collect();
        form
    }

    /// `told`: whether there is room for its values.
    fn of_enum(variant: usize, list: &Enum, told: bool) -> Self {
        match list.repr {
            EnumRepr::String => {
                let mut form = Self::of(variant, &[JsonKind::String], false);
                if told {
                    form.case.values = strings(list);
                }
                form
            }
            EnumRepr::Integer => Self::of(variant, &[JsonKind::Number], false),
            EnumRepr::Json if !told => Self::of(variant, &JsonKind::ALL, false),
            EnumRepr::Json => {
                let mut kinds: Vec<JsonKind> = list
                    .variants
                    .iter()
                    .map(|variant| JsonKind::of(&variant.value))
                    .collect();
                kinds.sort_unstable();
                kinds.dedup();
                Self::of(variant, &kinds, false)
            }
        }
    }
}

/// Whether every text or number that it reads is one that no wider type has to have.
fn is_strict(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Integer(_) | Type::NumberOrText(_) | Type::Uuid | Type::DateTime | Type::Date
    )
}

fn kinds(ty: &Type) -> &'static [JsonKind] {
    match ty {
        Type::Bool => &[JsonKind::Bool],
        Type::Integer(_) | Type::Float | Type::Float32 | Type::Number | Type::ParsedNumber(_) => {
            &[JsonKind::Number]
        }
        Type::NumberOrText(_) => &[JsonKind::Number, JsonKind::String],
        Type::String
        | Type::Parsed(_)
        | Type::Base64
        | Type::JsonText(_)
        | Type::Uuid
        | Type::DateTime
        | Type::Date => &[JsonKind::String],
        Type::List(_) | Type::Tuple(_) => &[JsonKind::Array],
        Type::Map(_) => &[JsonKind::Object],
        Type::Json | Type::Nullable(_) | Type::Omissible(_) | Type::Boxed(_) | Type::Named(_) => {
            &JsonKind::ALL
        }
    }
}

fn strings(list: &Enum) -> Vec<String> {
    let texts = list
        .variants
        .iter()
        .filter_map(|variant| variant.value.as_str());
    texts.map(str::to_owned).collect()
}

/// Gives every object the tag that the union's discriminator declares for it, or the union that it is a
/// variant of.
fn declare_tags(forms: &mut [VariantForm<'_>], property: &str) {
    for form in forms.iter_mut() {
        if form.case.kinds == [JsonKind::Object]
            && let Some((name, values)) = form.tag
            && name == property
        {
            form.case.tag = Some(VariantTag {
                property: property.to_owned(),
                values: values.to_vec(),
            });
        }
    }
    let mut seen: Set<&str> = Set::default();
    let mut values = forms
        .iter()
        .flat_map(|form| &form.case.tag)
        .flat_map(|tag| &tag.values);
    if values.all(|value| seen.insert(value)) {
        forget_properties(forms);
    }
}

/// The strings that an object's properties list, by property.
type Constants<'a> = BTreeMap<&'a str, Vec<String>>;

/// More properties than this are not looked at to tell variants apart.
const MOST_TAGS: usize = 4;

/// Of more objects than this, not each is compared with each.
const MOST_PAIRED: usize = 512;

/// A property that all objects among the variants require and list strings for is as good as a declared
/// discriminator; others are hints. Properties are taken as long as one more of them tells more objects
/// apart.
fn infer_tags(api: &Api, forms: &mut [VariantForm<'_>], room: &mut usize) {
    let constants = forms.iter().map(|form| constants(api, form, room));
    let constants: Vec<Constants<'_>> = constants.collect();
    let objects: Vec<usize> = (0..forms.len())
        .filter(|&index| forms.get(index).is_some_and(VariantForm::is_object))
        .collect();
    let objects: Vec<&Constants<'_>> = objects
        .iter()
        .filter_map(|&one| constants.get(one))
        .collect();
    let (chosen, all_apart) = match objects.len() > MOST_PAIRED {
        true => by_values(&objects),
        false => by_pairs(&objects),
    };
    let mut objects = forms.iter().filter(|form| form.is_object());
    let everywhere = chosen
        .first()
        .is_some_and(|one| objects.all(|form| form.requires(one)));
    let tags: Vec<Vec<VariantTag>> = constants
        .iter()
        .map(|one| {
            let tag = |property: &&str| {
                let values = one.get(property)?.clone();
                let property = (*property).to_owned();
                Some(VariantTag { property, values })
            };
            chosen.iter().filter_map(tag).collect()
        })
        .collect();
    for (form, mut tags) in forms.iter_mut().zip(tags) {
        if everywhere && !tags.is_empty() {
            form.case.tag = Some(tags.remove(0));
        }
        form.case.hints = tags;
    }
    if everywhere && all_apart {
        forget_properties(forms);
    }
}

/// The objects that list strings for a property, each with the numbers of these strings, in order.
type Listing = Vec<(usize, Vec<usize>)>;

/// Properties as long as one more tells more pairs of objects apart, and whether that are all pairs.
fn by_pairs<'a>(objects: &[&Constants<'a>]) -> (Vec<&'a str>, bool) {
    let listings = listings(objects);
    let mut together: Set<(usize, usize)> = Set::default();
    for index in 0..objects.len() {
        together.extend((index + 1..objects.len()).map(|other| (index, other)));
    }
    let mut chosen: Vec<&str> = Vec::new();
    while chosen.len() < MOST_TAGS {
        let count = |listing: &Listing| {
            let pairs = apart(listing);
            pairs.filter(|pair| together.contains(pair)).count()
        };
        let counts = listings.iter().rev();
        let counts = counts.map(|(property, listing)| (count(listing), *property));
        let Some((1.., property)) = counts.max_by_key(|(count, _)| *count) else {
            break;
        };
        chosen.push(property);
        for pair in listings.get(property).into_iter().flat_map(apart) {
            together.remove(&pair);
        }
    }
    (chosen, together.is_empty())
}

/// By property, who lists what for it.
fn listings<'a>(objects: &[&Constants<'a>]) -> BTreeMap<&'a str, Listing> {
    let mut numbers: Map<&str, usize> = Map::default();
    let mut listings: BTreeMap<&str, Listing> = BTreeMap::new();
    for (index, object) in objects.iter().enumerate() {
        for (property, values) in *object {
            let number = |value| {
                let next = numbers.len();
                *numbers.entry(value).or_insert(next)
            };
            let mut values: Vec<usize> = values.iter().map(String::as_str).map(number).collect();
            values.sort_unstable();
            listings.entry(property).or_default().push((index, values));
        }
    }
    listings
}

/// The pairs of objects that a property tells apart.
fn apart(listing: &Listing) -> impl Iterator<Item = (usize, usize)> {
    listing.iter().enumerate().flat_map(|(place, (one, own))| {
        let others = listing.iter().skip(place + 1);
        let others = others.filter(|(_, values)| !have_common(own, values));
        others.map(|(other, _)| (*one, *other))
    })
}

/// Whether two ordered lists have a number in common.
fn have_common(one: &[usize], other: &[usize]) -> bool {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
        match left.cmp(right) {
            Ordering::Less => one.next(),
            Ordering::Greater => other.next(),
            Ordering::Equal => return true,
        };
    }
    false
}

/// The property whose values each stand for one object most often, for more objects than there is time to compare
/// each with each; and whether it tells all of them apart.
fn by_values<'a>(objects: &[&Constants<'a>]) -> (Vec<&'a str>, bool) {
    let mut times: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (property, values) in objects.iter().flat_map(|one| one.iter()) {
        let times = times.entry(property).or_default();
        // A value that one object lists twice is its own all the same.
        for value in values.iter().collect::<BTreeSet<_>>() {
            *times.entry(value).or_default() += 1;
        }
    }
    let particular = |property: &str| {
        let times = times.get(property);
        let once = |value: &String| times.and_then(|times| times.get(value.as_str())) == Some(&1);
        let own = objects.iter().filter_map(|one| one.get(property));
        own.filter(|values| values.iter().all(once)).count()
    };
    let counts = times.keys().rev().map(|one| (particular(one), *one));
    match counts.max_by_key(|(count, _)| *count) {
        Some((count @ 1.., property)) => (vec![property], count == objects.len()),
        _ => (Vec::new(), false),
    }
}

impl VariantForm<'_> {
    fn is_object(&self) -> bool {
        self.case.kinds.contains(&JsonKind::Object)
    }

    fn requires(&self, property: &str) -> bool {
        let mut fields = self.structure.iter().flat_map(|object| &object.fields);
        self.tag.is_some()
            || fields.any(|field| field.wire == property && field.presence.is_required())
    }
}

/// Where tags and hints say it all, nothing else about an object matters.
fn forget_properties(forms: &mut [VariantForm<'_>]) {
    for form in forms.iter_mut().filter(|form| form.case.tag.is_some()) {
        form.case.known.clear();
        form.case.required.clear();
    }
}

fn constants<'a>(api: &'a Api, form: &VariantForm<'a>, room: &mut usize) -> Constants<'a> {
    let mut constants = Constants::new();
    for field in form.structure.iter().flat_map(|object| &object.fields) {
        if let Some(values) = listed(api, &field.ty, room) {
            constants.insert(&field.wire, values);
        }
    }
    if let Some((property, values)) = form.tag {
        constants.insert(property, values.to_vec());
    }
    constants
}

/// A property that lists more values than these is none that tells a variant from others: each form has all of them.
const MOST_VALUES: usize = 512;

/// What a type lists, if it is an enum of strings or numbers and there is room: as texts.
fn listed(api: &Api, ty: &Type, room: &mut usize) -> Option<Vec<String>> {
    let Type::Named(id) = ty else {
        return None;
    };
    let TypeKind::Enum(list) = &api.get(*id)?.kind else {
        return None;
    };
    let count = list.variants.len();
    if list.repr == EnumRepr::Json || count > MOST_VALUES || !take(room, count) {
        return None;
    }
    if list.repr == EnumRepr::String {
        return Some(strings(list));
    }
    let variants = list.variants.iter();
    Some(variants.map(|variant| variant.value.to_string()).collect())
}
