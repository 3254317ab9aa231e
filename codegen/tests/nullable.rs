//! Which named types have null beside their values: what the harness reads them as.

use openapi_build::diagnostics::Diagnostics;
use openapi_build::document::Document;
use openapi_build::{Config, Source, lower};

#[test]
fn a_component_that_takes_over_its_only_part_keeps_the_null_beside_it() {
    let text = "\
openapi: 3.1.0
info: { title: Verbosity, version: '1' }
components:
  schemas:
    Level: { anyOf: [{ type: string, enum: [low, high] }, { type: 'null' }] }
    Plain: { anyOf: [{ type: string, enum: [low, high] }] }
";
    let mut diagnostics = Diagnostics::new();
    let source = Source::from_text("verbosity.yaml", text);
    let document = Document::read(source, &mut diagnostics).expect("a document");
    let api = lower(&document, &Config::default(), &mut diagnostics);
    let nullable = |name: &str| {
        let mut types = api.types.iter();
        types
            .find(|def| def.name.as_str() == name)
            .map(|def| def.nullable)
    };
    assert_eq!(nullable("Level"), Some(true));
    assert_eq!(nullable("Plain"), Some(false));
}
