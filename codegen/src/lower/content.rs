//! Media types: which of several is used, and how.

use crate::diagnostics::Diagnostic;
use crate::document::Pointer;
use crate::ir::{ReplyBody, Type};
use crate::lower::types::Hint;
use crate::lower::{Lower, Lowered, codes};

/// How a media type is handled, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Handling {
    Json,
    Form,
    Text,
    Bytes,
    Multipart,
}

/// Whether values of this media type are JSON
/// ([RFC 6839, section 3.1](https://www.rfc-editor.org/rfc/rfc6839#section-3.1)).
pub fn is_json(media: &str) -> bool {
    let essence = essence(media);
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// The name of a component such as `#/components/responses/NotFound`.
pub fn component(at: &Pointer) -> Option<String> {
    let tokens: Vec<_> = at.tokens().collect();
    match tokens.as_slice() {
        [components, _, name] if components == "components" => Some(name.to_string()),
        _ => None,
    }
}

pub fn essence(media: &str) -> String {
    media
        .split(';')
        .next()
        .unwrap_or("")
        .trim()
        .to_ascii_lowercase()
}

fn handling(media: &str) -> Handling {
    let essence = essence(media);
    if is_json(media) || essence == "*/*" || essence == "application/*" {
        Handling::Json
    } else if essence == "application/x-www-form-urlencoded" {
        Handling::Form
    } else if essence.starts_with("multipart/") {
        Handling::Multipart
    } else if essence.starts_with("text/")
        || essence == "application/xml"
        || essence.ends_with("+xml")
    {
        Handling::Text
    } else {
        Handling::Bytes
    }
}

impl Lower<'_> {
    /// The media type that is used, of all under `content`; the others are named.
    fn choose(&mut self, content: &Pointer) -> Option<(String, Handling)> {
        let mapping = self.document.raw(content)?.as_mapping()?;
        let media: Vec<String> = mapping.keys().map(str::to_owned).collect();
        let (best, handling) = media
            .iter()
            .map(|media| (media, handling(media)))
            .min_by_key(|(_, handling)| *handling)?;
        for other in media.iter().filter(|other| *other != best) {
            let message = format!("`{other}` is not used, as there is `{best}`");
            self.diagnostics.report(Diagnostic::new(
                codes::MEDIA_TYPE_IGNORED,
                content.child(other),
                message,
            ));
        }
        Some((best.clone(), handling))
    }

    pub(super) fn media_schema(&mut self, content: &Pointer, media: &str, hint: &Hint) -> Lowered {
        let media = content.child(media);
        // Since 3.2, a media type may be a reference to a component.
        let media = self
            .document
            .media_type(&media)
            .map_or(media, |view| view.at);
        let at = media.child("schema");
        if self.document.raw(&at).is_none() {
            return Lowered::new(Type::Json);
        }
        self.schema(&at, hint)
    }

    /// The body of a reply, and its media type.
    pub(super) fn reply_content(
        &mut self,
        content: &Pointer,
        hint: &Hint,
    ) -> (ReplyBody, Option<String>) {
        let Some((media, handling)) = self.choose(content) else {
            return (ReplyBody::Empty, None);
        };
        let body = match handling {
            Handling::Json => ReplyBody::Json(self.media_schema(content, &media, hint).item_type()),
            Handling::Text => ReplyBody::Text,
            Handling::Form | Handling::Bytes | Handling::Multipart => ReplyBody::Bytes,
        };
        (body, Some(media))
    }
}
