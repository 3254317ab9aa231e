//! Forms: structs that collect the parts of a body of `multipart/form-data`.

use crate::docs::{self, Block, Inline};
use crate::emit::expr::Expr;
use crate::emit::operations::{item, section};
use crate::emit::requests::{borrowed, encoding, reference};
use crate::emit::types::Module;
use crate::emit::writer::CodeWriter;
use crate::emit::{item_paragraphs, validate};
use crate::ir::{Api, Function, MOST_ARGUMENTS, Multipart, Part, PartKind};

/// Adds the form of a function.
pub fn form(code: &mut CodeWriter, api: &Api, function: &Function, form: &Multipart) {
    let name = form.name.as_str();
    let about = "The body of [`Client::" + Inline::from(&function.name) + "`].";
    code.blank();
    code.docs(&[about.into()]);
    code.line([match form.parts.iter().any(|part| part.required) {
        true => "#[derive(Debug)]",
        false => "#[derive(Debug, Default)]",
    }]);
    code.block(["pub struct ", name], |code| {
        code.line(["parts: runtime::Multipart,"]);
    });
    code.blank();
    code.block(["impl ", name], |code| {
        constructor(code, api, form);
        for part in form.parts.iter().filter(|part| !part.required) {
            setter(code, api, part);
        }
        code.blank();
        code.lines(ANY_PART);
    });
    code.blank();
    code.line(["/// Parts made by hand."]);
    code.implement("impl From<runtime::Multipart>", name, |code| {
        code.block(["fn from(parts: runtime::Multipart) -> Self"], |code| {
            code.line(["Self { parts }"]);
        });
    });
    code.blank();
    code.convert(name, "runtime::Multipart", "value.parts");
}

/// What every form can do.
const ANY_PART: &str = "\
/// Adds a part that the document does not declare, or one more of a name.
#[must_use]
pub fn part(mut self, name: impl Into<String>, part: impl Into<runtime::Part>) -> Self {
    self.parts.add(name, part);
    self
}
";

fn constructor(code: &mut CodeWriter, api: &Api, form: &Multipart) {
    let required: Vec<&Part> = form.parts.iter().filter(|part| part.required).collect();
    if required.is_empty() {
        code.line(["/// No parts."]);
        code.line(["#[must_use]"]);
        return code.block(["pub fn new() -> Self"], |code| {
            code.line(["Self::default()"])
        });
    }
    let texts = required.iter().filter_map(|part| described(part));
    let mut paragraphs = vec![Block::from(
        "The parts that are required; the rest is left out until it is set.",
    )];
    paragraphs.extend(section("# Arguments", texts.collect()));
    code.docs(&paragraphs);
    code.line(["#[must_use]"]);
    if required.len() > MOST_ARGUMENTS {
        code.line(["#[allow(clippy::too_many_arguments)]"]);
    }
    let arguments = required.iter().map(|part| argument(api, part)).collect();
    code.function("pub fn new", arguments, "Self", |code| {
        code.line(["let mut parts = runtime::Multipart::new();"]);
        for part in required {
            code.statement(&set(part, Expr::text("parts")), ";");
        }
        code.line(["Self { parts }"]);
    });
}

/// `name: what the document says of it`, if it says something.
fn described(part: &Part) -> Option<Inline> {
    let name = docs::code(part.name.as_str());
    let description = part.docs.description.as_deref().map(docs::first_paragraph);
    let texts: Vec<Inline> = description.into_iter().chain(notes(part)).collect();
    (!texts.is_empty()).then(|| item(name, texts))
}

fn notes(part: &Part) -> Vec<Inline> {
    let mut notes = validate::notes(&part.constraints);
    if part.is_null_left_out {
        notes.push("Required; left out where it is null, which a form has no word for.".into());
    }
    if !part.content_types.is_empty() {
        notes.push("Content type: one of " + docs::codes(&part.content_types) + ".");
    }
    if !part.headers.is_empty() {
        notes.push("Headers of the part: " + docs::codes(&part.headers) + ".");
    }
    notes
}

fn setter(code: &mut CodeWriter, api: &Api, part: &Part) {
    let fallback = || "Sets " + docs::code(&part.wire) + ".";
    code.blank();
    code.docs(&item_paragraphs(&part.docs, fallback, notes(part)));
    if part.docs.deprecated {
        code.line(["#[deprecated]"]);
    }
    code.line(["#[must_use]"]);
    let arguments = vec![Expr::text("mut self"), argument(api, part)];
    let head = ["pub fn ", part.name.as_str()].concat();
    code.function(&head, arguments, "Self", |code| {
        let parts = Expr::text("self").chain([Expr::text(".parts")]);
        code.statement(&set(part, parts), ";");
        code.line(["self"]);
    });
}

fn argument(api: &Api, part: &Part) -> Expr {
    let ty = match &part.kind {
        PartKind::File | PartKind::Part => "impl Into<runtime::Part>".to_owned(),
        PartKind::Files => "impl IntoIterator<Item = runtime::Part>".to_owned(),
        PartKind::Value(ty) | PartKind::Values(ty) | PartKind::Styled(ty, ..) => {
            borrowed(api, ty, Module::Operations)
        }
    };
    Expr::text(format!("{}: {ty}", part.name))
}

fn set(part: &Part, parts: Expr) -> Expr {
    let (wire, media) = (Expr::string(&part.wire), Expr::string(&part.content_type));
    let name = part.name.as_str();
    let value = || Expr::text(name.to_owned());
    let (method, arguments) = match &part.kind {
        PartKind::File => ("file", vec![wire, media, value()]),
        PartKind::Files => ("files", vec![wire, media, value()]),
        PartKind::Part => ("set", vec![wire, media, value()]),
        PartKind::Value(ty) => ("value", vec![wire, media, reference(name, ty)]),
        PartKind::Values(ty) => ("values", vec![wire, media, reference(name, ty)]),
        PartKind::Styled(ty, serialization) => {
            let encoding = encoding(&part.wire, serialization, "runtime::");
            ("styled", vec![encoding, reference(name, ty)])
        }
    };
    parts.method(method, arguments)
}
