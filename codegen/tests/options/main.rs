//! Options that speak of places of the document: what each key does, where it can't be done, and what is said then.

mod findings;
mod keys;

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use openapi_build::diagnostics::Report;
use openapi_build::{Config, Generated, generate_from};

const DOCUMENT: &str = "\
openapi: 3.0.3
info: { title: Shop, version: '1' }
paths:
  /pets/{id}:
    get:
      operationId: get_pet
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: deep, in: query, required: true, schema: { type: boolean } }
        - { name: page, in: query, schema: { type: integer } }
      responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
    delete:
      operationId: delete_pet
      responses: { '204': { description: '' } }
components:
  schemas:
    Pet:
      type: object
      required: [id, kind, token]
      properties:
        id: { type: string }
        kind: { type: string, enum: [cat, dog] }
        token: { type: string }
        pin: { type: string }
        weight: { type: number }
        good: { type: boolean }
        home: { type: object, required: [street], properties: { street: { type: string }, pin: { type: string } } }
        owner: { $ref: 'common.yaml#/Owner' }
        price: { $ref: '#/components/schemas/Money' }
    Money: { type: string }
    Names: { type: array, items: { type: string } }
    Old: { type: object, properties: { of: { $ref: '#/components/schemas/Older' } } }
    Older: { type: object, properties: { x: { type: integer } } }
    'a.b': { type: object, properties: { c: { type: string } } }
    a: { type: object, properties: { b.c: { type: string }, b: { type: object, properties: { d: { type: string } } } } }
    Far: { $ref: 'common.yaml#/Far' }
    Both:
      allOf:
        - { $ref: '#/components/schemas/Older' }
        - { type: object, required: [more], properties: { more: { type: string } } }
    Animal:
      type: object
      properties: { species: { type: string } }
      discriminator: { propertyName: species }
";

const COMMON: &str = "\
Owner:
  type: object
  required: [name]
  properties: { name: { type: string }, token: { type: string }, older: { type: array, items: { $ref: '#/Owner' } } }
Far:
  type: object
  required: [away]
  properties: { away: { type: string } }
";

/// What comes of the document with these options.
struct Made {
    text: String,
    reports: Vec<Report>,
}

fn made(options: &str) -> Made {
    made_with(&Config::from_toml("options.toml", options).expect("options"))
}

fn made_with(config: &Config) -> Made {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("openapi-build-options-{}-{number}", std::process::id());
    let directory: PathBuf = std::env::temp_dir().join(name);
    fs::create_dir_all(&directory).unwrap();
    fs::write(directory.join("shop.yaml"), DOCUMENT).unwrap();
    fs::write(directory.join("common.yaml"), COMMON).unwrap();
    let generated: Generated = generate_from(&directory.join("shop.yaml"), config, "client.rs");
    fs::remove_dir_all(&directory).unwrap();
    let files = generated.output.iter().flat_map(|output| &output.files);
    Made {
        text: files
            .flat_map(|(_, text)| text.lines())
            .flat_map(|line| [line.trim_start(), "\n"])
            .collect(),
        reports: generated.reports,
    }
}

impl Made {
    /// What is said of options.
    fn found(&self) -> Vec<String> {
        let is_option = |report: &&Report| report.diagnostic().code.contains("option");
        let reports = self.reports.iter().filter(is_option);
        reports.map(Report::one_line).collect()
    }

    /// The definition of a type with what stands above it, or the beginning of a function. No line is indented.
    fn item(&self, head: &str) -> &str {
        let at = self
            .text
            .find(head)
            .unwrap_or_else(|| panic!("no `{head}` in {}", self.text));
        let start = self.text[..at].rfind("\n\n").unwrap_or(0);
        let end = self.text[at..].find("\n}\n").expect("an end");
        &self.text[start..at + end]
    }
}

/// The document with `[places]` and these lines has no finding about options; gives the code.
fn followed(lines: &str) -> Made {
    let made = made(&format!("[places]\n{lines}"));
    assert_eq!(made.found(), [""; 0], "{lines}");
    made
}

/// What is said about `[places]` and these lines, without the name of the file.
fn told(lines: &str) -> Vec<String> {
    let made = made(&format!("[places]\n{lines}"));
    let lines = made.found().into_iter();
    lines
        .map(|line| {
            line.strip_prefix("options.toml:")
                .unwrap_or(&line)
                .to_owned()
        })
        .collect()
}

/// Each of these lines alone is told about like this, at its place.
fn all_told(cases: &[(&str, &str)]) {
    for (lines, expected) in cases {
        let told = told(lines);
        assert!(
            told.len() == 1 && told[0].starts_with(expected),
            "{lines}\n{told:#?}\ninstead of\n{expected}"
        );
    }
}
