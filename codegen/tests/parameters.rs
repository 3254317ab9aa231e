//! What the runtime is told of parameters.

use openapi_build::{Config, Source, generate};

const DOCUMENT: &str = "\
openapi: 3.0.3
info: { title: Parts, version: '1' }
paths:
  /parts/{part}:
    parameters:
      - { name: part, in: path, required: true, schema: { type: string } }
      - { name: expand, in: query, style: deepObject, schema: { type: object } }
    get:
      operationId: getPart
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses: { '204': { description: Done. } }
    put:
      operationId: putPart
      responses: { '204': { description: Done. } }
  /expand:
    get:
      operationId: expand
      parameters:
        - { name: expand, in: query, explode: false, schema: { type: array, items: { type: string } } }
      responses: { '204': { description: Done. } }
";

/// Most parameters are a name. One of which there is more to say is described once, whatever has it, and has a name of its own
/// beside operations and other parameters of its name.
#[test]
fn parameters_are_described_once() {
    let source = Source::from_text("parts.yaml", DOCUMENT);
    let generated = generate(source, &Config::default(), "client.rs");
    let code = &generated.output.expect("a client").files[0].1;
    let words: Vec<&str> = code.split_whitespace().collect();
    let code = words.join(" ");
    for said in [
        r#"static EXPAND: Parameter = Parameter::query("expand").style(Style::DeepObject);"#,
        r#"static EXPAND_3: Parameter = Parameter::query("expand").explode(false);"#,
        r#""/parts/{part}") .query(&["limit"]) .parameters(&[&EXPAND])"#,
        r#""/parts/{part}") .parameters(&[&EXPAND])"#,
        r#"static EXPAND_2: Operation = Operation::new("expand", "GET", "/expand") .parameters(&[&EXPAND_3])"#,
        r#"request.path("part", part);"#,
        r#".query("limit", &limit.optional());"#,
    ] {
        assert!(code.contains(said), "{said}");
    }
    assert_eq!(code.matches(": Parameter = ").count(), 2);
    assert_eq!(
        code.matches(".set(&descriptions::EXPAND, &expand.optional())")
            .count(),
        2
    );
}
