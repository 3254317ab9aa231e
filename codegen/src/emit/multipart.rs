//! Forms: structs that collect the parts of a body of `multipart/form-data`.

use crate::docs::{self, Block, Inline};
use crate::emit::layout::{self, Expr, separate};
use crate::emit::operations::{item, section};
use crate::emit::requests::{borrowed, encoding, reference};
use crate::emit::types::Module;
use crate::emit::{fixed, item_paragraphs, validate};
use crate::ir::{Api, Function, MOST_ARGUMENTS, Multipart, Part, PartKind};

/// Adds the form of a function.
pub fn form(code: &mut String, api: &Api, function: &Function<'_>, form: &Multipart) {
    let name = &form.name;
    separate(code);
    let about = "The body of [`Client::" + Inline::from(function.name) + "`].";
    docs::comments(code, "", &[about.into()]);
    let derives = match form.parts.iter().any(|part| part.required) {
        true => "#[derive(Debug)]\n",
        false => "#[derive(Debug, Default)]\n",
    };
    code.push_str(derives);
    code.extend([
        "pub struct ",
        name.as_str(),
        " {\n    parts: runtime::Multipart,\n}\n\nimpl ",
        name.as_str(),
        " {\n",
    ]);
    constructor(code, api, form);
    for part in form.parts.iter().filter(|part| !part.required) {
        setter(code, api, part);
    }
    code.push_str(fixed::ANY_PART);
    fixed::add(code, fixed::FORM, name);
}

fn constructor(code: &mut String, api: &Api, form: &Multipart) {
    let required: Vec<&Part> = form.parts.iter().filter(|part| part.required).collect();
    if required.is_empty() {
        code.push_str("    /// No parts.\n    #[must_use]\n    pub fn new() -> Self {\n        Self::default()\n    }\n\n");
        return;
    }
    let texts = required.iter().filter_map(|part| described(part));
    let mut paragraphs = vec![Block::from(
        "The parts that are required; the rest is left out until it is set.",
    )];
    paragraphs.extend(section("# Arguments", texts.collect()));
    docs::comments(code, "    ", &paragraphs);
    code.push_str("    #[must_use]\n");
    if required.len() > MOST_ARGUMENTS {
        code.push_str("    #[allow(clippy::too_many_arguments)]\n");
    }
    let arguments = required.iter().map(|part| argument(api, part)).collect();
    layout::signature(code, "new", arguments, "Self");
    code.push_str("        let mut parts = runtime::Multipart::new();\n");
    for part in required {
        layout::line(code, 8, "", &set(part, "parts"), ";");
    }
    code.push_str("        Self { parts }\n    }\n\n");
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

fn setter(code: &mut String, api: &Api, part: &Part) {
    let fallback = || "Sets " + docs::code(&part.wire) + ".";
    let paragraphs = item_paragraphs(&part.docs, fallback, notes(part));
    docs::comments(code, "    ", &paragraphs);
    if part.docs.deprecated {
        code.push_str("    #[deprecated]\n");
    }
    code.push_str("    #[must_use]\n");
    let arguments = vec![Expr::text("mut self"), argument(api, part)];
    layout::signature(code, part.name.as_str(), arguments, "Self");
    layout::line(code, 8, "", &set(part, "self.parts"), ";");
    code.push_str("        self\n    }\n\n");
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

fn set(part: &Part, parts: &str) -> Expr {
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
    Expr::call(format!("{parts}.{method}"), arguments)
}
