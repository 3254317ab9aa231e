//! What is said about options that do nothing.

use openapi_build::diagnostics::Diagnostics;
use openapi_build::document::Document;
use openapi_build::{Config, Source, lower};

#[test]
fn a_secret_that_would_be_shown_all_the_same_is_reported() {
    let text = "\
openapi: 3.0.3
info: { title: Keys, version: '1' }
paths: {}
components:
  schemas:
    Key:
      type: object
      properties:
        pin: { type: string }
        others: { type: array, items: { type: object, properties: { pin: { type: string } } } }
";
    let mut config = Config::default();
    let properties = "/components/schemas/Key/properties";
    let places = ["pin", "others/items", "other/pin"];
    config.sensitive = places.map(|place| format!("{properties}/{place}")).to_vec();
    let mut diagnostics = Diagnostics::new();
    let source = Source::from_text("keys.yaml", text);
    let document = Document::read(source, &mut diagnostics).expect("a document");
    let _ = lower(&document, &config, &mut diagnostics);
    let reports = diagnostics.finish(Some(&document));
    let mut found: Vec<_> = reports
        .iter()
        .map(|report| {
            let line = report.location().map(|at| at.line());
            (report.diagnostic().code, line)
        })
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("option-without-effect", Some(10)),
            ("unused-option", Some(8))
        ]
    );
}
