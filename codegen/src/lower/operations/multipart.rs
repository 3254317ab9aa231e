//! Bodies of `multipart/form-data` (OpenAPI 3.0.4, section 4.7.14.5).

use crate::document::{Node, Pointer};
use crate::hash::{Map, Set};
use crate::ir::{Docs, Multipart, Part, PartKind};
use crate::lower::schemas::types::Hint;
use crate::lower::shape::{Kind, Object};
use crate::lower::{Lower, body, content};
use crate::names::Scope;

/// What every form can do besides setting its parts.
const METHODS: &[&str] = &[
    "add", "clone", "default", "fmt", "from", "into", "new", "part", "parts",
];

/// More schemas than this are not looked at to tell whether one property is a file.
const MOST_LOOKED_AT: usize = 128;

impl Lower<'_> {
    /// The form for the media type at `media`; none if its schema is not one of an object with properties.
    pub(in crate::lower) fn multipart(
        &mut self,
        media: &Pointer,
        operation: &str,
    ) -> Option<Multipart> {
        let schema = self.document.resolve(&media.child("schema")).ok()?;
        let object = self.object_of(&schema)?;
        let name = self.types.name(&Hint::within(operation, "form"));
        let mut names = Scope::reserving(METHODS);
        let mut parts = Vec::with_capacity(object.properties.len());
        let required: Set<&String> = object.required.iter().collect();
        for (wire, at) in &object.properties {
            if self.is_read_only(at) {
                continue;
            }
            let encoding = media.child("encoding").child(wire);
            let mut part = self.part(
                wire,
                at,
                &encoding,
                &Hint::within(operation, wire),
                &mut names,
            );
            part.required = required.contains(wire);
            parts.push(part);
        }
        Some(Multipart { name, parts })
    }

    fn is_read_only(&self, at: &Pointer) -> bool {
        let resolved = self.document.resolve(at).ok();
        let node = resolved.and_then(|at| self.document.raw(&at)?.get("readOnly"));
        node.and_then(Node::as_bool).unwrap_or(false)
    }

    fn part(
        &mut self,
        wire: &str,
        at: &Pointer,
        encoding: &Pointer,
        hint: &Hint,
        names: &mut Scope,
    ) -> Part {
        let lowered = self.schema(at, hint);
        let node = self.document.raw(encoding);
        let declared = node
            .and_then(|node| node.get("contentType"))
            .and_then(Node::as_str);
        let of_schema = self.content_media_type(at);
        let (media, content_types) = media_types(declared.or(of_schema));
        let headers = node
            .and_then(|node| node.get("headers"))
            .and_then(Node::as_mapping);
        let headers: Vec<String> = headers
            .into_iter()
            .flat_map(|headers| headers.keys())
            .filter(|name| !name.eq_ignore_ascii_case("content-type"))
            .map(str::to_owned)
            .collect();
        let styled = node.and_then(|node| body::encoding(wire, node));
        let kind = match (self.file(at, &mut Map::default()), styled) {
            (Some(files), _) => files,
            (None, _) if declared.is_some_and(is_binary) => PartKind::File,
            // Headers are the caller's to give.
            (None, _) if !headers.is_empty() => PartKind::Part,
            (None, Some(style)) if style.style != crate::ir::Style::Json => {
                PartKind::Styled(lowered.ty.clone(), style.style, style.explode)
            }
            (None, _) => PartKind::Value(lowered.ty.clone()),
        };
        Part {
            name: match METHODS.contains(&wire) {
                true => names.field(&format!("with_{wire}")),
                false => names.field(wire),
            },
            wire: wire.to_owned(),
            kind,
            content_type: media,
            required: false,
            constraints: lowered.constraints,
            docs: Docs {
                deprecated: lowered.docs.deprecated,
                ..lowered.docs
            },
            content_types,
            headers,
        }
    }

    /// `contentMediaType` of text that is the content itself (JSON Schema Validation, section 8.4).
    fn content_media_type(&self, at: &Pointer) -> Option<&str> {
        let at = self.document.resolve(at).ok()?;
        let node = self.document.raw(&at)?;
        let text = |keyword: &str| node.get(keyword).and_then(Node::as_str);
        let is_raw = text("contentEncoding").is_none_or(|encoding| encoding == "binary");
        text("contentMediaType").filter(|_| is_raw)
    }

    /// Whether a property is a file, or several: text that is binary, a value of no type, a list of
    /// these, or one of several types of which one is that. `known` are the answers so far: schemas may lead to
    /// each other in many ways, and in circles.
    fn file(
        &mut self,
        at: &Pointer,
        known: &mut Map<Pointer, Option<PartKind>>,
    ) -> Option<PartKind> {
        let at = self.document.resolve(at).ok()?;
        if let Some(known) = known.get(&at) {
            return known.clone();
        }
        if known.len() >= MOST_LOOKED_AT {
            return None;
        }
        known.insert(at.clone(), None);
        let kind = self.kind_of_file(&at, known);
        known.insert(at, kind.clone());
        kind
    }

    fn kind_of_file(
        &mut self,
        at: &Pointer,
        known: &mut Map<Pointer, Option<PartKind>>,
    ) -> Option<PartKind> {
        let shape = self.shape(at)?;
        let encoding = self.document.raw(&at.child("contentEncoding"));
        let is_raw = encoding.and_then(Node::as_str) == Some("binary")
            || self.content_media_type(at).is_some();
        match &shape.kind {
            Kind::String(Some(format)) if format == "binary" => Some(PartKind::File),
            Kind::String(_) if is_raw => Some(PartKind::File),
            Kind::Any => Some(PartKind::Part),
            Kind::Array(Some(items)) => match self.file(items, known)? {
                PartKind::File | PartKind::Files => Some(PartKind::Files),
                other => Some(other),
            },
            Kind::Union(variants, beside) if beside.is_empty() => {
                let kinds = variants.iter().filter_map(|one| self.file(one, known));
                // Several files are one file, too.
                kinds.max_by_key(|kind| match kind {
                    PartKind::Files => 2,
                    PartKind::File => 1,
                    _ => 0,
                })
            }
            _ => None,
        }
    }

    /// The properties of a schema that is an object, also of one made of several by `allOf`.
    fn object_of(&mut self, at: &Pointer) -> Option<Object> {
        let shape = self.shape(at)?;
        match &shape.kind {
            Kind::Object(object) => Some(object.clone()),
            Kind::AllOf(..) => Some(self.object_together(at)),
            _ => None,
        }
        .filter(|object| !object.properties.is_empty())
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
    let first = content::essence(media.split(',').next().unwrap_or_default());
    ["image/", "audio/", "video/", "font/"]
        .iter()
        .any(|kind| first.starts_with(kind))
        || first == "application/octet-stream"
        || media.contains(',')
        || media.contains('*')
}
