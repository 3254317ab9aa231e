use std::collections::BTreeMap;

use crate::json::rules::check;
use crate::json::validate::Validate;
use crate::json::{Checker, Json};
use crate::values::Nullable;

#[derive(Debug, PartialEq)]
enum Method {
    Card,
    Unknown,
}

impl Json for Method {
    fn blank() -> Self {
        Self::Unknown
    }

    fn rules(&self, at: &mut Checker<'_>) {
        match self {
            Self::Card => {}
            Self::Unknown => at.enumeration(&["card", "code"]),
        }
    }
}

#[derive(Debug, PartialEq)]
struct Door {
    name: String,
    code: Nullable<String>,
    floor: Option<i64>,
    share: f64,
    tags: Option<Vec<String>>,
    methods: Vec<Method>,
    parts: BTreeMap<String, Door>,
}

impl Json for Door {
    fn blank() -> Self {
        Self {
            name: String::new(),
            code: Nullable::Absent,
            floor: None,
            share: 0.0,
            tags: None,
            methods: Vec::new(),
            parts: BTreeMap::new(),
        }
    }

    fn rules(&self, at: &mut Checker<'_>) {
        at.property("name").min_length(&self.name, 1);
        at.property("name").max_length(&self.name, 4);
        at.property("code").pattern(&self.code, "^[0-9]+$");
        at.property("floor").minimum(&self.floor, 0);
        at.property("floor").exclusive_maximum(&self.floor, 10);
        at.property("floor").multiple_of(&self.floor, 2);
        at.property("share").exclusive_minimum(&self.share, 0);
        at.property("share").maximum(&self.share, 0.5);
        at.property("share").multiple_of(&self.share, 0.01);
        at.property("tags").min_items(&self.tags, 1);
        at.property("tags").max_items(&self.tags, 2);
        at.property("tags").unique_items(&self.tags);
        at.property("tags")
            .items(&self.tags, |tag, at| at.min_length(tag, 1));
        self.methods.check(&mut at.property("methods"));
        at.property("parts").max_properties(&self.parts, 1);
        self.parts.check(&mut at.property("parts"));
    }
}

fn door() -> Door {
    Door {
        name: "é€😀x".into(),
        code: "1234".into(),
        floor: Some(8),
        share: 0.29,
        tags: Some(vec!["a".into(), "b".into()]),
        methods: vec![Method::Card],
        parts: BTreeMap::new(),
    }
}

#[test]
fn a_value_within_the_rules_passes() {
    assert_eq!(door().validate(), Ok(()));
    let empty = Door {
        code: Nullable::Null,
        floor: None,
        tags: None,
        ..door()
    };
    assert_eq!(empty.validate(), Ok(()));
}

#[test]
fn every_broken_rule_is_named_with_its_path_and_no_value() {
    let inner = Door {
        name: String::new(),
        ..door()
    };
    let broken = Door {
        name: "secret".into(),
        code: "12 secret".into(),
        floor: Some(-1),
        share: 0.505,
        tags: Some(vec![String::new(), "secret".into(), "secret".into()]),
        methods: vec![Method::Card, Method::Unknown],
        parts: [("a".into(), door()), ("the b".into(), inner)].into(),
    };
    let violations = broken.validate().unwrap_err();
    let expected = r#"$.name: maxLength 4
$.code: pattern ^[0-9]+$
$.floor: minimum 0
$.floor: multipleOf 2
$.share: maximum 0.5
$.share: multipleOf 0.01
$.tags: maxItems 2
$.tags: uniqueItems true
$.tags[0]: minLength 1
$.methods[1]: enum card, code
$.parts: maxProperties 1
$.parts["the b"].name: minLength 1"#;
    assert_eq!(violations.to_string(), expected);
    assert!(!format!("{violations:?}").contains("secret"));
    assert_eq!(violations.iter().count(), 12);
}

#[test]
fn numbers_are_compared_exactly() {
    fn broken(check: impl Fn(&mut Checker<'_>)) -> bool {
        super::super::rules::check(check).is_err()
    }
    assert!(broken(|at| at.maximum(&u64::MAX, u64::MAX - 1)));
    assert!(!broken(|at| at.maximum(&u64::MAX, u64::MAX)));
    assert!(broken(|at| at.exclusive_minimum(&i64::MIN, i64::MIN)));
    assert!(!broken(|at| at.multiple_of(&19.99, 0.01)));
    assert!(broken(|at| at.multiple_of(&19.995, 0.01)));
    assert!(broken(|at| at.multiple_of(&3_i64, 0)));
}

#[test]
fn an_expression_beyond_the_engine_matches_everything() {
    let broken = |text: &str, pattern| check(|at| at.pattern(text, pattern)).is_err();
    assert!(!broken("x", "(?=look-ahead)"));
    assert!(!broken("12", "[0-9]$"));
    assert!(broken("12a", "[0-9]$"));
}
