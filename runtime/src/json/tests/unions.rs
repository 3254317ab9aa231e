//! Unions within unions, and texts that take long.

use std::time::{Duration, Instant};

use crate::Value;
use crate::json::{Case, Failure, Field, Json, Kind, Property, Reader, from_str, to_string};

/// Told apart by the property `kind`, by names or not at all, and each holds another one.
#[derive(Debug, PartialEq)]
enum Node {
    Tagged(Box<Link>),
    Guessed(Box<Link>),
    List(Vec<Node>),
    Unknown(Value),
}

#[derive(Debug, PartialEq, Default)]
struct Link {
    kind: Option<String>,
    child: Option<Node>,
    strict: Option<bool>,
    text: Option<String>,
}

impl Json for Node {
    fn blank() -> Self {
        Self::Unknown(Value::Null)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        const CASES: &[Case] = &[
            Case::of(&[Kind::Object]).tagged("kind", &["tagged"]),
            Case::of(&[Kind::Object]).object(&["child"], &["child", "text"]),
            Case::of(&[Kind::Object]).object(&["child"], &["child", "strict"]),
            Case::of(&[Kind::Array]),
            Case::of(&[Kind::Array]),
        ];
        let read = |index, reader: &mut Reader<'_>| match index {
            0 => reader.value().map(Node::Tagged),
            1 | 2 => reader.value().map(Node::Guessed),
            _ => reader.value().map(Node::List),
        };
        reader.union(CASES, read, Self::Unknown)
    }

    fn tag(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Tagged(_) => Some(("kind", "tagged")),
            _ => None,
        }
    }

    fn held(&self) -> Option<&dyn Property> {
        Some(match self {
            Self::Tagged(link) | Self::Guessed(link) => link,
            Self::List(list) => list,
            Self::Unknown(value) => value,
        })
    }
}

impl Json for Link {
    const FIELDS: &'static [Field] = &[
        Field::optional("kind"),
        Field::optional("child"),
        Field::optional("strict"),
        Field::optional("text"),
    ];

    fn blank() -> Self {
        Self::default()
    }

    fn property(&self, index: usize) -> &dyn Property {
        match index {
            0 => &self.kind,
            1 => &self.child,
            2 => &self.strict,
            3 => &self.text,
            _ => crate::json::nothing(),
        }
    }

    fn property_mut(&mut self, index: usize) -> &mut dyn Property {
        match index {
            0 => &mut self.kind,
            1 => &mut self.child,
            2 => &mut self.strict,
            3 => &mut self.text,
            _ => crate::json::nothing(),
        }
    }
}

/// `inner` below `depth` values that are opened by `before` and closed by `after`.
fn nested(before: &str, after: &str, depth: usize, inner: &str) -> String {
    format!("{}{inner}{}", before.repeat(depth), after.repeat(depth))
}

/// How many bytes of a text are read again to read it as `T`.
fn read_again<T: Json>(text: &str) -> usize {
    let mut reader = Reader::new(text);
    let _ = T::read(&mut reader);
    reader.again
}

#[test]
fn unions_within_unions_are_read_as_they_are() {
    for (before, after) in [
        (r#"{"kind":"tagged","child":"#, "}"),
        (r#"{"child":"#, "}"),
        (
            r#"{"child":"#,
            r#","text":"a longer text than is passed over again"}"#,
        ),
        ("[", "]"),
    ] {
        let text = nested(before, after, 60, r#"{"kind":"tagged","text":"x"}"#);
        let node: Node = from_str(&text).unwrap();
        assert!(!matches!(node, Node::Unknown(_)), "{before}");
        assert_eq!(to_string(&node), text);
    }
    let last = r#"{"kind":"other","kind":"tagged","child":{"kind":"tagged","kind":"other"}}"#;
    let Node::Tagged(link) = from_str(last).unwrap() else {
        panic!("of a tag that is there twice, the last one counts");
    };
    assert!(matches!(link.child, Some(Node::Unknown(_))));
}

/// What is passed over to look at names is passed over once, however many unions it is in. (It took 100 times as long, so
/// 10 times is far from what a busy machine makes of it.)
#[test]
fn looking_ahead_costs_no_more_in_a_deep_place() {
    let list = vec![r#"{"a":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]}"#; 5_000].join(",");
    let inner = format!(r#"{{"kind":"tagged","extra":[{list}]}}"#);
    let time = |depth| {
        let text = nested(r#"{"kind":"tagged","child":"#, "}", depth, &inner);
        let once = || {
            let begun = Instant::now();
            let _: Node = from_str(&text).unwrap();
            begun.elapsed()
        };
        (0..3).map(|_| once()).min().unwrap()
    };
    let (shallow, deep) = (time(1), time(100));
    assert!(deep < shallow * 10, "{shallow:?} {deep:?}");
}

/// The last property is wrong at every level, so every guess is, and guesses multiply.
#[test]
fn wrong_guesses_cost_a_bounded_number_of_readings() {
    for depth in [10, 20, 40, 100] {
        let text = nested(r#"{"child":"#, r#","strict":"no"}"#, depth, "{}");
        let again = read_again::<Node>(&text);
        assert!(
            again <= 16 * text.len() + 2 * 1024 * 1024,
            "{depth}: {again}"
        );
        assert_eq!(to_string(&from_str::<Node>(&text).unwrap()), text);
    }
}

#[test]
fn a_long_list_of_guesses_is_read_to_its_end() {
    let item =
        r#"{"child":{"kind":"tagged"},"strict":true,"text":"both variants know one of these"}"#;
    let text = format!("[{}]", vec![item; 5000].join(","));
    let Node::List(items) = from_str(&text).unwrap() else {
        panic!("a list");
    };
    assert_eq!(items.len(), 5000);
    assert!(items.iter().all(|item| matches!(item, Node::Guessed(_))));
}

#[test]
fn reading_ends_when_the_time_is_over() {
    let over = Some(Instant::now() - Duration::from_millis(1));
    let long = [
        format!("[{}]", vec!["1"; 100_000].join(",")),
        format!("[{}]", vec![r#"{"child":null}"#; 10_000].join(",")),
        format!("{{{}}}", vec![r#""a":1"#; 20_000].join(",")),
        format!("\"{}\"", "\\n".repeat(50_000)),
        nested(r#"{"child":"#, r#","strict":"no"}"#, 100, r#"{"a":[]}"#).repeat(20),
    ];
    for text in long {
        let value = Reader::new(&text).until(over).value::<Value>();
        let node = Reader::new(&text).until(over).value::<Node>();
        for failure in [value.map(drop), node.map(drop)] {
            // One reads a part of the last text, in time.
            let Err(failure) = failure else { continue };
            assert!(failure.is_timeout(), "{failure}");
            assert!(failure.offset().unwrap() < 40_000);
            assert_eq!(
                failure.reason(),
                "reading it took longer than the time limit"
            );
        }
    }
    let failure = Reader::new(&vec!["[1]"; 20_000].join(",").replace("],[", ","))
        .until(over)
        .value::<Vec<i64>>();
    assert!(failure.unwrap_err().is_timeout());
    // A short text is read when it is there.
    assert!(Reader::new("[1,2]").until(over).value::<Value>().is_ok());
    let later = Some(Instant::now() + Duration::from_secs(3600));
    let text = format!("[{}]", vec!["1"; 100_000].join(","));
    assert!(Reader::new(&text).until(later).value::<Vec<i64>>().is_ok());
}

#[test]
fn a_variant_is_written_with_its_tag() {
    let link = |kind: Option<&str>, child| {
        Box::new(Link {
            kind: kind.map(str::to_owned),
            child,
            ..Link::default()
        })
    };
    let tagged = Node::Tagged(link(None, None));
    assert_eq!(to_string(&tagged), r#"{"kind":"tagged"}"#);
    // It says so itself, whatever it says.
    let other = Node::Tagged(link(Some("other"), None));
    assert_eq!(to_string(&other), r#"{"kind":"other"}"#);
    // What is in it, and what stands beside it, has none.
    let list = Node::List(vec![tagged, Node::Guessed(link(None, None))]);
    let outer = Node::Tagged(link(None, Some(list)));
    assert_eq!(
        to_string(&outer),
        r#"{"kind":"tagged","child":[{"kind":"tagged"},{}]}"#
    );
}
