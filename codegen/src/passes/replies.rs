//! Which enums of replies are the same?

use crate::hash::Map;
use crate::ir::{Api, BodyKind, Operation, Replies, ReplyVariant, SharedReplies, StatusPattern};
use crate::names::Scope;

/// More variants than this are named by their statuses.
const NAMED: usize = 3;

/// Makes equal enums of replies one, so that one function can handle the errors of many operations. Equal means: the same
/// statuses with the same bodies and descriptions. It is named by what it holds, and those of the operations are other names
/// for it: an operation that is added renames none of them.
pub fn share(api: &mut Api) {
    let mut count: Map<String, usize> = Map::default();
    for replies in api.operations.iter().flat_map(Operation::replies) {
        if let Replies::Many { variants, .. } = replies {
            *count.entry(key(variants)).or_default() += 1;
        }
    }
    let types = api.types.iter().map(|def| def.name.as_str());
    let own = api.operations.iter().flat_map(type_names);
    let mut scope = Scope::holding(types.chain(own));
    let mut shared: Vec<SharedReplies> = Vec::new();
    let mut index: Map<String, usize> = Map::default();
    for replies in api.operations.iter_mut().flat_map(of_mut) {
        let Replies::Many {
            variants,
            shared: target,
            ..
        } = replies
        else {
            continue;
        };
        let key = key(variants);
        if count.get(&key).is_none_or(|count| *count < 2) {
            continue;
        }
        let at = *index.entry(key).or_insert_with(|| {
            shared.push(SharedReplies {
                name: scope.type_name_of(&candidates(variants)),
                success: is_success(variants),
                variants: variants.clone(),
            });
            shared.len() - 1
        });
        *target = Some(at);
    }
    api.shared_replies = shared;
}

/// [`Operation::replies`], to change them.
fn of_mut(operation: &mut Operation) -> impl Iterator<Item = &mut Replies> {
    let others = operation.reply_alternatives.iter_mut();
    [&mut operation.success, &mut operation.error]
        .into_iter()
        .chain(others.map(|other| &mut other.success))
}

/// The names of the types that an operation defines.
fn type_names(operation: &Operation) -> impl Iterator<Item = &str> {
    let enums = operation.replies().filter_map(|replies| match replies {
        Replies::Many { name, .. } => Some(name),
        _ => None,
    });
    let functions = operation.functions();
    let others = functions.flat_map(|function| {
        let form = match function.body.map(|body| &body.kind) {
            Some(BodyKind::Multipart(Some(form))) => Some(&form.name),
            _ => None,
        };
        function.call.into_iter().chain(form)
    });
    enums.chain(others).map(|name| name.as_str())
}

/// What has to be equal.
fn key(variants: &[ReplyVariant]) -> String {
    format!("{variants:?}")
}

fn is_success(variants: &[ReplyVariant]) -> bool {
    variants.iter().all(|variant| variant.status.is_success())
}

/// Names, the best one first: by what the variants are called, by what they hold besides.
fn candidates(variants: &[ReplyVariant]) -> Vec<String> {
    let names: Vec<String> = match variants.len() <= NAMED {
        true => variants.iter().map(|one| one.name.to_string()).collect(),
        false => variants.iter().map(|one| status_text(one.status)).collect(),
    };
    let joined = names.join(" or ");
    let kind = match (variants.len() <= NAMED, is_success(variants)) {
        (true, _) => "",
        (false, true) => "reply ",
        (false, false) => "error ",
    };
    vec![format!("{kind}{joined}")]
}

fn status_text(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(class) => format!("{class}xx"),
        StatusPattern::Default => "default".to_owned(),
    }
}
