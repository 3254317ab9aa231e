//! Bodies of `multipart/form-data` (OpenAPI 3.0.4, section 4.7.14.5).

use super::Operations;
use super::body::encoding;
use crate::document::{Encoding, MediaType};
use crate::hash::Map;
use crate::ir::{Multipart, Part, PartKind, Side, Type};
use crate::lower::hint::Hint;
use crate::lower::media_name;
use crate::lower::schemas::Member;
use crate::names::{FieldName, Scope, Wish, reserved, words_of_field};
use crate::parameter::Style;

impl Operations<'_, '_> {
    /// The form for a media type; none if its schema is not one of an object with properties.
    pub(super) fn multipart(&mut self, media: &MediaType, operation: &str) -> Option<Multipart> {
        let members = self.schemas.members(media.schema.as_ref()?)?;
        let name = self.schemas.type_name(&Hint::within(operation, "form"));
        let members: Vec<&Member> = members.iter().filter(|one| !one.read_only).collect();
        let names = self.part_names(&members);
        let encodings = media.encoding.iter().map(|one| (one.0.as_str(), one));
        let encodings: Map<&str, &(String, Encoding)> = encodings.collect();
        let mut parts = Vec::with_capacity(members.len());
        for (member, name) in members.into_iter().zip(names) {
            let encoding = encodings.get(member.wire.as_str()).copied();
            parts.push(self.part(member, encoding, operation, name));
        }
        Some(Multipart { name, parts })
    }

    fn part(
        &mut self,
        member: &Member,
        said: Option<&(String, Encoding)>,
        operation: &str,
        name: FieldName,
    ) -> Part {
        let (wire, at) = (member.wire.as_str(), &member.at);
        let hint = Hint::within(operation, words_of_field(&name, wire)).or_with("part");
        let lowered = self.schemas.lowered(at, Side::Request, &hint);
        let declared = said.and_then(|(_, encoding)| encoding.content_type.as_deref());
        let of_schema = self.schemas.content_media_type(at);
        let content_types = split(declared.or(of_schema).unwrap_or_default());
        let is_text = self.schemas.is_text(&lowered.ty);
        let media = usual(&content_types, is_text);
        let headers = said.iter().flat_map(|(_, encoding)| &encoding.headers);
        let headers: Vec<String> = headers
            .filter(|name| !name.eq_ignore_ascii_case("content-type"))
            .cloned()
            .collect();
        let kind = match (self.schemas.file(at), said.and_then(encoding)) {
            (Some(files), _) => files,
            (None, _) if declared.is_some() && is_binary(&content_types, is_text) => PartKind::File,
            // Headers are the caller's to give.
            (None, _) if !headers.is_empty() => PartKind::Part,
            (None, Some(one)) if one.serialization.style != Style::Json => {
                PartKind::Styled(lowered.ty.clone(), one.serialization)
            }
            (None, _) => value(lowered.ty.clone()),
        };
        Part {
            name,
            wire: wire.to_owned(),
            kind,
            content_type: media,
            // A form has no null: a part that may be null is left out for it.
            required: member.required && !lowered.nullable,
            is_null_left_out: member.required && lowered.nullable,
            constraints: lowered.constraints,
            docs: lowered.docs,
            content_types: match content_types.as_slice() {
                [one] if !one.contains('*') => Vec::new(),
                _ => content_types,
            },
            headers,
        }
    }

    fn part_names(&self, members: &[&Member]) -> Vec<FieldName> {
        let wish = |member: &&Member| {
            let chosen = self.schemas.chosen_field_name(&member.at);
            let words = chosen.unwrap_or(&member.wire);
            Wish {
                others: vec![format!("with_{words}")],
                ..Wish::called_or(chosen, &member.wire)
            }
        };
        let wishes: Vec<Wish> = members.iter().map(wish).collect();
        let names = Scope::reserving(reserved::FORM).fields(&wishes);
        for (member, name) in members.iter().zip(&names) {
            self.options.check_field_name(&member.at, name.as_str());
        }
        names
    }
}

/// What a part is made of whose value is of this type. Text that is JSON is the content of a part: it is not a text within JSON.
fn value(ty: Type) -> PartKind {
    match ty {
        Type::JsonText(inner) => PartKind::Value(*inner),
        Type::List(item) => match *item {
            Type::JsonText(inner) => PartKind::Values(Type::List(inner)),
            item => PartKind::Value(Type::List(Box::new(item))),
        },
        other => PartKind::Value(other),
    }
}

/// The content types that `contentType` lists.
fn split(declared: &str) -> Vec<String> {
    let types = declared.split(',').map(str::trim);
    types
        .filter(|one| !one.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The content type that a part has unless its caller says another one: the first of those that its value can be written as, or
/// else the first of all. Empty where there are only ranges.
fn usual(types: &[String], is_text: bool) -> String {
    let exact = || types.iter().filter(|one| !one.contains('*'));
    let fits = exact().find(|one| can_be(one, is_text));
    fits.or_else(|| exact().next()).cloned().unwrap_or_default()
}

/// Whether the caller brings the content: its value can't be written as any of these types.
fn is_binary(types: &[String], is_text: bool) -> bool {
    let first = types.first().map(String::as_str).unwrap_or_default();
    let first = media_name::essence(first);
    let mut kinds = ["image/", "audio/", "video/", "font/"].iter();
    let is_range = || types.iter().any(|one| one.contains('*'));
    let has_choice = || types.len() > 1 && !types.iter().any(|one| can_be(one, is_text));
    kinds.any(|kind| first.starts_with(kind))
        || first == "application/octet-stream"
        || is_range()
        || has_choice()
}

/// Whether a value can be written as this media type: each as JSON, text as any text.
fn can_be(media: &str, is_text: bool) -> bool {
    media_name::is_json(media) || is_text && media_name::essence(media).starts_with("text/")
}
