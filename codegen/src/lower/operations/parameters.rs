//! Parameters (OpenAPI 3.0.4, section 4.7.12).

use indexmap::IndexSet;
use serde_json::Value;

use super::Operations;
use crate::config::PlaceKey;
use crate::diagnostics::Diagnostic;
use crate::document::{At, MediaType, Parameter as Declared, ParameterValue, Pointer};
use crate::hash::{Map, Seeded, Set};
use crate::ir::{Docs, Need, Parameter, ParameterData, Side, Type};
use crate::lower::codes;
use crate::lower::hint::{Hint, component};
use crate::lower::media_name::{self, FORM};
use crate::lower::schemas::Lowered;
use crate::names::{FieldName, Scope, StaticName, Wish, field_words, words_of_field};
use crate::parameter::{ParameterIn, Serialization, Style};

/// Headers that OpenAPI describes elsewhere and says to ignore here.
const IGNORED_HEADERS: &[&str] = &["accept", "content-type"];
/// One more, where a credential is sent in it.
const AUTHORIZATION: &str = "authorization";

/// Where the parameters of an operation are listed.
pub struct ParameterLists<'a> {
    pub path: &'a str,
    pub own: &'a [Pointer],
    pub of_path: &'a [Pointer],
    /// Whether a credential is sent as `Authorization`.
    pub is_signed: bool,
}

impl Operations<'_, '_> {
    /// The parameters of an operation: its own before those of its path, which they replace.
    /// None if one that is required can't be represented, which is reported.
    pub(super) fn parameters(
        &mut self,
        operation: &str,
        listed: &ParameterLists<'_>,
        names: &mut Scope,
    ) -> Option<Vec<Parameter>> {
        let variables = variables(listed.path);
        let names = self.parameter_names(listed, &variables, names);
        let mut known: Set<(ParameterIn, String)> = Set::default();
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut left_out = Vec::new();
        let own = listed.own.iter().map(|at| (at, operation));
        // Those of the path belong to none of its operations.
        let of_path = listed.of_path.iter().map(|at| (at, listed.path));
        for (at, owner) in own.chain(of_path) {
            if self.is_needless(at, &variables, &known, listed.is_signed) {
                continue;
            }
            if self.is_left_out(at) {
                continue;
            }
            let name = self.identity_of(at).and_then(|key| names.get(&key));
            match self.parameter(owner, at, name.cloned()) {
                Some(parameter) => {
                    known.insert(identity(parameter.data.location, &parameter.data.name));
                    parameters.push(parameter);
                }
                None if self.may_be_left_out(at) => left_out.push(at),
                None => return None,
            }
        }
        // Now there is a function.
        for at in left_out {
            self.report_left_out(at);
        }
        let undeclared = undeclared(listed.path, |variable| known.contains(variable));
        let undeclared = undeclared.into_iter();
        parameters.extend(undeclared.filter_map(|name| text_in_path(name, &names)));
        // As they stand in the path, then the others in the document's order.
        let position = |one: &Parameter| {
            let position = variables.get(one.data.name.as_str());
            position.copied().unwrap_or(usize::MAX)
        };
        parameters.sort_by_key(|one| match one.data.location {
            ParameterIn::Path => (0, position(one)),
            _ => (1, 0),
        });
        Some(parameters)
    }

    /// What the parameters of an operation are called: of several of one name those that stand elsewhere say where.
    fn parameter_names(
        &self,
        listed: &ParameterLists<'_>,
        variables: &Map<&str, usize>,
        scope: &mut Scope,
    ) -> ParameterNames {
        let mut known: IndexSet<(ParameterIn, String), Seeded> = IndexSet::default();
        let mut wishes: Vec<Wish> = Vec::new();
        for at in listed.own.iter().chain(listed.of_path) {
            let key = self.document.parameter_key(at);
            let Some((location, name)) = key.and_then(|key| Some((key.location?, key.name?)))
            else {
                continue;
            };
            let has_place = location != ParameterIn::Path || variables.contains_key(name);
            if has_place && known.insert(identity(location, name)) {
                let places = self.places(at);
                let chosen = places.iter().find_map(|at| self.options.field_name(at));
                let chosen = chosen.or(key.and_then(|key| key.rust_name));
                wishes.push(wish(location, chosen, name));
            }
        }
        for name in undeclared(listed.path, |variable| known.contains(variable)) {
            known.insert(identity(ParameterIn::Path, name));
            wishes.push(wish(ParameterIn::Path, None, name));
        }
        say_places(&mut wishes);
        let names = scope.fields(&wishes);
        known.into_iter().zip(names).collect()
    }

    /// Whether the function has no use for a parameter: an earlier one is the same, the path has no
    /// place for it, or it is a header that is set in another way.
    fn is_needless(
        &mut self,
        at: &Pointer,
        variables: &Map<&str, usize>,
        earlier: &Set<(ParameterIn, String)>,
        is_signed: bool,
    ) -> bool {
        let key = self.document.parameter_key(at);
        let Some((location, name)) = key.and_then(|key| Some((key.location?, key.name?))) else {
            return false;
        };
        match location {
            ParameterIn::Path if !variables.contains_key(name) => return true,
            ParameterIn::Header
                if IGNORED_HEADERS
                    .iter()
                    .any(|one| name.eq_ignore_ascii_case(one))
                    || is_signed && name.eq_ignore_ascii_case(AUTHORIZATION) =>
            {
                let message = format!("the header `{name}` is set by the client itself");
                self.schemas
                    .report(Diagnostic::new(codes::PARAMETER_IGNORED, at, message));
                return true;
            }
            _ => {}
        }
        earlier.contains(&identity(location, name))
    }

    fn identity_of(&self, at: &Pointer) -> Option<(ParameterIn, String)> {
        let key = self.document.parameter_key(at)?;
        Some(identity(key.location?, key.name?))
    }

    /// Whether `Authorization` is among these parameters, and whether it is required.
    pub(super) fn authorization<'p>(
        &self,
        parameters: impl Iterator<Item = &'p Pointer>,
    ) -> Option<bool> {
        let mut keys = parameters.filter_map(|at| self.document.parameter_key(at));
        let found = keys.find(|key| {
            let name = key.name.unwrap_or_default();
            key.location == Some(ParameterIn::Header) && name.eq_ignore_ascii_case(AUTHORIZATION)
        });
        found.map(|key| key.required)
    }

    /// Whether an option leaves a parameter out.
    fn is_left_out(&self, at: &Pointer) -> bool {
        let places = self.places(at);
        let Some(said) = places.iter().find(|at| self.options.would_skip(at)) else {
            return false;
        };
        if self.may_be_left_out(at) || places.iter().any(|at| self.options.is_optional(at)) {
            return places.iter().filter(|at| self.options.skips(at)).count() > 0;
        }
        self.options.refuse(said, PlaceKey::Skip, "it is required");
        false
    }

    /// Where something may be said of a parameter: where it is listed, and where it is declared.
    fn places(&self, at: &Pointer) -> Vec<Pointer> {
        if self.options.says_nothing() {
            return Vec::new();
        }
        let declared = self.document.parameter(at).map(|declared| declared.at);
        let declared = declared.ok().filter(|declared| declared != at);
        [at.clone()].into_iter().chain(declared).collect()
    }

    /// Whether an option makes a parameter that is required an optional one.
    fn is_made_optional(&self, places: &[Pointer], place: ParameterIn) -> bool {
        let marked = places.iter().filter(|at| self.options.is_optional(at));
        if marked.count() == 0 {
            return false;
        }
        if place == ParameterIn::Path {
            for at in places {
                self.options
                    .refuse(at, PlaceKey::Optional, "there is no URL without it");
            }
        }
        place != ParameterIn::Path
    }

    fn report_left_out(&mut self, at: &Pointer) {
        let key = self.document.parameter_key(at);
        let name = key.and_then(|key| key.name).map(str::to_owned);
        let what = match name {
            Some(name) => format!("the parameter `{name}`"),
            None => "this parameter".to_owned(),
        };
        let message = format!("{what} can't be understood, so the function has none for it");
        self.schemas.report(
            Diagnostic::new(codes::PARAMETER_LEFT_OUT, at, message)
                .help("correct it; until then `Call::query_extra` and `Call::header` send what it stands for"),
        );
    }

    fn may_be_left_out(&self, at: &Pointer) -> bool {
        let key = self.document.parameter_key(at);
        key.is_some_and(|key| !key.required && key.location != Some(ParameterIn::Path))
    }

    /// The parameter at `at`, which belongs to `owner`: an operation, or a path.
    fn parameter(
        &mut self,
        owner: &str,
        at: &Pointer,
        name: Option<FieldName>,
    ) -> Option<Parameter> {
        let places = self.places(at);
        let At {
            at,
            value: declared,
        } = match self.document.parameter(at) {
            Ok(declared) => declared,
            Err(unusable) => {
                self.schemas.report_unusable(unusable);
                return None;
            }
        };
        let name = name?;
        let hint = match component(&at) {
            Some(component) => Hint::new(component),
            None => Hint::within(owner, words_of_field(&name, &declared.name)),
        };
        let hint = hint.or_with("parameter");
        let (mut lowered, style) = self.parameter_type(&hint, &declared);
        lowered.ty = self.schemas.without_contradiction(lowered.ty, &at);
        for at in &places {
            self.options.check_field_name(at, name.as_str());
        }
        let deprecated = declared.deprecated || lowered.docs.deprecated;
        let mut parameter = finished(lowered, &declared.name, name, declared.location);
        parameter.ty = in_message(parameter.ty);
        parameter.data.serialization = match style {
            Some(style) => Serialization {
                allow_reserved: declared.serialization.allow_reserved,
                ..Serialization::from(style)
            },
            None => declared.serialization,
        };
        let required = declared.required && !self.is_made_optional(&places, declared.location);
        parameter.need = match &parameter.default {
            _ if !required => Need::Optional,
            Some(default) if can_be_sent(default) => Need::Defaulted,
            _ => Need::Required,
        };
        parameter.docs.deprecated = deprecated;
        if declared.description.is_some() {
            parameter.docs.description = declared.description;
        }
        // Text is empty by itself.
        if declared.allow_empty_value && parameter.ty != Type::String {
            parameter.data.allow_empty_value = true;
            if !matches!(
                parameter.ty,
                Type::List(_) | Type::Map(_) | Type::Nullable(_)
            ) {
                parameter.ty = Type::Nullable(Box::new(parameter.ty));
            }
        }
        self.check_nesting(&at, &parameter);
        Some(parameter)
    }

    /// The type of a parameter, and its style where `content` says it.
    fn parameter_type(&mut self, hint: &Hint, declared: &Declared) -> (Lowered, Option<Style>) {
        match &declared.value {
            ParameterValue::Schema(schema) => {
                let lowered = self.schemas.lowered(schema, Side::Request, hint);
                (lowered, None)
            }
            ParameterValue::Content(written, media) => {
                self.content_type(declared, written, media, hint)
            }
        }
    }

    /// The type of a parameter with `content`, and its style: JSON, a form, or text as it is.
    fn content_type(
        &mut self,
        declared: &Declared,
        written: &str,
        media: &At<MediaType>,
        hint: &Hint,
    ) -> (Lowered, Option<Style>) {
        let essence = media_name::essence(written);
        let is_whole = declared.location == ParameterIn::QueryString;
        let text = is_whole.then_some(Style::Simple);
        let mut as_declared = || self.media_schema(Side::Request, media, hint);
        if media_name::is_json(written) {
            return (as_declared(), Some(Style::Json));
        }
        if is_whole && essence == FORM {
            return (as_declared(), Some(Style::Form));
        }
        let lowered = match essence.as_str() {
            "text/plain" => as_declared(),
            _ => Lowered::new(Type::Json),
        };
        if matches!(
            lowered.ty,
            Type::String | Type::Bool | Type::Integer(_) | Type::Float
        ) {
            return (lowered, text);
        }
        let message =
            format!("the value of this parameter is `{written}`, which the caller writes as text");
        self.schemas.report(Diagnostic::new(
            codes::PARAMETER_AS_TEXT,
            &media.at,
            message,
        ));
        let mut string = Lowered::new(Type::String);
        string.docs.description = Some(format!("Text of the media type `{written}`."));
        (string, text)
    }
}

/// Whether a default is sent as it is, whatever the type of its parameter.
fn can_be_sent(default: &Value) -> bool {
    match default {
        Value::String(text) => !text.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

/// The type of a value that is not JSON: a number that JSON may have as text is text here in any case.
fn in_message(ty: Type) -> Type {
    match ty {
        Type::NumberOrText(number) => *number,
        Type::List(item) => Type::List(Box::new(in_message(*item))),
        Type::Nullable(inner) => Type::Nullable(Box::new(in_message(*inner))),
        other => other,
    }
}

/// A parameter of this type, with what most parameters have.
fn finished(lowered: Lowered, wire: &str, name: FieldName, location: ParameterIn) -> Parameter {
    Parameter {
        name,
        data: ParameterData {
            name: wire.to_owned(),
            location,
            serialization: location.style().into(),
            allow_empty_value: false,
            sensitive: lowered.sensitive
                || location == ParameterIn::Header && wire.eq_ignore_ascii_case(AUTHORIZATION),
        },
        description: None,
        need: Need::Optional,
        constraints: lowered.constraints.clone(),
        default: lowered.default.clone(),
        docs: Docs {
            title: None,
            ..lowered.docs.clone()
        },
        ty: lowered.item_type(),
    }
}

/// The statics that describe parameters of which there is more to say than name and place. Equal ones share one.
#[derive(Default)]
pub struct Described(Map<ParameterData, StaticName>);

impl Described {
    /// Gives each of an operation's parameters its static.
    pub(super) fn name(&mut self, parameters: &mut [Parameter], statics: &mut Scope) {
        let more = parameters.iter_mut().filter(|one| !one.data.is_plain());
        for parameter in more {
            let (data, known) = (&parameter.data, &mut self.0);
            let name = known.entry(data.clone());
            let name = name.or_insert_with(|| statics.constant(&data.name));
            parameter.description = Some(name.clone());
        }
    }
}

/// What no two parameters of an operation have in common. Names of headers don't depend on case, and there is one query string.
pub fn identity(location: ParameterIn, name: &str) -> (ParameterIn, String) {
    let name = match location {
        ParameterIn::Header => name.to_ascii_lowercase(),
        ParameterIn::QueryString => String::new(),
        ParameterIn::Path | ParameterIn::Query | ParameterIn::Cookie => name.to_owned(),
    };
    (location, name)
}

/// The texts between braces of a path, each with the first place where it stands.
fn variables(path: &str) -> Map<&str, usize> {
    let mut variables = Map::default();
    for (open, _) in path.match_indices('{') {
        let rest = path.get(open + 1..).unwrap_or_default();
        let end = rest.find(['{', '}']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if after.starts_with('}') {
            variables.entry(name).or_insert(open);
        }
    }
    variables
}

/// The variables of a path template for which there is no parameter, each once.
fn undeclared(
    path: &str,
    is_known: impl Fn(&(ParameterIn, String)) -> bool,
) -> IndexSet<&str, Seeded> {
    let mut rest = path.split('#').next().unwrap_or_default();
    let mut names = IndexSet::default();
    while let Some((name, after)) = rest
        .split_once('{')
        .and_then(|(_, after)| after.split_once('}'))
    {
        if !is_known(&identity(ParameterIn::Path, name)) {
            names.insert(name);
        }
        rest = after;
    }
    names
}

/// What stands for a variable that the document forgot, without which there is no URL.
fn text_in_path(wire: &str, names: &ParameterNames) -> Option<Parameter> {
    let text = Lowered::new(Type::String);
    let name = names.get(&identity(ParameterIn::Path, wire))?.clone();
    let mut parameter = finished(text, wire, name, ParameterIn::Path);
    parameter.need = Need::Required;
    Some(parameter)
}

/// What the parameters of an operation are called.
type ParameterNames = Map<(ParameterIn, String), FieldName>;

/// A wish for the name of a parameter. Where several are called so, those that stand in the URL come first.
fn wish(location: ParameterIn, chosen: Option<&str>, name: &str) -> Wish {
    Wish {
        class: match location {
            _ if chosen.is_some() => 4,
            ParameterIn::Path => 0,
            ParameterIn::Query | ParameterIn::QueryString => 1,
            ParameterIn::Header => 2,
            ParameterIn::Cookie => 3,
        },
        others: vec![format!("{name} {}", location.as_str())],
        ..Wish::of(chosen.unwrap_or(name))
    }
}

/// Takes from those their place as another name, where several in one place want the same name.
fn say_places(wishes: &mut [Wish]) {
    let mut counts: Map<(u8, String), usize> = Map::default();
    for wish in &*wishes {
        *counts
            .entry((wish.class, field_words(&wish.text)))
            .or_default() += 1;
    }
    for wish in wishes {
        if counts.get(&(wish.class, field_words(&wish.text))) != Some(&1) {
            wish.others.clear();
        }
    }
}
