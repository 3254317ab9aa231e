//! Unions: one variant for each type, and one that keeps any other value.

use crate::docs;
use crate::emit::layout::{self, Expr};
use crate::emit::requests::is_by_value;
use crate::emit::types::{self, Module};
use crate::emit::{head, item_paragraphs, label, type_paragraphs, validate};
use crate::hash::Set;
use crate::ir::{
    Api, Case, JsonKind, Type, TypeDef, TypeId, TypeKind, Union, UnionVariant, VariantTag, Written,
};
use crate::names::{FieldName, FunctionName};

pub fn emit(api: &Api, def: &TypeDef, union: &Union) -> String {
    let mut code = String::with_capacity(2048 + 512 * union.variants.len());
    definition(&mut code, api, def, union);
    codec(&mut code, api, def, union);
    if union.sensitive {
        redacted_debug(&mut code, def, union);
    }
    conversions(&mut code, api, def, union);
    plain_conversions(&mut code, api, def, union);
    common(&mut code, api, def, union);
    code
}

/// The enum itself.
fn definition(code: &mut String, api: &Api, def: &TypeDef, union: &Union) {
    let fallback = || label(&def.at) + ": one of several types.";
    docs::comments(code, "", &type_paragraphs(def, fallback));
    head(code, def);
    code.extend(["#[non_exhaustive]\npub enum ", def.name.as_str(), " {\n"]);
    for variant in &union.variants {
        let ty = types::text(api, &variant.ty, Module::Types);
        let fallback = || "A value of " + docs::code(&ty) + ".";
        let note = "Also what has no known value of the discriminator.".into();
        let mut notes = validate::notes(&variant.constraints);
        notes.extend(variant.default.then_some(note));
        let paragraphs = item_paragraphs(&variant.docs, fallback, notes);
        docs::comments(code, "    ", &paragraphs);
        code.extend(["    ", variant.name.as_str()]);
        // Structs are in a box: they differ in size, and may contain the union.
        let mut held = false;
        variant.ty.for_each_held(&mut |_| held = true);
        match held {
            true => code.extend(["(Box<", &ty, ">),\n"]),
            false => code.extend(["(", &ty, "),\n"]),
        }
    }
    code.push_str(
        "    /// A value of none of these types, as it was received.\n    Unknown(Value),\n}\n",
    );
}

/// `json::Json`.
fn codec(code: &mut String, api: &Api, def: &TypeDef, union: &Union) {
    code.extend([
        "\nimpl json::Json for ",
        def.name.as_str(),
        " {\n    fn blank() -> Self {\n        Self::Unknown(Value::Null)\n    }\n\n",
        "    fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::Failure> {\n",
    ]);
    let cases = Expr::slice(union.cases.iter().map(case).collect());
    layout::line(code, 8, "const CASES: &[json::Case] = ", &cases, ";");
    code.push_str("        let read = |index, reader: &mut json::Reader<'_>| match index {\n");
    let mut of_variants: Vec<Vec<usize>> = vec![Vec::new(); union.variants.len()];
    for (index, case) in union.cases.iter().enumerate() {
        if let Some(of_variant) = of_variants.get_mut(case.variant) {
            of_variant.push(index);
        }
    }
    for (UnionVariant { name, .. }, cases) in union.variants.iter().zip(of_variants) {
        let patterns = ranges(cases.into_iter());
        if !patterns.is_empty() {
            let name = name.as_str();
            let parts = [
                "            ",
                &patterns,
                " => reader.value().map(Self::",
                name,
            ];
            code.extend(parts);
            code.push_str("),\n");
        }
    }
    code.push_str(
        "            _ => reader.value().map(Self::Unknown),\n        };\n        \
         reader.union(CASES, read, Self::Unknown)\n    }\n\n    \
         fn held(&self) -> Option<&dyn json::Property> {\n        Some(match self {\n",
    );
    for variant in &union.variants {
        let name = variant.name.as_str();
        code.extend(["            Self::", name, "(value) => value,\n"]);
    }
    code.push_str("            Self::Unknown(value) => value,\n        })\n    }\n");
    tag(code, union);
    rules(code, api, union);
    code.push_str("}\n");
}

/// What is written beside what the variants say.
fn tag(code: &mut String, union: &Union) {
    let mut arms = String::new();
    let mut others = false;
    for variant in &union.variants {
        let (Written::Tag(tag), Some(property)) = (&variant.written, &union.discriminator) else {
            others = true;
            continue;
        };
        let pair = Expr::call("", vec![Expr::string(property), Expr::string(tag)]);
        let before = format!("Self::{}(_) => ", variant.name);
        layout::line(&mut arms, 12, &before, &Expr::call("Some", vec![pair]), ",");
    }
    if arms.is_empty() {
        return;
    }
    let rest = match others {
        true => "_",
        false => "Self::Unknown(_)",
    };
    code.extend([
        "\n    fn tag(&self) -> Option<(&'static str, &'static str)> {\n        match self {\n",
        &arms,
        "            ",
        rest,
        " => None,\n        }\n    }\n",
    ]);
}

/// `Debug` without the secret, if one of the variants is one.
fn redacted_debug(code: &mut String, def: &TypeDef, union: &Union) {
    code.extend([
        "\nimpl std::fmt::Debug for ",
        def.name.as_str(),
        " {\n    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {\n        match self {\n",
    ]);
    // A value of none of the types may be the secret in another form.
    let unknown = ("Unknown", true);
    let variants = union.variants.iter();
    let variants = variants.map(|variant| (variant.name.as_str(), variant.sensitive));
    for (name, sensitive) in variants.chain([unknown]) {
        let (pattern, value) = match sensitive {
            true => ("_", "&runtime::Redacted"),
            false => ("value", "value"),
        };
        let arm = Expr::Chain(
            Box::new(Expr::call("f.debug_tuple", vec![Expr::string(name)])),
            vec![
                Expr::call(".field", vec![Expr::text(value)]),
                Expr::text(".finish()"),
            ],
        );
        layout::line(code, 12, &format!("Self::{name}({pattern}) => "), &arm, ",");
    }
    code.push_str("        }\n    }\n}\n");
}

/// A pattern for these numbers, which ascend.
fn ranges(numbers: impl Iterator<Item = usize>) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let pattern = |(first, last): (usize, usize)| match first == last {
        true => first.to_string(),
        false => format!("{first}..={last}"),
    };
    let patterns: Vec<String> = ranges.into_iter().map(pattern).collect();
    patterns.join(" | ")
}

fn case(case: &Case) -> Expr {
    let kind = |kind: &JsonKind| {
        Expr::text(match kind {
            JsonKind::Null => "json::Kind::Null",
            JsonKind::Bool => "json::Kind::Bool",
            JsonKind::Number => "json::Kind::Number",
            JsonKind::String => "json::Kind::String",
            JsonKind::Array => "json::Kind::Array",
            JsonKind::Object => "json::Kind::Object",
        })
    };
    let kinds = Expr::slice(case.kinds.iter().map(kind).collect());
    let mut calls = Vec::new();
    if let Some(VariantTag { property, values }) = &case.tag {
        let arguments = vec![Expr::string(property), Expr::strings(values)];
        calls.push(Expr::call(".tagged", arguments));
    }
    calls.extend(case.default.then(|| Expr::text(".by_default()")));
    let hint = |VariantTag { property, values }: &VariantTag| {
        Expr::call("", vec![Expr::string(property), Expr::strings(values)])
    };
    if !case.hints.is_empty() {
        let hints = Expr::slice(case.hints.iter().map(hint).collect());
        calls.push(Expr::call(".hinted", vec![hints]));
    }
    if !case.known.is_empty() {
        let arguments = vec![Expr::strings(&case.required), Expr::strings(&case.known)];
        calls.push(Expr::call(".object", arguments));
    }
    if !case.values.is_empty() {
        calls.push(Expr::call(".strings", vec![Expr::strings(&case.values)]));
    }
    Expr::Chain(Box::new(Expr::call("json::Case::of", vec![kinds])), calls)
}

/// `From` for the types that stand for one variant alone.
fn conversions(code: &mut String, api: &Api, def: &TypeDef, union: &Union) {
    let mut seen: Set<TypeId> = Set::default();
    for variant in &union.variants {
        let UnionVariant { name, ty, .. } = variant;
        let Type::Named(id) = ty else {
            continue;
        };
        // An alias may be the same type as another variant.
        let named = api
            .get(*id)
            .is_some_and(|def| !matches!(def.kind, TypeKind::Alias { .. }));
        if !named || !seen.insert(*id) {
            continue;
        }
        let ty = types::text(api, ty, Module::Types);
        if let Written::Chosen {
            function,
            properties,
        } = &variant.written
        {
            chosen(code, def, union, variant, &ty, function, properties);
            continue;
        }
        code.push_str(&format!(
            "\nimpl From<{ty}> for {} {{\n    fn from(value: {ty}) -> Self {{\n        \
             Self::{name}(Box::new(value))\n    }}\n}}\n",
            def.name
        ));
    }
}

/// The properties that all variants have.
fn common(code: &mut String, api: &Api, def: &TypeDef, union: &Union) {
    if union.common.is_empty() {
        return;
    }
    code.extend(["\nimpl ", def.name.as_str(), " {\n"]);
    for (index, property) in union.common.iter().enumerate() {
        if index > 0 {
            code.push('\n');
        }
        let ty = types::text(api, &property.ty, Module::Types);
        let (result, after) = match types::unaliased(api, &property.ty) {
            Type::String => ("&str".to_owned(), Some(".map(String::as_str)")),
            Type::List(item) => {
                let item = types::text(api, item, Module::Types);
                (format!("&[{item}]"), Some(".map(Vec::as_slice)"))
            }
            ty if is_by_value(ty) => (types::text(api, ty, Module::Types), Some(".copied()")),
            _ => (format!("&{ty}"), None),
        };
        let docs = docs::code(&property.wire) + " of whichever variant it is.";
        docs::comments(code, "    ", &[docs.into()]);
        code.push_str("    #[must_use]\n");
        let function = property.function.as_str();
        let result = format!("Option<{result}>");
        layout::signature(code, function, vec![Expr::text("&self")], &result);
        let arguments = vec![Expr::text("self"), Expr::string(&property.wire)];
        let call = Expr::call(format!("json::common::<_, {ty}>"), arguments);
        let call = match after {
            Some(after) => Expr::Chain(Box::new(call), vec![Expr::text(after)]),
            None => call,
        };
        layout::line(code, 8, "", &call, "");
        code.push_str("    }\n");
    }
    code.push_str("}\n");
}

/// `From` for plain values that are one variant alone.
fn plain_conversions(code: &mut String, api: &Api, def: &TypeDef, union: &Union) {
    let types = union.variants.iter();
    let types: Vec<&Type> = types.map(|one| types::unaliased(api, &one.ty)).collect();
    for (variant, ty) in union.variants.iter().zip(&types) {
        let one = types.iter().filter(|other| *other == ty).count() == 1;
        let sources: &[(&str, &str)] = match ty {
            Type::String => &[("&str", "value.to_owned()"), ("String", "value")],
            Type::Bool => &[("bool", "value")],
            Type::Float => &[("f64", "value")],
            Type::Float32 => &[("f32", "value")],
            Type::Integer(name) => &[(name, "value")],
            Type::Uuid => &[("Uuid", "value")],
            Type::DateTime => &[("DateTime", "value")],
            Type::Date => &[("Date", "value")],
            _ => &[],
        };
        let mut boxed = false;
        variant.ty.for_each_held(&mut |_| boxed = true);
        for (source, value) in sources.iter().filter(|_| one) {
            let value = match boxed {
                true => format!("Box::new({value})"),
                false => (*value).to_owned(),
            };
            code.push_str(&format!(
                "\nimpl From<{source}> for {} {{\n    fn from(value: {source}) -> Self {{\n        \
                 Self::{}({value})\n    }}\n}}\n",
                def.name, variant.name
            ));
        }
    }
}

/// The function that builds a variant of several tags, which its value has no place for but among what it doesn't declare.
fn chosen(
    code: &mut String,
    def: &TypeDef,
    union: &Union,
    variant: &UnionVariant,
    ty: &str,
    function: &FunctionName,
    properties: &FieldName,
) {
    let Some(property) = &union.discriminator else {
        return;
    };
    let tags = variant.tags.iter().map(|tag| docs::code(tag)).collect();
    let docs =
        "The variant for " + docs::code(property) + ": one of " + docs::join(tags, ", ") + ".";
    code.extend(["\nimpl ", def.name.as_str(), " {\n"]);
    docs::comments(code, "    ", &[docs.into()]);
    code.push_str("    #[must_use]\n");
    let arguments = vec![
        Expr::text("tag: impl Into<String>"),
        Expr::text(format!("mut value: {ty}")),
    ];
    layout::signature(code, function.as_str(), arguments, "Self");
    code.extend([
        "        let tag: String = tag.into();\n        value.",
        properties.as_str(),
        ".insert(",
    ]);
    layout::literal(code, property);
    code.extend([
        ", tag);\n        Self::",
        variant.name.as_str(),
        "(Box::new(value))\n    }\n}\n",
    ]);
}

/// The rules of the variants.
fn rules(code: &mut String, api: &Api, union: &Union) {
    let at = Expr::text("at");
    let variants = union.variants.iter();
    let checked: Vec<_> = variants
        .map(|variant| {
            let checks = validate::rules(api, &variant.ty, &variant.constraints, &at, "value");
            (variant.name.as_str(), checks)
        })
        .filter(|(_, checks)| !checks.is_empty())
        .collect();
    if checked.is_empty() {
        return;
    }
    code.push_str(validate::BEGIN);
    if let [(name, checks)] = checked.as_slice() {
        code.extend(["        if let Self::", name, "(value) = self {\n"]);
        for check in checks {
            layout::line(code, 12, "", check, ";");
        }
        code.push_str("        }\n    }\n");
        return;
    }
    code.push_str("        match self {\n");
    for (name, checks) in &checked {
        if let [only] = checks.as_slice() {
            layout::line(code, 12, &format!("Self::{name}(value) => "), only, ",");
            continue;
        }
        code.extend(["            Self::", name, "(value) => {\n"]);
        for check in checks {
            layout::line(code, 16, "", check, ";");
        }
        code.push_str("            }\n");
    }
    let rest = match checked.len() == union.variants.len() {
        true => "Self::Unknown(_)",
        false => "_",
    };
    code.extend(["            ", rest, " => {}\n        }\n    }\n"]);
}
