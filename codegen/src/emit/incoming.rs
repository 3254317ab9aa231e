//! Webhooks and callbacks: the types of what servers send.

use crate::docs::{self, Block, Inline};
use crate::emit::item_paragraphs;
use crate::emit::operations::{item, section, status_text};
use crate::emit::outside::Mention;
use crate::emit::types::{self, Module};
use crate::emit::writer::CodeWriter;
use crate::ir::{Api, HeaderSet, Incoming};

/// The type of a request's body.
pub fn emit(code: &mut CodeWriter, api: &Api, one: &Incoming, mention: Mention) {
    let ty = match (&one.body, &one.media) {
        (Some(ty), _) => types::text(api, ty, Module::Operations),
        (None, Some(_)) => "runtime::Bytes".to_owned(),
        (None, None) => "()".to_owned(),
    };
    let (method, target) = (docs::code(&one.method), docs::code(&one.target));
    let sent = match &one.function {
        Some(function) => {
            let function = mention.of(function);
            method + " to " + target + ", as " + function + " asks for it."
        }
        None => "The webhook " + target + ", sent as " + method + ".",
    };
    let body = match (&one.body, &one.media) {
        (Some(_), _) => {
            "Read its body by [`json::from_slice`](super::runtime::json::from_slice).".into()
        }
        (None, Some(media)) => "Its body is " + docs::code(media) + ", as bytes.",
        (None, None) => "It has no body.".into(),
    };
    let headers = one.headers.and_then(|index| api.headers.get(index));
    let headers = headers.map(|HeaderSet { name, .. }| {
        " Read its headers by [`" + Inline::from(name) + "`](super::headers::" + name + ")."
    });
    let about = sent + " " + body + headers.unwrap_or("".into());
    let parameters = one.parameters.iter().map(|(place, name, description)| {
        let text = description.as_deref().map(docs::first_paragraph);
        item(docs::code(name) + ", in the " + docs::phrase(place), text)
    });
    let mut notes = section("# Parameters", parameters.collect());
    let replies = one.replies.iter().map(|(status, description)| {
        let text = docs::first_paragraph(description);
        item(docs::code(&status_text(*status)), [text])
    });
    notes.extend(section("# Expected replies", replies.collect()));
    if one.docs.deprecated {
        notes.push("Deprecated.".into());
    }
    let has_text = one.docs.title.is_some() || one.docs.description.is_some();
    let (fallback, after) = match has_text {
        true => (Block::default(), Some(about.into())),
        false => (about.into(), None),
    };
    let notes = after.into_iter().chain(notes);
    code.docs(&item_paragraphs(&one.docs, || fallback, notes));
    code.typed(&["pub type ", one.name.as_str(), " ="].concat(), &ty, ";");
}

/// Whether one of them names a type of the root.
pub fn needs_root(all: &[Incoming]) -> bool {
    all.iter().any(|one| match &one.body {
        Some(ty) => types::is_of_root(ty),
        None => one.media.is_some(),
    })
}
