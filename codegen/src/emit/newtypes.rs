//! Lists, maps and tuples that hold themselves: a struct around each.

use crate::emit::types::{self, Module};
use crate::emit::writer::CodeWriter;
use crate::emit::{head, item_paragraphs, label, validate};
use crate::ir::{Api, Constraints, Type, TypeDef};

pub fn emit(code: &mut CodeWriter, api: &Api, def: &TypeDef, ty: &Type, constraints: &Constraints) {
    let name = def.name.as_str();
    let notes = validate::notes(constraints);
    let held = types::text(api, ty, Module::Types);
    code.docs(&item_paragraphs(&def.docs, || label(&def.at) + ".", notes));
    head(code, def);
    code.line(["pub struct ", name, "(pub ", &held, ");"]);
    code.blank();
    code.convert(&held, name, "Self(value)");
    code.blank();
    code.implement("impl json::Json", name, |code| {
        code.lines(&api.words.fill(JSON));
        validate::newtype(code, api, ty, constraints);
    });
    seen_through(code, api, def, ty);
}

/// How one is read and written.
const JSON: &str = "\
fn blank() -> Self {
    Self(json::Json::blank())
}

fn read(reader: &mut json::Reader<'_>) -> $Result<Self, json::Failure> {
    reader.value().map(Self)
}

fn held(&self) -> $Option<&dyn json::Property> {
    Some(&self.0)
}
";

/// Adds what the rules of a place need that has the type.
fn seen_through(code: &mut CodeWriter, api: &Api, def: &TypeDef, ty: &Type) {
    let (what, part, inner, rest) = match ty {
        Type::List(inner) => ("impl json::Sequence", "type Item =", inner, SEQUENCE),
        Type::Map(inner) => ("impl json::Mapping", "type Value =", inner, MAPPING),
        Type::Nullable(inner) | Type::Omissible(inner) => {
            return seen_through(code, api, def, inner);
        }
        _ => return,
    };
    code.blank();
    code.implement(what, def.name.as_str(), |code| {
        code.typed(part, &types::text(api, inner, Module::Types), ";");
        code.blank();
        code.lines(&api.words.fill(rest));
    });
}

const SEQUENCE: &str = "\
fn sequence(&self) -> $Option<&[Self::Item]> {
    self.0.sequence()
}
";

const MAPPING: &str = "\
fn length(&self) -> $Option<usize> {
    self.0.length()
}

fn visit(&self, entry: &mut dyn FnMut(&str, &Self::Value)) {
    self.0.visit(entry);
}
";
