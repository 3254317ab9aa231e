//! Checks of `$ref` (OpenAPI 3.0.4 section 4.8.23).

use super::super::grammar::{ObjectKind, is_extension};
use super::super::node::{Mapping, Value};
use super::super::reference::{ANNOTATIONS, Broken, is_url, near_by};
use super::super::roots::Refusal;
use super::{Checker, Spot};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::pointer::Pointer;

/// The sections of the Components Object and what they hold.
const SECTIONS: &[(&str, ObjectKind)] = &[
    ("schemas", ObjectKind::Schema),
    ("responses", ObjectKind::Response),
    ("parameters", ObjectKind::Parameter),
    ("examples", ObjectKind::Example),
    ("requestBodies", ObjectKind::RequestBody),
    ("headers", ObjectKind::Header),
    ("securitySchemes", ObjectKind::SecurityScheme),
    ("links", ObjectKind::Link),
    ("callbacks", ObjectKind::Callback),
    ("pathItems", ObjectKind::PathItem),
    ("mediaTypes", ObjectKind::MediaType),
];

impl<'d> Checker<'d, '_> {
    /// Checks a Reference Object where an object of the kind `kind` is expected.
    pub(super) fn reference(&mut self, mapping: &'d Mapping, kind: ObjectKind, at: &Spot<'_>) {
        let keyword = match mapping.contains("$ref") {
            true => "$ref",
            false => "$dynamicRef",
        };
        let Some(node) = mapping.get(keyword) else {
            return;
        };
        let here = at.key(keyword);
        let Value::String(reference) = &node.value else {
            let message = format!("`{keyword}` should be a string, and is {}", node.kind());
            self.bad.insert(at.pointer());
            return self.report(Code::WRONG_TYPE, &here, message, "");
        };
        let schema = kind == ObjectKind::Schema && self.document.version.has_json_schema();
        if mapping.len() > 1 && !schema {
            self.siblings(mapping, kind, at);
        }
        let key = (self.file, &**reference, kind);
        let part = at.is_item_of("allOf");
        if !part && self.good.contains(&key) {
            return;
        }
        let from = at.pointer();
        match self.document.follow(&from) {
            Ok(target) => {
                if part {
                    self.parts.insert(target.clone());
                }
                let is_good = self.target(reference, &target, kind, at);
                // What is near by is another thing elsewhere.
                if is_good && near_by(reference).is_none() {
                    self.good.insert(key);
                }
            }
            // A link further on is reported where it is, if the walk gets there.
            Err(Broken::File {
                why: Refusal::Example,
                ..
            }) if kind == ObjectKind::Example => {}
            Err(broken) => {
                let mut found = self.explain(broken, reference, &from, kind);
                found.at = here.pointer().into();
                if kind == ObjectKind::Example {
                    found.severity = Severity::Note;
                }
                self.diagnostics.report(found);
                self.bad.insert(from);
            }
        }
    }

    /// Checks that the target is of the right kind, and sees to it that it is walked.
    fn target(
        &mut self,
        reference: &str,
        target: &Pointer,
        kind: ObjectKind,
        at: &Spot<'_>,
    ) -> bool {
        let mut tokens = target.tokens();
        let (first, second) = (tokens.next(), tokens.next());
        let (third, more) = (tokens.next().is_some(), tokens.next().is_some());
        let section = SECTIONS
            .iter()
            .find(|(name, _)| second.as_deref() == Some(*name));
        match (first.as_deref(), section) {
            (Some("components"), Some((_, found))) if third && !more => {
                if *found != kind {
                    let message = format!(
                        "`{reference}` is {}, and {} is expected here",
                        found.grammar().name,
                        kind.grammar().name
                    );
                    self.bad.insert(at.pointer());
                    self.report(Code::WRONG_REFERENCE, &at.key("$ref"), message, "");
                    return false;
                }
                if target.file() == 0 {
                    return true;
                }
            }
            (Some("components" | "paths"), _) if target.file() == 0 => return true,
            _ => {}
        }
        if self.queued.insert((target.clone(), kind)) {
            self.queue.push((target.clone(), kind));
        }
        true
    }

    fn explain(
        &self,
        broken: Broken,
        reference: &str,
        from: &Pointer,
        kind: ObjectKind,
    ) -> Diagnostic {
        let unresolved = match &broken {
            Broken::Unresolved { at, .. } => at == from,
            Broken::File { .. } => !reference.contains(['#', '/', '.']),
            _ => false,
        };
        let found = broken.diagnostic();
        if !unresolved {
            return found;
        }
        let sections = SECTIONS.iter().find(|(_, of)| *of == kind);
        let Some((section, _)) = sections else {
            return found;
        };
        if let Some(name) = reference.strip_prefix("#/definitions/") {
            return found.help(format!(
                "OpenAPI 3 has it at `#/components/{section}/{name}`"
            ));
        }
        if !reference.contains(['#', '/']) {
            return found.help(format!("write `#/components/{section}/{reference}`"));
        }
        let Some((_, wanted)) = reference.rsplit_once('/') else {
            return found;
        };
        let components = self.document.files.get(0);
        let components = components.and_then(|file| file.root.get("components"));
        let names = components.and_then(|all| all.get(section)?.as_mapping());
        let names = names.into_iter().flat_map(Mapping::keys);
        match self.guesses.closest(wanted, names) {
            Some(close) => found.help(format!("did you mean `#/components/{section}/{close}`?")),
            None => found,
        }
    }

    fn siblings(&mut self, mapping: &'d Mapping, kind: ObjectKind, at: &Spot<'_>) {
        let ignored = |key: &&str| !ANNOTATIONS.contains(key) && !is_extension(key);
        let version = self.document.version;
        for key in mapping.keys().filter(ignored) {
            self.collect((Code::REFERENCE_SIBLINGS, kind, key), &at.key(key), |at| {
                let message = format!("`{key}` beside a `$ref` is ignored in OpenAPI {version}");
                let found = Diagnostic::new(Code::REFERENCE_SIBLINGS, at, message);
                match kind {
                    ObjectKind::Schema => found.help(format!(
                        "write `allOf: [{{ $ref: ... }}]` and `{key}` beside it"
                    )),
                    _ => found,
                }
            });
        }
    }

    /// Checks a value of `mapping` in a discriminator: a reference, or the name of a schema.
    pub(super) fn mapping_target(&mut self, text: &str, at: &Spot<'_>) {
        if is_url(text) || !text.contains(['#', '/']) {
            return;
        }
        let from = at.pointer();
        let Err(broken) = self.document.find(&from, text) else {
            return;
        };
        let mut found = self.explain(broken, text, &from, ObjectKind::Schema);
        found.at = from.into();
        self.diagnostics.report(found);
    }
}
