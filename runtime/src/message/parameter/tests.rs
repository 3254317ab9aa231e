use super::*;

const EMPTY: &str = r#""""#;
const TEXT: &str = r#""blue""#;
const LIST: &str = r#"["blue","black","brown"]"#;
const OBJECT: &str = r#"{"R":100,"G":200,"B":150}"#;

/// A value by its JSON.
struct Text<'a>(&'a str);

impl ToJson for Text<'_> {
    fn write_to(&self, writer: &mut Writer) {
        writer.raw(self.0);
    }
}

/// What is sent of a value; an empty text for what is undefined.
fn sent(parameter: Parameter, json: &str) -> Result<String, ValueProblem> {
    let mut values = Values::default();
    values.set(&parameter, &Text(json))?;
    let text = values.iter().next();
    Ok(text.map_or_else(String::new, |(_, text)| text.to_owned()))
}

fn path(style: Style, explode: bool, json: &str) -> String {
    sent(Parameter::path("color").style(style).explode(explode), json).unwrap()
}

fn query(style: Style, explode: bool, json: &str) -> String {
    sent(
        Parameter::query("color").style(style).explode(explode),
        json,
    )
    .unwrap()
}

/// What stands in the `Cookie` header; pairs are joined as cookies are (RFC 6265, section 4.2.1).
fn cookie(style: Style, explode: bool, json: &str) -> String {
    sent(
        Parameter::cookie("color").style(style).explode(explode),
        json,
    )
    .unwrap()
}

fn header(json: &str) -> String {
    sent(Parameter::header("color"), json).unwrap()
}

/// OpenAPI 3.0.4, section 4.8.12.2.3, 3.1.1, section 4.8.12.4, and 3.2.0, section 4.12.4: style,
/// explode; then an empty string, a string, an array and an object. `n/a` is what the tables leave
/// open.
const TABLE: &str = "
matrix false ;color ;color=blue ;color=blue,black,brown ;color=R,100,G,200,B,150
matrix true ;color ;color=blue ;color=blue;color=black;color=brown ;R=100;G=200;B=150
label false . .blue .blue,black,brown .R,100,G,200,B,150
label true . .blue .blue.black.brown .R=100.G=200.B=150
simple false n/a blue blue,black,brown R,100,G,200,B,150
simple true n/a blue blue,black,brown R=100,G=200,B=150
form false color= color=blue color=blue,black,brown color=R,100,G,200,B,150
form true color= color=blue color=blue&color=black&color=brown R=100&G=200&B=150
space false n/a n/a color=blue%20black%20brown color=R%20100%20G%20200%20B%20150
pipe false n/a n/a color=blue%7Cblack%7Cbrown color=R%7C100%7CG%7C200%7CB%7C150
cookie false color= color=blue color=blue,black,brown color=R,100,G,200,B,150
cookie true color= color=blue color=blue;_color=black;_color=brown R=100;_G=200;_B=150
deep true n/a n/a n/a color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150
";

#[test]
fn the_table_of_styles() {
    for row in TABLE.trim().lines() {
        let mut cells = row.split(' ');
        let style = cells.next().unwrap();
        let explode = cells.next() == Some("true");
        let cells = [EMPTY, TEXT, LIST, OBJECT].into_iter().zip(cells);
        for (json, expected) in cells.filter(|(_, expected)| *expected != "n/a") {
            let written = match style {
                "matrix" => path(Style::Matrix, explode, json),
                "label" => path(Style::Label, explode, json),
                "simple" => path(Style::Simple, explode, json),
                "form" => query(Style::Form, explode, json),
                "space" => query(Style::SpaceDelimited, explode, json),
                "pipe" => query(Style::PipeDelimited, explode, json),
                "deep" => query(Style::DeepObject, explode, json),
                "cookie" => cookie(Style::Cookie, explode, json),
                other => panic!("{other}"),
            };
            let expected = expected.replace('_', " ");
            assert_eq!(written, expected, "{row}");
        }
    }
}

/// OpenAPI leaves it open; servers read such a list as they read one that is a parameter itself.
#[test]
fn a_list_in_an_exploded_object_repeats_its_name() {
    let json = r#"{"page":0,"size":20,"sort":["name,asc","id,desc",null],"none":[],"no":null}"#;
    assert_eq!(
        query(Style::Form, true, json),
        "page=0&size=20&sort=name%2Casc&sort=id%2Cdesc"
    );
    assert_eq!(
        cookie(Style::Form, true, json),
        "page=0; size=20; sort=name%2Casc; sort=id%2Cdesc"
    );
    assert_eq!(query(Style::Form, true, r#"{"none":[]}"#), "");
}

#[test]
fn only_unreserved_characters_stand_unescaped() {
    assert_eq!(
        path(Style::Simple, false, r#""a/b c%é-._~""#),
        "a%2Fb%20c%25%C3%A9-._~"
    );
    assert_eq!(
        query(Style::Form, false, r#"["a,b","&=+"]"#),
        "color=a%2Cb,%26%3D%2B"
    );
    assert_eq!(query(Style::Form, true, r#"{"a b":"c d"}"#), "a%20b=c%20d");
    assert_eq!(
        query(Style::Json, false, r#"{"a":1}"#),
        "color=%7B%22a%22%3A1%7D"
    );
}

#[test]
fn allow_reserved_cannot_add_a_parameter() {
    let write = |json| sent(Parameter::query("q").allow_reserved(), json).unwrap();
    assert_eq!(write(r#""a/b:c?d=e,%2F%zz""#), "q=a/b:c?d=e,%2F%25zz");
    assert_eq!(write(r##""a&b=1#c+d""##), "q=a%26b=1%23c%2Bd");
}

#[test]
fn allow_reserved_cannot_leave_the_segment_of_a_path() {
    let written = sent(
        Parameter::path("p").allow_reserved(),
        r##""a:b@c;d=e&f+g/h?i#j%2F%zz""##,
    );
    assert_eq!(written.as_deref(), Ok("a:b@c;d=e&f+g%2Fh%3Fi%23j%2F%25zz"));
}

#[test]
fn cookies_of_style_form_are_separate_cookies() {
    assert_eq!(
        cookie(Style::Form, true, LIST),
        "color=blue; color=black; color=brown"
    );
    assert_eq!(cookie(Style::Form, false, r#""a;b""#), "color=a%3Bb");
    assert_eq!(cookie(Style::Cookie, false, r#""a%2Fb""#), "color=a%2Fb");
    assert_eq!(cookie(Style::Cookie, false, r#""a,b c""#), "color=a,b c");
}

#[test]
fn nothing_in_a_cookie_that_is_not_escaped_ends_it() {
    let cookie = Parameter::cookie("color").style(Style::Cookie);
    for json in [
        r#""a;b""#,
        r#""a\nb""#,
        r#"["a","b; admin=1"]"#,
        r#"{"a; admin":"1"}"#,
        r#"{"a":"1;"}"#,
    ] {
        assert_eq!(sent(cookie, json), Err(ValueProblem::Content), "{json}");
    }
}

#[test]
fn undefined_values_are_left_out() {
    for json in ["null", "[]", "{}", "[null]", r#"{"a":null}"#] {
        assert_eq!(query(Style::Form, true, json), "", "{json}");
        assert_eq!(query(Style::DeepObject, true, json), "", "{json}");
        let empty = Parameter::query("color").allow_empty_value();
        assert_eq!(sent(empty, json).as_deref(), Ok("color="), "{json}");
        assert_eq!(header(json), "", "{json}");
        let path = sent(Parameter::path("color"), json);
        assert_eq!(path, Err(ValueProblem::Undefined), "{json}");
    }
    assert_eq!(query(Style::Form, false, "[1,null,true]"), "color=1,true");
}

#[test]
fn nested_values_have_a_form() {
    let nested = r#"{"a":{"b":1,"c":[2,3]}}"#;
    assert_eq!(
        query(Style::DeepObject, true, nested),
        "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bc%5D%5B0%5D=2&color%5Ba%5D%5Bc%5D%5B1%5D=3"
    );
    assert_eq!(
        query(Style::DeepObject, true, r#"[{"a":1},{"a":2}]"#),
        "color%5B0%5D%5Ba%5D=1&color%5B1%5D%5Ba%5D=2"
    );
    assert_eq!(
        query(Style::Form, true, nested),
        "a=%7B%22b%22%3A1%2C%22c%22%3A%5B2%2C3%5D%7D"
    );
}

#[test]
fn headers_are_not_escaped() {
    assert_eq!(header(r#"["a b","c/d"]"#), "a b,c/d");
    assert_eq!(header(OBJECT), "R,100,G,200,B,150");
}

/// Values of the path, and of the query.
fn values(path: &[(&'static str, &str)], query: &[(&'static str, &str)]) -> Values {
    let mut values = Values::default();
    for (name, value) in path {
        values.set(&Parameter::path(name), *value).unwrap();
    }
    for (name, value) in query {
        values.set(&Parameter::query(name), *value).unwrap();
    }
    values
}

#[test]
fn path_templates_are_filled() {
    let values = values(&[("id", "7"), ("ext", "a/b")], &[]);
    let filled = |template| target(template, &values);
    assert_eq!(filled("/pets/{id}.{ext}").as_deref(), Ok("/pets/7.a%2Fb"));
    assert_eq!(filled("/files/{id}#add").as_deref(), Ok("/files/7"));
    assert_eq!(
        filled("/[provider]/x y").as_deref(),
        Ok("/%5Bprovider%5D/x%20y")
    );
    assert_eq!(filled("/a?b=c").as_deref(), Ok("/a?b=c"));
    assert_eq!(filled("/a?").as_deref(), Ok("/a"));
    assert_eq!(filled("/{no}"), Err(PathProblem::Missing("no".to_owned())));
}

#[test]
fn the_query_stands_behind_that_of_the_path() {
    let mut values = values(&[], &[("a", "1"), ("b", "x y")]);
    for (template, expected) in [
        ("/p", "/p?a=1&b=x%20y"),
        ("/p?", "/p?a=1&b=x%20y"),
        ("/p?c=d#e", "/p?c=d&a=1&b=x%20y"),
    ] {
        assert_eq!(target(template, &values).as_deref(), Ok(expected));
    }
    let whole = Parameter::query_string("q");
    values
        .set(
            &whole,
            &std::collections::BTreeMap::from([("k".to_owned(), 1_i64)]),
        )
        .unwrap();
    assert_eq!(
        target("/p?c=d", &values).as_deref(),
        Ok("/p?c=d&k=1&a=1&b=x%20y")
    );
}

#[test]
fn path_values_cannot_climb() {
    for dots in [".", ".."] {
        let values = values(&[("id", dots)], &[]);
        assert_eq!(target("/pets/{id}/x", &values), Err(PathProblem::Dots));
    }
    let values = values(&[("id", "...")], &[]);
    assert_eq!(target("/pets/{id}", &values).as_deref(), Ok("/pets/..."));
}

#[test]
fn a_value_that_is_set_again_stands_for_the_first() {
    let mut values = values(&[], &[("a", "1"), ("b", "2"), ("a", "3")]);
    assert_eq!(target("/p", &values).as_deref(), Ok("/p?b=2&a=3"));
    values.set(&Parameter::query("a"), &None::<i64>).unwrap();
    assert_eq!(target("/p", &values).as_deref(), Ok("/p?b=2"));
}
