//! The examples of RFC 6570, sections 1.2 and 3.2, as far as OpenAPI's styles correspond to its
//! operators: one value, alone in its expression.

use super::*;

/// The variables of section 3.2 as JSON.
const VARIABLES: &[(&str, &str)] = &[
    ("count", r#"["one","two","three"]"#),
    ("dom", r#"["example","com"]"#),
    ("dub", r#""me/too""#),
    ("hello", r#""Hello World!""#),
    ("half", r#""50%""#),
    ("var", r#""value""#),
    ("who", r#""fred""#),
    ("base", r#""http://example.com/home/""#),
    ("path", r#""/foo/bar""#),
    ("list", r#"["red","green","blue"]"#),
    ("keys", r#"{"semi":";","dot":".","comma":","}"#),
    ("v", r#""6""#),
    ("x", r#""1024""#),
    ("y", r#""768""#),
    ("empty", r#""""#),
    ("empty_keys", "[]"),
    ("undef", "null"),
];

/// Expression, and what it expands to; an expression without anything is undefined.
const EXAMPLES: &str = "
{var} value
{hello} Hello%20World%21
{half} 50%25
{dub} me%2Ftoo
{base} http%3A%2F%2Fexample.com%2Fhome%2F
{x} 1024
{v} 6
{undef}
{count} one,two,three
{count*} one,two,three
{list} red,green,blue
{list*} red,green,blue
{keys} semi,%3B,dot,.,comma,%2C
{keys*} semi=%3B,dot=.,comma=%2C
{empty_keys}
{+var} value
{+hello} Hello%20World!
{+half} 50%25
{+base} http://example.com/home/
{+path} /foo/bar
{+list} red,green,blue
{+list*} red,green,blue
{+keys} semi,;,dot,.,comma,,
{+keys*} semi=;,dot=.,comma=,
{.who} .fred
{.half} .50%25
{.var} .value
{.empty} .
{.undef}
{.dom} .example,com
{.dom*} .example.com
{.list} .red,green,blue
{.list*} .red.green.blue
{.keys} .semi,%3B,dot,.,comma,%2C
{.keys*} .semi=%3B.dot=..comma=%2C
{.empty_keys}
{.empty_keys*}
{;who} ;who=fred
{;half} ;half=50%25
{;empty} ;empty
{;v} ;v=6
{;undef}
{;count} ;count=one,two,three
{;count*} ;count=one;count=two;count=three
{;list} ;list=red,green,blue
{;list*} ;list=red;list=green;list=blue
{;keys} ;keys=semi,%3B,dot,.,comma,%2C
{;keys*} ;semi=%3B;dot=.;comma=%2C
{?who} who=fred
{?half} half=50%25
{?empty} empty=
{?undef}
{?x} x=1024
{?count} count=one,two,three
{?count*} count=one&count=two&count=three
{?list} list=red,green,blue
{?list*} list=red&list=green&list=blue
{?keys} keys=semi,%3B,dot,.,comma,%2C
{?keys*} semi=%3B&dot=.&comma=%2C
{?empty_keys}
{?empty_keys*}
";

fn expand(expression: &str) -> String {
    let inner = expression.trim_matches(['{', '}']);
    let explode = inner.ends_with('*');
    let inner = inner.trim_end_matches('*');
    let operator = inner.get(..1).unwrap();
    let name = inner.trim_start_matches(['+', '.', ';', '?']);
    let (_, json) = VARIABLES.iter().find(|(key, _)| *key == name).unwrap();
    let written = |style, escape, joint| {
        let serialization = Serialization {
            style,
            explode,
            escape,
            joint,
        };
        let mut out = String::new();
        let is_defined = serialization.write(name, json, &mut out).unwrap();
        assert!(is_defined || out.is_empty());
        out
    };
    match operator {
        "+" => written(Style::Simple, Escape::Reserved, None),
        "." => written(Style::Label, Escape::All, None),
        ";" => written(Style::Matrix, Escape::All, None),
        "?" => written(Style::Form, Escape::All, Some("&")),
        _ => written(Style::Simple, Escape::All, None),
    }
}

#[test]
fn the_examples_of_the_rfc() {
    for line in EXAMPLES.trim().lines() {
        let (expression, expected) = line.split_once(' ').unwrap_or((line, ""));
        assert_eq!(expand(expression), expected, "{expression}");
    }
    // It can't be told from an undefined value in the list above.
    let empty = Serialization::from(&Parameter::header("empty"));
    assert!(empty.write("empty", r#""""#, &mut String::new()).unwrap());
}
