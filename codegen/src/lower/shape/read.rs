//! From a schema as it was written to its [`Shape`].

use indexmap::IndexSet;
use serde_json::Value;

use super::reader::ShapeReader;
use super::unchecked::restricts_type;
use super::{
    Discriminator, MappingTarget, Object, Shape, TupleLength, Undeclared, ValueKind, rules,
};
use crate::document::{Node, Pointer, Resolver, Value as Raw};
use crate::hash::{Map, Seeded, Set};
use crate::ir::{Docs, Side};
use crate::lower::media_name;

impl Shape {
    /// What the schema `node` at `at` describes.
    ///
    /// Two kinds of nodes are no schemas in the document and read as one here, so that they have an
    /// address: an entry of a list of types is the schema with that type alone, and a list of schemas is
    /// a union of them.
    pub fn of(document: &Resolver<'_>, at: &Pointer, node: &Node) -> Self {
        match node.value() {
            Raw::Mapping(schema) => ShapeReader::new(document, at, schema).shape(),
            Raw::String(name) => Self::of_one_type(document, at, name),
            Raw::Sequence(items) => {
                let items = (0..items.len()).map(|index| at.index(index));
                let rest = at.parent().map(|array| array.child("items"));
                let rest = rest.filter(|rest| document.raw(rest).is_some_and(restricts_type));
                let items = items.chain(rest).collect();
                Self::new(ValueKind::Union(items, Object::default()))
            }
            Raw::Bool(false) => Self::new(ValueKind::Never),
            _ => Self::new(ValueKind::Any),
        }
    }

    fn of_one_type(document: &Resolver<'_>, at: &Pointer, name: &str) -> Self {
        let owner = at.parent().and_then(|list| list.parent());
        let schema = owner.as_ref().and_then(|owner| document.raw(owner));
        let (Some(owner), Some(schema)) = (&owner, schema.and_then(Node::as_mapping)) else {
            return Self::new(ValueKind::Any);
        };
        let mut reader = ShapeReader::new(document, owner, schema);
        reader.types = vec![name];
        let mut shape = Self::new(reader.one_type());
        shape.rules = reader.rules();
        shape.password = reader.format() == Some("password");
        shape
    }

    fn new(kind: ValueKind) -> Self {
        Self {
            kind,
            nullable: false,
            rules: Vec::new(),
            docs: Docs::default(),
            default: None,
            password: false,
            only: None,
            discriminator: None,
            further: Vec::new(),
            required: Vec::new(),
            unchecked: Vec::new(),
        }
    }
}

impl<'d, 't> ShapeReader<'d, 't> {
    fn shape(&self) -> Shape {
        let mut shape = Shape::new(self.kind());
        shape.nullable = self.flag("nullable") || self.allows_null();
        shape.docs = Docs {
            title: self.text("title"),
            description: self.text("description"),
            deprecated: self.flag("deprecated"),
        };
        let default = self
            .schema
            .get("default")
            .map(|node| self.default_value(node));
        shape.default = default.filter(|default| !default.is_null());
        shape.password = self.format() == Some("password");
        shape.only = only(self.flag("readOnly"), self.flag("writeOnly"));
        shape.discriminator = self.discriminator();
        shape.further = self.further(&shape.kind);
        if matches!(shape.kind, ValueKind::Any) {
            shape.required = self.required();
        }
        if self.types.len() <= 1 {
            shape.rules = self.rules();
        }
        shape.unchecked = self.unchecked(&shape.kind);
        self.enumerate(&mut shape);
        shape
    }

    /// `default`; of a number or a truth value in quotes, what is quoted.
    fn default_value(&self, node: &Node) -> Value {
        let unquoted = match self.types.as_slice() {
            ["integer" | "number"] => node.as_number().map(Value::Number),
            ["boolean"] => node.as_flag().map(Value::Bool),
            _ => None,
        };
        unquoted.unwrap_or_else(|| node.to_json())
    }

    fn allows_null(&self) -> bool {
        match self.get("type").map(Node::value) {
            // `null` alone is a kind of its own.
            Some(Raw::Sequence(names)) => names.iter().any(|name| name.as_str() == Some("null")),
            _ => false,
        }
    }

    fn kind(&self) -> ValueKind {
        let mut all = self.list("allOf");
        all.splice(0..0, self.document.reference(self.at));
        if !all.is_empty() {
            return ValueKind::AllOf(all, self.object());
        }
        for keyword in ["oneOf", "anyOf"] {
            let parts = self.list(keyword);
            if !parts.is_empty() {
                return ValueKind::Union(parts, self.object());
            }
        }
        if self.types.len() > 1 {
            return ValueKind::Union(self.type_pointers(), Object::default());
        }
        self.one_type()
    }

    /// Unions beside that which the kind has.
    fn further(&self, kind: &ValueKind) -> Vec<Vec<Pointer>> {
        let keywords: &[&str] = match kind {
            ValueKind::AllOf(..) => &["oneOf", "anyOf"],
            ValueKind::Union(..) if !self.list("oneOf").is_empty() => &["anyOf"],
            _ => &[],
        };
        let lists = keywords.iter().map(|keyword| self.list(keyword));
        lists.filter(|list| !list.is_empty()).collect()
    }

    /// The entries of the list of types, each of which reads as a schema.
    fn type_pointers(&self) -> Vec<Pointer> {
        let list = self.at.child("type");
        let names = self.get("type").and_then(Node::as_sequence);
        let position = |name: &&str| {
            let same = |node: &Node| node.as_str() == Some(*name);
            names.unwrap_or_default().iter().position(same)
        };
        let positions = self.types.iter().filter_map(position);
        positions.map(|index| list.index(index)).collect()
    }

    fn one_type(&self) -> ValueKind {
        match self.types.as_slice() {
            ["string"] => self.text_kind(),
            ["integer"] => ValueKind::Integer(self.format().map(str::to_owned)),
            ["number"] => ValueKind::Number,
            ["boolean"] => ValueKind::Bool,
            ["array"] => self.array(),
            ["object"] => ValueKind::Object(self.object()),
            _ if self.get("type").is_some() => ValueKind::Null,
            _ => self.inferred(),
        }
    }

    /// The kind of value that keywords speak of where none says it. To the letter they allow all values of
    /// other kinds; nobody who writes them means that.
    fn inferred(&self) -> ValueKind {
        let has = |keywords: &[&str]| keywords.iter().any(|key| self.schema.contains(key));
        let object = self.object();
        if !object.is_empty() || has(&["minProperties", "maxProperties", "propertyNames"]) {
            return ValueKind::Object(object);
        }
        if has(&[
            "items",
            "prefixItems",
            "minItems",
            "maxItems",
            "uniqueItems",
        ]) {
            return self.array();
        }
        if has(&[
            "minLength",
            "maxLength",
            "pattern",
            "contentEncoding",
            "contentMediaType",
        ]) {
            return self.text_kind();
        }
        match self.format() {
            Some("int32" | "int64") => ValueKind::Integer(self.format().map(str::to_owned)),
            Some("uuid" | "date-time" | "date" | "password" | "email" | "uri" | "byte") => {
                ValueKind::String(self.format_of_text())
            }
            Some("float" | "double") => ValueKind::Number,
            _ if has(rules::NUMERIC) => ValueKind::Number,
            _ => ValueKind::Any,
        }
    }

    fn text_kind(&self) -> ValueKind {
        let embedded = self.get("contentSchema").is_some()
            && self
                .word("contentMediaType")
                .is_some_and(media_name::is_json)
            && self.word("contentEncoding").is_none();
        match embedded {
            true => ValueKind::Embedded(self.at.child("contentSchema")),
            false => ValueKind::String(self.format_of_text()),
        }
    }

    /// `format`, or what JSON Schema has in its place (OpenAPI 3.1.1, section 4.7.14.3).
    fn format_of_text(&self) -> Option<String> {
        if let Some(format) = self.format() {
            return Some(format.to_owned());
        }
        match (self.word("contentEncoding"), self.word("contentMediaType")) {
            (Some("base64"), _) => Some("byte".to_owned()),
            (None, Some("application/octet-stream")) => Some("binary".to_owned()),
            _ => None,
        }
    }

    fn array(&self) -> ValueKind {
        let prefix = self.list("prefixItems");
        let items = self.get("items");
        if !prefix.is_empty() {
            let count = prefix.len() as u64;
            let is_closed = items.and_then(Node::as_bool) == Some(false)
                || self.count("maxItems").is_some_and(|most| most <= count);
            let least = self.count("minItems").unwrap_or(0);
            let length = match usize::try_from(least) {
                _ if !is_closed => TupleLength::Any,
                Ok(least) if least < prefix.len() => TupleLength::AtMost(least),
                _ => TupleLength::Exact,
            };
            return ValueKind::Tuple(prefix, length);
        }
        ValueKind::Array(items.map(|_| self.at.child("items")))
    }

    fn object(&self) -> Object {
        let properties = self.get("properties").and_then(Node::as_mapping);
        let at = properties.map(|_| self.at.child("properties"));
        let names = properties.iter().flat_map(|properties| properties.keys());
        Object {
            demanded: self.types == ["object"],
            properties: names
                .zip(at.iter().cycle())
                .map(|(name, at)| (name.to_owned(), at.child(name)))
                .collect(),
            required: self.required(),
            additional: self.additional(),
        }
    }

    fn required(&self) -> Vec<String> {
        let names = self.get("required").and_then(Node::as_sequence);
        let names = names.unwrap_or_default().iter();
        names.filter_map(Node::as_text).collect()
    }

    fn additional(&self) -> Undeclared {
        let declared = self.closed_by("additionalProperties");
        let Some(patterns) = self.get("patternProperties").and_then(Node::as_mapping) else {
            let unevaluated = || self.closed_by("unevaluatedProperties");
            return declared.or_else(unevaluated).unwrap_or_default();
        };
        let at = self.at.child("patternProperties");
        let mut schemas: Vec<Pointer> = patterns.keys().map(|key| at.child(key)).collect();
        match declared {
            Some(Undeclared::Schema(other)) => schemas.push(other),
            // Further properties, of which nothing is known, are what authors seldom mean.
            Some(Undeclared::Any) => return Undeclared::Any,
            _ => {}
        }
        let mut targets: Set<Option<Pointer>> = Set::default();
        let mut seen: Set<Option<Value>> = Set::default();
        schemas.retain(|schema| {
            let target = self.document.resolve(schema).ok();
            let said = || Some(self.document.raw(target.as_ref()?)?.to_json());
            targets.insert(target.clone()) && seen.insert(said())
        });
        match schemas.as_slice() {
            [] => Undeclared::None,
            [only] => Undeclared::Schema(only.clone()),
            _ => Undeclared::Several(at, schemas),
        }
    }

    fn closed_by(&self, keyword: &str) -> Option<Undeclared> {
        match self.get(keyword)?.value() {
            Raw::Bool(true) => Some(Undeclared::Any),
            Raw::Bool(false) => Some(Undeclared::None),
            Raw::Mapping(_) => Some(Undeclared::Schema(self.at.child(keyword))),
            _ => None,
        }
    }

    fn discriminator(&self) -> Option<Discriminator> {
        let declared = self.get("discriminator")?;
        let mapping = declared.get("mapping").and_then(Node::as_mapping);
        let entries = mapping.iter().flat_map(|mapping| mapping.iter());
        let entries = entries
            .filter_map(|(value, target)| Some((value.to_owned(), self.target(target.as_text()?))));
        let mapping: Vec<(String, MappingTarget)> = entries.collect();
        let mut by_target: Map<MappingTarget, Vec<usize>> = Map::default();
        for (index, (_, target)) in mapping.iter().enumerate() {
            by_target.entry(target.clone()).or_default().push(index);
        }
        Some(Discriminator {
            property: declared.get("propertyName")?.as_text()?,
            mapping,
            by_target,
            default: declared
                .get("defaultMapping")
                .and_then(|target| Some(self.target(target.as_text()?))),
        })
    }

    /// A name of a component where there is one, or else a reference (OpenAPI 3.0.4, section 4.7.25.2.1).
    fn target(&self, text: String) -> MappingTarget {
        let named = Pointer::parse("/components/schemas").child(&text);
        if self.document.raw(&named).is_some() {
            return MappingTarget::Name(text);
        }
        match self.document.referred(self.at, &text) {
            Some(at) => MappingTarget::At(at),
            // Many write a path that doesn't exist, with the right name at its end.
            None => MappingTarget::Name(text.rsplit('/').next().unwrap_or(&text).to_owned()),
        }
    }

    /// `enum` and `const` say more than the type they stand beside.
    fn enumerate(&self, shape: &mut Shape) {
        let list = self.get("enum").and_then(Node::as_sequence);
        let constant = self.get("const").map(std::slice::from_ref);
        let Some(values) = constant.or(list) else {
            return;
        };
        let mut distinct: IndexSet<Value, Seeded> = IndexSet::default();
        let mut null = false;
        // A number that no value can hold is listed nowhere, which was said when it was read.
        let held = |value: &&Node| !matches!(value.value(), Raw::Huge(_));
        for value in values.iter().filter(held) {
            let value = self.listed(value);
            null |= value.is_null();
            if !value.is_null() {
                distinct.insert(value);
            }
        }
        shape.nullable |= null;
        let both = distinct.len() == 2 && distinct.iter().all(Value::is_boolean);
        if both {
            shape.kind = ValueKind::Bool;
        } else if !distinct.is_empty() {
            shape.kind = ValueKind::Enum(distinct.into_iter().collect());
        } else if null {
            shape.kind = ValueKind::Null;
        }
    }

    /// A listed value: text where the type says so, whatever YAML takes it for without quotes, and whole
    /// numbers without a fraction.
    fn listed(&self, node: &Node) -> Value {
        match node.value() {
            Raw::String(_) | Raw::Null | Raw::Sequence(_) | Raw::Mapping(_) => node.to_json(),
            _ if self.types == ["string"] => node.as_text().map_or(Value::Null, Value::String),
            _ => node
                .as_number()
                .map_or_else(|| node.to_json(), Value::Number),
        }
    }
}

/// Both together would be a property of no value: neither counts then.
fn only(read: bool, write: bool) -> Option<Side> {
    match (read, write) {
        (true, false) => Some(Side::Reply),
        (false, true) => Some(Side::Request),
        _ => None,
    }
}
