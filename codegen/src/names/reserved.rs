//! Names that generated code uses in places where names of the document are defined too.
//!
//! These lists say what the emitters write. `tests/fixtures` compiles documents whose names are all the words of generated code:
//! a word that an emitter begins to use and that should be here fails there.

/// The module `types`, and that of the types of operations, which have their names together.
pub const TYPES: &[&str] = &[
    "AdditionalProperties",
    "BTreeMap",
    "Base64",
    "Box",
    "Clone",
    "Date",
    "DateTime",
    "Debug",
    "Default",
    "Err",
    "From",
    "Into",
    "JsonText",
    "None",
    "Nullable",
    "Ok",
    "Option",
    "Parsed",
    "PartialEq",
    "Result",
    "Self",
    "Some",
    "String",
    "Uuid",
    "Value",
    "Vec",
];

/// The modules of headers, webhooks and callbacks.
pub const OUTSIDE: &[&str] = &[
    "Base64", "Box", "Date", "DateTime", "JsonText", "Option", "Parsed", "Result", "Self",
    "String", "Uuid", "Value", "Vec",
];
