//! An own reader of how parameters and properties of forms are written (OpenAPI 3.0.4, sections 4.8.12.2 and
//! 4.8.15), which shares no code with what writes them.

use serde_json::{Map, Value};

use crate::compare::difference;
use crate::document::{Document, percent_decoded};
use crate::operations::{Parameter, is_json};

/// How a value is written.
pub struct Style {
    name: String,
    pub explode: bool,
    /// Reserved characters stay, so that a comma may be part of a value.
    reserved: bool,
}

impl Style {
    /// That of a parameter with `schema`.
    pub fn of(parameter: &Value, place: &str) -> Self {
        let usual = match place {
            "query" | "cookie" => "form",
            _ => "simple",
        };
        Self::read(parameter, usual)
    }

    /// That of a property of a form: its `encoding`, if that has a style.
    fn of_property(encoding: &Value) -> Option<Self> {
        let keywords = ["style", "explode", "allowReserved"];
        let has_style = keywords.iter().any(|one| encoding.get(one).is_some());
        has_style.then(|| Self::read(encoding, "form"))
    }

    fn read(node: &Value, usual: &str) -> Self {
        let name = node["style"].as_str().unwrap_or(usual).to_owned();
        let explode = node["explode"].as_bool();
        Self {
            explode: explode.unwrap_or(name == "form" || name == "cookie"),
            reserved: node["allowReserved"] == true,
            name,
        }
    }

    /// Whether the properties of an object stand for themselves, without the parameter's name.
    pub fn is_spread(&self, value: &Value) -> bool {
        self.name == "form" && self.explode && value.is_object()
    }

    fn separator(&self) -> &'static [&'static str] {
        match self.name.as_str() {
            "spaceDelimited" => &["%20", "+", " "],
            "pipeDelimited" => &["%7C", "%7c", "|"],
            _ => &[","],
        }
    }
}

/// Names and values of a query, a form or cookies, not decoded.
pub type Pairs<'a> = Vec<(&'a str, &'a str)>;

pub fn pairs<'a>(text: &'a str, separator: char) -> Pairs<'a> {
    let parts = text.split(separator).map(str::trim);
    let parts = parts.filter(|part| !part.is_empty());
    parts
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .collect()
}

/// Compares a parameter of the query or a cookie with what was given.
pub fn in_pairs(
    document: &Document,
    parameter: &Parameter,
    given: &Value,
    sent: &Pairs<'_>,
) -> Result<(), String> {
    let node = document.at(&parameter.pointer).unwrap_or(&Value::Null);
    if let Some(media) = content(node) {
        return as_content(media, given, &only(sent, &parameter.name)?);
    }
    let style = Style::of(node, &parameter.place);
    read_pairs(&style, &parameter.name, given, sent)
}

/// Compares a parameter of the path or a header with what was given. Headers are not percent-encoded.
pub fn inline(
    document: &Document,
    parameter: &Parameter,
    given: &Value,
    text: &str,
) -> Result<(), String> {
    let read = match parameter.place.as_str() {
        "header" => str::to_owned,
        _ => decoded,
    };
    let node = document.at(&parameter.pointer).unwrap_or(&Value::Null);
    if let Some(media) = content(node) {
        return as_content(media, given, &read(text));
    }
    let style = Style::of(node, &parameter.place);
    let (text, separator) = match style.name.as_str() {
        "label" => (text.strip_prefix('.').ok_or("no `.`")?, "."),
        "matrix" => (text.strip_prefix(';').ok_or("no `;`")?, ";"),
        _ => (text, ","),
    };
    if style.name == "matrix" {
        return matrix(&style, &parameter.name, given, text);
    }
    let separator = if style.explode { separator } else { "," };
    let parts = text.split(separator).map(|part| read(part.trim()));
    let parts: Vec<String> = parts.flat_map(|part| split(&part, separator)).collect();
    let wanted = flat(given, style.explode);
    let wanted: Vec<String> = wanted
        .iter()
        .flat_map(|part| split(part, separator))
        .collect();
    same_parts(given, style.explode, &wanted, &parts)
}

/// A text of several values may have the separator within one of them, unescaped: dots in paths, commas in
/// headers. Then both sides are compared piece by piece.
fn split(text: &str, separator: &str) -> Vec<String> {
    let pieces = text.split(separator).map(|piece| piece.trim().to_owned());
    pieces.collect()
}

fn matrix(style: &Style, name: &str, given: &Value, text: &str) -> Result<(), String> {
    let sent = pairs(text, ';');
    match given {
        Value::Array(_) if style.explode => same_list(&flat(given, false), &named(&sent, name)),
        Value::Object(map) if style.explode => spread(map, &sent),
        Value::Array(_) | Value::Object(_) => {
            let raw = raw(&sent, name)?;
            let parts: Vec<String> = raw.split(',').map(decoded).collect();
            same_parts(given, false, &flat(given, false), &parts)
        }
        _ => same_text(&text_of(given), &only(&sent, name)?),
    }
}

fn read_pairs(style: &Style, name: &str, given: &Value, sent: &Pairs<'_>) -> Result<(), String> {
    // What has no parts has no brackets.
    if style.name == "deepObject" && (given.is_object() || given.is_array()) {
        let tree = deep(sent, name);
        return same_deep(name, given, &tree);
    }
    match given {
        Value::Object(map) if style.explode => spread(map, sent),
        Value::Array(_) if style.explode => same_list(&flat(given, false), &named(sent, name)),
        Value::Array(_) | Value::Object(_) => {
            let raw = raw(sent, name)?;
            let separator = style.separator().iter().find(|one| raw.contains(**one));
            let separator = separator.copied().unwrap_or(",");
            let parts: Vec<String> = raw.split(separator).map(decoded).collect();
            let wanted = flat(given, false);
            let wanted = match style.reserved {
                true => wanted
                    .iter()
                    .flat_map(|one| split(one, separator))
                    .collect(),
                false => wanted,
            };
            same_parts(given, false, &wanted, &parts)
        }
        _ => same_text(&text_of(given), &only(sent, name)?),
    }
}

/// Compares a form with the object that was given.
pub fn form(content: &Value, given: &Value, body: &str) -> Result<(), String> {
    let sent = pairs(body, '&');
    for (name, value) in given.as_object().into_iter().flatten() {
        if value.is_null() {
            continue;
        }
        let encoding = &content["encoding"][name];
        let is_json = encoding["contentType"].as_str().is_some_and(is_json);
        let outcome = match (Style::of_property(encoding), value) {
            (Some(style), _) => read_pairs(&style, name, value, &sent),
            (None, _) if is_json => as_content("application/json", value, &only(&sent, name)?),
            // What an encoding without a style has by its content type's default.
            (None, Value::Object(_)) => as_content("application/json", value, &only(&sent, name)?),
            (None, Value::Array(list)) => each(list, &named(&sent, name)),
            (None, _) => same_text(&text_of(value), &only(&sent, name)?),
        };
        outcome.map_err(|why| format!("{name}: {why}"))?;
    }
    Ok(())
}

/// Compares a property whose encoding has a style with what was sent.
pub fn of_property(
    encoding: &Value,
    name: &str,
    given: &Value,
    sent: &Pairs<'_>,
) -> Option<Result<(), String>> {
    let style = Style::of_property(encoding)?;
    Some(read_pairs(&style, name, given, sent))
}

fn each(wanted: &[Value], found: &[String]) -> Result<(), String> {
    let wanted: Vec<String> = wanted.iter().map(text_of).collect();
    same_list(&wanted, found)
}

/// The media type of a parameter with `content`.
fn content(parameter: &Value) -> Option<&str> {
    let content = parameter.get("content")?.as_object()?;
    content.keys().next().map(String::as_str)
}

fn as_content(media: &str, given: &Value, text: &str) -> Result<(), String> {
    if !is_json(media) {
        return same_text(&text_of(given), text);
    }
    let found =
        serde_json::from_str(text).map_err(|error| format!("{text} is no JSON: {error}"))?;
    difference(given, &found).map_or(Ok(()), Err)
}

fn raw<'a>(sent: &Pairs<'a>, name: &str) -> Result<&'a str, String> {
    let mut found = sent.iter().filter(|(key, _)| decoded(key) == name);
    match (found.next(), found.next()) {
        (Some((_, value)), None) => Ok(value),
        (None, _) => Err(format!("{name} was not sent")),
        _ => Err(format!("{name} was sent twice")),
    }
}

fn only(sent: &Pairs<'_>, name: &str) -> Result<String, String> {
    raw(sent, name).map(decoded)
}

fn named(sent: &Pairs<'_>, name: &str) -> Vec<String> {
    let found = sent.iter().filter(|(key, _)| decoded(key) == name);
    found.map(|(_, value)| decoded(value)).collect()
}

/// Each property under its own name. Another parameter may have the same one.
fn spread(map: &Map<String, Value>, sent: &Pairs<'_>) -> Result<(), String> {
    for (key, value) in map.iter().filter(|(_, value)| !value.is_null()) {
        let wanted = text_of(value);
        let found = named(sent, key);
        if !found.iter().any(|text| is_same(&wanted, text)) {
            return Err(format!("the property {key} is {found:?}, not {wanted:?}"));
        }
    }
    Ok(())
}

/// What names such as `a[b][0]` say, as nested objects.
fn deep(sent: &Pairs<'_>, name: &str) -> Value {
    let mut tree = Value::Object(Map::new());
    for (key, value) in sent {
        let key = decoded(key);
        let Some(path) = key
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('['))
        else {
            continue;
        };
        let mut place = &mut tree;
        for part in path.trim_end_matches(']').split("][") {
            if !place.is_object() {
                *place = Value::Object(Map::new());
            }
            place = &mut place[part];
        }
        *place = Value::String(decoded(value));
    }
    tree
}

fn same_deep(name: &str, given: &Value, found: &Value) -> Result<(), String> {
    let parts: Vec<(String, &Value)> = match given {
        Value::Object(map) => map.iter().map(|(key, one)| (key.clone(), one)).collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(index, one)| (index.to_string(), one))
            .collect(),
        _ => {
            let text = found.as_str();
            return same_text(&text_of(given), text.ok_or("it has parts")?);
        }
    };
    let mut count = 0;
    for (key, value) in parts.iter().filter(|(_, value)| has_parts(value)) {
        count += 1;
        let found = found.get(key);
        let found = found.ok_or_else(|| format!("{name}[{key}] was not sent"))?;
        same_deep(&format!("{name}[{key}]"), value, found)?;
    }
    match found.as_object().map_or(0, Map::len) {
        sent if sent == count => Ok(()),
        sent => Err(format!("{name} has {sent} parts, not {count}")),
    }
}

/// Whether a value has any text in a URL.
fn has_parts(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(list) => list.iter().any(has_parts),
        Value::Object(map) => map.values().any(has_parts),
        _ => true,
    }
}

/// The texts of a value one after the other: of an object names and values, as pairs if it is `paired`.
fn flat(value: &Value, paired: bool) -> Vec<String> {
    match value {
        Value::Array(list) => list
            .iter()
            .filter(|one| !one.is_null())
            .map(text_of)
            .collect(),
        Value::Object(map) => map
            .iter()
            .filter(|(_, one)| !one.is_null())
            .flat_map(|(key, one)| match paired {
                true => vec![format!("{key}={}", text_of(one))],
                false => vec![key.clone(), text_of(one)],
            })
            .collect(),
        one => vec![text_of(one)],
    }
}

/// What stands for a value: a text as it is; the rest as JSON, which is all that the specification leaves for
/// lists and objects within others.
pub fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Compares the texts of a list or an object with those that were sent; an object has no order.
fn same_parts(
    given: &Value,
    paired: bool,
    wanted: &[String],
    found: &[String],
) -> Result<(), String> {
    if !given.is_object() {
        return same_list(wanted, found);
    }
    let sorted = |list: &[String]| {
        let mut pairs: Vec<String> = match paired {
            true => list.to_vec(),
            false => list.chunks(2).map(|pair| pair.join("=")).collect(),
        };
        pairs.sort();
        pairs
    };
    same_list(&sorted(wanted), &sorted(found))
}

fn same_list(wanted: &[String], found: &[String]) -> Result<(), String> {
    let same = wanted.len() == found.len();
    if same
        && wanted
            .iter()
            .zip(found)
            .all(|(one, other)| is_same(one, other))
    {
        return Ok(());
    }
    Err(format!("{found:?} was sent for {wanted:?}"))
}

fn same_text(wanted: &str, found: &str) -> Result<(), String> {
    match is_same(wanted, found) {
        true => Ok(()),
        false => Err(format!("{found:?} was sent for {wanted:?}")),
    }
}

/// The same text, or the same JSON: numbers have several texts, and objects several orders.
pub fn is_same(wanted: &str, found: &str) -> bool {
    if wanted == found || wanted.trim() == found {
        return true;
    }
    if let (Ok(one), Ok(other)) = (serde_json::from_str(wanted), serde_json::from_str(found)) {
        return difference(&one, &other).is_none();
    }
    match (wanted.split_once('='), found.split_once('=')) {
        (Some(one), Some(other)) => one.0 == other.0 && is_same(one.1, other.1),
        _ => false,
    }
}

pub fn decoded(text: &str) -> String {
    percent_decoded(text).unwrap_or_default()
}
