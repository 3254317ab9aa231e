//! The rules of the document as checks, and as words.

use serde_json::Number;

use crate::docs::{self, Inline};
use crate::emit::expr::Expr;
use crate::emit::writer::CodeWriter;
use crate::ir::{Additional, Api, Constraints, Field, Rule, Struct, Type};

/// Adds `rules` for a struct, if it has some.
pub fn object(code: &mut CodeWriter, api: &Api, object: &Struct) {
    let fields = object.fields.iter();
    let mut checks: Vec<Expr> = fields.flat_map(|field| property(api, field)).collect();
    checks.extend(object.rules.iter().filter_map(property_count));
    if let Additional::Typed {
        name: map,
        ty,
        constraints,
        ..
    } = &object.additional
    {
        let map_type = Type::Map(Box::new(ty.clone()));
        let each = (!constraints.is_empty()).then(|| Box::new(constraints.clone()));
        let constraints = Constraints {
            rules: Vec::new(),
            each,
        };
        let place = format!("&self.{map}");
        checks.extend(rules(
            api,
            &map_type,
            &constraints,
            &Expr::text("at"),
            &place,
        ));
    }
    all(code, &checks);
}

/// The same for a list or map that is a type of its own.
pub fn newtype(code: &mut CodeWriter, api: &Api, ty: &Type, constraints: &Constraints) {
    let checks = rules(api, ty, constraints, &Expr::text("at"), "&self.0");
    all(code, &checks);
}

fn all(code: &mut CodeWriter, checks: &[Expr]) {
    if checks.is_empty() {
        return;
    }
    method(code, |code| {
        for check in checks {
            code.statement(check, ";");
        }
    });
}

/// `rules`, a blank line before it.
pub fn method(code: &mut CodeWriter, body: impl FnOnce(&mut CodeWriter)) {
    code.blank();
    code.block(["fn rules(&self, at: &mut json::Checker<'_>)"], body);
}

fn property(api: &Api, field: &Field) -> Vec<Expr> {
    if field.constraints.is_empty() {
        return Vec::new();
    }
    let at = Expr::text("at").method("property", vec![Expr::string(&field.wire)]);
    let place = format!("&self.{}", field.name);
    rules(api, &field.ty, &field.constraints, &at, &place)
}

/// The rules that a place gives for the value there, at `place`, and for what it holds: expressions that begin with the
/// checker that is there, `at`.
pub(super) fn rules(
    api: &Api,
    ty: &Type,
    constraints: &Constraints,
    at: &Expr,
    place: &str,
) -> Vec<Expr> {
    let mut checks: Vec<Expr> = constraints
        .rules
        .iter()
        .map(|rule| check(rule, at, place))
        .collect();
    let (inner, method) = match api.content(ty) {
        Type::List(inner) => (inner, "items"),
        Type::Map(inner) => (inner, "entries"),
        _ => return checks,
    };
    if let Some(each) = &constraints.each {
        let of_item = Expr::text("at");
        for check in rules(api, inner, each, &of_item, "value") {
            let check = Expr::Closure("|value, at| ", Box::new(check));
            let arguments = vec![Expr::text(place.to_owned()), check];
            checks.push(at.clone().method(method, arguments));
        }
    }
    checks
}

fn check(rule: &Rule, at: &Expr, place: &str) -> Expr {
    let (method, argument) = match rule {
        Rule::MinLength(n) => ("min_length", n.to_string()),
        Rule::MaxLength(n) => ("max_length", n.to_string()),
        Rule::Pattern(pattern) => {
            let pattern = vec![Expr::text(place.to_owned()), Expr::string(pattern)];
            return at.clone().method("pattern", pattern);
        }
        Rule::Minimum(n, false) => ("minimum", number(n)),
        Rule::Minimum(n, true) => ("exclusive_minimum", number(n)),
        Rule::Maximum(n, false) => ("maximum", number(n)),
        Rule::Maximum(n, true) => ("exclusive_maximum", number(n)),
        Rule::MultipleOf(n) => ("multiple_of", number(n)),
        Rule::MinItems(n) => ("min_items", n.to_string()),
        Rule::MaxItems(n) => ("max_items", n.to_string()),
        Rule::UniqueItems => {
            return at
                .clone()
                .method("unique_items", vec![Expr::text(place.to_owned())]);
        }
        Rule::MinProperties(n) => ("min_properties", n.to_string()),
        Rule::MaxProperties(n) => ("max_properties", n.to_string()),
    };
    let arguments = vec![Expr::text(place.to_owned()), Expr::text(argument)];
    at.clone().method(method, arguments)
}

/// `minProperties` and `maxProperties` count what is written, declared or not.
fn property_count(rule: &Rule) -> Option<Expr> {
    let (method, count) = match rule {
        Rule::MinProperties(n) => ("min_members", n),
        Rule::MaxProperties(n) => ("max_members", n),
        _ => return None,
    };
    let arguments = vec![Expr::text("self"), Expr::text(count.to_string())];
    Some(Expr::text("at").method(method, arguments))
}

fn number(number: &Number) -> String {
    match number.as_i64() {
        Some(whole) => format!("{whole}i64"),
        None if number.is_u64() => format!("{number}u64"),
        None => format!("{:?}f64", number.as_f64().unwrap_or_default()),
    }
}

/// The rules in words, for the documentation.
pub fn notes(constraints: &Constraints) -> Vec<Inline> {
    let mut notes: Vec<Inline> = constraints.rules.iter().map(words).collect();
    if let Some(each) = &constraints.each {
        let of_each = self::notes(each).into_iter();
        notes.extend(of_each.map(|note| "Each: " + note.lower_first()));
    }
    notes
}

fn words(rule: &Rule) -> Inline {
    let count = |n: u64, one: &'static str, many: &'static str| {
        Inline::from(n) + " " + if n == 1 { one } else { many } + "."
    };
    match rule {
        Rule::MinLength(n) => "At least " + count(*n, "character", "characters"),
        Rule::MaxLength(n) => "At most " + count(*n, "character", "characters"),
        Rule::Pattern(pattern) => "Matches " + docs::code(pattern) + ".",
        Rule::Minimum(n, false) => "At least " + Inline::from(n) + ".",
        Rule::Minimum(n, true) => "More than " + Inline::from(n) + ".",
        Rule::Maximum(n, false) => "At most " + Inline::from(n) + ".",
        Rule::Maximum(n, true) => "Less than " + Inline::from(n) + ".",
        Rule::MultipleOf(n) => "A multiple of " + Inline::from(n) + ".",
        Rule::MinItems(n) => "At least " + count(*n, "item", "items"),
        Rule::MaxItems(n) => "At most " + count(*n, "item", "items"),
        Rule::UniqueItems => "No item twice.".into(),
        Rule::MinProperties(n) => "At least " + count(*n, "property", "properties"),
        Rule::MaxProperties(n) => "At most " + count(*n, "property", "properties"),
    }
}
