//! Media types by their names alone.

/// Forms, as HTML sends them.
pub const FORM: &str = "application/x-www-form-urlencoded";

const JSON_LINES: &[&str] = &[
    "application/json-lines",
    "application/jsonl",
    "application/jsonlines",
    "application/ndjson",
    "application/x-json-lines",
    "application/x-jsonl",
    "application/x-jsonlines",
    "application/x-ndjson",
    "application/x-json-stream",
];

/// Types that are text although their name doesn't begin with `text/`.
const TEXTS: &[&str] = &[
    "application/csv",
    "application/graphql",
    "application/javascript",
    "application/sdp",
    "application/sql",
    "application/toml",
    "application/x-yaml",
    "application/xml",
    "application/yaml",
];

/// What the name of a media type says about its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Json,
    /// Server-sent events
    Events,
    /// JSON values, one on each line
    JsonLines,
    /// A JSON text sequence (RFC 7464; RFC 8091 for the suffix)
    JsonSequence,
    Form,
    Multipart,
    Text,
    /// `text/*`
    AnyText,
    /// `*/*` and `application/*`
    Any,
    Other,
}

impl Family {
    /// The family of a media type as it is written.
    pub fn of(written: &str) -> Self {
        let essence = essence(written);
        match &*essence {
            _ if is_json(written) => Self::Json,
            "text/event-stream" => Self::Events,
            FORM => Self::Form,
            "text/*" => Self::AnyText,
            "*/*" | "application/*" => Self::Any,
            name if JSON_LINES.contains(&name) => Self::JsonLines,
            "application/json-seq" => Self::JsonSequence,
            name if name.ends_with("+json-seq") => Self::JsonSequence,
            name if name.starts_with("multipart/") => Self::Multipart,
            name if name.starts_with("text/") || TEXTS.contains(&name) => Self::Text,
            name if name.ends_with("+xml") || name.ends_with("+yaml") => Self::Text,
            _ => Self::Other,
        }
    }
}

/// Whether values of this media type are JSON
/// ([RFC 6839, section 3.1](https://www.rfc-editor.org/rfc/rfc6839#section-3.1)).
pub fn is_json(media: &str) -> bool {
    let essence = essence(media);
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// Whether values of this media type are JSON of which the name says nothing else.
pub fn is_plain_json(media: &str) -> bool {
    let essence = essence(media);
    ["application/json", "text/json", "application/*+json"].contains(&&*essence)
}

/// Whether a body of this media type is a form of parts.
pub fn is_form_data(written: &str) -> bool {
    essence(written) == "multipart/form-data"
}

/// A media type without its parameters.
pub fn essence(media: &str) -> String {
    media
        .split(';')
        .next()
        .unwrap_or("")
        .trim()
        .to_ascii_lowercase()
}

/// A media type and its parameters but for the character set, which makes no other one of it.
pub fn parts(media: &str) -> Vec<String> {
    let parts = media.split(';');
    let parts = parts.map(|part| part.trim().to_ascii_lowercase());
    parts.filter(|part| !part.starts_with("charset=")).collect()
}

/// What a media type is called in names: `application/vnd.api+json` is `api`.
pub fn word(written: &str) -> String {
    let essence = essence(written);
    let (kind, subtype) = essence.split_once('/').unwrap_or(("", &essence));
    let mut words = match (kind, subtype) {
        ("*", _) => "any".to_owned(),
        (kind, "*") => kind.to_owned(),
        ("text", "plain") => "text".to_owned(),
        (_, subtype) => {
            let subtype = subtype.strip_suffix("+json").unwrap_or(subtype);
            let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
            subtype.strip_prefix("vnd.").unwrap_or(subtype).to_owned()
        }
    };
    let parameters = written.split(';').skip(1).map(str::trim);
    for parameter in parameters.filter(|parameter| !parameter.starts_with("charset=")) {
        words.push(' ');
        words.push_str(parameter);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_character_set_makes_no_other_media_type() {
        let plain = parts("application/json");
        assert_eq!(plain, parts("Application/JSON; charset=utf-8"));
        assert_ne!(plain, parts("application/json; version=2"));
    }
}
