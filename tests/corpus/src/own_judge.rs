//! A look of our own at every request: is what was given where it belongs, as the document says it is written?

use serde_json::Value;

use crate::compare::difference;
use crate::document::Document;
use crate::operations::{Operation, Parameter, is_json};
use crate::requests::template;
use crate::styles::{self, Pairs};

/// Reads path, query, headers, cookies and body, and compares them with the arguments.
pub fn check(
    document: &Document,
    operation: &Operation,
    args: &Value,
    request: &Value,
) -> Result<(), String> {
    let url = request["url"].as_str().unwrap_or_default();
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    path_matches(template(operation), path)?;
    // In forms, which queries are, a plus sign stands for a space.
    let query = query.replace('+', "%20");
    let query = styles::pairs(&query, '&');
    query_matches(template(operation), &query)?;
    let cookies = header(request, "cookie").unwrap_or_default();
    let cookies = styles::pairs(&cookies, ';');
    for parameter in &operation.parameters {
        let given = args.get(&parameter.place);
        let Some(given) = given.and_then(|all| all.get(&parameter.name)) else {
            continue;
        };
        let outcome = match parameter.place.as_str() {
            "path" => in_path(document, operation, parameter, given, path),
            "query" => styles::in_pairs(document, parameter, given, &query),
            "cookie" => styles::in_pairs(document, parameter, given, &cookies),
            _ => in_header(document, parameter, given, request),
        };
        outcome.map_err(|why| format!("{} {}: {why}", parameter.place, parameter.name))?;
    }
    body_matches(document, operation, args, request)
}

/// All values of a header of the request.
fn header(request: &Value, name: &str) -> Option<String> {
    let headers = request["headers"].as_array().into_iter().flatten();
    let values: Vec<&str> = headers
        .filter(|header| header[0].as_str() == Some(name))
        .filter_map(|header| header[1].as_str())
        .collect();
    (!values.is_empty()).then(|| values.join(", "))
}

fn in_header(
    document: &Document,
    parameter: &Parameter,
    given: &Value,
    request: &Value,
) -> Result<(), String> {
    let name = parameter.name.to_ascii_lowercase();
    // What HTTP itself sends, whatever a document says.
    if name == "content-length" || name == "host" {
        return Ok(());
    }
    let text = header(request, &name).ok_or("it was not sent")?;
    styles::inline(document, parameter, given, &text)
}

/// The text of a variable that is alone in its segment; others can't be told apart.
fn in_path(
    document: &Document,
    operation: &Operation,
    parameter: &Parameter,
    given: &Value,
    path: &str,
) -> Result<(), String> {
    let variable = format!("{{{}}}", parameter.name);
    for (wanted, found) in segments(template(operation), path) {
        let Some((before, after)) = wanted.split_once(&variable) else {
            continue;
        };
        if before.contains('{') || after.contains('{') {
            return Ok(());
        }
        let text = found.strip_prefix(before);
        let text = text.and_then(|text| text.strip_suffix(after));
        let text = text.ok_or_else(|| format!("{found} is not {wanted}"))?;
        styles::inline(document, parameter, given, text)?;
    }
    Ok(())
}

/// Segments of the template and of the path, from the end, as a server's URL stands before them.
fn segments<'a>(template: &'a str, path: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let template = bare(template);
    let template = template.trim_start_matches('/').trim_end_matches('/');
    template
        .rsplit('/')
        .zip(path.trim_end_matches('/').rsplit('/'))
}

/// A path without the query and the fragment that some documents tell operations apart by.
fn bare(template: &str) -> &str {
    template.split(['?', '#']).next().unwrap_or_default()
}

/// Whether the fixed query of a path was sent.
fn query_matches(template: &str, query: &Pairs<'_>) -> Result<(), String> {
    let fixed = template.split('#').next().unwrap_or_default();
    let fixed = fixed.split_once('?').map_or("", |(_, query)| query);
    let mut pairs = styles::pairs(fixed, '&').into_iter();
    match pairs.find(|pair| !query.contains(pair)) {
        Some((name, value)) => Err(format!("`{name}={value}` of the path was not sent")),
        None => Ok(()),
    }
}

fn path_matches(template: &str, path: &str) -> Result<(), String> {
    let mut pairs = segments(template, path);
    let fits = pairs.all(|(wanted, found)| {
        wanted.contains('{') || wanted.is_empty() || wanted == styles::decoded(found)
    });
    let count = |text: &str| text.matches('/').count();
    let template = bare(template);
    if fits && count(path) >= count(template.trim_end_matches('/')) {
        Ok(())
    } else {
        Err(format!("{path} is not {template}"))
    }
}

fn body_matches(
    document: &Document,
    operation: &Operation,
    args: &Value,
    request: &Value,
) -> Result<(), String> {
    let given = &args["body"];
    let media_type = args["content_type"].as_str().unwrap_or_default();
    let body = request["body"].as_str().unwrap_or_default();
    if given.is_null() && !is_json(media_type) {
        return Ok(());
    }
    let pointer = operation.bodies.iter().find(|(name, _)| name == media_type);
    let content = pointer.and_then(|(_, pointer)| document.at(pointer));
    let content = content.unwrap_or(&Value::Null);
    if is_json(media_type) {
        let sent = serde_json::from_str(body).unwrap_or_default();
        return difference(given, &sent).map_or(Ok(()), Err);
    }
    if media_type.contains("x-www-form-urlencoded") {
        return styles::form(content, given, &body.replace('+', "%20"));
    }
    if media_type.contains("multipart") {
        let content_type = header(request, "content-type").unwrap_or_default();
        return parts(&content["encoding"], given, body, &content_type);
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

/// Compares parts (RFC 7578) with the object that was given: a list has a part for each item.
fn parts(encodings: &Value, given: &Value, body: &str, content_type: &str) -> Result<(), String> {
    let boundary = content_type.split_once("boundary=").ok_or("no boundary")?.1;
    let delimiter = format!("--{}", boundary.trim_matches('"'));
    let sent: Pairs<'_> = body
        .split(delimiter.as_str())
        .filter_map(|part| part.split_once("\r\n\r\n"))
        .filter_map(|(head, text)| {
            let name = head.split_once("; name=\"")?.1.split_once('"')?.0;
            Some((name, text.strip_suffix("\r\n").unwrap_or(text)))
        })
        .collect();
    for (name, value) in given.as_object().into_iter().flatten() {
        if value.is_null() {
            continue;
        }
        if let Some(outcome) = styles::of_property(&encodings[name], name, value, &sent) {
            outcome?;
            continue;
        }
        let wanted = match value {
            Value::Array(list) => list.iter().collect(),
            one => vec![one],
        };
        let label = name.replace('"', "%22");
        let named = sent.iter().filter(|(name, _)| *name == label);
        let found: Vec<&str> = named.map(|(_, text)| *text).collect();
        let pairs = wanted.iter().zip(&found);
        let mut same = pairs.map(|(one, text)| styles::is_same(&styles::text_of(one), text));
        if wanted.len() != found.len() || !same.all(|same| same) {
            return Err(format!("part {name}: {found:?} was sent for {value}"));
        }
    }
    Ok(())
}
