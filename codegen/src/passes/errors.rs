//! Which enums of errors are the same?

use crate::hash::Map;
use crate::ir::{Api, BodyKind, Operation, Replies, ReplyVariant, SharedError, StatusPattern};
use crate::names::Scope;

/// Names that are longer help nobody.
const LONGEST: usize = 80;

/// More variants than this are named by their statuses.
const NAMED: usize = 3;

/// Makes equal enums of errors one, so that one function can handle the errors of many operations. Equal means: the same
/// statuses with the same bodies; what each operation says of a status stands at its function. The enum is named by what
/// it holds, and those of the operations are other names for it: an operation that is added renames none of them.
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
    let mut scope = Scope::holding(names(api));
    let mut shared = Vec::new();
    let places: Vec<Option<usize>> = groups
        .into_iter()
        .map(|(variants, count)| {
            if count < 2 {
                return None;
            }
            let candidates = candidates(api, &variants);
            // Without a good name each keeps its own.
            let name = scope.free_type_name(&candidates, LONGEST)?;
            shared.push(SharedError { name, variants });
            Some(shared.len() - 1)
        })
        .collect();
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

/// Names, the best one first: by what the variants are called; by what they hold besides.
fn candidates(api: &Api, variants: &[ReplyVariant]) -> Vec<String> {
    let plain = match variants.len() <= NAMED {
        true => joined(variants.iter().map(|one| one.name.to_string()), " or "),
        false => {
            let statuses = variants.iter().map(|one| status_text(one.status));
            format!("error {}", joined(statuses, " or "))
        }
    };
    let mut types: Vec<String> = Vec::new();
    for ty in variants.iter().filter_map(|one| one.body.ty()) {
        ty.for_each_named(&mut |id| {
            let name = api.get(id).map(|def| def.name.to_string());
            types.extend(name.filter(|name| !types.contains(name)));
        });
    }
    let of_types = joined(types.into_iter(), " and ");
    vec![plain.clone(), format!("{plain} of {of_types}")]
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
