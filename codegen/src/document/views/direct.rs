//! Views of the objects that there are most of, read field by field.
//!
//! What `openapiv3` derives for them reads each object into a buffer first, and each of its children into another, because
//! extensions are flattened and a child may be a reference. In a view a child is always a reference, and nobody asks for
//! extensions.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use indexmap::IndexMap;
use openapiv3::{
    MediaType, Operation, Parameter, ParameterData, ParameterSchemaOrContent, ReferenceOr,
    Responses, StatusCode,
};
use serde::de::value::Error as Plain;
use serde::de::{
    Deserialize, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess, Visitor,
};

/// An object that is read field by field.
pub(super) trait Fields: Default {
    /// Reads the value of `key`.
    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error>;
}

/// Such an object, out of a view.
pub(super) struct Direct<T>(pub(super) T);

impl<'de, T: Fields> Deserialize<'de> for Direct<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reading(PhantomData))
    }
}

struct Reading<T>(PhantomData<T>);

impl<'de, T: Fields> Visitor<'de> for Reading<T> {
    type Value = Direct<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Direct<T>, A::Error> {
        let mut object = T::default();
        while let Some(KeyText(key)) = map.next_key()? {
            object.read(&key, &mut map)?;
        }
        Ok(Direct(object))
    }
}

/// A key, as a part of the document where it can be.
struct KeyText<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for KeyText<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text)
    }
}

struct Text;

impl<'de> Visitor<'de> for Text {
    type Value = KeyText<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<KeyText<'de>, E> {
        Ok(KeyText(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<KeyText<'de>, E> {
        Ok(KeyText(Cow::Owned(text.to_owned())))
    }
}

/// The address of a child.
#[derive(Default)]
pub(super) struct Child(String);

impl Child {
    fn reference<T>(self) -> ReferenceOr<T> {
        ReferenceOr::Reference { reference: self.0 }
    }
}

impl Fields for Child {
    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "$ref" => self.0 = map.next_value()?,
            _ => skip(map)?,
        }
        Ok(())
    }
}

fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(drop)
}

fn child<'de, T, A: MapAccess<'de>>(map: &mut A) -> Result<ReferenceOr<T>, A::Error> {
    let Direct(child) = map.next_value::<Direct<Child>>()?;
    Ok(child.reference())
}

fn children<'de, T, A: MapAccess<'de>>(map: &mut A) -> Result<Vec<ReferenceOr<T>>, A::Error> {
    let children: Vec<Direct<Child>> = map.next_value()?;
    let children = children.into_iter();
    Ok(children.map(|Direct(child)| child.reference()).collect())
}

impl Fields for Operation {
    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "tags" => self.tags = map.next_value()?,
            "summary" => self.summary = map.next_value()?,
            "description" => self.description = map.next_value()?,
            "operationId" => self.operation_id = map.next_value()?,
            "parameters" => self.parameters = children(map)?,
            "requestBody" => self.request_body = Some(child(map)?),
            "responses" => self.responses = map.next_value::<Direct<_>>()?.0,
            "deprecated" => self.deprecated = map.next_value()?,
            "security" => self.security = map.next_value()?,
            "servers" => self.servers = map.next_value()?,
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl Fields for Responses {
    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let status = || StatusCode::deserialize(IntoDeserializer::<Plain>::into_deserializer(key));
        match key {
            "default" => self.default = Some(child(map)?),
            _ => match status() {
                Ok(status) => drop(self.responses.insert(status, child(map)?)),
                Err(_) => skip(map)?,
            },
        }
        Ok(())
    }
}

/// What a parameter says, wherever it is.
#[derive(Default)]
pub(super) struct ParameterFields {
    name: Option<String>,
    place: Option<String>,
    description: Option<String>,
    required: bool,
    deprecated: Option<bool>,
    format: Option<ParameterSchemaOrContent>,
    style: Option<String>,
    explode: Option<bool>,
    allow_reserved: bool,
    allow_empty_value: Option<bool>,
}

impl Fields for ParameterFields {
    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "name" => self.name = map.next_value()?,
            "in" => self.place = map.next_value()?,
            "description" => self.description = map.next_value()?,
            "required" => self.required = map.next_value()?,
            "deprecated" => self.deprecated = map.next_value()?,
            "style" => self.style = map.next_value()?,
            "explode" => self.explode = map.next_value()?,
            "allowReserved" => self.allow_reserved = map.next_value()?,
            "allowEmptyValue" => self.allow_empty_value = map.next_value()?,
            // The first of these counts.
            "schema" if self.format.is_none() => {
                self.format = Some(ParameterSchemaOrContent::Schema(child(map)?));
            }
            "content" if self.format.is_none() => {
                let media: IndexMap<String, IgnoredAny> = map.next_value()?;
                let media = media.into_keys().map(|name| (name, MediaType::default()));
                self.format = Some(ParameterSchemaOrContent::Content(media.collect()));
            }
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl ParameterFields {
    /// The parameter.
    pub(super) fn parameter(self) -> Result<Parameter, Plain> {
        let missing = Plain::missing_field;
        let place = self.place.ok_or_else(|| missing("in"))?;
        let style = self.style.as_deref();
        let parameter_data = ParameterData {
            name: self.name.ok_or_else(|| missing("name"))?,
            description: self.description,
            required: self.required,
            deprecated: self.deprecated,
            format: self.format.ok_or_else(|| missing("schema"))?,
            example: None,
            examples: IndexMap::default(),
            explode: self.explode,
            extensions: IndexMap::default(),
        };
        Ok(match place.as_str() {
            "query" => Parameter::Query {
                parameter_data,
                allow_reserved: self.allow_reserved,
                style: known(style)?,
                allow_empty_value: self.allow_empty_value,
            },
            "header" => Parameter::Header {
                parameter_data,
                style: known(style)?,
            },
            "path" => Parameter::Path {
                parameter_data,
                style: known(style)?,
            },
            "cookie" => Parameter::Cookie {
                parameter_data,
                style: known(style)?,
            },
            other => return Err(Plain::unknown_variant(other, PLACES)),
        })
    }
}

const PLACES: &[&str] = &["query", "header", "path", "cookie"];

/// The style of that name, or the usual one.
fn known<'de, T: Default + Deserialize<'de>>(style: Option<&'de str>) -> Result<T, Plain> {
    match style {
        Some(style) => T::deserialize(IntoDeserializer::<Plain>::into_deserializer(style)),
        None => Ok(T::default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::document::grammar::ObjectKind;
    use crate::document::view::View;
    use crate::document::{Document, Node, Pointer, Source};

    /// What `openapiv3` reads of a node, beside what is read here.
    fn both<T: for<'de> Deserialize<'de>, F: Fields>(
        document: &str,
        at: &str,
        kind: ObjectKind,
        completed: impl FnOnce(F) -> T,
    ) -> (T, T) {
        let source = Source::from_text("both.yaml", document);
        let mut diagnostics = Diagnostics::new();
        let document = Document::read(source, &mut diagnostics).expect("a document");
        // What is odd about the document is not what is compared.
        let _ = diagnostics.finish(Some(&document));
        let resolver = document.resolver();
        let at = Pointer::parse(at);
        let node: &Node = resolver.raw(&at).expect("a node");
        let view = || View::object(node, kind);
        let theirs = T::deserialize(view()).expect("what openapiv3 understands");
        let Direct(fields) = Direct::deserialize(view()).expect("fields");
        (theirs, completed(fields))
    }

    #[test]
    fn parameters_are_those_of_openapiv3() {
        for parameter in [
            "name: a, in: query, schema: {}",
            "name: 1, in: path, required: true, style: matrix, explode: true, schema: {type: string}",
            "name: a, in: query, required: 'true', deprecated: true, description: d, allowReserved: true, \
             allowEmptyValue: true, style: deepObject, explode: false, schema: {$ref: '#/components/schemas/A'}",
            "name: a, in: header, style: form, content: {application/json: {}, text/plain: {}}",
            "name: a, in: cookie, content: {application/json: {}}, schema: {}",
            "name: a, in: cookie, schema: {}, content: {application/json: {}}, unknown: 1, description: 2",
        ] {
            let document = format!(
                "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  \
                 schemas: {{A: {{}}}}\n  parameters: {{P: {{{parameter}}}}}\n"
            );
            let at = "/components/parameters/P";
            let completed = |fields: ParameterFields| fields.parameter().expect("a parameter");
            let (theirs, ours) =
                both::<Parameter, _>(&document, at, ObjectKind::Parameter, completed);
            assert_eq!(ours, theirs, "{parameter}");
        }
    }

    #[test]
    fn operations_are_those_of_openapiv3() {
        for operation in [
            "responses: {}",
            "summary: s",
            "tags: [a, 1], summary: s, description: 2, operationId: o, deprecated: true, parameters: \
             [{name: a, in: query, schema: {}}, {$ref: '#/components/parameters/P'}], requestBody: {content: {}}, \
             security: [{}, {k: [a]}], servers: [{url: 'https://a.example'}], responses: {default: {description: d}, \
             200: {description: d}, 4xx: {description: d}, '7': {description: d}}",
        ] {
            let document = format!(
                "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{/a: {{get: {{{operation}}}}}}}\n\
                 components:\n  parameters: {{P: {{name: p, in: query, schema: {{}}}}}}\n"
            );
            let at = "/paths/~1a/get";
            let (theirs, ours) =
                both::<Operation, _>(&document, at, ObjectKind::Operation, |own| own);
            assert_eq!(ours, theirs, "{operation}");
        }
    }
}
