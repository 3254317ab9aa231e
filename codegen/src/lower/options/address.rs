//! How a place of the document is written in the options: which node it is, or which pattern.

use std::cmp::Reverse;
use std::path::Path;

use super::names::ShortNames;
use super::patterns::Step;
use crate::document::{Node, Pointer, Resolver};
use crate::pointer::{push_token, unescape};

/// What the text of a place means.
#[derive(Debug)]
pub(super) enum Address<'t> {
    /// One node.
    Node(Pointer),
    /// The nodes that a pattern matches, of one file or of all.
    Pattern(Option<u32>, Vec<Step<'t>>),
}

/// A place that is none.
#[derive(Debug)]
pub(super) struct Lost {
    pub(super) message: String,
    pub(super) help: String,
    /// Nodes of the document that belong to it, each with a few words.
    pub(super) near: Vec<(Pointer, String)>,
}

/// The less there is of it, the more specific a place is: its `**`, its `*`, and all other tokens from the most.
pub(super) type Specificity = (usize, usize, Reverse<usize>);

impl Address<'_> {
    pub(super) fn specificity(&self) -> Specificity {
        let Self::Pattern(file, steps) = self else {
            return (0, 0, Reverse(usize::MAX));
        };
        let count = |is: fn(&Step<'_>) -> bool| steps.iter().filter(|step| is(step)).count();
        (
            count(|step| *step == Step::Any),
            count(|step| *step == Step::One) + usize::from(file.is_none()),
            Reverse(count(|step| matches!(step, Step::Token(_)))),
        )
    }
}

/// What a text means in this document.
pub(super) fn address<'t>(
    text: &'t str,
    document: &Resolver<'_>,
    names: &ShortNames<'_, '_>,
) -> Result<Address<'t>, Lost> {
    let is_pointer = |text: &str| text.is_empty() || text.starts_with('/');
    let (file, pointer) = match text.split_once('#') {
        Some((file, pointer)) if is_pointer(pointer) => (file, pointer),
        _ if text.starts_with('/') => ("", text),
        _ => return names.find(text).map(Address::Node),
    };
    let file = match file {
        "" => Some(0),
        "*" => None,
        path => Some(names.file(path)?),
    };
    let is_plain = |token: &str| token != "*" && token != "**";
    match file {
        Some(file) if pointer.split('/').all(is_plain) => {
            let at = Pointer::root_of(file).join(pointer);
            match document.raw(&at) {
                Some(_) => Ok(Address::Node(at)),
                None => Err(nowhere(text, &at, document, names)),
            }
        }
        _ => Ok(Address::Pattern(file, steps(pointer))),
    }
}

fn steps(pointer: &str) -> Vec<Step<'_>> {
    let step = |token| match token {
        "*" => Step::One,
        "**" => Step::Any,
        token => Step::Token(unescape(token)),
    };
    let mut steps: Vec<Step<'_>> = pointer.split('/').skip(1).map(step).collect();
    steps.dedup_by(|one, other| *one == Step::Any && one == other);
    steps
}

/// The pattern as it is written, up to so many of its steps.
pub(super) fn beginning(steps: &[Step<'_>], length: usize) -> String {
    let mut text = String::new();
    for step in steps.iter().take(length) {
        match step {
            Step::Token(token) => push_token(&mut text, token),
            Step::One => text.push_str("/*"),
            Step::Any => text.push_str("/**"),
        }
    }
    text
}

/// The first few of these, in backticks.
pub(super) fn listed(all: impl Iterator<Item = impl ToString>) -> String {
    const MOST: usize = 8;
    let mut quoted: Vec<String> = all
        .take(MOST + 1)
        .map(|one| format!("`{}`", one.to_string()))
        .collect();
    if quoted.len() > MOST {
        quoted.pop();
        quoted.push("others".to_owned());
    }
    quoted.join(", ")
}

/// The directory that the document lies in.
pub(super) fn directory<'d>(document: &'d Resolver<'_>) -> &'d Path {
    let first = document.files().next();
    first.and_then(Path::parent).unwrap_or(Path::new(""))
}

/// The node as the options would write it.
pub(super) fn written(at: &Pointer, document: &Resolver<'_>) -> String {
    if at.file() == 0 {
        return at.text().into_owned();
    }
    let file = document.file(at).unwrap_or(Path::new(""));
    let file = file.strip_prefix(directory(document)).unwrap_or(file);
    format!("{}{at}", file.display())
}

/// There is no such node: says how far the way leads, and where it may have to go on.
fn nowhere(text: &str, at: &Pointer, document: &Resolver<'_>, names: &ShortNames<'_, '_>) -> Lost {
    let mut nearest = Pointer::root_of(at.file());
    let mut node = document.raw(&nearest);
    let mut missing = at.tokens();
    let mut next = missing.next();
    while let Some(token) = &next
        && let Some(member) = node.and_then(|node| node.member(token))
    {
        nearest = nearest.child(token);
        node = Some(member);
        next = missing.next();
    }
    let next = next.unwrap_or_default();
    let whole = |from: Pointer| {
        let missing = missing.collect::<Vec<_>>();
        let whole = missing.iter().fold(from, |at, token| at.child(token));
        written(&whole, document)
    };
    let target = document.resolve(&nearest).ok();
    let target = target.filter(|target| *target != nearest);
    let keys = node.and_then(Node::as_mapping).into_iter();
    let close = names.closest(&next, keys.flat_map(|all| all.keys()));
    let help = match (target, close) {
        (Some(target), _) => {
            let there = whole(target.child(&next));
            format!("what is written there refers to another place: try `{there}`")
        }
        (None, Some(close)) => format!("did you mean `{}`?", whole(nearest.child(close))),
        (None, None) => format!(
            "there is nothing called `{next}` at `{}`; the schema of a property is at a place such as `/components/schemas/pet/properties/name`",
            written(&nearest, document)
        ),
    };
    let words = "the document ends here on the way to it".to_owned();
    Lost {
        message: format!("the document has no `{text}`"),
        help,
        near: vec![(nearest, words)],
    }
}
