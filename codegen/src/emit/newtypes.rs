//! Lists, maps and tuples that hold themselves: a struct around each.

use crate::docs;
use crate::emit::types::{self, Module};
use crate::emit::{head, item_paragraphs, label, validate};
use crate::ir::{Api, Constraints, Type, TypeDef};

pub fn emit(api: &Api, def: &TypeDef, ty: &Type, constraints: &Constraints) -> String {
    let name = &def.name;
    let notes = validate::notes(constraints);
    let paragraphs = item_paragraphs(&def.docs, || label(&def.at) + ".", notes);
    let held = types::text(api, ty, Module::Types);
    let mut code = String::new();
    docs::comments(&mut code, "", &paragraphs);
    head(&mut code, def);
    code.push_str(&format!(
        "pub struct {name}(pub {held});

impl From<{held}> for {name} {{
    fn from(value: {held}) -> Self {{
        Self(value)
    }}
}}

impl json::Json for {name} {{
    fn blank() -> Self {{
        Self(json::Json::blank())
    }}

    fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::Failure> {{
        reader.value().map(Self)
    }}

    fn held(&self) -> Option<&dyn json::Property> {{
        Some(&self.0)
    }}
"
    ));
    validate::newtype(&mut code, api, ty, constraints);
    code.push_str("}\n");
    seen_through(&mut code, api, def, ty);
    code
}

/// Adds what the rules of a place need that has the type.
fn seen_through(code: &mut String, api: &Api, def: &TypeDef, ty: &Type) {
    let name = &def.name;
    match ty {
        Type::List(inner) => {
            let item = types::text(api, inner, Module::Types);
            code.push_str(&format!(
                "
impl json::Sequence for {name} {{
    type Item = {item};

    fn sequence(&self) -> Option<&[Self::Item]> {{
        self.0.sequence()
    }}
}}
"
            ));
        }
        Type::Map(inner) => {
            let value = types::text(api, inner, Module::Types);
            code.push_str(&format!(
                "
impl json::Mapping for {name} {{
    type Value = {value};

    fn length(&self) -> Option<usize> {{
        self.0.length()
    }}

    fn visit(&self, entry: &mut dyn FnMut(&str, &Self::Value)) {{
        self.0.visit(entry);
    }}
}}
"
            ));
        }
        Type::Nullable(inner) | Type::Omissible(inner) => seen_through(code, api, def, inner),
        _ => {}
    }
}
