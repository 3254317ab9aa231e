//! Checks of parameters and headers (OpenAPI 3.0.4 sections 4.8.12 and 4.8.21).

use std::collections::HashMap;

use super::super::grammar::{ObjectKind, Version, styles};
use super::super::node::{Mapping, Node};
use super::{Checker, Spot};
use crate::diagnostics::{Code, Diagnostic, list_of};
use crate::pointer::Pointer;

/// A parameter of an operation: where the list has it, and what it is called.
pub(super) struct Declared<'d> {
    pub(super) at: Pointer,
    pub(super) place: &'d str,
    pub(super) name: &'d str,
}

impl<'d> Checker<'d, '_> {
    pub(super) fn parameter(&mut self, parameter: &'d Mapping, kind: ObjectKind, at: &Spot<'_>) {
        let place = match kind {
            ObjectKind::Header => "header",
            _ => parameter
                .get("in")
                .and_then(Node::as_str)
                .unwrap_or_default(),
        };
        let known = !styles(place).is_empty();
        if !known {
            self.bad.insert(at.pointer());
        }
        let noun = kind.grammar().name;
        let schema = parameter.contains("schema");
        match parameter.get("content").and_then(Node::as_mapping) {
            None if !schema => {
                let message = format!("{noun} needs `schema` or `content`");
                self.spoil(
                    Code::MISSING_KEYWORD,
                    at,
                    message,
                    "write `schema: { type: string }`",
                );
            }
            Some(_) if schema => {
                let message =
                    format!("{noun} has either `schema` or `content`; `content` is ignored");
                self.report(Code::WRONG_TYPE, &at.key("content"), message, "");
            }
            Some(content) if content.len() != 1 => {
                let message = "the `content` of a parameter needs exactly one media type";
                self.spoil(Code::WRONG_TYPE, &at.key("content"), message, "");
            }
            _ => {}
        }
        if known && kind == ObjectKind::Parameter {
            self.writing(parameter, place, at);
        }
        let required = parameter.get("required").and_then(Node::as_bool);
        if place == "path" && kind == ObjectKind::Parameter && required != Some(true) {
            let message = "a path parameter is always required";
            self.report(
                Code::OPTIONAL_PATH_PARAMETER,
                at,
                message,
                "add `required: true`",
            );
        }
    }

    /// What says how a parameter is written has to suit its place.
    fn writing(&mut self, parameter: &'d Mapping, place: &str, at: &Spot<'_>) {
        let version = self.document.version;
        let style = parameter.get("style").and_then(Node::as_str);
        if let Some(style) = style
            && !styles(place).contains(&style)
        {
            let message = format!("a {place} parameter has no style `{style}`; it is ignored");
            let help = match styles(place) {
                [only] => format!("the only style is `{only}`"),
                several => format!("the styles are {}", list_of(several)),
            };
            self.report(Code::UNKNOWN_VALUE, &at.key("style"), message, help);
        }
        if style == Some("cookie") && place == "cookie" && version < Version::V3_2 {
            let message =
                format!("the style `cookie` is of OpenAPI 3.2, and this document is {version}");
            let help = "it counts all the same; say so by `openapi: 3.2.0`";
            self.report(Code::NEWER_KEYWORD, &at.key("style"), message, help);
        }
        let reserved = parameter.get("allowReserved").and_then(Node::as_bool);
        if reserved == Some(true) && matches!(place, "header" | "cookie") {
            let message = match place {
                "header" => "nothing is escaped in a header: `allowReserved` is ignored",
                _ => {
                    "reserved characters in a cookie are always escaped: `allowReserved` is ignored"
                }
            };
            self.report(Code::UNKNOWN_VALUE, &at.key("allowReserved"), message, "");
        }
    }

    /// The parameters of one list, each with its target's name and place. Twins are reported and
    /// marked.
    pub(super) fn parameter_list(
        &mut self,
        list: Option<&'d Node>,
        at: &Pointer,
    ) -> Vec<Declared<'d>> {
        let items = list.and_then(Node::as_sequence).unwrap_or_default();
        let mut seen: HashMap<(&str, String), Pointer> = HashMap::new();
        let mut declared = Vec::new();
        for index in 0..items.len() {
            let at = at.index(index);
            let Ok(target) = self.document.follow(&at) else {
                continue;
            };
            let Some(node) = self.document.raw(&target) else {
                continue;
            };
            let text = |key: &str| node.get(key).and_then(Node::as_str);
            let (Some(place), Some(name)) = (text("in"), text("name")) else {
                continue;
            };
            // Header names don't depend on case (RFC 9110 section 5.1).
            let same = if place == "header" {
                name.to_ascii_lowercase()
            } else {
                name.to_owned()
            };
            if let Some(first) = seen.get(&(place, same.clone())) {
                let message = format!("the {place} parameter `{name}` is declared twice");
                let found = Diagnostic::new(Code::DUPLICATE_PARAMETER, &at, message);
                self.diagnostics
                    .report(found.related(first, "the first one is here"));
                self.bad.insert(at);
                continue;
            }
            seen.insert((place, same), at.clone());
            declared.push(Declared { at, place, name });
        }
        declared
    }
}
