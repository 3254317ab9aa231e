//! Media types: what they are, and their schemas.

use crate::document::Pointer;
use crate::ir::Type;
use crate::lower::schemas::types::Hint;
use crate::lower::{Lower, Lowered};

/// Whether values of this media type are JSON
/// ([RFC 6839, section 3.1](https://www.rfc-editor.org/rfc/rfc6839#section-3.1)).
pub fn is_json(media: &str) -> bool {
    let essence = essence(media);
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// The name of a component such as `#/components/responses/NotFound`.
pub fn component(at: &Pointer) -> Option<String> {
    at.as_component().map(|(_, name)| name.into_owned())
}

pub fn essence(media: &str) -> String {
    media
        .split(';')
        .next()
        .unwrap_or("")
        .trim()
        .to_ascii_lowercase()
}

impl Lower<'_> {
    pub(in crate::lower) fn media_schema(
        &mut self,
        content: &Pointer,
        media: &str,
        hint: &Hint,
    ) -> Lowered {
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
}
