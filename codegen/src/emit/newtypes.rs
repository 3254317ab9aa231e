//! Lists and maps that hold themselves: a struct around each.

use crate::emit::types::{self, Module};
use crate::emit::{docs, item_paragraphs, label, validate};
use crate::ir::{Api, Constraints, Type, TypeDef};

pub fn emit(api: &Api, def: &TypeDef, ty: &Type, constraints: &Constraints) -> String {
    let name = &def.name;
    let notes = validate::notes(constraints);
    let paragraphs = item_paragraphs(&def.docs, &format!("{}.", label(&def.at)), &notes);
    let held = types::text(api, ty, Module::Types);
    let mut code = String::new();
    docs::comments(&mut code, "", &paragraphs);
    code.push_str(&format!(
        "#[derive(Clone, Debug, Default, PartialEq)]
pub struct {name}(pub {held});

impl From<{held}> for {name} {{
    fn from(value: {held}) -> Self {{
        Self(value)
    }}
}}

impl json::Json for {name} {{
    fn blank() -> Self {{
        Self::default()
    }}

    fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::Failure> {{
        reader.value().map(Self)
    }}

    fn write(&self, writer: &mut json::Writer) {{
        self.0.write(writer);
    }}
"
    ));
    validate::newtype(&mut code, api, ty, constraints);
    code.push_str("}\n");
    code
}
