//! What a server says about an error, in the forms that servers commonly use.

use std::collections::BTreeMap;

use super::printable::printable;
use crate::json;
use crate::json::value::Value;

type Object = BTreeMap<String, Value>;

/// An error of more bytes than this is a page or a dump; it is not searched each time it is shown.
const SEARCHED: usize = 1024 * 1024;

/// A text of more bytes than this is no message.
const WORDS: usize = 500;

/// What a server said went wrong.
///
/// Understood are `{"error": {"type" | "code", "message", ..}}`, `{"error": "text"}` (also with
/// `error_description`, RFC 6749, section 5.2), problem details (RFC 9457), `{"code", "message"}`,
/// `{"detail": ..}` as text, as an object or as FastAPI's list of `{"loc", "msg", "type"}`, `{"errors": [..]}` with
/// `{"extensions": {"code"}}` as GraphQL has them, `{"exception_message": ..}`, and a short text.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// The kind of error, for programs: `type` or `code`.
    pub kind: Option<String>,
    /// The explanation, for people.
    pub message: Option<String>,
    /// All else that was said about it: validation errors, data.
    pub details: Option<Value>,
}

impl Problem {
    /// Finds the error in a body. Nothing when the body has none of the forms, or more than 1 MiB.
    pub fn find(body: &[u8]) -> Option<Self> {
        if body.len() > SEARCHED {
            return None;
        }
        let mut body = match json::from_slice(body) {
            Ok(Value::Object(body)) => body,
            Ok(Value::String(text)) => return Self::from_words(&text),
            Ok(_) => return None,
            Err(_) => return Self::from_words(std::str::from_utf8(body).ok()?),
        };
        if let Some(detail @ (Value::Array(_) | Value::Object(_))) = body.get("detail").cloned() {
            body.remove("detail");
            let problem = Self::from_detail(detail, body);
            // A code alone says something here, where an application puts what it has to say.
            return Some(problem).filter(|one| one.message.is_some() || one.kind.is_some());
        }
        match body.get("error") {
            Some(Value::Object(error)) => Some(Self::from_object(error.clone())),
            Some(Value::String(error)) => Some(Self::from_text(error.clone(), body)),
            _ => match body.get("errors") {
                Some(errors @ (Value::Array(_) | Value::Object(_))) => {
                    Some(Self::from_list(errors.clone(), body))
                }
                _ => Some(Self::from_object(body)).filter(Self::says_something),
            },
        }
    }

    fn says_something(&self) -> bool {
        self.message.is_some()
    }

    /// A body that is a text: one of a few words, not a page.
    fn from_words(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_short = !text.is_empty() && text.len() <= WORDS;
        let is_code = text.starts_with(['<', '{', '[']) || text.contains('\0');
        (is_short && !is_code).then(|| Self {
            message: Some(text.to_owned()),
            ..Self::default()
        })
    }

    /// What FastAPI says: of each mistake where it is and what it is; or an object of the application's own.
    fn from_detail(detail: Value, mut rest: Object) -> Self {
        let mut problem = match detail {
            Value::Object(object) => return Self::from_object(object),
            Value::Array(list) => {
                let mut problem = match list.first() {
                    Some(Value::Object(first)) => Self::from_mistake(first.clone()),
                    Some(Value::String(first)) => Self {
                        message: Some(first.clone()),
                        ..Self::default()
                    },
                    _ => Self::default(),
                };
                if let (Some(message), 2..) = (&mut problem.message, list.len()) {
                    message.push_str(&format!(" (and {} more)", list.len() - 1));
                }
                problem.details = Some(Value::Array(list));
                problem
            }
            _ => Self::default(),
        };
        let kind = take_text(&mut rest, "type").or_else(|| take_text(&mut rest, "code"));
        problem.kind = kind.or(problem.kind);
        problem
    }

    /// One entry of such a list.
    fn from_mistake(mut mistake: Object) -> Self {
        let place = match mistake.get("loc") {
            Some(Value::Array(steps)) => {
                let steps = steps.iter().map(|step| match step {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                });
                Some(steps.collect::<Vec<_>>().join("."))
            }
            _ => None,
        };
        let words = take_text(&mut mistake, "msg");
        let words = words.or_else(|| take_text(&mut mistake, "message"));
        let message = match (place, words) {
            (Some(place), Some(words)) if !place.is_empty() => Some(format!("{place}: {words}")),
            (_, words) => words,
        };
        Self {
            kind: take_text(&mut mistake, "type"),
            message,
            details: None,
        }
    }

    fn from_object(mut object: Object) -> Self {
        let message = [
            "message",
            "detail",
            "title",
            "error_description",
            "exception_message",
            "error_message",
            "msg",
            "error",
        ]
        .into_iter()
        .find_map(|key| take_text(&mut object, key));
        let kind = ["type", "code", "error_code"]
            .into_iter()
            .find_map(|key| take_text(&mut object, key))
            .or_else(|| match object.get("extensions") {
                Some(Value::Object(extensions)) => take_text(&mut extensions.clone(), "code"),
                _ => None,
            })
            // RFC 9457, section 4.2.1: it says no more than the status does.
            .filter(|kind| kind != "about:blank");
        Self {
            kind,
            message,
            details: rest(object),
        }
    }

    /// With a description, the text is a code (RFC 6749); alone it is the message.
    fn from_text(error: String, mut body: Object) -> Self {
        body.remove("error");
        let message = ["error_description", "message", "detail"]
            .into_iter()
            .find_map(|key| take_text(&mut body, key));
        let (kind, message) = match message {
            Some(message) => (Some(error), message),
            None => (take_text(&mut body, "code"), error),
        };
        Self {
            kind,
            message: Some(message),
            details: rest(body),
        }
    }

    fn from_list(errors: Value, mut body: Object) -> Self {
        let first = match &errors {
            Value::Array(errors) => match errors.first() {
                Some(Value::Object(error)) => Self::from_object(error.clone()),
                Some(Value::String(message)) => Self {
                    message: Some(message.clone()),
                    ..Self::default()
                },
                _ => Self::default(),
            },
            _ => Self::default(),
        };
        body.remove("errors");
        let whole = Self::from_object(body);
        Self {
            kind: whole.kind.or(first.kind),
            message: whole.message.or(first.message),
            details: Some(errors),
        }
    }

    /// Kind and message in one line, limited and escaped.
    pub(crate) fn brief(&self) -> Option<String> {
        match (&self.kind, &self.message) {
            (Some(kind), Some(message)) => {
                Some(format!("{}: {}", printable(kind), printable(message)))
            }
            (Some(text), None) | (None, Some(text)) => Some(printable(text)),
            (None, None) => None,
        }
    }
}

/// Takes a text or a number out of an object.
fn take_text(object: &mut Object, key: &str) -> Option<String> {
    let text = match object.get(key)? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    object.remove(key);
    Some(text)
}

fn rest(object: Object) -> Option<Value> {
    (!object.is_empty()).then_some(Value::Object(object))
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! json {
        ($($json:tt)*) => { Value::from(serde_json::json!($($json)*)) };
    }

    fn find(body: &Value) -> (Option<String>, Option<String>, Option<Value>) {
        let problem = Problem::find(body.to_string().as_bytes()).unwrap_or_default();
        (problem.kind, problem.message, problem.details)
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn the_usual_forms_are_understood() {
        let seam = json!({"error": {"type": "invalid_input", "message": "no", "validation_errors": {"a": 1}}});
        let details = json!({"validation_errors": {"a": 1}});
        assert_eq!(
            find(&seam),
            (some("invalid_input"), some("no"), Some(details))
        );
        assert_eq!(find(&json!({"error": "no"})), (None, some("no"), None));
        let oauth = json!({"error": "invalid_grant", "error_description": "expired"});
        assert_eq!(find(&oauth), (some("invalid_grant"), some("expired"), None));
        let rfc9457 =
            json!({"type": "about:blank", "title": "Gone", "detail": "was moved", "status": 410});
        let details = json!({"title": "Gone", "status": 410});
        assert_eq!(find(&rfc9457), (None, some("was moved"), Some(details)));
        assert_eq!(
            find(&json!({"code": 7, "message": "no"})),
            (some("7"), some("no"), None)
        );
        let list = json!({"errors": [{"code": "e1", "message": "first"}, {"message": "second"}]});
        let (kind, message, details) = find(&list);
        assert_eq!((kind, message), (some("e1"), some("first")));
        assert_eq!(details.as_ref(), list.get("errors"));
        assert_eq!(find(&json!({"errors": ["one"]})).1, some("one"));
        assert_eq!(find(&json!({"error": {"code": "x"}})).0, some("x"));
    }

    #[test]
    fn what_frameworks_say_is_understood() {
        // FastAPI
        let one = json!({"detail": [{"loc": ["body", "items", 0, "name"], "msg": "Field required", "type": "missing"}]});
        let (kind, message, details) = find(&one);
        assert_eq!(kind, some("missing"));
        assert_eq!(message, some("body.items.0.name: Field required"));
        assert_eq!(details.as_ref(), one.get("detail"));
        let two =
            json!({"detail": [{"loc": ["query", "q"], "msg": "a", "type": "t"}, {"msg": "b"}]});
        assert_eq!(find(&two).1, some("query.q: a (and 1 more)"));
        assert_eq!(find(&json!({"detail": "Not Found"})).1, some("Not Found"));
        let code = json!({"detail": {"code": "gone", "id": 7}});
        assert_eq!(find(&code), (some("gone"), None, Some(json!({"id": 7}))));
        let own = json!({"detail": {"message": "no", "code": "x"}});
        assert_eq!(find(&own), (some("x"), some("no"), None));
        // Directus, GraphQL
        let listed = json!({"errors": [{"message": "no", "extensions": {"code": "FORBIDDEN"}}]});
        let (kind, message, _) = find(&listed);
        assert_eq!((kind, message), (some("FORBIDDEN"), some("no")));
        // Prefect
        let exception = json!({"exception_message": "Invalid request received."});
        assert_eq!(find(&exception).1, some("Invalid request received."));
        // Words
        assert_eq!(find(&json!("teapot")).1, some("teapot"));
        let words = Problem::find(b" rate limit exceeded\n").unwrap();
        assert_eq!(words.message, some("rate limit exceeded"));
        assert_eq!(Problem::find(&[b'a'; 501]), None);
        assert_eq!(Problem::find(b"\xff\xfe"), None);
    }

    #[test]
    fn numbers_of_any_size_are_kept() {
        let body = br#"{"message": "no", "limit": 1e999, "code": 12345678901234567890123}"#;
        let problem = Problem::find(body).unwrap();
        assert_eq!(problem.kind, some("12345678901234567890123"));
        assert_eq!(problem.details.unwrap().to_string(), r#"{"limit":1e999}"#);
    }

    #[test]
    fn other_bodies_are_no_problem() {
        for body in [
            "",
            "<html>",
            "<?xml?>",
            "[]",
            "7",
            "{broken",
            "{}",
            r#"{"ok":true}"#,
            r#"{"error":null}"#,
            r#"{"type":"pet"}"#,
        ] {
            assert_eq!(Problem::find(body.as_bytes()), None, "{body}");
        }
    }

    #[test]
    fn shown_text_is_limited_and_harmless() {
        assert_eq!(
            printable("a\x1b[2J\nb\u{202E}c"),
            "a\\u{1b}[2J\\u{a}b\\u{202e}c"
        );
        let long = printable(&"é".repeat(400));
        assert_eq!(long.chars().count(), 301);
        assert!(long.ends_with('…'));
    }
}
