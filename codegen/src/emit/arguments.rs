//! What callers give for the parameters of an operation: arguments, a struct that names them, setters.

use indexmap::IndexMap;

use super::expr::Expr;
use super::item_paragraphs;
use super::operations::parameter_notes;
use super::requests::{is_by_value, set_parameter};
use super::types::{self, Module};
use super::writer::CodeWriter;
use crate::docs::{self, Inline};
use crate::hash::Seeded;
use crate::ir::{Api, Need, Operation, Parameter, Type};
use crate::names::TypeName;

/// The argument that a function has for the values of all parameters that have to be given, where they are a struct.
const ARGUMENTS: &str = "arguments";

/// The lifetime of what is borrowed, where it needs a name.
const LIFETIME: &str = "<'a>";

/// What a function takes and does for the parameters of its operation.
pub(super) struct ForParameters {
    /// Its arguments.
    pub arguments: Vec<Expr>,
    /// What puts them, and values that the document has as default, into the request.
    pub statements: Vec<Expr>,
    /// The lifetime that an argument needs a name for.
    pub lifetime: &'static str,
}

/// What a function takes and does for the parameters of `operation`, putting them into `request`.
pub(super) fn of_function(api: &Api, operation: &Operation, request: &Expr) -> ForParameters {
    let mut given = ForParameters {
        arguments: Vec::new(),
        statements: Vec::new(),
        lifetime: "",
    };
    if let Some(name) = &operation.arguments {
        let lifetime = if borrows(api, operation) { "<'_>" } else { "" };
        let argument = format!("{ARGUMENTS}: operations::{name}{lifetime}");
        given.arguments.push(Expr::text(argument));
    }
    for parameter in &operation.parameters {
        let name = parameter.name.as_str();
        let value = match parameter.need {
            Need::Optional => continue,
            Need::Defaulted => match parameter.default.as_ref().and_then(literal) {
                Some(value) => value,
                None => continue,
            },
            Need::Required if operation.arguments.is_some() => of_field(api, parameter),
            Need::Required => {
                let ty = argument_type(api, &parameter.ty, &mut given.lifetime);
                let argument = [name, ": ", &ty].concat();
                given.arguments.push(Expr::text(argument));
                of_argument(api, name, &parameter.ty)
            }
        };
        let statement = set_parameter(parameter, request.clone(), value);
        given.statements.push(statement);
    }
    given
}

/// The expression of a text, a number or a flag that is sent as it is.
fn literal(value: &serde_json::Value) -> Option<Expr> {
    Some(match value {
        serde_json::Value::String(text) => Expr::string(text),
        serde_json::Value::Bool(flag) => Expr::text(format!("&{flag}")),
        serde_json::Value::Number(number) => Expr::text(match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => format!("&{number}i64"),
            (None, Some(number)) => format!("&{number}u64"),
            (None, None) => format!("&{:?}f64", number.as_f64()?),
        }),
        _ => return None,
    })
}

/// The type of the argument for a parameter that has to be given. Says so where it needs a lifetime.
fn argument_type(api: &Api, ty: &Type, lifetime: &mut &'static str) -> String {
    let module = Module::Client;
    match api.plain(ty) {
        Type::Nullable(inner) => into_option(api, inner, module, lifetime),
        plain if is_plain(plain) => reference_type(api, ty, module, "&"),
        _ => format!("impl runtime::Argument<{}>", target(api, ty, module)),
    }
}

/// The type of an argument for a value or none, where none is said and not left out.
fn into_option(api: &Api, ty: &Type, module: Module, lifetime: &mut &'static str) -> String {
    if !is_by_value(api.plain(ty)) {
        *lifetime = LIFETIME;
    }
    let ty = reference_type(api, ty, module, "&'a ");
    format!("impl Into<Option<{ty}>>")
}

/// Whether a reference says it all, or the value is cheap to copy: there is only one way to give it.
fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::String => true,
        Type::List(item) => **item != Type::String,
        ty => is_by_value(ty),
    }
}

/// The type of what is borrowed, or cheap to copy. `borrow` is the sign for a reference, with its lifetime if it has one.
fn reference_type(api: &Api, ty: &Type, module: Module, borrow: &str) -> String {
    match api.plain(ty) {
        Type::Nullable(inner) => format!("Option<{}>", reference_type(api, inner, module, borrow)),
        plain if is_by_value(plain) => types::text(api, ty, module),
        _ => [borrow, &target(api, ty, module)].concat(),
    }
}

/// What a reference leads to: the most general type of which there may be one.
fn target(api: &Api, ty: &Type, module: Module) -> String {
    match api.plain(ty) {
        Type::String => "str".to_owned(),
        Type::List(item) => format!("[{}]", types::text(api, item, module)),
        Type::Nullable(inner) => target(api, inner, module),
        _ => types::text(api, ty, module),
    }
}

/// A reference to the value of such an argument.
fn of_argument(api: &Api, name: &str, ty: &Type) -> Expr {
    match api.plain(ty) {
        Type::Nullable(inner) => converted(api, name, inner),
        Type::String => Expr::text(name.to_owned()),
        plain if is_by_value(plain) => Expr::text(format!("&{name}")),
        plain if is_plain(plain) => Expr::text(name.to_owned()),
        _ => Expr::text(format!("&{name}.argument()")),
    }
}

/// A reference to the value of a field of the struct of arguments.
fn of_field(api: &Api, parameter: &Parameter) -> Expr {
    let value = format!("{ARGUMENTS}.{}", parameter.name);
    match api.plain(&parameter.ty) {
        Type::Nullable(inner) => in_option(api, Expr::text(format!("&{value}")), inner),
        plain if is_by_value(plain) => Expr::text(format!("&{value}")),
        _ => Expr::text(value),
    }
}

/// A reference to the `Option` that the argument becomes.
fn converted(api: &Api, name: &str, inner: &Type) -> Expr {
    let value = Expr::text(format!("&{name}")).method("into", Vec::new());
    in_option(api, value, inner)
}

/// An `Option` that can be written: what is borrowed in it is written as what it is borrowed from.
fn in_option(api: &Api, option: Expr, inner: &Type) -> Expr {
    match is_by_value(api.plain(inner)) {
        true => option,
        false => option.method("map", vec![Expr::text("std::borrow::Cow::Borrowed")]),
    }
}

/// Whether the struct of arguments borrows anything.
fn borrows(api: &Api, operation: &Operation) -> bool {
    operation.required().any(|one| {
        let plain = match api.plain(&one.ty) {
            Type::Nullable(inner) => api.plain(inner),
            plain => plain,
        };
        !is_by_value(plain)
    })
}

/// The structs that name the values of parameters which have to be given, each with the operations that have it.
pub(super) fn structures(api: &Api) -> impl Iterator<Item = (&TypeName, Vec<&Operation>)> {
    let mut found: IndexMap<&TypeName, Vec<&Operation>, Seeded> = IndexMap::default();
    for operation in &api.operations {
        if let Some(name) = &operation.arguments {
            found.entry(name).or_default().push(operation);
        }
    }
    found.into_iter()
}

/// Adds one of them.
pub(super) fn structure(
    code: &mut CodeWriter,
    api: &Api,
    name: &TypeName,
    operations: &[&Operation],
) {
    let Some(first) = operations.first() else {
        return;
    };
    let lifetime = if borrows(api, first) { LIFETIME } else { "" };
    code.docs(&[users(operations).into()]);
    let mut parameters = operations.iter().flat_map(|operation| operation.required());
    match parameters.any(|one| one.data.sensitive) {
        true => {
            code.line(["#[allow(missing_debug_implementations)]"]);
            code.line(["#[derive(Clone, Copy)]"]);
        }
        false => code.line(["#[derive(Clone, Copy, Debug)]"]),
    }
    code.block(["pub struct ", name.as_str(), lifetime], |code| {
        for (index, one) in first.required().enumerate() {
            // Some operations say more of it than others.
            let mut all = operations
                .iter()
                .filter_map(|operation| operation.required().nth(index));
            let described = all.find(|one| one.docs.description.is_some());
            let described = described.unwrap_or(one);
            let fallback = || docs::code(&one.data.name) + ".";
            let notes = parameter_notes(described);
            code.docs(&item_paragraphs(&described.docs, fallback, notes));
            let ty = reference_type(api, &one.ty, Module::Operations, "&'a ");
            code.typed(&format!("pub {}:", one.name), &ty, ",");
        }
    });
}

/// The functions that take such a struct: some of them, and how many more.
fn users(operations: &[&Operation]) -> Inline {
    const MOST_NAMED: usize = 3;
    let functions = operations
        .iter()
        .filter_map(|operation| operation.functions.first());
    let named = functions.take(MOST_NAMED);
    let named = named.map(|function| "[`Client::" + Inline::from(&function.name) + "`]");
    let all = "The arguments of " + docs::join(named.collect(), ", ");
    match operations.len().saturating_sub(MOST_NAMED) {
        0 => all + ".",
        1 => all + " and of one more function.",
        more => all + " and of " + Inline::from(more as u64) + " more functions.",
    }
}

/// The argument of the setter of an optional parameter, a reference to its value, and the lifetime that it needs a name for.
pub(super) fn of_setter(api: &Api, parameter: &Parameter) -> (String, Expr, &'static str) {
    let (name, module) = (parameter.name.as_str(), Module::Operations);
    let mut lifetime = "";
    let (ty, value) = match api.plain(&parameter.ty) {
        // Null is not the same as nothing here.
        Type::Nullable(inner) if parameter.data.allow_empty_value => {
            let ty = into_option(api, inner, module, &mut lifetime);
            (ty, converted(api, name, inner))
        }
        _ => {
            let ty = target(api, &parameter.ty, module);
            let value = Expr::text(format!("&{name}.optional()"));
            (format!("impl runtime::OptionalArgument<{ty}>"), value)
        }
    };
    ([name, ": ", &ty].concat(), value, lifetime)
}
