//! Parameters (OpenAPI 3.0.4, section 4.7.12).

use indexmap::IndexSet;
use openapiv3::{
    Parameter as Declared, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
};

use crate::diagnostics::Diagnostic;
use crate::document::{Node, Pointer};
use crate::hash::{Map, Seeded, Set};
use crate::ir::Type;
use crate::ir::{Docs, Parameter, Place, Style};
use crate::lower::operations::body::FORM;
use crate::lower::schemas::types::Hint;
use crate::lower::{Lower, Lowered, codes, content};
use crate::names::{FieldName, Scope};

/// Headers that OpenAPI describes elsewhere and says to ignore here.
const IGNORED_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

impl Lower<'_> {
    /// The parameters of an operation: its own before those of its path, which they replace.
    /// None if one that is required can't be represented, which is reported.
    pub(in crate::lower) fn parameters(
        &mut self,
        operation: &str,
        path: &str,
        own: &[Pointer],
        of_path: &[Pointer],
        names: &mut Scope,
    ) -> Option<Vec<Parameter>> {
        let variables = variables(path);
        let mut known: Set<(Place, String)> = Set::default();
        let mut parameters: Vec<Parameter> = Vec::new();
        for at in own.iter().chain(of_path) {
            if self.is_needless(at, &variables, &known) {
                continue;
            }
            let lowered = match self.newer_place(at) {
                Some(place) => self.newer_parameter(operation, at, place, names),
                None => self.parameter(operation, at, names),
            };
            match lowered {
                Some(parameter) => {
                    known.insert(identity(parameter.place, &parameter.wire));
                    parameters.push(parameter);
                }
                None if self.may_be_left_out(at) => {
                    let message =
                        "this parameter can't be understood: the function doesn't have it";
                    self.diagnostics.report(Diagnostic::new(
                        codes::PARAMETER_LEFT_OUT,
                        at,
                        message,
                    ));
                }
                None => return None,
            }
        }
        let undeclared = undeclared(path, &known);
        let undeclared = undeclared.into_iter();
        parameters.extend(undeclared.map(|name| text_in_path(name, names)));
        // As they stand in the path, then the others in the document's order.
        let position = |one: &Parameter| {
            let position = variables.get(one.wire.as_str());
            position.copied().unwrap_or(usize::MAX)
        };
        parameters.sort_by_key(|one| match one.place {
            Place::Path => (0, position(one)),
            _ => (1, 0),
        });
        Some(parameters)
    }

    /// Whether the function has no use for a parameter: an earlier one is the same, the path has no
    /// place for it, or it is a header that is set in another way.
    fn is_needless(
        &mut self,
        at: &Pointer,
        variables: &Map<&str, usize>,
        earlier: &Set<(Place, String)>,
    ) -> bool {
        let Some(node) = self.as_written(at) else {
            return false;
        };
        let text = |keyword: &str| node.get(keyword).and_then(Node::as_str);
        let (Some(place), Some(name)) = (text("in"), text("name")) else {
            return false;
        };
        match place {
            "path" if !variables.contains_key(name) => return true,
            "header"
                if IGNORED_HEADERS
                    .iter()
                    .any(|one| name.eq_ignore_ascii_case(one)) =>
            {
                let message = format!("the header `{name}` is set by the client itself");
                self.diagnostics
                    .report(Diagnostic::new(codes::PARAMETER_IGNORED, at, message));
                return true;
            }
            _ => {}
        }
        let place = match place {
            "header" => Place::Header,
            "path" => Place::Path,
            "query" => Place::Query,
            "cookie" => Place::Cookie,
            "querystring" => Place::QueryString,
            _ => return false,
        };
        earlier.contains(&identity(place, name))
    }

    /// A parameter as the document has it, also one that can't be used.
    fn as_written(&self, at: &Pointer) -> Option<&Node> {
        let target = self.document.resolve(at).ok();
        self.document.raw(target.as_ref().unwrap_or(at))
    }

    fn may_be_left_out(&self, at: &Pointer) -> bool {
        self.as_written(at).is_some_and(|node| {
            let required = node.get("required").and_then(Node::as_bool);
            required != Some(true) && node.get("in").and_then(Node::as_str) != Some("path")
        })
    }

    fn parameter(&mut self, operation: &str, at: &Pointer, names: &mut Scope) -> Option<Parameter> {
        let declared = match self.document.parameter(at) {
            Ok(declared) => declared,
            Err(unusable) => {
                unusable.report(self.diagnostics);
                return None;
            }
        };
        let (place, style, allow_empty) = written(&declared);
        let data = declared.value.parameter_data();
        let (lowered, style) = self.parameter_type(operation, &declared.at, &data, style)?;
        let flag = |keyword: &str| {
            let node = self.document.raw(&declared.at.child(keyword));
            node.and_then(Node::as_bool).unwrap_or(false)
        };
        let allow_reserved = flag("allowReserved");
        let name = names.field(&self.pinned_name(&declared.at).unwrap_or(data.name.clone()));
        let deprecated = data.deprecated.unwrap_or(false) || lowered.docs.deprecated;
        let explode = data.explode.unwrap_or(style == Style::Form);
        let mut parameter = finished(lowered, &data.name, name, place, style);
        parameter.explode = explode;
        parameter.allow_reserved = allow_reserved;
        parameter.required = data.required || place == Place::Path;
        parameter.docs.deprecated = deprecated;
        let beside = self.document.beside_reference(at, "description");
        let description = beside.map(str::to_owned).or(data.description);
        if description.is_some() {
            parameter.docs.description = description;
        }
        // Text is empty by itself.
        if allow_empty && parameter.ty != Type::String {
            parameter.allow_empty = true;
            if !matches!(
                parameter.ty,
                Type::List(_) | Type::Map(_) | Type::Nullable(_)
            ) {
                parameter.ty = Type::Nullable(Box::new(parameter.ty));
            }
        }
        Some(parameter)
    }

    fn pinned_name(&self, at: &Pointer) -> Option<String> {
        let name = self.document.raw(&at.child("x-rust-name"))?.as_str()?;
        Some(name.to_owned())
    }

    /// The place of a parameter as OpenAPI 3.2 has them: `in: querystring`, and `style: cookie`.
    /// `openapiv3` knows neither.
    fn newer_place(&self, at: &Pointer) -> Option<Place> {
        let node = self.as_written(at)?;
        let text = |keyword: &str| node.get(keyword).and_then(Node::as_str);
        match (text("in")?, text("style")) {
            ("querystring", _) => Some(Place::QueryString),
            ("cookie", Some("cookie")) => Some(Place::Cookie),
            _ => None,
        }
    }

    fn newer_parameter(
        &mut self,
        operation: &str,
        at: &Pointer,
        place: Place,
        names: &mut Scope,
    ) -> Option<Parameter> {
        let at = self.document.resolve(at).ok()?;
        let node = self.document.raw(&at)?;
        let text = |keyword: &str| node.get(keyword).and_then(Node::as_str).map(str::to_owned);
        let flag = |keyword: &str| node.get(keyword).and_then(Node::as_bool);
        let wire = text("name")?;
        let (required, deprecated) = (flag("required") == Some(true), flag("deprecated"));
        let (explode, description) = (flag("explode").unwrap_or(true), text("description"));
        let media = node.get("content").and_then(Node::as_mapping);
        let media = media
            .and_then(|content| content.keys().next())
            .map(str::to_owned);
        let hint = Hint::within(operation, &wire);
        let content = at.child("content");
        let (lowered, style) = match (media, place) {
            (Some(media), Place::QueryString) if content::essence(&media) == FORM => {
                (self.media_schema(&content, &media, &hint), Style::Form)
            }
            (Some(media), _) => self.content_type(&content, &media, &hint, Style::Simple),
            (None, _) => (self.schema(&at.child("schema"), &hint), Style::Cookie),
        };
        let name = names.field(&self.pinned_name(&at).unwrap_or(wire.clone()));
        let mut parameter = finished(lowered, &wire, name, place, style);
        parameter.explode = explode;
        parameter.required = required;
        parameter.docs.deprecated |= deprecated == Some(true);
        parameter.docs.description = description.or(parameter.docs.description);
        Some(parameter)
    }

    fn parameter_type(
        &mut self,
        operation: &str,
        at: &Pointer,
        data: &ParameterData,
        style: Style,
    ) -> Option<(Lowered, Style)> {
        let hint = match content::component(at) {
            Some(component) => Hint::new(component),
            None => Hint::within(operation, &data.name),
        };
        match &data.format {
            ParameterSchemaOrContent::Schema(_) => {
                Some((self.schema(&at.child("schema"), &hint), style))
            }
            ParameterSchemaOrContent::Content(content) => {
                let media = content.keys().next()?;
                Some(self.content_type(&at.child("content"), media, &hint, style))
            }
        }
    }

    /// The type of a parameter with `content`, and its style: JSON, or text as it is.
    fn content_type(
        &mut self,
        content: &Pointer,
        media: &str,
        hint: &Hint,
        style: Style,
    ) -> (Lowered, Style) {
        if content::is_json(media) {
            return (self.media_schema(content, media, hint), Style::Json);
        }
        let lowered = match content::essence(media).as_str() {
            "text/plain" => self.media_schema(content, media, hint),
            _ => Lowered::new(Type::Json),
        };
        if matches!(
            lowered.ty,
            Type::String | Type::Bool | Type::Integer(_) | Type::Float
        ) {
            return (lowered, style);
        }
        let message =
            format!("the value of this parameter is `{media}`, which the caller writes as text");
        self.diagnostics.report(Diagnostic::new(
            codes::PARAMETER_AS_TEXT,
            content.child(media),
            message,
        ));
        let mut text = Lowered::new(Type::String);
        text.docs.description = Some(format!("Text of the media type `{media}`."));
        (text, style)
    }
}

/// A parameter of this type, with what most parameters have.
fn finished(
    lowered: Lowered,
    wire: &str,
    name: FieldName,
    place: Place,
    style: Style,
) -> Parameter {
    Parameter {
        name,
        place,
        style,
        explode: false,
        allow_reserved: false,
        allow_empty: false,
        required: false,
        constraints: lowered.constraints.clone(),
        default: lowered.default.clone(),
        docs: Docs {
            title: None,
            ..lowered.docs.clone()
        },
        ty: lowered.item_type(),
        wire: wire.to_owned(),
    }
}

/// What no two parameters of an operation have in common. Names of headers don't depend on case, and there is one query string.
fn identity(place: Place, name: &str) -> (Place, String) {
    match place {
        Place::Header => (place, name.to_ascii_lowercase()),
        Place::QueryString => (place, String::new()),
        Place::Path | Place::Query | Place::Cookie => (place, name.to_owned()),
    }
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
fn undeclared<'p>(path: &'p str, known: &Set<(Place, String)>) -> IndexSet<&'p str, Seeded> {
    let mut rest = path.split('#').next().unwrap_or_default();
    let mut names = IndexSet::default();
    while let Some((name, after)) = rest
        .split_once('{')
        .and_then(|(_, after)| after.split_once('}'))
    {
        if !known.contains(&identity(Place::Path, name)) {
            names.insert(name);
        }
        rest = after;
    }
    names
}

/// What stands for a variable that the document forgot, without which there is no URL.
fn text_in_path(wire: &str, names: &mut Scope) -> Parameter {
    let text = Lowered::new(Type::String);
    let mut parameter = finished(text, wire, names.field(wire), Place::Path, Style::Simple);
    parameter.required = true;
    parameter
}

/// Where a parameter goes, its style, and `allowEmptyValue`.
fn written(parameter: &Declared) -> (Place, Style, bool) {
    match parameter {
        Declared::Query {
            style,
            allow_empty_value,
            ..
        } => {
            let style = match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            (Place::Query, style, allow_empty_value.unwrap_or(false))
        }
        Declared::Path { style, .. } => {
            let style = match style {
                PathStyle::Simple => Style::Simple,
                PathStyle::Label => Style::Label,
                PathStyle::Matrix => Style::Matrix,
            };
            (Place::Path, style, false)
        }
        Declared::Header { .. } => (Place::Header, Style::Simple, false),
        Declared::Cookie { .. } => (Place::Cookie, Style::Form, false),
    }
}
