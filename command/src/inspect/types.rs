//! Types, and what they hold.

use std::fmt::{Formatter, Result};

use openapi_build::emit::types::{self, Module};
use openapi_build::ir::{
    Additional, Api, Constraints, Field, Preset, Rule, Side, Struct, Type, TypeKind, Union,
    UnionVariant, Written,
};

use super::{place, quoted, renamed};

pub(super) fn types(f: &mut Formatter<'_>, api: &Api) -> Result {
    for def in &api.types {
        let name = &def.name;
        let what = match &def.kind {
            TypeKind::Struct(_) => "struct",
            TypeKind::Enum(_) => "enum",
            TypeKind::Union(_) => "union",
            TypeKind::Alias { .. } => "alias",
            TypeKind::Same { .. } => "same",
            TypeKind::Newtype { .. } => "newtype",
        };
        let side = match def.side {
            Side::Request => " sent",
            Side::Reply => "",
        };
        let null = if def.nullable { " or null" } else { "" };
        write!(f, "\n{what} {name}{side}{null} {}", place(&def.at))?;
        if !def.extras.derives.is_empty() {
            write!(f, " derives {}", def.extras.derives.join(", "))?;
        }
        for attribute in &def.extras.attributes {
            write!(f, " {attribute}")?;
        }
        match &def.kind {
            TypeKind::Struct(object) => self::object(f, api, object)?,
            TypeKind::Enum(list) => {
                writeln!(f)?;
                for variant in &list.variants {
                    let value = variant.value.to_string();
                    writeln!(f, "    {value} = {}", variant.name)?;
                }
            }
            TypeKind::Union(union) => self::union(f, api, union)?,
            TypeKind::Alias { ty, constraints } | TypeKind::Newtype { ty, constraints } => {
                writeln!(f, " = {}{}", text(api, ty), rules(constraints))?;
            }
            TypeKind::Same { ty, .. } => writeln!(f, " = {}", text(api, ty))?,
        }
    }
    Ok(())
}

fn object(f: &mut Formatter<'_>, api: &Api, object: &Struct) -> Result {
    writeln!(f, "{}", all_of(&object.rules))?;
    for one in &object.fields {
        field(f, api, one)?;
    }
    match &object.additional {
        Additional::Kept(_) => Ok(()),
        Additional::Typed {
            name,
            ty,
            constraints,
        } => {
            let (ty, rules) = (text(api, ty), rules(constraints));
            writeln!(f, "    others = {name}: {ty}{rules}")
        }
        Additional::Dropped => writeln!(f, "    others are dropped"),
    }
}

fn field(f: &mut Formatter<'_>, api: &Api, field: &Field) -> Result {
    let presence = match field.is_argument() {
        true => "",
        false if field.constant => " constant",
        false if field.presence.is_required() => "",
        false => " optional",
    };
    let mut notes = match &field.preset {
        Some(Preset::Text(text)) => format!(" from the beginning {}", quoted(text)),
        Some(Preset::Variant(_, index)) => format!(" from the beginning variant {index}"),
        None => String::new(),
    };
    for (flag, note) in [
        (field.defaulted && !field.constant, " or blank"),
        (field.sensitive, " secret"),
        (field.docs.deprecated, " deprecated"),
    ] {
        notes.push_str(if flag { note } else { "" });
    }
    if let Some(default) = &field.default {
        notes.push_str(&format!(" default {default}"));
    }
    writeln!(
        f,
        "    {}: {}{presence}{notes}{}",
        renamed(&field.wire, field.name.as_str()),
        types::field(api, field),
        rules(&field.constraints),
    )
}

fn union(f: &mut Formatter<'_>, api: &Api, union: &Union) -> Result {
    let by = union.discriminator.as_deref();
    let by = by.map(|name| format!(" by {}", quoted(name)));
    writeln!(f, "{}", by.unwrap_or_default())?;
    for (index, variant) in union.variants.iter().enumerate() {
        writeln!(
            f,
            "    {}: {}{}{}",
            variant.name,
            text(api, &variant.ty),
            told_apart(union, index, variant),
            rules(&variant.constraints),
        )?;
    }
    for one in &union.common {
        let name = renamed(&one.wire, one.function.as_str());
        writeln!(f, "    each has {name}: {}", text(api, &one.ty))?;
    }
    Ok(())
}

/// What says that a value is of a variant.
fn told_apart(union: &Union, index: usize, variant: &UnionVariant) -> String {
    let mut text = String::new();
    let cases = union.cases.iter().enumerate();
    for (order, case) in cases.filter(|(_, case)| case.variant == index) {
        let kinds: Vec<String> = case.kinds.iter().map(|kind| format!("{kind:?}")).collect();
        text.push_str(&format!(" [{order} {}", kinds.join("|").to_lowercase()));
        if let Some(tag) = &case.tag {
            text.push_str(&format!(
                " {}={}",
                quoted(&tag.property),
                values(&tag.values)
            ));
        }
        for hint in &case.hints {
            text.push_str(&format!(
                " {}~{}",
                quoted(&hint.property),
                values(&hint.values)
            ));
        }
        if !case.values.is_empty() {
            text.push_str(&format!(" {}", values(&case.values)));
        }
        text.push(']');
    }
    match &variant.written {
        Written::Nothing => {}
        Written::Tag(tag) => text.push_str(&format!(" writes {}", quoted(tag))),
        Written::Chosen { function, .. } => text.push_str(&format!(" by {function}")),
    }
    if variant.default {
        text.push_str(" otherwise");
    }
    if variant.sensitive {
        text.push_str(" secret");
    }
    text
}

/// The first of several texts, and how many there are.
fn values(all: &[String]) -> String {
    const SHOWN: usize = 4;
    let shown: Vec<String> = all.iter().take(SHOWN).map(|text| quoted(text)).collect();
    let more = match all.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!("|and {more} more"),
    };
    shown.join("|") + &more
}

fn text(api: &Api, ty: &Type) -> String {
    types::text(api, ty, Module::Types)
}

/// The rules of a value, and of what is in it.
pub(super) fn rules(constraints: &Constraints) -> String {
    let each = constraints.each.as_deref().map(rules);
    let each = each.map(|each| format!(", each{each}"));
    all_of(&constraints.rules) + &each.unwrap_or_default()
}

fn all_of(rules: &[Rule]) -> String {
    let rule = |rule: &Rule| match rule {
        Rule::MinLength(count) => format!(" minLength {count}"),
        Rule::MaxLength(count) => format!(" maxLength {count}"),
        Rule::Pattern(pattern) => format!(" pattern {pattern:?}"),
        Rule::Minimum(least, true) => format!(" > {least}"),
        Rule::Minimum(least, false) => format!(" >= {least}"),
        Rule::Maximum(most, true) => format!(" < {most}"),
        Rule::Maximum(most, false) => format!(" <= {most}"),
        Rule::MultipleOf(number) => format!(" multipleOf {number}"),
        Rule::MinItems(count) => format!(" minItems {count}"),
        Rule::MaxItems(count) => format!(" maxItems {count}"),
        Rule::UniqueItems => " uniqueItems".to_owned(),
        Rule::MinProperties(count) => format!(" minProperties {count}"),
        Rule::MaxProperties(count) => format!(" maxProperties {count}"),
    };
    rules.iter().map(rule).collect()
}
