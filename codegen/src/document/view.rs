//! A node as a serde `Deserializer`, with the parts that have a view of their own replaced by
//! references to them.

use std::borrow::Cow;
use std::{fmt, slice};

use serde::de::value::{Error, StrDeserializer, StringDeserializer};
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::grammar::{Holds, Missing, ObjectKind, Row, is_extension, styles, upper_status};
use super::node::{Mapping, Node, Value};
use crate::pointer::Pointer;

/// A node that reads as `shape`.
#[derive(Clone, Debug)]
pub struct View<'a>(Seen<'a>);

/// What a view of a node looks like to serde.
#[derive(Clone, Debug)]
enum Seen<'a> {
    Null,
    Bool(bool),
    Integer(i64),
    Unsigned(u64),
    Float(f64),
    Str(&'a str),
    Text(String),
    List(&'a [Node], &'static Holds, Pointer),
    Map(&'a Mapping, Keys<'a>, Pointer),
    Reference(String),
    /// An object without entries.
    Nothing,
}

/// A style and a place of parameters that `openapiv3` doesn't know (OpenAPI 3.2): it sees none, and the query. The view of a
/// parameter says what they are.
const NEWER_STYLE: &str = "cookie";
const NEWER_PLACE: &str = "querystring";

/// What the keys of a mapping stand for.
#[derive(Clone, Copy, Debug)]
enum Keys<'a> {
    /// Keywords. `place`: the `in` of a parameter.
    Of { kind: ObjectKind, place: &'a str },
    /// Names that the author chose.
    Free(&'static Holds),
}

impl<'a> View<'a> {
    /// The object `kind`.
    pub(super) fn object(node: &'a Node, kind: ObjectKind) -> Self {
        match &node.value {
            Value::Mapping(mapping) => Self(object(mapping, kind, Pointer::root())),
            _ => Self(Seen::Null),
        }
    }
}

impl<'a> IntoDeserializer<'a> for &'a Node {
    type Deserializer = View<'a>;

    fn into_deserializer(self) -> View<'a> {
        see(self, Holds::Any, Pointer::root).map_or(View(Seen::Null), View)
    }
}

/// How `node` looks where `shape` is expected; `None` when it has to be left out: it is of the wrong
/// type, which was reported, or it is no part of views.
fn see<'a>(node: &'a Node, shape: Holds, at: impl Fn() -> Pointer) -> Option<Seen<'a>> {
    match (shape, &node.value) {
        (Holds::Any, _) => Some(any(node, at)),
        (Holds::Apart(_), _) => None,
        (Holds::Bool | Holds::BoolOr(_), Value::Bool(value)) => Some(Seen::Bool(*value)),
        (Holds::Part(_) | Holds::BoolOr(_), _) => Some(reference(&at())),
        (Holds::Bool, Value::String(text)) => text.parse().ok().map(Seen::Bool),
        (Holds::Text, _) => text(node),
        (Holds::Choice(choices), Value::String(text)) => {
            choices.contains(&&**text).then_some(Seen::Str(text))
        }
        // Keywords of schemas, which have no view.
        (Holds::Count | Holds::Number | Holds::BoolOrNumber | Holds::Types, _) => None,
        (Holds::List(item) | Holds::Filled(item), Value::Sequence(items)) => {
            Some(Seen::List(items, item, at()))
        }
        (Holds::Map(item), Value::Mapping(mapping)) => {
            Some(Seen::Map(mapping, Keys::Free(item), at()))
        }
        (Holds::Object(kind), Value::Mapping(mapping)) if kind.is_complete(mapping) => {
            Some(object(mapping, kind, at()))
        }
        _ => None,
    }
}

fn object(mapping: &Mapping, kind: ObjectKind, at: Pointer) -> Seen<'_> {
    let place = mapping.get("in").filter(|_| kind == ObjectKind::Parameter);
    let place = place.and_then(Node::as_str).unwrap_or_default();
    Seen::Map(mapping, Keys::Of { kind, place }, at)
}

impl ObjectKind {
    /// Whether the mapping has every keyword without which it can't be used.
    pub(super) fn is_complete(self, mapping: &Mapping) -> bool {
        let mut rows = self.grammar().rows.iter();
        rows.all(|row| row.missing != Missing::Costs || mapping.contains(row.keyword))
    }
}

fn any(node: &Node, at: impl Fn() -> Pointer) -> Seen<'_> {
    match &node.value {
        Value::Null => Seen::Null,
        Value::Bool(value) => Seen::Bool(*value),
        Value::Integer(value) => Seen::Integer(*value),
        Value::Unsigned(value) => Seen::Unsigned(*value),
        Value::Float(value) => Seen::Float(*value),
        Value::String(text) | Value::Huge(text) => Seen::Str(text),
        Value::Sequence(items) => Seen::List(items, &Holds::Any, at()),
        Value::Mapping(mapping) => Seen::Map(mapping, Keys::Free(&Holds::Any), at()),
    }
}

/// Numbers and truth values where text is expected are what the author wrote without quotes, such as
/// `version: 1.0`.
fn text(node: &Node) -> Option<Seen<'_>> {
    match &node.value {
        Value::String(text) | Value::Huge(text) => Some(Seen::Str(text)),
        Value::Bool(value) => Some(Seen::Text(value.to_string())),
        Value::Integer(value) => Some(Seen::Text(value.to_string())),
        Value::Unsigned(value) => Some(Seen::Text(value.to_string())),
        Value::Float(value) => Some(Seen::Text(format!("{value:?}"))),
        _ => None,
    }
}

/// How a node is named to `openapiv3`: by the way to it from the object that is shown; `views` read it.
fn reference<'a>(at: &Pointer) -> Seen<'a> {
    Seen::Reference(at.text().into_owned())
}

impl Keys<'_> {
    /// How a key looks.
    fn key(self, key: &str) -> Seen<'_> {
        match self {
            Self::Of {
                kind: ObjectKind::Responses,
                ..
            } => match upper_status(key) {
                Cow::Borrowed(key) => Seen::Str(key),
                Cow::Owned(key) => Seen::Text(key),
            },
            _ => Seen::Str(key),
        }
    }

    /// How the value under `key` looks.
    fn see<'a>(self, key: &str, node: &'a Node, parent: &Pointer) -> Option<Seen<'a>> {
        let at = || parent.child(key);
        match self {
            Self::Free(shape) => see(node, *shape, at),
            Self::Of { kind, place } => match kind.shape(key) {
                Some(_) if kind == ObjectKind::Parameter && key == "style" => {
                    let seen = see(node, Holds::Choice(styles(place)), at);
                    seen.filter(|_| node.as_str() != Some(NEWER_STYLE))
                }
                Some(_) if kind == ObjectKind::Parameter && key == "in" && place == NEWER_PLACE => {
                    Some(Seen::Str("query"))
                }
                Some(shape) => see(node, shape, at),
                None => is_extension(key).then(|| any(node, at)),
            },
        }
    }
}

impl<'de> Deserializer<'de> for View<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Seen::Null => visitor.visit_unit(),
            Seen::Bool(value) => visitor.visit_bool(value),
            Seen::Integer(value) => visitor.visit_i64(value),
            Seen::Unsigned(value) => visitor.visit_u64(value),
            Seen::Float(value) => visitor.visit_f64(value),
            Seen::Str(text) => visitor.visit_borrowed_str(text),
            Seen::Text(text) => visitor.visit_string(text),
            Seen::List(items, shape, at) => visitor.visit_seq(Items {
                items: items.iter().enumerate(),
                shape,
                at,
            }),
            Seen::Map(mapping, keys, at) => {
                let rows = match keys {
                    Keys::Of { kind, .. } => kind.grammar().rows,
                    Keys::Free(_) => &[],
                };
                let (entries, rows) = (mapping.iter(), rows.iter());
                visitor.visit_map(Entries {
                    entries,
                    rows,
                    mapping,
                    keys,
                    at,
                    value: None,
                })
            }
            Seen::Reference(target) => visitor.visit_map(OneReference(Some(target))),
            Seen::Nothing => visitor.visit_map(OneReference(None)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Seen::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Seen::Str(text) => StrDeserializer::new(text).deserialize_enum(name, variants, visitor),
            Seen::Text(text) => {
                StringDeserializer::new(text).deserialize_enum(name, variants, visitor)
            }
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

struct Items<'a, I> {
    items: I,
    shape: &'a Holds,
    at: Pointer,
}

impl<'de, I: Iterator<Item = (usize, &'de Node)>> SeqAccess<'de> for Items<'_, I> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        for (index, node) in self.items.by_ref() {
            if let Some(seen) = see(node, *self.shape, || self.at.index(index)) {
                return seed.deserialize(View(seen)).map(Some);
            }
        }
        Ok(None)
    }
}

struct Entries<'a, I> {
    entries: I,
    /// Keywords that may have to be added because they are missing.
    rows: slice::Iter<'static, Row>,
    mapping: &'a Mapping,
    keys: Keys<'a>,
    at: Pointer,
    value: Option<Seen<'a>>,
}

impl<'de, I: Iterator<Item = (&'de str, &'de Node)>> MapAccess<'de> for Entries<'de, I> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        for (key, node) in self.entries.by_ref() {
            self.value = self.keys.see(key, node, &self.at);
            if self.value.is_some() {
                return seed.deserialize(View(self.keys.key(key))).map(Some);
            }
        }
        for row in self.rows.by_ref() {
            // A value that was left out because it is of the wrong type counts as missing, too.
            let seen = |node| self.keys.see(row.keyword, node, &self.at).is_some();
            if row.is_filled() && !self.mapping.get(row.keyword).is_some_and(seen) {
                self.value = Some(match row.shape {
                    Holds::Text => Seen::Str(""),
                    _ => Seen::Nothing,
                });
                return seed.deserialize(View(Seen::Str(row.keyword))).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(View(self.value.take().unwrap_or(Seen::Null)))
    }
}

/// `{"$ref": "..."}`
struct OneReference(Option<String>);

impl<'de> MapAccess<'de> for OneReference {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        match self.0 {
            Some(_) => seed.deserialize(View(Seen::Str("$ref"))).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(View(self.0.take().map_or(Seen::Null, Seen::Text)))
    }
}

impl fmt::Display for Holds {
    /// What is expected, for messages: `a string`, `a list`, ...
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Any => "a value",
            Self::Text | Self::Choice(_) => "a string",
            Self::Bool => "a boolean",
            Self::Count => "a whole number, zero or more",
            Self::Number => "a number",
            Self::BoolOrNumber => "a number or a boolean",
            Self::Types => "the name of a type",
            Self::Object(kind) | Self::Part(kind) => kind.grammar().name,
            Self::BoolOr(_) => "a boolean or a schema",
            Self::List(_) | Self::Filled(_) => "a list",
            Self::Map(_) => "an object",
            Self::Apart(inner) => return inner.fmt(f),
        })
    }
}
