//! Operations: many of them, their parameters, replies and names.

use super::{Family, document, list};

const OK: &str = "\"responses\":{\"200\":{\"description\":\"ok\"}}";

fn paths(members: &str) -> String {
    document("3.0.3", members, "")
}

/// Operations that each have these members, after their number.
fn operations(count: usize, members: impl Fn(usize) -> String) -> String {
    list(count, |i| {
        format!("\"/a{i}\":{{\"get\":{{{}}}}}", members(i))
    })
}

/// One operation.
fn one(members: &str) -> String {
    paths(&format!(
        "\"/a\":{{\"post\":{{\"operationId\":\"o\",{members}}}}}"
    ))
}

fn parameters(count: usize, place: &str, name: impl Fn(usize) -> String) -> String {
    let schema = |_| "{\"type\":\"string\"}".to_owned();
    parameters_of(count, place, name, schema)
}

fn parameters_of(
    count: usize,
    place: &str,
    name: impl Fn(usize) -> String,
    schema: impl Fn(usize) -> String,
) -> String {
    let all = list(count, |i| {
        format!(
            "{{\"name\":\"{}\",\"in\":\"{place}\",\"required\":true,\"schema\":{}}}",
            name(i),
            schema(i)
        )
    });
    format!("\"parameters\":[{all}]")
}

fn contents(count: usize, media: impl Fn(usize) -> String) -> String {
    let all = list(count, |i| {
        format!(
            "\"{}\":{{\"schema\":{{\"type\":\"integer\",\"minimum\":{i}}}}}",
            media(i)
        )
    });
    format!("\"content\":{{{all}}}")
}

/// Paths of so many variables each.
const VARIABLES: usize = 50;

fn templates(count: usize, members: &str) -> String {
    let variables: String = (0..VARIABLES).map(|i| format!("/{{p{i}}}")).collect();
    paths(&list(count / VARIABLES, |i| {
        format!("\"/a{i}{variables}\":{{\"get\":{{\"operationId\":\"o{i}\",{members}{OK}}}}}")
    }))
}

/// One path of so many variables.
fn template(count: usize, members: &str) -> String {
    let variables: String = (0..count).map(|i| format!("/{{p{i}}}")).collect();
    paths(&format!("\"{variables}\":{{\"get\":{{{members}{OK}}}}}"))
}

macro_rules! families {
    ($($name:literal $document:expr;)*) => {
        &[$(Family { name: $name, document: $document }),*]
    };
}

pub const FAMILIES: &[Family] = families! {
    "operations" |n| paths(&operations(n, |i| format!("\"operationId\":\"o{i}\",{OK}")));
    "equal-operation-ids" |n| paths(&operations(n, |_| format!("\"operationId\":\"o\",{OK}")));
    "empty-operation-ids" |n| paths(&operations(n, |_| format!("\"operationId\":\"\",{OK}")));
    "operation-ids-alike" |n| paths(&operations(n, |i| format!("\"operationId\":\"a{}b{}\",{OK}", "-".repeat(i % 97), "_".repeat(i / 97))));
    "paths-alike" |n| paths(&list(n, |i| format!("\"/a/{{p{i}}}\":{{\"get\":{{{OK}}}}}")));
    "tags" |n| document("3.0.3", &operations(n, |i| format!("\"tags\":[\"t{i}\"],{OK}")), &format!(",\"tags\":[{}]", list(n, |i| format!("{{\"name\":\"t{i}\"}}"))));
    "equal-tags" |n| document("3.0.3", "", &format!(",\"tags\":[{}]", list(n, |_| "{\"name\":\"t\"}".to_owned())));
    "parameters" |n| one(&format!("{},{OK}", parameters(n, "query", |i| format!("p{i}"))));
    "equal-parameters" |n| one(&format!("{},{OK}", parameters(n, "query", |_| "p".to_owned())));
    "headers-as-parameters" |n| one(&format!("{},{OK}", parameters(n, "header", |i| format!("p{i}"))));
    "parameters-of-path" |n| templates(n, &format!("{},", parameters(VARIABLES, "path", |i| format!("p{i}"))));
    "undeclared-parameters" |n| templates(n, "");
    "variables-of-one-path" |n| template(n, &format!("{},", parameters(n, "path", |i| format!("p{i}"))));
    "undeclared-variables-of-one-path" |n| template(n, "");
    "types-below-a-long-path" |n| paths(&format!("\"/{}\":{{\"get\":{{{},{OK}}}}}", "x".repeat(64 * n), parameters_of(n, "query", |i| format!("p{i}"), |i| format!("{{\"enum\":[\"a{i}\"]}}"))));
    "broken-below-a-long-path" |n| paths(&format!("\"/{}\":{{\"get\":{{\"parameters\":[{}],{OK}}}}}", "x".repeat(64 * n), list(n, |_| "1".to_owned())));
    "broken-parameters" |n| one(&format!("\"parameters\":[{}],{OK}", list(n, |_| "1".to_owned())));
    "broken-statuses" |n| one(&format!("\"responses\":{{{}}}", list(n, |i| format!("\"x{i}\":{{\"description\":\"d\"}}"))));
    "media-types-of-body" |n| one(&format!("\"requestBody\":{{{}}},{OK}", contents(n, |i| format!("application/x{i}"))));
    "media-types-of-reply" |n| one(&format!("\"responses\":{{\"200\":{{\"description\":\"d\",{}}}}}", contents(n, |i| format!("application/x{i}+json"))));
    "media-types-of-error" |n| one(&format!("\"responses\":{{\"400\":{{\"description\":\"d\",{}}}}}", contents(n, |i| format!("application/x{i}+json"))));
    "headers-of-reply" |n| one(&format!("\"responses\":{{\"200\":{{\"description\":\"d\",\"headers\":{{{}}}}}}}", list(n, |i| format!("\"x{i}\":{{\"schema\":{{\"type\":\"string\"}}}}"))));
    "sets-of-headers" |n| paths(&operations(n, |i| format!("\"responses\":{{\"200\":{{\"description\":\"d\",\"headers\":{{\"x{i}\":{{\"schema\":{{\"type\":\"string\"}}}}}}}}}}")));
    "security-schemes" |n| document("3.0.3", &operations(n, |i| format!("\"security\":[{{\"s{i}\":[]}}],{OK}")), &format!(",\"components\":{{\"securitySchemes\":{{{}}}}}", list(n, |i| format!("\"s{i}\":{{\"type\":\"apiKey\",\"name\":\"k{i}\",\"in\":\"header\"}}"))));
    "unknown-security-schemes" |n| paths(&operations(n, |i| format!("\"security\":[{{\"s{i}\":[]}}],{OK}")));
    "servers" |n| document("3.0.3", "", &format!(",\"servers\":[{}]", list(n, |i| format!("{{\"url\":\"https://a{i}.example\"}}"))));
    "servers-of-operations" |n| paths(&operations(n, |i| format!("\"servers\":[{{\"url\":\"https://a{i}.example\"}}],{OK}")));
    "skipped-operations" |n| paths(&operations(n, |_| format!("\"parameters\":[{{\"name\":\"x\",\"in\":\"nowhere\",\"required\":true,\"schema\":{{}}}}],{OK}")));
    "webhooks" |n| document("3.1.0", "", &format!(",\"webhooks\":{{{}}}", list(n, |i| format!("\"w{i}\":{{\"post\":{{{OK}}}}}"))));
    "parameters-of-webhook" |n| document("3.1.0", "", &format!(",\"webhooks\":{{\"w\":{{\"post\":{{\"parameters\":[{}],{OK}}}}}}}", list(n, |i| format!("{{\"name\":\"x{i}\",\"in\":\"query\",\"schema\":{{\"type\":\"string\"}}}}"))));
    "required-parts-of-form" |n| one(&format!("\"requestBody\":{{\"content\":{{\"multipart/form-data\":{{\"schema\":{{\"type\":\"object\",\"required\":[{}],\"properties\":{{{}}}}}}}}}}},{OK}", list(n, |i| format!("\"x{i}\"")), list(n, |i| format!("\"x{i}\":{{\"type\":\"string\"}}"))));
    "links" |n| one(&format!("\"responses\":{{\"200\":{{\"description\":\"d\",\"links\":{{{}}}}}}}", list(n, |i| format!("\"l{i}\":{{\"operationId\":\"o\"}}"))));
    "parts-of-form" |n| one(&format!("\"requestBody\":{{\"content\":{{\"multipart/form-data\":{{\"schema\":{{\"type\":\"object\",\"properties\":{{{}}}}}}}}}}},{OK}", list(n, |i| format!("\"x{i}\":{{\"type\":\"string\"}}"))));
    "words-of-description" |n| document("3.0.3", &format!("\"/a\":{{\"get\":{{\"description\":\"{}\",{OK}}}}}", "word ".repeat(n)), "");
    "brackets-in-description" |n| document("3.0.3", &format!("\"/a\":{{\"get\":{{\"description\":\"{}\",{OK}}}}}", "[".repeat(n)), "");
    "fences-in-description" |n| document("3.0.3", &format!("\"/a\":{{\"get\":{{\"description\":\"{}\",{OK}}}}}", "```\\na\\n```\\n".repeat(n)), "");
};
