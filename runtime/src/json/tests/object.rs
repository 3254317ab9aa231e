use std::collections::BTreeMap;

use super::failure;
use crate::json::{Additional, Field, Json, Property, Reader, from_str, nothing, to_string};
use crate::{AdditionalProperties, Nullable, Value};

#[derive(Clone, Debug, PartialEq)]
struct Door<A> {
    id: String,
    floor: Option<i64>,
    code: Nullable<String>,
    parent: Option<String>,
    errors: Vec<Door<A>>,
    note: Option<Value>,
    more: A,
}

impl<A: Additional + Json> Json for Door<A> {
    const FIELDS: &'static [Field] = &[
        Field::required("id"),
        Field::optional("floor"),
        Field::optional("code"),
        Field::required("parent"),
        Field::defaulted("errors"),
        Field::optional("the \"note\""),
    ];

    fn blank() -> Self {
        Self {
            id: Json::blank(),
            floor: None,
            code: Json::blank(),
            parent: None,
            errors: Json::blank(),
            note: None,
            more: Json::blank(),
        }
    }

    fn property(&self, index: usize) -> &dyn Property {
        match index {
            0 => &self.id,
            1 => &self.floor,
            2 => &self.code,
            3 => &self.parent,
            4 => &self.errors,
            5 => &self.note,
            _ => &self.more,
        }
    }

    fn property_mut(&mut self, index: usize) -> &mut dyn Property {
        match index {
            0 => &mut self.id,
            1 => &mut self.floor,
            2 => &mut self.code,
            3 => &mut self.parent,
            4 => &mut self.errors,
            5 => &mut self.note,
            _ => &mut self.more,
        }
    }
}

type Open = Door<AdditionalProperties>;
type Typed = Door<BTreeMap<String, i64>>;

/// What comes out of a text that goes in.
fn through<T: Json>(text: &str) -> String {
    to_string(&from_str::<T>(text).unwrap())
}

#[test]
fn what_goes_in_comes_out() {
    for text in [
        r#"{"id":"a","parent":null,"errors":[]}"#,
        r#"{"id":"a","floor":3,"code":null,"parent":"b","errors":[]}"#,
        r#"{"id":"a","code":"1","parent":null,"errors":[{"id":"b","parent":null,"errors":[],"x":1}]}"#,
        // Names that the type does not declare.
        r#"{"id":"a","parent":null,"errors":[],"akiles":{"a":[1,null]},"warning_code":"w"}"#,
        // A null for a property that must not be null.
        r#"{"id":"a","parent":null,"errors":[],"floor":null}"#,
        r#"{"id":"a","parent":null,"errors":[],"floor":null,"x":1}"#,
        // Null is a value of free-form properties.
        r#"{"id":"a","parent":null,"errors":[],"the \"note\"":null}"#,
    ] {
        assert_eq!(through::<Open>(text), text);
    }
}

#[test]
fn order_and_space_do_not_matter() {
    let text = "{ \"the \\\"note\\\"\" : 1 ,\"errors\":[ ] , \"x\":2,\n\"parent\":null, \"\\u0069d\":\"a\"\t}";
    assert_eq!(
        through::<Open>(text),
        r#"{"id":"a","parent":null,"errors":[],"the \"note\"":1,"x":2}"#
    );
}

/// Each order of all properties, and of those that remain when optional ones are left out, with and without white space.
#[test]
fn every_order_gives_the_same() {
    const ALL: [&str; 6] = [
        r#""id":"a""#,
        r#""floor":3"#,
        r#""code":"1""#,
        r#""parent":"b""#,
        r#""errors":[{"id":"c","parent":null,"errors":[]}]"#,
        r#""the \"note\"":true"#,
    ];
    const SPACE: &str = " \n\t\r       \n            ";
    let mut lengths = (0..SPACE.len()).cycle();
    for left_out in [vec![], vec![1], vec![2, 5], vec![1, 2], vec![1, 2, 5]] {
        let is_there = |index: &usize| !left_out.contains(index);
        let there: Vec<_> = (0..ALL.len()).filter(is_there).map(|at| ALL[at]).collect();
        let expected = format!("{{{}}}", there.join(","));
        for order in orders(&there) {
            assert_eq!(
                through::<Open>(&format!("{{{}}}", order.join(","))),
                expected
            );
            let space = &SPACE[..lengths.next().unwrap()];
            let entries = order.join(&format!("{space},{space}"));
            let entries = entries.replace("\":", &format!("\"{space}:{space}"));
            let text = format!("{space}{{{space}{entries}{space}}}{space}");
            assert_eq!(through::<Open>(&text), expected, "{text}");
        }
    }
}

fn orders(of: &[&'static str]) -> Vec<Vec<&'static str>> {
    if of.is_empty() {
        return vec![Vec::new()];
    }
    let with_first = |index: usize| {
        let mut rest = of.to_vec();
        let first = rest.remove(index);
        let rest = orders(&rest).into_iter();
        rest.map(move |rest| [vec![first], rest].concat())
    };
    (0..of.len()).flat_map(with_first).collect()
}

#[test]
fn a_null_for_an_optional_property_is_kept_and_reachable() {
    let mut door: Open = from_str(r#"{"id":"a","floor":null,"parent":null,"errors":[]}"#).unwrap();
    assert_eq!(door.floor, None);
    assert_eq!(door.more.get("floor"), Some(&Value::Null));
    // A value that is set afterwards wins; nothing is written twice.
    door.floor = Some(2);
    assert_eq!(
        to_string(&door),
        r#"{"id":"a","floor":2,"parent":null,"errors":[]}"#
    );
    // Where additional properties have a type that cannot be null, it is as if it were not there.
    assert_eq!(
        through::<Typed>(r#"{"id":"a","floor":null,"parent":null,"errors":[],"x":1}"#),
        r#"{"id":"a","parent":null,"errors":[],"x":1}"#
    );
}

#[test]
fn the_last_of_two_wins() {
    let door: Open =
        from_str(r#"{"id":"a","floor":1,"x":1,"id":"b","x":2,"floor":null,"parent":null}"#)
            .unwrap();
    assert_eq!((door.id.as_str(), door.floor), ("b", None));
    assert_eq!(door.more.get("x"), Some(&2.into()));
    let door: Open = from_str(r#"{"id":"a","floor":null,"floor":1,"parent":null}"#).unwrap();
    assert_eq!(
        to_string(&door),
        r#"{"id":"a","floor":1,"parent":null,"errors":[]}"#
    );
}

#[test]
fn a_required_array_may_be_missing_or_null() {
    for text in [
        r#"{"id":"a","parent":null}"#,
        r#"{"id":"a","parent":null,"errors":null}"#,
    ] {
        assert_eq!(from_str::<Open>(text).unwrap().errors, []);
    }
    assert!(
        failure::<Open>(r#"{"id":"a","parent":null,"errors":{}}"#)
            .starts_with("$.errors: expected an array")
    );
}

#[test]
fn missing_properties_are_named_with_their_path() {
    assert_eq!(
        failure::<Open>(r#"{"id":"a"}"#),
        "$.parent: missing (at byte 10)"
    );
    assert_eq!(
        failure::<Open>(r#"{"id":"a","parent":null,"errors":[{"id":"b","parent":null},{}]}"#),
        "$.errors[1].id: missing, and so are: parent (at byte 61)"
    );
    let failure = from_str::<Open>("{}").unwrap_err();
    assert_eq!(failure.missing_properties(), ["id", "parent"]);
}

#[test]
fn failures_inside_have_the_whole_path() {
    assert!(failure::<Open>(r#"{"id":null}"#).starts_with("$.id: expected a string, found null"));
    assert!(
        failure::<Typed>(r#"{"x y":"1234"}"#)
            .starts_with(r#"$["x y"]: expected a number, found a string"#)
    );
    assert!(failure::<Open>(r#"{"x":[01]}"#).starts_with("$.x[0]: not a number of JSON"));
    assert!(failure::<Open>("[]").starts_with("$: expected an object, found an array"));
    assert!(
        failure::<Open>(r#"{"id":"a" "floor":1}"#)
            .starts_with("$: expected `,` or `}`, found a string")
    );
    assert!(
        failure::<Open>(r#"{"id":"a",}"#).starts_with("$: expected a property name, found `}`")
    );
}

/// A type with more properties than a word has bits, which drops what it does not know.
#[derive(Debug, PartialEq)]
struct Wide(Vec<Option<i64>>);

const NAMES: [&str; 300] = {
    const DIGITS: &str = "000102030405060708091011121314151617181920212223242526272829";
    let mut names = [""; 300];
    let mut index = 0;
    while index < 300 {
        // "p0" to "p299" would need formatting; a place and a length tell them apart too.
        let (from, length) = (index % 30 * 2, index / 30 + 1);
        let (_, rest) = DIGITS.split_at(if from + length > 60 {
            60 - length
        } else {
            from
        });
        names[index] = rest.split_at(length).0;
        index += 1;
    }
    names
};

const FIELDS: [Field; 300] = {
    let mut fields = [Field::required(""); 300];
    let mut index = 0;
    while index < 300 {
        fields[index] = Field::required(NAMES[index]);
        index += 1;
    }
    fields
};

impl Json for Wide {
    const FIELDS: &'static [Field] = &FIELDS;

    fn blank() -> Self {
        Self(vec![None; 300])
    }

    fn property_mut(&mut self, index: usize) -> &mut dyn Property {
        match self.0.get_mut(index) {
            Some(place) => place,
            None => nothing(),
        }
    }
}

#[test]
fn any_number_of_properties() {
    let text = |left_out: usize| {
        let fields = FIELDS
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != left_out);
        let fields: Vec<_> = fields
            .map(|(index, field)| format!("{:?}:{index}", field.name()))
            .collect();
        format!("{{{},\"unknown\":[1]}}", fields.join(","))
    };
    let read = |text: &str| Reader::new(text).object::<Wide>();
    assert!(read("{}").is_err_and(|failure| failure.missing_properties().len() == 300));
    let distinct: Vec<usize> = (0..300)
        .filter(|index| NAMES.iter().filter(|name| **name == NAMES[*index]).count() == 1)
        .collect();
    assert!(distinct.len() > 100);
    for &index in distinct.iter().filter(|index| **index > 120).take(20) {
        let failure = read(&text(index)).err().unwrap();
        assert!(failure.missing_properties().contains(&NAMES[index]));
    }
}
