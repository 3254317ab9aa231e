//! Which media types of a body or a reply are one to those who send or receive it.

use serde_json::Value;

use super::Operations;
use super::media::Handling;
use crate::diagnostics::Diagnostic;
use crate::document::{At, MediaType};
use crate::hash::Map;
use crate::ir::Side;
use crate::lower::codes;
use crate::lower::media_name::{essence, is_plain_json, parts};
use crate::lower::schemas::Content;

/// Media types that nobody has to tell apart.
pub struct MediaGroup<'c> {
    pub handling: Handling,
    /// As the document writes them; the first one is sent or asked for.
    pub media: Vec<&'c str>,
    /// The Media Type Object of the first one.
    pub of: &'c At<MediaType>,
}

/// What makes a media type one of a group.
#[derive(PartialEq, Eq, Hash)]
enum Mark {
    /// It has this name, but for the character set.
    Name(Vec<String>),
    /// It is JSON of this schema.
    JsonOf(Option<Value>),
    /// It is handled so, and stands for any that is.
    Any(Handling),
}

impl Operations<'_, '_> {
    /// The media types under `content`, the best ones first.
    ///
    /// Replies say what they are, so JSON is JSON under each of its names; `text/plain` is, too, where it has the schema of
    /// JSON (ASP.NET Core lists it so). In requests the name may say what is to be done, as that of a JSON Patch does.
    pub(super) fn media_groups<'c>(
        &mut self,
        side: Side,
        content: &'c [(String, At<MediaType>)],
    ) -> Vec<MediaGroup<'c>> {
        let all = content.iter();
        let all = all.map(|(written, of)| MediaGroup {
            handling: self.handling(side, written, of),
            media: vec![written.as_str()],
            of,
        });
        let mut all: Vec<MediaGroup<'c>> = all.collect();
        if all.len() < 2 {
            return all;
        }
        let is_json = |media: &&str| parts(media) == ["application/json"];
        all.sort_by_key(|one| (one.handling, !one.media.iter().all(is_json)));
        let mut groups: Vec<MediaGroup<'c>> = Vec::new();
        let mut marked: Map<Mark, usize> = Map::default();
        for one in all {
            let marks = self.marks(side, &one);
            let known = marks.iter().find_map(|mark| marked.get(mark).copied());
            let index = known.unwrap_or(groups.len());
            let any = (side == Side::Reply).then_some(Mark::Any(one.handling));
            match known.and_then(|index| groups.get_mut(index)) {
                Some(group) => {
                    self.check_same(group, &one);
                    group.media.extend(one.media);
                }
                None => groups.push(one),
            }
            for mark in marks.into_iter().chain(any) {
                marked.entry(mark).or_insert(index);
            }
        }
        groups
    }

    /// Says so if a media type has the name of another one and a schema of its own, which then counts for nothing.
    fn check_same(&mut self, group: &MediaGroup<'_>, one: &MediaGroup<'_>) {
        for written in &one.media {
            let name = parts(written);
            let mut others = group.media.iter();
            let same = others.find(|other| parts(other) == name);
            if let Some(same) = same
                && self.written_schema(&group.of.value) != self.written_schema(&one.of.value)
            {
                let message = format!("`{written}` is the same as `{same}`");
                let at = &one.of.at;
                let found = Diagnostic::new(codes::MEDIA_TYPE_IGNORED, at, message);
                self.schemas.report(found);
            }
        }
    }

    fn marks(&mut self, side: Side, one: &MediaGroup<'_>) -> Vec<Mark> {
        let written = one.media.first().copied().unwrap_or_default();
        let mut marks = vec![Mark::Name(parts(written))];
        let is_json = match (one.handling, side) {
            (Handling::Json, Side::Reply) => true,
            (Handling::Json, Side::Request) => is_plain_json(written) || written.contains('*'),
            (Handling::Text, Side::Reply) => {
                essence(written) == "text/plain" && self.content(&one.of.value) == Content::Json
            }
            _ => false,
        };
        if is_json {
            marks.push(Mark::JsonOf(self.written_schema(&one.of.value)));
        } else if side == Side::Reply && one.handling != Handling::Json {
            marks.extend(written.contains('*').then_some(Mark::Any(one.handling)));
        }
        marks
    }
}
