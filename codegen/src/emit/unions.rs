//! Unions: one variant for each type, and one that keeps any other value.

use crate::docs;
use crate::emit::expr::Expr;
use crate::emit::requests::is_by_value;
use crate::emit::types::{self, Module};
use crate::emit::writer::CodeWriter;
use crate::emit::{head, item_paragraphs, label, type_paragraphs, validate};
use crate::hash::Set;
use crate::ir::{
    Api, Case, CommonProperty, JsonKind, TagPlace, Type, TypeDef, TypeId, Union, UnionVariant,
    VariantTag, Written,
};

pub fn emit(code: &mut CodeWriter, api: &Api, def: &TypeDef, union: &Union) {
    code.reserve(2048 + 512 * union.variants.len());
    definition(code, api, def, union);
    codec(code, api, def, union);
    if union.sensitive {
        redacted_debug(code, def, union);
    }
    conversions(code, api, def, union);
    plain_conversions(code, api, def, union);
    common(code, api, def, union);
}

/// The enum itself.
fn definition(code: &mut CodeWriter, api: &Api, def: &TypeDef, union: &Union) {
    let fallback = || label(&def.at) + ": one of several types.";
    code.docs(&type_paragraphs(def, fallback));
    head(code, def);
    code.line(["#[non_exhaustive]"]);
    code.block(["pub enum ", def.name.as_str()], |code| {
        for variant in &union.variants {
            let ty = types::text(api, &variant.ty, Module::Types);
            let fallback = || "A value of " + docs::code(&ty) + ".";
            let note = "Also what has no known value of the discriminator.".into();
            let mut notes = validate::notes(&variant.constraints);
            notes.extend(variant.default.then_some(note));
            code.docs(&item_paragraphs(&variant.docs, fallback, notes));
            // Structs are in a box: they differ in size, and may contain the union.
            let mut held = false;
            variant.ty.for_each_held(&mut |_| held = true);
            let ty = match held {
                true => [api.words.say("Box"), "<", &ty, ">"].concat(),
                false => ty,
            };
            code.variant(variant.name.as_str(), ty);
        }
        code.line(["/// A value of none of these types, as it was received."]);
        code.line(["Unknown(", api.words.say("Value"), "),"]);
    });
}

/// `json::Json`.
fn codec(code: &mut CodeWriter, api: &Api, def: &TypeDef, union: &Union) {
    code.blank();
    code.implement("impl json::Json", def.name.as_str(), |code| {
        code.block(["fn blank() -> Self"], |code| {
            code.line([&*api.words.fill("Self::Unknown($Value::Null)")]);
        });
        code.blank();
        let read = "fn read(reader: &mut json::Reader<'_>) -> $Result<Self, json::Failure>";
        code.block([&*api.words.fill(read)], |code| read_cases(code, union));
        code.blank();
        let held = "fn held(&self) -> $Option<&dyn json::Property>";
        code.block([&*api.words.fill(held)], |code| {
            code.nested(["Some(match self {"], "})", |code| {
                for variant in &union.variants {
                    let pattern = ["Self::", variant.name.as_str(), "(value)"].concat();
                    code.arm(&pattern, &Expr::text("value"));
                }
                code.line(["Self::Unknown(value) => value,"]);
            });
        });
        tag(code, api, union);
        rules(code, api, union);
    });
}

fn read_cases(code: &mut CodeWriter, union: &Union) {
    let cases = Expr::slice(union.cases.iter().map(case).collect());
    code.assign("const CASES: &[json::Case] =", &cases, ";");
    let mut of_variants: Vec<Vec<usize>> = vec![Vec::new(); union.variants.len()];
    for (index, case) in union.cases.iter().enumerate() {
        if let Some(of_variant) = of_variants.get_mut(case.variant) {
            of_variant.push(index);
        }
    }
    let read = |variant: &str| {
        let into = Expr::text(["Self::", variant].concat());
        let calls = [Expr::text(".value()"), Expr::call(".map", vec![into])];
        Expr::text("reader").chain(calls)
    };
    let open = "let read = |index, reader: &mut json::Reader<'_>| match index {";
    code.nested([open], "};", |code| {
        for (UnionVariant { name, .. }, cases) in union.variants.iter().zip(of_variants) {
            let patterns = ranges(cases.into_iter());
            if !patterns.is_empty() {
                code.arm(&patterns, &read(name.as_str()));
            }
        }
        code.arm("_", &read("Unknown"));
    });
    code.line(["reader.union(CASES, read, Self::Unknown)"]);
}

/// What is written beside what the variants say.
fn tag(code: &mut CodeWriter, api: &Api, union: &Union) {
    let tag = |variant: &UnionVariant| match (&variant.written, &union.discriminator) {
        (Written::Tag(tag), Some(property)) => {
            let pair = Expr::tuple(vec![Expr::string(property), Expr::string(tag)]);
            let pattern = format!("Self::{}(_)", variant.name);
            Some((pattern, Expr::call("Some", vec![pair])))
        }
        _ => None,
    };
    let tags: Vec<_> = union.variants.iter().filter_map(tag).collect();
    if tags.is_empty() {
        return;
    }
    code.blank();
    let head = "fn tag(&self) -> $Option<(&'static str, &'static str)>";
    code.block([&*api.words.fill(head)], |code| {
        code.block(["match self"], |code| {
            for (pattern, tag) in &tags {
                code.arm(pattern, tag);
            }
            code.line([match tags.len() == union.variants.len() {
                true => "Self::Unknown(_) => None,",
                false => "_ => None,",
            }]);
        });
    });
}

/// `Debug` without the secret, if one of the variants is one.
fn redacted_debug(code: &mut CodeWriter, def: &TypeDef, union: &Union) {
    // A value of none of the types may be the secret in another form.
    let unknown = ("Unknown", true);
    let variants = union.variants.iter();
    let variants = variants.map(|variant| (variant.name.as_str(), variant.sensitive));
    code.blank();
    code.implement_debug(def.name.as_str(), |code| {
        code.block(["match self"], |code| {
            for (name, sensitive) in variants.chain([unknown]) {
                let (pattern, value) = match sensitive {
                    true => ("_", "&runtime::Redacted"),
                    false => ("value", "value"),
                };
                let arm = Expr::text("f").chain([
                    Expr::call(".debug_tuple", vec![Expr::string(name)]),
                    Expr::call(".field", vec![Expr::text(value)]),
                    Expr::text(".finish()"),
                ]);
                code.arm(&format!("Self::{name}({pattern})"), &arm);
            }
        });
    });
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
        Expr::tuple(vec![Expr::string(property), Expr::strings(values)])
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
    Expr::call("json::Case::of", vec![kinds]).chain(calls)
}

/// `From` for the types that stand for one variant alone.
fn conversions(code: &mut CodeWriter, api: &Api, def: &TypeDef, union: &Union) {
    let mut seen: Set<TypeId> = Set::default();
    for variant in &union.variants {
        let UnionVariant { name, ty, .. } = variant;
        let Type::Named(id) = ty else {
            continue;
        };
        // An alias may be the same type as another variant.
        let named = api.get(*id).is_some_and(|def| !def.kind.is_alias());
        if !named || !seen.insert(*id) {
            continue;
        }
        let ty = types::text(api, ty, Module::Types);
        if let Written::Chosen { function, place } = &variant.written {
            let head = ["pub fn ", function.as_str()].concat();
            chosen(code, api, def, union, variant, (&head, &ty, place));
            continue;
        }
        code.blank();
        code.convert(
            &ty,
            def.name.as_str(),
            &format!("Self::{name}({}::new(value))", api.words.say("Box")),
        );
    }
}

/// The properties that all variants have.
fn common(code: &mut CodeWriter, api: &Api, def: &TypeDef, union: &Union) {
    if union.common.is_empty() {
        return;
    }
    code.blank();
    code.block(["impl ", def.name.as_str()], |code| {
        for property in &union.common {
            code.blank();
            accessor(code, api, property);
        }
    });
}

fn accessor(code: &mut CodeWriter, api: &Api, property: &CommonProperty) {
    let ty = types::text(api, &property.ty, Module::Types);
    let (result, after) = match api.plain(&property.ty) {
        Type::String => ("&str".to_owned(), Some(".map($String::as_str)")),
        Type::List(item) => {
            let item = types::text(api, item, Module::Types);
            (format!("&[{item}]"), Some(".map($Vec::as_slice)"))
        }
        ty if is_by_value(ty) => (types::text(api, ty, Module::Types), Some(".copied()")),
        _ => (format!("&{ty}"), None),
    };
    let docs = docs::code(&property.wire) + " of whichever variant it is.";
    code.docs(&[docs.into()]);
    code.line(["#[must_use]"]);
    let head = ["pub fn ", property.function.as_str()].concat();
    let result = format!("{}<{result}>", api.words.say("Option"));
    let after = after.map(|after| api.words.fill(after).into_owned());
    code.function(&head, vec![Expr::text("&self")], &result, |code| {
        let arguments = vec![Expr::text("self"), Expr::string(&property.wire)];
        let call = Expr::call(format!("json::common::<_, {ty}>"), arguments);
        code.statement(&call.chain(after.map(Expr::text)), "");
    });
}

/// `From` for plain values that are one variant alone.
fn plain_conversions(code: &mut CodeWriter, api: &Api, def: &TypeDef, union: &Union) {
    let types = union.variants.iter();
    let types: Vec<&Type> = types.map(|one| api.plain(&one.ty)).collect();
    for (variant, ty) in union.variants.iter().zip(&types) {
        let one = types.iter().filter(|other| *other == ty).count() == 1;
        let sources: &[(&str, &str)] = match ty {
            Type::String => &[("&str", "value.to_owned()"), ("$String", "value")],
            Type::Bool => &[("bool", "value")],
            Type::Float => &[("f64", "value")],
            Type::Float32 => &[("f32", "value")],
            Type::Integer(name) => &[(name, "value")],
            Type::Uuid => &[("$Uuid", "value")],
            Type::DateTime => &[("$DateTime", "value")],
            Type::Date => &[("$Date", "value")],
            _ => &[],
        };
        let mut boxed = false;
        variant.ty.for_each_held(&mut |_| boxed = true);
        for (source, value) in sources.iter().filter(|_| one) {
            let value = match boxed {
                true => format!("{}::new({value})", api.words.say("Box")),
                false => (*value).to_owned(),
            };
            let made = format!("Self::{}({value})", variant.name);
            code.blank();
            code.convert(&api.words.fill(source), def.name.as_str(), &made);
        }
    }
}

/// The function that builds a variant of several tags: its head, what it is built of, and where that keeps the tag.
fn chosen(
    code: &mut CodeWriter,
    api: &Api,
    def: &TypeDef,
    union: &Union,
    variant: &UnionVariant,
    (head, ty, place): (&str, &str, &TagPlace),
) {
    let Some(property) = &union.discriminator else {
        return;
    };
    let tags = variant.tags.iter().map(|tag| docs::code(tag)).collect();
    let docs =
        "The variant for " + docs::code(property) + ": one of " + docs::join(tags, ", ") + ".";
    let tag = match place {
        TagPlace::Undeclared(_) => "String".to_owned(),
        TagPlace::Declared { ty, .. } => types::text(api, ty, Module::Types),
    };
    code.blank();
    code.block(["impl ", def.name.as_str()], |code| {
        code.docs(&[docs.into()]);
        if let TagPlace::Declared {
            deprecated: true, ..
        } = place
        {
            code.line(["#[allow(deprecated)]"]);
        }
        code.line(["#[must_use]"]);
        let arguments = vec![
            Expr::text(format!("tag: impl Into<{tag}>")),
            Expr::text(format!("mut value: {ty}")),
        ];
        code.function(head, arguments, "Self", |code| {
            match place {
                TagPlace::Undeclared(properties) => {
                    code.line([&*api.words.fill("let tag: $String = tag.into();")]);
                    let insert = vec![Expr::string(property), Expr::text("tag")];
                    let insert = Expr::call(".insert", insert);
                    let properties = Expr::text([".", properties.as_str()].concat());
                    code.statement(&Expr::text("value").chain([properties, insert]), ";");
                }
                TagPlace::Declared {
                    field, nullable, ..
                } => {
                    let some = match nullable {
                        true => api.words.fill("$Nullable::Value"),
                        false => "Some".into(),
                    };
                    code.line(["value.", field.as_str(), " = ", &*some, "(tag.into());"]);
                }
            }
            let value = api.words.fill("($Box::new(value))");
            code.line(["Self::", variant.name.as_str(), &*value]);
        });
    });
}

/// The rules of the variants.
fn rules(code: &mut CodeWriter, api: &Api, union: &Union) {
    let at = Expr::text("at");
    let variants = union.variants.iter();
    let checked: Vec<_> = variants
        .map(|variant| {
            let checks = validate::rules(api, &variant.ty, &variant.constraints, &at, "value");
            (variant.name.as_str(), checks)
        })
        .filter(|(_, checks)| !checks.is_empty())
        .collect();
    let all = |code: &mut CodeWriter, checks: &[Expr]| {
        for check in checks {
            code.statement(check, ";");
        }
    };
    match checked.as_slice() {
        [] => {}
        [(name, checks)] => validate::method(code, |code| {
            code.block(["if let Self::", name, "(value) = self"], |code| {
                all(code, checks)
            });
        }),
        _ => validate::method(code, |code| {
            code.block(["match self"], |code| {
                for (name, checks) in &checked {
                    match checks.as_slice() {
                        [only] => code.arm(&format!("Self::{name}(value)"), only),
                        checks => {
                            code.block(["Self::", name, "(value) =>"], |code| all(code, checks));
                        }
                    }
                }
                code.line([match checked.len() == union.variants.len() {
                    true => "Self::Unknown(_) => {}",
                    false => "_ => {}",
                }]);
            });
        }),
    }
}
