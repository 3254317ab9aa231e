//! The data of events whose names say what it is.

use super::expr::{Expr, literal};
use super::item_paragraphs;
use super::types::{self, Module};
use super::writer::CodeWriter;
use crate::docs::{self, Inline};
use crate::ir::{Api, EventUnion, EventVariant, Type};

/// Adds the enum, and what chooses one of its variants.
pub fn union(code: &mut CodeWriter, api: &Api, union: &EventUnion) {
    let name = union.name.as_str();
    let fallback = || "The data of an event, by its name.";
    let is_complete = union
        .variants
        .last()
        .is_some_and(|last| last.events.is_empty());
    code.docs(&item_paragraphs(&union.docs, fallback, None::<Inline>));
    code.line(["#[derive(Clone, Debug, PartialEq)]"]);
    code.line(["#[non_exhaustive]"]);
    code.block(["pub enum ", name], |code| {
        for one in &union.variants {
            variant(code, api, one);
        }
        if !is_complete {
            code.line(["/// The data of an event that the document does not declare."]);
            code.line(["Unknown(String),"]);
        }
    });
    code.blank();
    code.implement("impl runtime::FromEvent", name, |code| {
        let texts = union.variants.iter().filter(|one| one.ty.is_none());
        let texts: Vec<&str> = texts
            .flat_map(|one| &one.events)
            .map(String::as_str)
            .collect();
        if !texts.is_empty() {
            let texts = Expr::strings(&texts);
            code.assign("const TEXTS: &'static [&'static str] =", &texts, ";");
            code.blank();
        }
        let arguments = vec![Expr::text("event: &runtime::EventText<'_>")];
        let result = "Result<Self, runtime::json::Failure>";
        code.function("fn from_event", arguments, result, |code| {
            code.block(["match event.name()"], |code| {
                for one in &union.variants {
                    for pattern in patterns(one) {
                        code.arm(&pattern, &read(one));
                    }
                }
                if !is_complete {
                    code.line(["_ => Ok(Self::Unknown(event.text())),"]);
                }
            });
        });
    });
}

fn variant(code: &mut CodeWriter, api: &Api, one: &EventVariant) {
    let note = || match one.events.is_empty() {
        true => Inline::from("All other events."),
        false => "The event " + docs::join(codes(&one.events), " or ") + ".",
    };
    let is_said = one.docs.title.is_some() || one.docs.description.is_some();
    code.docs(&item_paragraphs(&one.docs, note, is_said.then(note)));
    match &one.ty {
        None => code.variant(one.name.as_str(), "String".to_owned()),
        Some(ty) => {
            let text = types::text(api, ty, Module::Client);
            // The variants differ in size; in a box they don't.
            let text = match ty {
                Type::Named(_) => ["Box<", &text, ">"].concat(),
                _ => text,
            };
            code.variant(one.name.as_str(), text);
        }
    }
}

fn codes(names: &[String]) -> Vec<Inline> {
    names.iter().map(|name| docs::code(name)).collect()
}

/// The patterns of its arms: all names together, or one by one where that would be a long line.
fn patterns(one: &EventVariant) -> Vec<String> {
    const WIDEST: usize = 60;
    let names = one.events.iter().map(|name| {
        let mut pattern = String::new();
        literal(&mut pattern, name);
        pattern
    });
    let names: Vec<String> = names.collect();
    let together = names.join(" | ");
    match together.len() {
        0 => vec!["_".to_owned()],
        length if length <= WIDEST => vec![together],
        _ => names,
    }
}

fn read(one: &EventVariant) -> Expr {
    match one.ty {
        None => Expr::text(format!("Ok(Self::{}(event.text()))", one.name)),
        Some(_) => {
            let name = Expr::text(format!("Self::{}", one.name));
            Expr::text("event.json()").method("map", vec![name])
        }
    }
}
