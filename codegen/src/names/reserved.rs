//! Names that generated code uses in places where names of the document are defined too.
//!
//! These lists say what the emitters write. `tests/fixtures` compiles documents whose names are all the words of generated code:
//! a word that an emitter begins to use and that should be here fails there.

/// The module `types`, and that of the types of operations, which have their names together. Other words that generated code
/// uses there are [said by path](super::Words) where a type has their name.
pub const TYPES: &[&str] = &[
    "BTreeMap",
    "Default",
    "Err",
    "From",
    "Into",
    "None",
    "Ok",
    "PartialEq",
    "Self",
    "Some",
];

/// The modules of headers, webhooks and callbacks.
pub const OUTSIDE: &[&str] = &[
    "Base64",
    "Box",
    "Date",
    "DateTime",
    "JsonNumber",
    "JsonText",
    "NumberOrText",
    "Option",
    "Parsed",
    "ParsedNumber",
    "Result",
    "Self",
    "String",
    "Uuid",
    "Value",
    "Vec",
];

/// The methods of a client, beside those of operations.
pub const CLIENT: &[&str] = &[
    "builder",
    "clone",
    "clone_from",
    "fmt",
    "from",
    "into",
    "new",
    "to_owned",
    "type_id",
];

/// The methods of a client's builder, beside those of security schemes.
pub const BUILDER: &[&str] = &[
    "anonymous",
    "base_url",
    "build",
    "clone",
    "default",
    "fmt",
    "header",
    "idle_timeout",
    "max_body",
    "max_redirects",
    "new",
    "origin",
    "server",
    "timeout",
    "transport",
    "user_agent",
];

/// The methods of a server, beside those of its variables.
pub const SERVER: &[&str] = &[
    "clone",
    "clone_from",
    "fmt",
    "from",
    "into",
    "server",
    "to_owned",
    "type_id",
];

/// The methods of a call, beside the setters of an operation's parameters, and `request`, which the client's
/// method calls what it fills in.
pub const CALL: &[&str] = &[
    "body",
    "header",
    "idle_timeout",
    "into_call",
    "into_future",
    "request",
    "send",
    "stream",
    "timeout",
    "without_body",
];

/// The methods of a form, beside the setters of its parts.
pub const FORM: &[&str] = &[
    "add", "clone", "default", "fmt", "from", "into", "new", "part", "parts",
];

/// The methods of an object, beside the setters of its properties, and those of operators, which a setter must not be
/// taken for.
pub const OBJECT: &[&str] = &[
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "clone_into",
    "cmp",
    "default",
    "deref",
    "deref_mut",
    "div",
    "drop",
    "eq",
    "fmt",
    "from",
    "from_iter",
    "from_str",
    "hash",
    "index",
    "index_mut",
    "into",
    "into_iter",
    "mul",
    "ne",
    "neg",
    "new",
    "next",
    "not",
    "rem",
    "shl",
    "shr",
    "sub",
    "to_owned",
    "try_from",
    "try_into",
    "type_id",
    "validate",
];
