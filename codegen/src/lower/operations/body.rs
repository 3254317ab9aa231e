//! Request bodies (OpenAPI 3.0.4, sections 4.7.13 and 4.7.14): every media type, best first.

use crate::diagnostics::Diagnostic;
use crate::document::{Node, Pointer};
use crate::hash::Map;
use crate::ir::{BodyKind, ContentType, Encoding, Form, Style, Type};
use crate::lower::schemas::types::Hint;
use crate::lower::shape::Kind;
use crate::lower::{Lower, Lowered, codes, content};

/// How a media type is handled, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Handling {
    Json,
    JsonLines,
    Form,
    Multipart,
    Text,
    Bytes,
}

/// A media type of a request body.
struct Media {
    /// As the document writes it.
    written: String,
    handling: Handling,
}

/// What one media type of a body becomes.
pub(in crate::lower) struct Lowering {
    /// What tells its function from those of other media types: `xml`, `json_lines`.
    pub(in crate::lower) word: String,
    pub(in crate::lower) kind: BodyKind,
    pub(in crate::lower) content_type: ContentType,
}

/// Forms, as HTML sends them.
pub(in crate::lower) const FORM: &str = "application/x-www-form-urlencoded";

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

impl Lower<'_> {
    /// What each media type under `content` becomes, the best first. `operation` names inline types,
    /// and `component` those of a body that has a name.
    pub(in crate::lower) fn request_contents(
        &mut self,
        content: &Pointer,
        operation: &str,
        component: Option<&str>,
    ) -> Vec<Lowering> {
        let media = self.media_types(content);
        let mut lowered = Vec::with_capacity(media.len());
        for one in media {
            let word = word(&one);
            let role = match lowered.is_empty() {
                true => "request".to_owned(),
                false => format!("{word} request"),
            };
            let hint = match component {
                Some(component) if lowered.is_empty() => Hint::new(component),
                Some(component) => Hint::within(component, &word),
                None => Hint::within(operation, &role),
            };
            let kind = self.body_kind(content, &one, &hint, operation);
            let content_type = match one.written.contains('*') {
                true if one.handling == Handling::Json => {
                    ContentType::Is("application/json".to_owned())
                }
                true => ContentType::In(one.written),
                false => ContentType::Is(one.written),
            };
            lowered.push(Lowering {
                word,
                kind,
                content_type,
            });
        }
        lowered
    }

    /// The media types, best first, each once: `application/json; charset=utf-8` is
    /// `application/json`.
    fn media_types(&mut self, content: &Pointer) -> Vec<Media> {
        let declared = self.document.raw(content).and_then(Node::as_mapping);
        let written: Vec<String> = declared
            .into_iter()
            .flat_map(|mapping| mapping.keys())
            .map(str::to_owned)
            .collect();
        let mut media: Vec<Media> = Vec::with_capacity(written.len());
        let mut known: Map<Vec<String>, String> = Map::default();
        for written in written {
            if let Some(first) = known.get(&parts(&written)) {
                let message = format!("`{written}` is the same as `{first}`");
                self.diagnostics.report(Diagnostic::new(
                    codes::MEDIA_TYPE_IGNORED,
                    content.child(&written),
                    message,
                ));
                continue;
            }
            known.insert(parts(&written), written.clone());
            let handling = self.handling(&self.media_at(content, &written), &written);
            media.push(Media { written, handling });
        }
        media.sort_by_key(|one| one.handling);
        media
    }

    /// Where a Media Type Object is: since OpenAPI 3.2, a reference may stand for it.
    fn media_at(&self, content: &Pointer, written: &str) -> Pointer {
        let at = content.child(written);
        self.document.resolve(&at).unwrap_or(at)
    }

    fn handling(&mut self, at: &Pointer, written: &str) -> Handling {
        let essence = content::essence(written);
        let is_any = matches!(&*essence, "*/*" | "application/*");
        if content::is_json(written) || (is_any && self.is_json_value(at)) {
            Handling::Json
        } else if essence == FORM {
            match self.is_text(at) {
                true => Handling::Text,
                false => Handling::Form,
            }
        } else if essence.starts_with("multipart/") {
            Handling::Multipart
        } else if is_json_lines(&essence) {
            match self.item_schema(at) {
                Some(_) => Handling::JsonLines,
                None => Handling::Text,
            }
        } else if essence.contains('*') {
            Handling::Bytes
        } else if is_text(&essence) && !self.is_binary(at) {
            Handling::Text
        } else {
            Handling::Bytes
        }
    }

    /// Whether the schema says that a body is bytes, whatever its media type.
    fn is_binary(&mut self, media: &Pointer) -> bool {
        let schema = self.document.resolve(&media.child("schema")).ok();
        let shape = schema.and_then(|schema| self.shape(&schema));
        shape.is_some_and(|shape| match &shape.kind {
            Kind::String(Some(format)) => format == "binary",
            _ => false,
        })
    }

    /// Whether a body of any media type is one of JSON: its schema is of more than text.
    fn is_json_value(&mut self, media: &Pointer) -> bool {
        let Ok(schema) = self.document.resolve(&media.child("schema")) else {
            return false;
        };
        let shape = self.shape(&schema);
        shape.is_some_and(|shape| !matches!(shape.kind, Kind::Any | Kind::String(_)))
    }

    /// Whether the schema of a form is one of text: then the caller writes it.
    fn is_text(&mut self, media: &Pointer) -> bool {
        let schema = self.document.resolve(&media.child("schema")).ok();
        let shape = schema.and_then(|schema| self.shape(&schema));
        shape.is_some_and(|shape| matches!(shape.kind, Kind::String(_)))
    }

    /// The schema of each line of JSON lines: `itemSchema` (OpenAPI 3.2), or that of the items of a list.
    pub(in crate::lower) fn item_schema(&mut self, media: &Pointer) -> Option<Pointer> {
        let own = media.child("itemSchema");
        if self.document.raw(&own).is_some() {
            return Some(own);
        }
        let schema = self.document.resolve(&media.child("schema")).ok()?;
        match &self.shape(&schema)?.kind {
            Kind::Array(items) => items.clone(),
            _ => None,
        }
    }

    /// Says so if a body has rules and no type of its own that could check them.
    fn rules_of_body(&mut self, schema: &Pointer, body: &Lowered) {
        let shape = self.shape_behind(schema);
        let has_rules = shape.is_some_and(|shape| {
            let own_type = match &shape.kind {
                Kind::Object(object) => !object.properties.is_empty(),
                Kind::AllOf(..) | Kind::Union(..) | Kind::Enum(_) => true,
                _ => false,
            };
            !own_type && !shape.rules.is_empty()
        });
        if has_rules || !body.constraints.is_empty() {
            let message = "the rules of this body as a whole are not checked: it is no object of a type of its own";
            self.unchecked(schema, message);
        }
    }

    fn body_kind(
        &mut self,
        content: &Pointer,
        media: &Media,
        hint: &Hint,
        operation: &str,
    ) -> BodyKind {
        let at = self.media_at(content, &media.written);
        match media.handling {
            Handling::Json => {
                let body = self.media_schema(content, &media.written, hint);
                self.rules_of_body(&at.child("schema"), &body);
                BodyKind::Json(body.item_type())
            }
            Handling::JsonLines => BodyKind::JsonLines(match self.item_schema(&at) {
                Some(items) => self.schema(&items, &hint.item()).item_type(),
                None => Type::Json,
            }),
            Handling::Form => BodyKind::Form(Form {
                ty: self.media_schema(content, &media.written, hint).item_type(),
                table: None,
                encodings: self.encodings(&at.child("encoding")),
            }),
            Handling::Multipart if content::essence(&media.written) == "multipart/form-data" => {
                BodyKind::Multipart(self.multipart(&at, operation))
            }
            Handling::Multipart => BodyKind::Multipart(None),
            Handling::Text => BodyKind::Text,
            Handling::Bytes => BodyKind::Bytes,
        }
    }

    /// The encodings of a form (OpenAPI 3.0.4, section 4.7.15), without those that are what is done
    /// anyway.
    fn encodings(&self, at: &Pointer) -> Vec<Encoding> {
        let declared = self.document.raw(at).and_then(Node::as_mapping);
        let entries = declared.into_iter().flat_map(|mapping| mapping.iter());
        entries
            .filter_map(|(property, node)| encoding(property, node))
            .collect()
    }
}

/// One encoding, if it says how the property is written.
pub(in crate::lower) fn encoding(property: &str, node: &Node) -> Option<Encoding> {
    let says_style = ["style", "explode", "allowReserved"]
        .iter()
        .any(|keyword| node.get(keyword).is_some());
    let media = node.get("contentType").and_then(Node::as_str);
    let style = match node.get("style").and_then(Node::as_str) {
        _ if !says_style && media.is_some_and(content::is_json) => Style::Json,
        _ if !says_style => return None,
        Some("spaceDelimited") => Style::SpaceDelimited,
        Some("pipeDelimited") => Style::PipeDelimited,
        Some("deepObject") => Style::DeepObject,
        _ => Style::Form,
    };
    let flag = |keyword: &str| node.get(keyword).and_then(Node::as_bool);
    Some(Encoding {
        property: property.to_owned(),
        style,
        explode: flag("explode").unwrap_or(style == Style::Form),
        allow_reserved: flag("allowReserved").unwrap_or(false),
    })
}

/// Whether a media type is JSON values, one on each line.
pub(in crate::lower) fn is_json_lines(essence: &str) -> bool {
    JSON_LINES.contains(&essence)
}

/// Whether a media type is text.
pub(in crate::lower) fn is_text(essence: &str) -> bool {
    essence.starts_with("text/")
        || essence.ends_with("+xml")
        || essence.ends_with("+yaml")
        || TEXTS.contains(&essence)
}

/// A media type and its parameters but for the character set, which makes no other one of it.
pub(in crate::lower) fn parts(media: &str) -> Vec<String> {
    let parts = media.split(';');
    let parts = parts.map(|part| part.trim().to_ascii_lowercase());
    parts.filter(|part| !part.starts_with("charset=")).collect()
}

/// What a function for this media type is called after.
fn word(media: &Media) -> String {
    match media.handling {
        _ if content::essence(&media.written) == FORM => "form".to_owned(),
        Handling::JsonLines => "json_lines".to_owned(),
        Handling::Multipart if content::essence(&media.written) == "multipart/form-data" => {
            "multipart".to_owned()
        }
        _ => media_word(&media.written),
    }
}

/// The same by the media type alone: `application/vnd.api+json` is `api`.
pub(in crate::lower) fn media_word(written: &str) -> String {
    let essence = content::essence(written);
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
    use super::*;

    #[test]
    fn functions_are_called_after_media_types() {
        let word = |written: &str, handling| {
            word(&Media {
                written: written.to_owned(),
                handling,
            })
        };
        assert_eq!(word("application/xml", Handling::Text), "xml");
        assert_eq!(
            word("application/octet-stream", Handling::Bytes),
            "octet-stream"
        );
        assert_eq!(
            word("application/json-patch+json", Handling::Json),
            "json-patch"
        );
        assert_eq!(word("application/vnd.flux", Handling::Bytes), "flux");
        assert_eq!(
            word("text/x-markdown; charset=utf-8", Handling::Text),
            "markdown"
        );
        assert_eq!(word("application/json; v=2", Handling::Json), "json v=2");
        assert_eq!(word("image/*", Handling::Bytes), "image");
        assert_eq!(word("*/*", Handling::Bytes), "any");
    }

    #[test]
    fn a_character_set_makes_no_other_media_type() {
        let plain = parts("application/json");
        assert_eq!(plain, parts("Application/JSON; charset=utf-8"));
        assert_ne!(plain, parts("application/json; version=2"));
    }
}
