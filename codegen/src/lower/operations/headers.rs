//! Headers of replies (OpenAPI 3.0.4, section 4.7.21), and of the requests of webhooks and callbacks.

use super::Operations;
use crate::document::{At, Header};
use crate::hash::{Map, Set};
use crate::ir::{Docs, HeaderForm, HeaderSet, ReplyHeader, Side, Type, TypeKind};
use crate::lower::hint::{Hint, component};
use crate::lower::media_name;
use crate::names::{FunctionName, Scope, TypeName, Wish, function_words, reserved};

/// The sets of headers so far.
#[derive(Default)]
pub(super) struct HeaderSets {
    list: Vec<UnnamedSet>,
    /// Where the sets are that read so.
    places: Map<Reads, usize>,
    /// How many there are that something has that is wanted.
    wanted: Option<usize>,
}

/// A set before it has its name.
struct UnnamedSet {
    headers: Vec<ReplyHeader>,
    /// What operations and requests that have it are called.
    users: Vec<String>,
    functions: Vec<FunctionName>,
    requests: Vec<(&'static str, TypeName)>,
}

impl HeaderSets {
    /// Says that a request has a set.
    pub(super) fn add_request(&mut self, index: usize, module: &'static str, name: &TypeName) {
        if let Some(set) = self.list.get_mut(index) {
            set.requests.push((module, name.clone()));
        }
    }

    /// Says that nothing that follows is wanted.
    pub(super) fn end_wanted(&mut self) {
        self.wanted = Some(self.list.len());
    }

    /// The sets with their names, which depend on the headers alone. A set of headers that say no name is called as each that has
    /// it.
    pub(super) fn finish(self) -> Vec<HeaderSet> {
        let mut scope = Scope::reserving(reserved::OUTSIDE);
        let wishes: Vec<Option<Wish<String>>> = self.list.iter().map(UnnamedSet::wish).collect();
        let has_name: Vec<bool> = wishes.iter().map(Option::is_some).collect();
        let wishes: Vec<Wish<String>> = wishes.into_iter().flatten().collect();
        let mut names = scope.types(&wishes).into_iter();
        let mut found = Vec::with_capacity(self.list.len());
        let wanted = self.wanted.unwrap_or(self.list.len());
        for (set, has_name) in self.list.into_iter().zip(has_name).take(wanted) {
            let by_users = (!has_name).then(|| scope.types(&set.wishes_of_users()));
            let mut by_users: Vec<TypeName> = by_users.unwrap_or_default();
            by_users.sort_by_key(|name| (name.as_str().len(), name.clone()));
            let mut by_users = by_users.into_iter();
            let own = match has_name {
                true => names.next(),
                false => by_users.next(),
            };
            found.extend(own.map(|name| HeaderSet {
                name,
                others: by_users.collect(),
                headers: set.headers,
                functions: set.functions,
                requests: set.requests,
            }));
        }
        found
    }
}

impl UnnamedSet {
    /// What its headers say that it is called. They say nothing where one has a type with a name: another set may be called the
    /// same and have another type.
    fn wish(&self) -> Option<Wish<String>> {
        let mut has_named = false;
        for header in &self.headers {
            let ty = header.form.ty();
            ty.for_each_named(&mut |_| has_named = true);
        }
        if has_named {
            return None;
        }
        let name = set_name(&self.headers)?;
        Some(Wish {
            others: vec![format!("{name} headers")],
            text: name,
            is_chosen: false,
            class: 0,
            is_spelled: false,
            rank: format!("{:?}", reads(&self.headers)),
        })
    }

    fn wishes_of_users(&self) -> Vec<Wish> {
        let wish = |name: &String| Wish {
            others: vec![format!("{name} headers")],
            text: name.clone(),
            ..Wish::default()
        };
        self.users.iter().map(wish).collect()
    }
}

impl Operations<'_, '_> {
    /// The headers that an operation's replies declare, as an index into the sets; none if there are
    /// none. Operations that declare the same ones share a set.
    pub(super) fn headers(
        &mut self,
        operation: &FunctionName,
        declared: Vec<(String, At<Header>)>,
    ) -> Option<usize> {
        let index = self.header_set(operation.as_str(), declared)?;
        let is_wanted = self.header_sets.wanted.is_none();
        if let Some(set) = self.header_sets.list.get_mut(index).filter(|_| is_wanted) {
            set.functions.push(operation.clone());
        }
        Some(index)
    }

    /// A set of these headers; `user` is what has them.
    pub(super) fn header_set(
        &mut self,
        user: &str,
        declared: Vec<(String, At<Header>)>,
    ) -> Option<usize> {
        let mut headers: Vec<ReplyHeader> = Vec::new();
        let mut known: Set<String> = Set::default();
        let mut methods = Scope::reserving(&["of"]);
        for (wire, header) in declared {
            let lower = wire.to_ascii_lowercase();
            // OpenAPI says to ignore the one that `content` stands for.
            if lower == "content-type" || known.contains(&lower) {
                continue;
            }
            headers.push(self.header(&wire, header, user, &mut methods));
            known.insert(lower);
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
                self.header_sets.list.push(UnnamedSet {
                    headers,
                    users: Vec::new(),
                    functions: Vec::new(),
                    requests: Vec::new(),
                });
                place
            }
        };
        let is_wanted = self.header_sets.wanted.is_none();
        if let Some(set) = self.header_sets.list.get_mut(index).filter(|_| is_wanted) {
            set.users.push(user.to_owned());
        }
        Some(index)
    }

    fn header(
        &mut self,
        wire: &str,
        declared: At<Header>,
        user: &str,
        methods: &mut Scope,
    ) -> ReplyHeader {
        let hint = match component(&declared.at) {
            Some(component) => Hint::within(&component, "header"),
            None => Hint::within(user, &format!("{wire} header")),
        };
        let mut docs = Docs {
            description: declared.value.description,
            deprecated: declared.value.deprecated,
            ..Docs::default()
        };
        let mut json = declared.value.content.iter();
        let json = json.find(|(media, _)| media_name::is_json(media));
        let schema = match json {
            Some((_, media)) => media.schema.as_ref(),
            None => declared.value.schema.as_ref(),
        };
        let mut form = HeaderForm::One(Type::String);
        if let Some(schema) = schema {
            let lowered = self.schemas.lowered(schema, Side::Reply, &hint);
            docs.description = docs.description.or(lowered.docs.description);
            form = match json {
                Some(_) => HeaderForm::Json(lowered.ty),
                None => self.header_form(lowered.ty, 8),
            };
        }
        // It is a list in several headers, whatever a document says (RFC 6265, section 3).
        if let HeaderForm::One(ty) = &form
            && wire.eq_ignore_ascii_case("set-cookie")
        {
            form = HeaderForm::List(ty.clone());
        }
        ReplyHeader {
            name: methods.function(wire),
            wire: wire.to_owned(),
            form,
            docs,
        }
    }

    /// How a header of this type is read. What has no simple form, such as an object, is its text.
    /// `depth` ends aliases that lead in circles.
    fn header_form(&self, ty: Type, depth: usize) -> HeaderForm {
        match ty {
            Type::List(item) => match self.header_form(*item, depth) {
                HeaderForm::One(item) => HeaderForm::List(item),
                _ => HeaderForm::One(Type::String),
            },
            Type::Named(id) => match self.schemas.type_kind(id) {
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
            Type::Nullable(inner) | Type::NumberOrText(inner) => self.header_form(*inner, depth),
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
