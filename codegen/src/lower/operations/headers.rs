//! Headers of replies (OpenAPI 3.0.4, section 4.7.21), and of the requests of webhooks and callbacks.

use crate::document::{Node, Pointer};
use crate::hash::{Map, Set};
use crate::ir::{Docs, HeaderForm, HeaderSet, ReplyHeader, Type, TypeKind};
use crate::lower::schemas::types::Hint;
use crate::lower::{Lower, content};
use crate::names::{FunctionName, Scope, function_words, reserved};

/// The sets of headers so far, and the names taken beside them.
pub(in crate::lower) struct HeaderSets {
    pub(in crate::lower) list: Vec<HeaderSet>,
    /// Where the sets are that read so.
    places: Map<Reads, usize>,
    names: Scope,
}

impl Default for HeaderSets {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            places: Map::default(),
            names: Scope::reserving(reserved::OUTSIDE),
        }
    }
}

impl Lower<'_> {
    /// The headers that an operation's replies declare, as an index into the sets; none if there are
    /// none. Operations that declare the same ones share a set.
    pub(in crate::lower) fn headers(
        &mut self,
        operation: &FunctionName,
        replies: &[Pointer],
    ) -> Option<usize> {
        let replies = replies.iter();
        let declared = replies.flat_map(|reply| self.document.entries(&reply.child("headers")));
        let index = self.header_set(operation.as_str(), declared.collect())?;
        if let Some(set) = self.header_sets.list.get_mut(index) {
            set.functions.push(operation.clone());
        }
        Some(index)
    }

    /// A set of these headers; `user` is what has them.
    pub(in crate::lower) fn header_set(
        &mut self,
        user: &str,
        declared: Vec<(String, Pointer)>,
    ) -> Option<usize> {
        let mut headers: Vec<ReplyHeader> = Vec::new();
        let mut known: Set<String> = Set::default();
        let mut methods = Scope::reserving(&["of"]);
        for (wire, at) in declared {
            let lower = wire.to_ascii_lowercase();
            // OpenAPI says to ignore the one that `content` stands for.
            if lower == "content-type" || known.contains(&lower) {
                continue;
            }
            if let Some(header) = self.header(&wire, &at, user, &mut methods) {
                known.insert(lower);
                headers.push(header);
            }
        }
        if headers.is_empty() {
            return None;
        }
        let reads = reads(&headers);
        let index = match self.header_sets.places.get(&reads) {
            Some(index) => *index,
            None => {
                let place = self.header_sets.list.len();
                self.header_sets.places.insert(reads, place);
                let name = set_name(&headers).unwrap_or_else(|| user.to_owned());
                let candidates = [name.clone(), format!("{name} headers")];
                let name = self.header_sets.names.type_name_of(&candidates);
                self.header_sets.list.push(HeaderSet {
                    name,
                    headers,
                    functions: Vec::new(),
                    requests: Vec::new(),
                });
                place
            }
        };
        Some(index)
    }

    fn header(
        &mut self,
        wire: &str,
        at: &Pointer,
        user: &str,
        methods: &mut Scope,
    ) -> Option<ReplyHeader> {
        let node = self.document.raw(at)?;
        let deprecated = node.get("deprecated").and_then(Node::as_bool);
        let description = node.get("description").and_then(Node::as_str);
        let mut docs = Docs {
            description: description.map(str::to_owned),
            deprecated: deprecated.unwrap_or(false),
            ..Docs::default()
        };
        let hint = match content::component(at) {
            Some(component) => Hint::within(&component, "header"),
            None => Hint::within(user, &format!("{wire} header")),
        };
        let json = self.document.entries(&at.child("content"));
        let json = json.into_iter().find(|(media, _)| content::is_json(media));
        let schema = match &json {
            Some((_, media)) => media.child("schema"),
            None => at.child("schema"),
        };
        let mut form = HeaderForm::One(Type::String);
        if self.document.raw(&schema).is_some() {
            let lowered = self.schema(&schema, &hint);
            docs.description = docs.description.or(lowered.docs.description);
            form = match json {
                Some(_) => HeaderForm::Json(lowered.ty),
                None => self.header_form(lowered.ty, 8),
            };
        }
        Some(ReplyHeader {
            name: methods.function(wire),
            wire: wire.to_owned(),
            form,
            docs,
        })
    }

    /// How a header of this type is read. What has no simple form, such as an object, is its text.
    /// `depth` ends aliases that lead in circles.
    fn header_form(&self, ty: Type, depth: usize) -> HeaderForm {
        match ty {
            Type::List(item) => match self.header_form(*item, depth) {
                HeaderForm::One(item) => HeaderForm::List(item),
                _ => HeaderForm::One(Type::String),
            },
            Type::Named(id) => match self.types.kind(id) {
                Some(TypeKind::Enum(_)) => HeaderForm::One(Type::Named(id)),
                Some(TypeKind::Alias { ty, .. }) if depth > 0 => {
                    self.header_form(ty.clone(), depth - 1)
                }
                _ => HeaderForm::One(Type::String),
            },
            Type::Bool
            | Type::Integer(_)
            | Type::Float
            | Type::Uuid
            | Type::DateTime
            | Type::Date => HeaderForm::One(ty),
            Type::Nullable(inner) => self.header_form(*inner, depth),
            _ => HeaderForm::One(Type::String),
        }
    }
}

/// How a set reads: the names, which don't depend on case, and the forms.
type Reads = Vec<(String, HeaderForm)>;

/// What is equal of sets that read the same, whatever is said about them.
fn reads(headers: &[ReplyHeader]) -> Reads {
    let reads = |one: &ReplyHeader| (one.wire.to_ascii_lowercase(), one.form.clone());
    headers.iter().map(reads).collect()
}

/// What a set is called after its headers: the words that they begin with, or the headers themselves
/// where there are one or two. None where only its operation is left.
fn set_name(headers: &[ReplyHeader]) -> Option<String> {
    let words: Vec<Vec<String>> = headers
        .iter()
        .map(|header| {
            let words = function_words(&header.wire);
            words.split('_').map(str::to_owned).collect()
        })
        .collect();
    let (first, rest) = words.split_first()?;
    if rest.is_empty() {
        return Some(first.join(" "));
    }
    let shared = (0..first.len())
        .take_while(|&index| {
            rest.iter()
                .all(|other| other.get(index) == first.get(index))
        })
        .count();
    let prefix = first.get(..shared).unwrap_or_default();
    match rest {
        _ if prefix.iter().any(|word| word != "x") => Some(prefix.join(" ")),
        [second] => Some(format!("{} and {}", first.join(" "), second.join(" "))),
        _ => None,
    }
}
