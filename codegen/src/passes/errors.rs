//! Which enums of errors are the same?

use crate::hash::Map;
use crate::ir::{
    Api, BodyKind, Operation, Replies, ReplyBody, ReplyVariant, SharedError, StatusPattern, TypeDef,
};
use crate::names::{Scope, Wish};

/// Names of more letters help nobody.
const LONGEST: usize = 100;

/// More variants than this are named by their statuses.
const NAMED: usize = 3;

/// Makes equal enums of errors one, so that one function can handle the errors of many operations. Equal means: the same
/// statuses with the same bodies; what each operation says of a status stands at its function. The enum is named by all that
/// it holds, and those of the operations are other names for it: an operation that is added renames none of them. Where a body has
/// no name in the document, nothing could be called after it, and each operation keeps its own.
pub fn share(api: &mut Api) {
    let mut groups: Vec<(Vec<ReplyVariant>, usize)> = Vec::new();
    let mut index: Map<String, usize> = Map::default();
    for operation in &api.operations {
        let Replies::Many { variants, .. } = &operation.error else {
            continue;
        };
        let at = *index.entry(key(variants)).or_insert_with(|| {
            groups.push((variants.clone(), 0));
            groups.len() - 1
        });
        if let Some((group, count)) = groups.get_mut(at) {
            keep_common_words(group, variants);
            *count += 1;
        }
    }
    let wish = |(variants, count): &(Vec<ReplyVariant>, usize)| {
        let text = (*count > 1).then(|| name(api, variants)).flatten()?;
        let bodies = variants.iter().map(|one| types_of(api, &one.body));
        Some(Wish {
            text,
            is_chosen: false,
            class: 0,
            others: Vec::new(),
            is_spelled: false,
            rank: bodies.collect(),
        })
    };
    let wishes: Vec<Option<Wish<Vec<_>>>> = groups.iter().map(wish).collect();
    let has_name: Vec<bool> = wishes.iter().map(Option::is_some).collect();
    let wishes: Vec<Wish<Vec<_>>> = wishes.into_iter().flatten().collect();
    let mut names = Scope::holding(names(api)).types(&wishes).into_iter();
    let mut shared = Vec::new();
    let places = groups.into_iter().zip(has_name);
    let places = places.map(|((variants, _), has_name)| {
        let name = has_name.then(|| names.next()).flatten()?;
        shared.push(SharedError { name, variants });
        Some(shared.len() - 1)
    });
    let places: Vec<Option<usize>> = places.collect();
    for operation in &mut api.operations {
        if let Replies::Many {
            variants, shared, ..
        } = &mut operation.error
        {
            let group = index.get(&key(variants));
            *shared = group.and_then(|group| places.get(*group).copied().flatten());
        }
    }
    api.shared_errors = shared;
}

/// Takes out of `group` what not all operations say of a status.
fn keep_common_words(group: &mut [ReplyVariant], variants: &[ReplyVariant]) {
    for (shared, variant) in group.iter_mut().zip(variants) {
        if shared.description != variant.description {
            shared.description.clear();
        }
    }
}

/// What has to be equal.
fn key(variants: &[ReplyVariant]) -> String {
    let what = variants
        .iter()
        .map(|variant| (variant.status, &variant.media, &variant.body));
    format!("{:?}", what.collect::<Vec<_>>())
}

/// The names of all types, and of those that operations define.
fn names(api: &Api) -> impl Iterator<Item = &str> {
    let types = api.types.iter().map(|def| def.name.as_str());
    types.chain(api.operations.iter().flat_map(names_of))
}

fn names_of(operation: &Operation) -> impl Iterator<Item = &str> {
    let enums = operation.replies().filter_map(|replies| match replies {
        Replies::Many { name, .. } => Some(name),
        _ => None,
    });
    let calls = operation
        .functions
        .iter()
        .filter_map(|one| one.call.as_ref());
    let forms = operation.bodies.iter().filter_map(|body| match &body.kind {
        BodyKind::Multipart(Some(form)) => Some(&form.name),
        _ => None,
    });
    enums.chain(calls).chain(forms).map(|name| name.as_str())
}

/// What an enum is called: by what its variants are called, or by their statuses, and by what they hold. None where a type has
/// no name in the document, or the name would be too long.
fn name(api: &Api, variants: &[ReplyVariant]) -> Option<String> {
    let mut types: Vec<&str> = Vec::new();
    for variant in variants {
        for name in types_of(api, &variant.body)? {
            if !types.contains(&name) {
                types.push(name);
            }
        }
    }
    let of_types = joined(types.into_iter().map(str::to_owned), " and ");
    let words = joined(variants.iter().map(|one| one.name.to_string()), " or ");
    let statuses = variants.iter().map(|one| status_text(one.status));
    let statuses = format!("error {}", joined(statuses, " or "));
    let plain = [
        Some(words).filter(|_| variants.len() <= NAMED),
        Some(statuses),
    ];
    let mut names = plain
        .into_iter()
        .flatten()
        .map(|plain| match of_types.as_str() {
            "" => plain,
            types => format!("{plain} of {types}"),
        });
    names.find(|name| name.len() <= LONGEST)
}

/// The names of the types that a body consists of; none if one does not stand in a component.
fn types_of<'a>(api: &'a Api, body: &ReplyBody) -> Option<Vec<&'a str>> {
    let mut names = Some(Vec::new());
    if let Some(ty) = body.ty() {
        ty.for_each_named(&mut |id| {
            let stands_in_component = |def: &&TypeDef| {
                def.at
                    .tokens()
                    .next()
                    .is_some_and(|first| first == "components")
            };
            let def = api.get(id.named()).filter(stands_in_component);
            match (def, &mut names) {
                (Some(def), Some(names)) => names.push(def.name.as_str()),
                _ => names = None,
            }
        });
    }
    names
}

fn joined(words: impl Iterator<Item = String>, between: &str) -> String {
    words.collect::<Vec<_>>().join(between)
}

fn status_text(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(class) => format!("{class}xx"),
        StatusPattern::Default => "default".to_owned(),
    }
}
