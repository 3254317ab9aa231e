//! Schemas: many of them, chains, cycles, names, values.

use super::{Family, document, list};

fn schemas(members: &str) -> String {
    document(
        "3.0.3",
        "",
        &format!(",\"components\":{{\"schemas\":{{{members}}}}}"),
    )
}

/// The latest version that has what the newer JSON Schema has.
fn newer(members: &str) -> String {
    document(
        "3.1.0",
        "",
        &format!(",\"components\":{{\"schemas\":{{{members}}}}}"),
    )
}

fn one(schema: &str) -> String {
    schemas(&format!("\"A\":{schema}"))
}

/// Schemas `A0`, `A1`, ...; `last` is the last one, `other` the others by their own number and that of the next.
fn chain(count: usize, other: impl Fn(usize, usize) -> String, last: &str) -> String {
    list(count, |i| {
        let schema = if i + 1 < count {
            other(i, i + 1)
        } else {
            last.to_owned()
        };
        format!("\"A{i}\":{schema}")
    })
}

/// The same, in which the last one leads to the first.
fn circle(count: usize, each: impl Fn(usize, usize) -> String) -> String {
    list(count, |i| format!("\"A{i}\":{}", each(i, (i + 1) % count)))
}

fn to(number: usize) -> String {
    format!("{{\"$ref\":\"#/components/schemas/A{number}\"}}")
}

fn object(members: &str) -> String {
    format!("{{\"type\":\"object\",\"properties\":{{{members}}}}}")
}

fn required(name: &str, schema: &str) -> String {
    format!(
        "{{\"type\":\"object\",\"required\":[\"{name}\"],\"properties\":{{\"{name}\":{schema}}}}}"
    )
}

const TEXT: &str = "{\"type\":\"string\"}";

fn values(count: usize, value: impl Fn(usize) -> String) -> String {
    one(&format!("{{\"enum\":[{}]}}", list(count, value)))
}

/// Different texts of one length that are one identifier.
fn alike(number: usize) -> String {
    let sign = |place: u32| match number >> place & 1 {
        0 => '-',
        _ => '_',
    };
    let signs: String = (0..20).map(sign).collect();
    format!("a{signs}b")
}

macro_rules! families {
    ($($name:literal $document:expr;)*) => {
        &[$(Family { name: $name, document: $document }),*]
    };
}

pub const FAMILIES: &[Family] = families! {
    "schemas" |n| schemas(&list(n, |i| format!("\"A{i}\":{}", object(&format!("\"x{i}\":{TEXT}")))));
    "equal-inline-schemas" |n| schemas(&list(n, |i| format!("\"A{i}\":{}", object(&format!("\"x\":{}", object(&format!("\"y\":{TEXT}")))))));
    "equal-names-of-schemas" |n| schemas(&list(n, |i| format!("\"{}\":{}", alike(i), object(&format!("\"x\":{TEXT}")))));
    "equal-names-of-properties" |n| one(&object(&list(n, |i| format!("\"{}\":{TEXT}", alike(i)))));
    "equal-names-of-values" |n| values(n, |i| format!("\"{}\"", alike(i)));
    "properties" |n| one(&object(&list(n, |i| format!("\"x{i}\":{TEXT}"))));
    "properties-of-objects" |n| one(&object(&list(n, |i| format!("\"x{i}\":{}", object(&format!("\"y{i}\":{TEXT}"))))));
    "required-properties" |n| one(&format!("{{\"type\":\"object\",\"required\":[{}],\"properties\":{{{}}}}}", list(n, |i| format!("\"x{i}\"")), list(n, |i| format!("\"x{i}\":{TEXT}"))));
    "undeclared-required" |n| one(&format!("{{\"type\":\"object\",\"required\":[{}],\"properties\":{{{}}}}}", list(n, |i| format!("\"name{i}\"")), list(n, |i| format!("\"other{i}\":{TEXT}"))));
    "values" |n| values(n, |i| format!("\"v{i}\""));
    "numbers" |n| values(n, |i| i.to_string());
    "equal-values" |n| values(n, |_| "\"v\"".to_owned());
    "objects-as-values" |n| values(n, |i| format!("{{\"a\":{i}}}"));
    "values-of-wrong-type" |n| one(&format!("{{\"type\":\"string\",\"enum\":[{}]}}", list(n, |i| i.to_string())));
    "values-of-variants" |n| one(&format!("{{\"oneOf\":[{}]}}", list(n, |i| format!("{{\"type\":\"string\",\"enum\":[\"v{i}\"]}}"))));
    "values-of-parts" |n| {
        let part = |from: usize| format!("{{\"type\":\"string\",\"enum\":[{}]}}", list(n, |i| format!("\"v{}\"", i + from)));
        one(&format!("{{\"allOf\":[{},{}]}}", part(0), part(n / 2)))
    };
    "rules-of-parts" |n| one(&format!("{{\"allOf\":[{}]}}", list(n, |i| format!("{{\"type\":\"string\",\"pattern\":\"x{i}\"}}"))));
    "rules-of-alias" |n| {
        let rules = list(n, |i| format!("{{\"type\":\"string\",\"pattern\":\"x{i}\"}}"));
        schemas(&format!("\"A\":{{\"allOf\":[{rules}]}},\"B\":{}", object(&list(n, |i| format!("\"x{i}\":{{\"$ref\":\"#/components/schemas/A\"}}")))))
    };
    "contradicting-parts" |n| one(&format!("{{\"allOf\":[{},{{\"type\":\"integer\"}}]}}", list(n, |i| format!("{{\"type\":\"string\",\"format\":\"f{i}\"}}"))));
    "large-patterns" |n| one(&object(&list(n, |i| format!("\"p{i}\":{{\"type\":\"string\",\"pattern\":\"(a{{100}}){{{}}}\"}}", 100 + i % 90))));
    "pattern-of-alias" |n| {
        let users = object(&list(n, |i| format!("\"x{i}\":{{\"$ref\":\"#/components/schemas/A\"}}")));
        schemas(&format!("\"A\":{{\"type\":\"string\",\"pattern\":\"{}\"}},\"B\":{users}", "a".repeat(20 * n)))
    };
    "description-of-alias" |n| {
        let users = object(&list(n, |i| format!("\"x{i}\":{{\"$ref\":\"#/components/schemas/A\"}}")));
        schemas(&format!("\"A\":{{\"type\":\"string\",\"description\":\"{}\"}},\"B\":{users}", "word ".repeat(4 * n)))
    };
    "default-of-alias" |n| {
        let users = object(&list(n, |i| format!("\"x{i}\":{{\"$ref\":\"#/components/schemas/A\"}}")));
        schemas(&format!("\"A\":{{\"type\":\"string\",\"default\":\"{}\"}},\"B\":{users}", "a".repeat(20 * n)))
    };
    "chain-of-all-of" |n| schemas(&chain(n, |i, next| format!("{{\"allOf\":[{}],\"properties\":{{\"x{i}\":{TEXT}}}}}", to(next)), &object(&format!("\"z\":{TEXT}"))));
    "chain-of-parents" |n| schemas(&chain(n, |i, next| format!("{{\"allOf\":[{}],\"properties\":{{\"k{i}\":{TEXT}}},\"discriminator\":{{\"propertyName\":\"k{i}\"}}}}", to(next)), "{\"type\":\"object\",\"properties\":{\"k\":{\"type\":\"string\"}},\"discriminator\":{\"propertyName\":\"k\"}}"));
    "parents-of-heir" |n| {
        let parents = list(n, |i| format!("\"A{i}\":{{\"type\":\"object\",\"required\":[\"k{i}\"],\"properties\":{{\"k{i}\":{TEXT}}},\"discriminator\":{{\"propertyName\":\"k{i}\"}}}}"));
        schemas(&format!("{parents},\"H\":{{\"allOf\":[{}]}}", list(n, to)))
    };
    "enum-in-unions" |n| {
        let values = list(n, |i| format!("\"v{i}\""));
        let unions = list(n, |i| format!("\"A{i}\":{{\"oneOf\":[{{\"$ref\":\"#/components/schemas/E\"}},{{\"type\":\"integer\"}}]}}"));
        schemas(&format!("\"E\":{{\"type\":\"string\",\"enum\":[{values}]}},{unions}"))
    };
    "enum-in-objects-of-unions" |n| {
        let values = list(n, |i| format!("\"v{i}\""));
        let first = required("k", "{\"$ref\":\"#/components/schemas/E\"}");
        let second = required("k", "{\"type\":\"string\",\"enum\":[\"o\"]}");
        let unions = list(n, |i| format!("\"A{i}\":{{\"oneOf\":[{first},{second}]}}"));
        schemas(&format!("\"E\":{{\"type\":\"string\",\"enum\":[{values}]}},{unions}"))
    };
    "struct-in-unions" |n| {
        let fields = object(&list(n, |i| format!("\"x{i}\":{TEXT}")));
        let unions = list(n, |i| format!("\"A{i}\":{{\"oneOf\":[{{\"$ref\":\"#/components/schemas/S\"}},{{\"type\":\"integer\"}}]}}"));
        schemas(&format!("\"S\":{fields},{unions}"))
    };
    "components-as-variants" |n| schemas(&format!("{},\"B\":{{\"oneOf\":[{}]}}", list(n, |i| format!("\"A{i}\":{}", object(&format!("\"x{i}\":{TEXT}")))), list(n, to)));
    // Eight of them have as many values as all objects of the family before: values of pairs are compared.
    "lists-of-variants" |n| {
        let values = |i: usize| list(n / 8, |j| format!("\"v{i}x{j}\""));
        one(&format!("{{\"oneOf\":[{}]}}", list(8, |i| required("k", &format!("{{\"type\":\"string\",\"enum\":[{}]}}", values(i))))))
    };
    "constants-of-objects" |n| {
        let constants = |i: usize| object(&list(n / 64, |j| format!("\"x{i}x{j}\":{{\"type\":\"string\",\"enum\":[\"v\"]}}")));
        one(&format!("{{\"oneOf\":[{}]}}", list(64, constants)))
    };
    "choices-of-variant" |n| {
        let names = list(n, |i| format!("\"r{i}\""));
        let choices = list(n, |i| format!("\"x{i}\":{{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}}"));
        one(&format!("{{\"oneOf\":[{{\"type\":\"object\",\"required\":[{names}],\"properties\":{{{choices}}}}},{{\"type\":\"integer\"}}]}}"))
    };
    "constants-of-variants" |n| {
        let variant = |k: usize| format!("{{\"title\":\"B\",{}", object(&list(n, |i| format!("\"x{i}\":{{\"type\":\"string\",\"enum\":[\"v{k}x{i}\"]}}"))).trim_start_matches('{'));
        one(&format!("{{\"oneOf\":[{},{}]}}", variant(0), variant(1)))
    };
    "wide-all-of" |n| one(&format!("{{\"allOf\":[{}]}}", list(n, |i| object(&format!("\"x{i}\":{TEXT}")))));
    "wide-all-of-one" |n| one(&format!("{{\"allOf\":[{}]}}", list(n, |_| object(&format!("\"x\":{TEXT}")))));
    "references-in-circle" |n| schemas(&circle(n, |_, next| to(next)));
    "chain-of-references" |n| schemas(&chain(n, |_, next| to(next), &object(&format!("\"x\":{TEXT}"))));
    "chain-to-nothing" |n| schemas(&chain(n, |_, next| to(next), "{\"$ref\":\"#/components/schemas/B\"}"));
    "broken-references" |n| schemas(&list(n, |i| format!("\"A{i}\":{{\"$ref\":\"#/components/schemas/B{i}\"}}")));
    "chain-of-structs" |n| schemas(&chain(n, |_, next| required("x", &to(next)), TEXT));
    "circle-of-structs" |n| schemas(&circle(n, |_, next| object(&format!("\"x\":{}", to(next)))));
    "circle-of-required" |n| schemas(&circle(n, |_, next| required("x", &to(next))));
    "star-of-structs" |n| {
        let back = object("\"x\":{\"$ref\":\"#/components/schemas/B\"}");
        let star = object(&list(n, |i| format!("\"x{i}\":{}", to(i))));
        schemas(&format!("{},\"B\":{star}", list(n, |i| format!("\"A{i}\":{back}"))))
    };
    "secret-behind-structs" |n| schemas(&chain(n, |_, next| object(&format!("\"x\":{}", to(next))), &object("\"p\":{\"type\":\"string\",\"format\":\"password\"}")));
    "side-behind-structs" |n| schemas(&chain(n, |_, next| object(&format!("\"x\":{}", to(next))), &object("\"p\":{\"type\":\"string\",\"readOnly\":true}")));
    "variants" |n| one(&format!("{{\"oneOf\":[{}]}}", list(n, |i| required(&format!("x{i}"), TEXT))));
    "variants-by-constant" |n| one(&format!("{{\"oneOf\":[{}]}}", list(n, |i| required("k", &format!("{{\"type\":\"string\",\"enum\":[\"v{i}\"]}}")))));
    "equal-variants" |n| one(&format!("{{\"oneOf\":[{}]}}", list(n, |_| TEXT.to_owned())));
    "variants-by-mapping" |n| {
        let variants = list(n, |i| format!("\"A{i}\":{}", required("k", TEXT)));
        let mapping = list(n, |i| format!("\"v{i}\":\"#/components/schemas/A{i}\""));
        schemas(&format!("{variants},\"B\":{{\"oneOf\":[{}],\"discriminator\":{{\"propertyName\":\"k\",\"mapping\":{{{mapping}}}}}}}", list(n, to)))
    };
    "heirs" |n| {
        let parent = "\"P\":{\"type\":\"object\",\"required\":[\"k\"],\"properties\":{\"k\":{\"type\":\"string\"}},\"discriminator\":{\"propertyName\":\"k\"}}";
        schemas(&format!("{parent},{}", list(n, |i| format!("\"A{i}\":{{\"allOf\":[{{\"$ref\":\"#/components/schemas/P\"}},{}]}}", object(&format!("\"x{i}\":{TEXT}"))))))
    };
    "parents" |n| schemas(&circle(n, |_, next| format!("{{\"type\":\"object\",\"properties\":{{\"k\":{TEXT}}},\"discriminator\":{{\"propertyName\":\"k\",\"mapping\":{{\"a\":\"#/components/schemas/B{next}\"}}}}}}")));
    "unknown-keywords" |n| schemas(&list(n, |i| format!("\"A{i}\":{{\"type\":\"string\",\"foo{i}\":1}}")));
    "wrong-bounds" |n| schemas(&list(n, |i| format!("\"A{i}\":{{\"type\":\"string\",\"minLength\":\"x\"}}")));
    "impossible-all-of" |n| schemas(&list(n, |i| format!("\"A{i}\":{{\"allOf\":[{},{TEXT}]}}", object(&format!("\"x\":{TEXT}")))));
    "patterns-of-names" |n| newer(&format!("\"A\":{{\"type\":\"object\",\"patternProperties\":{{{}}}}}", list(n, |i| format!("\"x{i}\":{{\"type\":\"string\",\"minLength\":{i}}}"))));
    "types" |n| newer(&format!("\"A\":{{\"type\":[{}]}}", list(n, |i| if i % 2 == 0 { "\"string\"".to_owned() } else { "\"integer\"".to_owned() })));
    "identifiers" |n| newer(&circle(n, |i, next| format!("{{\"$id\":\"https://a.example/{i}\",\"type\":\"object\",\"properties\":{{\"x\":{{\"$ref\":\"https://a.example/{next}\"}}}}}}")));
};
