use openapi_build_runtime::json::{self, Case, Failure, Field, Json, Kind, Property, Reader};
use openapi_build_runtime::{AdditionalProperties, Value};

/// JSON is read exactly when serde_json reads it, and is the same value, written back to the letter but for white space,
/// order and escapes; apart from what is listed in [`is_known`]. A type of nested unions reads what any value is, and
/// loses nothing.
pub fn json(bytes: &[u8]) {
    let ours = json::from_slice::<Value>(bytes);
    // A byte order mark is passed over (RFC 8259, section 8.1).
    let theirs = serde_json::from_slice::<serde_json::Value>(
        bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes),
    );
    match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => {
            let written = json::to_string(ours);
            let again: serde_json::Value = serde_json::from_str(&written).expect("JSON is written");
            assert_eq!(again, *theirs);
            assert_eq!(json::from_str::<Value>(&written).ok().as_ref(), Some(ours));
        }
        (Err(_), Err(_)) => {}
        (Ok(_), Err(error)) => assert!(is_known(&error.to_string()), "{error}"),
        (Err(failure), Ok(_)) => assert!(is_known(&failure.to_string()), "{failure}"),
    }
    let skipped = std::str::from_utf8(bytes).is_ok_and(|text| {
        let mut reader = Reader::new(text);
        reader.skip().and_then(|()| reader.finish()).is_ok()
    });
    assert_eq!(skipped, ours.is_ok(), "passing over is reading");
    union(bytes, ours.ok());
}

/// What one of both refuses: numbers beyond the doubles, and the last levels of nesting.
fn is_known(message: &str) -> bool {
    ["number out of range", "recursion limit exceeded"]
        .iter()
        .any(|known| message.contains(known))
}

/// A value is read as a union whenever it is JSON, and comes back.
fn union(bytes: &[u8], value: Option<Value>) {
    let node = json::from_slice::<Node>(bytes);
    let Some(value) = value else {
        assert!(node.is_err(), "a union reads what is not JSON");
        return;
    };
    let written = json::to_string(&node.expect("a union reads any JSON"));
    let again: Value = json::from_str(&written).expect("JSON is written");
    assert_eq!(again, value);
}

/// Told apart by the property `kind`, by names or not at all; each holds others.
#[derive(Debug, PartialEq)]
enum Node {
    Tagged(Box<Tagged>),
    Guessed(Box<Guessed>),
    List(Vec<Node>),
    Flag(bool),
    Unknown(Value),
}

#[derive(Debug, PartialEq)]
struct Tagged {
    child: Option<Node>,
    more: AdditionalProperties,
}

#[derive(Debug, PartialEq)]
struct Guessed {
    child: Option<Node>,
    strict: Option<bool>,
    more: AdditionalProperties,
}

impl Json for Node {
    fn blank() -> Self {
        Self::Unknown(Value::Null)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        const CASES: &[Case] = &[
            Case::of(&[Kind::Object]).tagged("kind", &["t", "1"]),
            Case::of(&[Kind::Object]).object(&["child"], &["child", "strict"]),
            Case::of(&[Kind::Object])
                .object(&[], &["x"])
                .hinted(&[("x", &["y"])]),
            Case::of(&[Kind::Array]),
            Case::of(&[Kind::Array]),
            Case::of(&[Kind::Bool]),
        ];
        let read = |index, reader: &mut Reader<'_>| match index {
            0 => reader.value().map(Node::Tagged),
            1 | 2 => reader.value().map(Node::Guessed),
            3 => reader
                .value::<Vec<bool>>()
                .map(|flags| Node::List(flags.into_iter().map(Node::Flag).collect())),
            4 => reader.value().map(Node::List),
            _ => reader.value().map(Node::Flag),
        };
        reader.union(CASES, read, Self::Unknown)
    }

    fn held(&self) -> Option<&dyn Property> {
        Some(match self {
            Self::Tagged(tagged) => tagged,
            Self::Guessed(guessed) => guessed,
            Self::List(list) => list,
            Self::Flag(flag) => flag,
            Self::Unknown(value) => value,
        })
    }
}

macro_rules! object {
    ($name:ident: $($index:literal $field:ident)*) => {
        impl Json for $name {
            const FIELDS: &'static [Field] = &[$(Field::optional(stringify!($field))),*];

            fn blank() -> Self {
                Self { $($field: None,)* more: AdditionalProperties::new() }
            }

            fn property(&self, index: usize) -> &dyn Property {
                match index {
                    $($index => &self.$field,)*
                    _ => &self.more,
                }
            }

            fn property_mut(&mut self, index: usize) -> &mut dyn Property {
                match index {
                    $($index => &mut self.$field,)*
                    _ => &mut self.more,
                }
            }
        }
    };
}

object!(Tagged: 0 child);
object!(Guessed: 0 child 1 strict);
