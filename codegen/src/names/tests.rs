use super::*;

#[test]
fn keywords_are_found() {
    assert!(KEYWORDS.is_sorted());
    assert!(KEYWORDS.iter().all(|keyword| is_keyword(keyword)));
    assert!(!is_keyword("") && !is_keyword("name"));
}

#[test]
fn devices_of_windows_are_known() {
    for name in [
        "con",
        "PRN",
        "aux",
        "nul",
        "com1",
        "Com9",
        "lpt3",
        "lpt\u{b9}",
        "CONIN$",
    ] {
        assert!(is_device(name), "{name}");
    }
    for name in ["", "com", "com10", "command", "lpt", "console", "null"] {
        assert!(!is_device(name), "{name}");
    }
}

#[test]
fn names_are_short_enough_for_files() {
    let mut scope = Scope::default();
    let long = "ü".repeat(300);
    let [first, second] = [0, 1].map(|_| scope.type_name(&long).to_string());
    assert!(first.len() <= LONGEST && second.starts_with(&first));
    assert_ne!(first, second);
}

#[test]
fn names_follow_conventions_and_never_collide() {
    let mut scope = Scope::reserving(&["String"]);
    let names: Vec<_> = [
        "acs_credential",
        "AcsCredential",
        "string",
        "Self",
        "1st",
        "io.k8s.Pod",
    ]
    .map(|text| scope.type_name(text).to_string())
    .into();
    assert_eq!(
        names,
        [
            "AcsCredential",
            "AcsCredential2",
            "String2",
            "SelfType",
            "T1st",
            "IoK8sPod"
        ]
    );
    let mut scope = Scope::default();
    let names: Vec<_> = [
        "type", "a-b", "a_b", "+1", "-1", "self", "gen", "", "@id", "名前",
    ]
    .map(|text| scope.field(text).to_string())
    .into();
    assert_eq!(
        names,
        [
            "type_", "a_b", "a_b_2", "plus_1", "minus_1", "self_", "gen_", "empty", "id", "名前"
        ]
    );
}

#[test]
fn every_name_is_an_identifier() {
    let hostile = [
        "",
        "_",
        "__",
        "9",
        "a b",
        "é",
        "²",
        "🦀",
        "a\u{200d}b",
        "\"",
        "r#type",
        "//",
        "}",
    ];
    for text in hostile {
        let mut scope = Scope::default();
        for name in [
            scope.type_name(text).to_string(),
            scope.variant(text).to_string(),
            scope.field(text).to_string(),
            scope.function(text).to_string(),
            scope.constant(text).to_string(),
        ] {
            assert!(
                syn::parse_str::<Ident>(&name).is_ok(),
                "{text:?} became {name:?}"
            );
        }
    }
}

#[test]
fn items_are_named_by_the_singular() {
    let pairs = [
        ("errors", "error"),
        ("entries", "entry"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("status", "status"),
        ("statuses", "status"),
        ("databases", "database"),
        ("data", "data"),
        ("ids", "ids"),
        ("news", "news"),
    ];
    for (plural, expected) in pairs {
        assert_eq!(singular(plural), expected);
    }
}
