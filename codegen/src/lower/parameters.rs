//! Parameters (OpenAPI 3.0.4, section 4.7.12).

use openapiv3::{
    Parameter as Declared, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
};

use crate::diagnostics::Diagnostic;
use crate::document::Pointer;
use crate::ir::Type;
use crate::ir::{Docs, Parameter, Place, Style};
use crate::lower::types::Hint;
use crate::lower::{Lower, Lowered, codes, content};
use crate::names::Scope;

/// Headers that OpenAPI describes elsewhere and says to ignore here.
const IGNORED_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

impl Lower<'_> {
    /// The parameters of an operation: its own before those of its path, which they replace.
    /// None if one that is required can't be represented, which is reported.
    pub(super) fn parameters(
        &mut self,
        operation: &str,
        path: &str,
        own: &[Pointer],
        of_path: &[Pointer],
        names: &mut Scope,
    ) -> Option<Vec<Parameter>> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for at in own.iter().chain(of_path) {
            let declared = match self.document.parameter(at) {
                Ok(declared) => declared,
                Err(unusable) => {
                    unusable.report(self.diagnostics);
                    return None;
                }
            };
            let (place, style, default_explode, allow_reserved) = written(&declared);
            let data = declared.value.parameter_data();
            let known = |one: &Parameter| one.place == place && one.wire == data.name;
            if parameters.iter().any(known) {
                continue;
            }
            if place == Place::Header
                && IGNORED_HEADERS
                    .iter()
                    .any(|name| data.name.eq_ignore_ascii_case(name))
            {
                let message = format!("the header `{}` is set by the client itself", data.name);
                self.diagnostics.report(Diagnostic::new(
                    codes::PARAMETER_IGNORED,
                    &declared.at,
                    message,
                ));
                continue;
            }
            let (lowered, style) = self.parameter_type(operation, &declared.at, &data, style)?;
            parameters.push(Parameter {
                name: names.field(&data.name),
                place,
                style,
                explode: data.explode.unwrap_or(default_explode),
                allow_reserved,
                required: data.required || place == Place::Path,
                constraints: lowered.constraints.clone(),
                default: lowered.default.clone(),
                docs: Docs {
                    title: None,
                    description: data
                        .description
                        .or_else(|| lowered.docs.description.clone()),
                    deprecated: data.deprecated.unwrap_or(false) || lowered.docs.deprecated,
                },
                ty: lowered.item_type(),
                wire: data.name,
            });
        }
        // As they stand in the path, then the others in the document's order.
        let position = |one: &Parameter| {
            path.find(&format!("{{{}}}", one.wire))
                .unwrap_or(usize::MAX)
        };
        parameters.sort_by_key(|one| match one.place {
            Place::Path => (0, position(one)),
            _ => (1, 0),
        });
        Some(parameters)
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
            ParameterSchemaOrContent::Schema(schema) => {
                let schema = self.document.target(schema)?;
                Some((self.schema(&schema, &hint), style))
            }
            ParameterSchemaOrContent::Content(content) => {
                let media = content.keys().next()?;
                let schema = self
                    .document
                    .raw(&at.child("content").child(media))?
                    .member("schema");
                let schema = schema.map(|_| at.child("content").child(media).child("schema"));
                if !content::is_json(media) {
                    return Some((Lowered::new(Type::String), style));
                }
                let lowered = schema.map_or(Lowered::new(Type::Json), |at| self.schema(&at, &hint));
                Some((lowered, Style::Json))
            }
        }
    }
}

/// Where a parameter goes, its style, and the default of `explode` for it.
fn written(parameter: &Declared) -> (Place, Style, bool, bool) {
    match parameter {
        Declared::Query {
            style,
            allow_reserved,
            ..
        } => {
            let style = match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            (Place::Query, style, style == Style::Form, *allow_reserved)
        }
        Declared::Path { style, .. } => {
            let style = match style {
                PathStyle::Simple => Style::Simple,
                PathStyle::Label => Style::Label,
                PathStyle::Matrix => Style::Matrix,
            };
            (Place::Path, style, false, false)
        }
        Declared::Header { .. } => (Place::Header, Style::Simple, false, false),
        Declared::Cookie { .. } => (Place::Cookie, Style::Form, true, false),
    }
}
