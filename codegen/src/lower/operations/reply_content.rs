//! Media types of replies (OpenAPI 3.0.4, section 4.7.14; 3.2, section 4.14.4): every one, best first.

use super::Operations;
use super::media::{Handling, word};
use super::media_groups::MediaGroup;
use crate::document::{At, MediaType};
use crate::ir::{ReplyBody, ReplyContent, Side, Type};
use crate::lower::hint::Hint;
use crate::lower::media_name::Family;
use crate::lower::schemas::Content;

impl Operations<'_, '_> {
    /// What the media types under `content` become, best first, each behind what tells its function from others: `csv`,
    /// `event_stream`. `parent` and `role` name inline types.
    pub(super) fn reply_contents(
        &mut self,
        content: &[(String, At<MediaType>)],
        parent: &str,
        role: &str,
    ) -> Vec<(String, ReplyContent)> {
        let mut found = Vec::new();
        for MediaGroup {
            handling,
            media,
            of,
        } in self.media_groups(Side::Reply, content)
        {
            let written = media.first().copied().unwrap_or_default();
            let word = word(handling, written);
            let hint = match found.is_empty() {
                true => Hint::within(parent, role).or_with("body"),
                false => Hint::within(parent, &format!("{word} {role}")),
            };
            let body = self.reply_body(handling, written, &of.value, &hint);
            let media = media.into_iter().map(str::to_owned).collect();
            found.push((word, ReplyContent { media, body }));
        }
        found
    }

    fn reply_body(
        &mut self,
        handling: Handling,
        written: &str,
        media: &MediaType,
        hint: &Hint,
    ) -> ReplyBody {
        match handling {
            Handling::Json => {
                let json = self.media_schema(Side::Reply, media, hint);
                ReplyBody::Json(json.item_type())
            }
            Handling::Events => ReplyBody::Events(self.event_data(media, hint)),
            Handling::JsonLines => ReplyBody::JsonLines {
                item: self.line_type(media, hint),
                sequence: Family::of(written) == Family::JsonSequence,
            },
            Handling::Form | Handling::Text => ReplyBody::Text,
            Handling::Multipart | Handling::Bytes => ReplyBody::Bytes,
        }
    }

    /// The type of each line: `itemSchema`, the items of a list, or the schema where it says one line.
    fn line_type(&mut self, media: &MediaType, hint: &Hint) -> Type {
        if let Some(items) = self.line_schema(media) {
            let items = self.schemas.lowered(&items, Side::Reply, &hint.item());
            return items.item_type();
        }
        match self.content(media) {
            Content::Json => self.media_schema(Side::Reply, media, hint).item_type(),
            Content::Unknown | Content::Binary | Content::Text => Type::Json,
        }
    }
}
