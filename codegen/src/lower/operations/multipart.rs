//! Bodies of `multipart/form-data` (OpenAPI 3.0.4, section 4.7.14.5).

use super::Operations;
use super::body::encoding;
use crate::document::{Encoding, MediaType};
use crate::hash::Map;
use crate::ir::{Multipart, Part, PartKind, Side};
use crate::lower::hint::Hint;
use crate::lower::media_name;
use crate::lower::schemas::Member;
use crate::names::{FieldName, Scope, reserved};
use crate::parameter::Style;

impl Operations<'_, '_> {
    /// The form for a media type; none if its schema is not one of an object with properties.
    pub(super) fn multipart(&mut self, media: &MediaType, operation: &str) -> Option<Multipart> {
        let members = self.schemas.members(media.schema.as_ref()?)?;
        let name = self.schemas.type_name(&Hint::within(operation, "form"));
        let mut names = Scope::reserving(reserved::FORM);
        let encodings = media.encoding.iter().map(|one| (one.0.as_str(), one));
        let encodings: Map<&str, &(String, Encoding)> = encodings.collect();
        let mut parts = Vec::with_capacity(members.len());
        for member in members.iter().filter(|member| !member.read_only) {
            let encoding = encodings.get(member.wire.as_str()).copied();
            parts.push(self.part(member, encoding, operation, &mut names));
        }
        Some(Multipart { name, parts })
    }

    fn part(
        &mut self,
        member: &Member,
        said: Option<&(String, Encoding)>,
        operation: &str,
        names: &mut Scope,
    ) -> Part {
        let (wire, at) = (member.wire.as_str(), &member.at);
        let hint = Hint::within(operation, wire);
        let lowered = self.schemas.lowered(at, Side::Request, &hint);
        let declared = said.and_then(|(_, encoding)| encoding.content_type.as_deref());
        let of_schema = self.schemas.content_media_type(at);
        let (media, content_types) = media_types(declared.or(of_schema));
        let headers = said.iter().flat_map(|(_, encoding)| &encoding.headers);
        let headers: Vec<String> = headers
            .filter(|name| !name.eq_ignore_ascii_case("content-type"))
            .cloned()
            .collect();
        let kind = match (self.schemas.file(at), said.and_then(encoding)) {
            (Some(files), _) => files,
            (None, _) if declared.is_some_and(is_binary) => PartKind::File,
            // Headers are the caller's to give.
            (None, _) if !headers.is_empty() => PartKind::Part,
            (None, Some(one)) if one.serialization.style != Style::Json => {
                PartKind::Styled(lowered.ty.clone(), one.serialization)
            }
            (None, _) => PartKind::Value(lowered.ty.clone()),
        };
        Part {
            name: self.part_name(member, names),
            wire: wire.to_owned(),
            kind,
            content_type: media,
            required: member.required,
            constraints: lowered.constraints,
            docs: lowered.docs,
            content_types,
            headers,
        }
    }

    fn part_name(&self, member: &Member, names: &mut Scope) -> FieldName {
        let chosen = self.schemas.chosen_field_name(&member.at);
        let words = chosen.unwrap_or(&member.wire);
        let name = match reserved::FORM.contains(&words) {
            true => names.field(&format!("with_{words}")),
            false => names.field(words),
        };
        self.options.check_field_name(&member.at, name.as_str());
        name
    }
}

/// The content type of a part if there is one choice, and the choices if there are several.
fn media_types(declared: Option<&str>) -> (String, Vec<String>) {
    match declared {
        None => (String::new(), Vec::new()),
        Some(one) if !one.contains([',', '*']) => (one.to_owned(), Vec::new()),
        Some(several) => {
            let several = several.split(',').map(|one| one.trim().to_owned());
            (String::new(), several.collect())
        }
    }
}

fn is_binary(media: &str) -> bool {
    let first = media_name::essence(media.split(',').next().unwrap_or_default());
    ["image/", "audio/", "video/", "font/"]
        .iter()
        .any(|kind| first.starts_with(kind))
        || first == "application/octet-stream"
        || media.contains(',')
        || media.contains('*')
}
