//! What documents of several files have that OpenAPI doesn't know and other tools follow, and what a part that is broken costs.

mod scratch;

use std::fs;
use std::path::Path;

use openapi_build::{Config, Generated, generate_from};

use scratch::{Scratch, document};

/// What of a client depends on nothing but the document: where it was read is told in a comment.
fn code(generated: &Generated) -> &str {
    let output = generated.output.as_ref();
    let output = output.unwrap_or_else(|| panic!("{:?}", generated.reports));
    &output.files[0].1
}

fn codes(generated: &Generated) -> Vec<&str> {
    let reports = generated.reports.iter();
    reports.map(|one| one.diagnostic().code).collect()
}

fn generated(document: &Path) -> Generated {
    generate_from(document, &Config::default(), "client.rs")
}

const HEAD: &str = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\n";

/// A directory with the parts of a document, and the client of that which is made of `root`.
fn several(test: &str, parts: &[(&str, &str)], root: &str) -> Generated {
    let scratch = Scratch::new(test);
    for (name, text) in parts {
        scratch.write(&format!("api/{name}"), text);
    }
    scratch.write("api/openapi.yaml", root);
    generated(&scratch.0.join("api/openapi.yaml"))
}

#[test]
fn a_reference_in_the_place_of_a_map_is_as_if_each_entry_were_one() {
    let parts = [
        (
            "schemas.yaml",
            "Pet: { type: object, properties: { $ref: 'parts.yaml#/properties' } }\nTag: { type: string, enum: [x] }\n",
        ),
        (
            "parts.yaml",
            "properties: { tag: { $ref: 'schemas.yaml#/Tag' }, size: { type: integer } }\n\
             parameters: [{ name: limit, in: query, schema: { type: integer } }]\n\
             content: { application/json: { schema: { $ref: 'schemas.yaml#/Pet' } } }\n\
             responses: { '200': { description: ok, content: { $ref: '#/content' } } }\n\
             schemes: { key: { type: apiKey, in: header, name: x-key } }\n\
             components: { schemas: { $ref: schemas.yaml }, securitySchemes: { $ref: '#/schemes' } }\n\
             any: [{ $ref: 'schemas.yaml#/Pet' }, { type: string }]\n",
        ),
        (
            "paths.yaml",
            "/pets/{id}:\n  get: { $ref: 'operations.yaml#/get' }\n  parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n",
        ),
        (
            "operations.yaml",
            "get:\n  operationId: get_pet\n  tags: [pets]\n  security: [{ key: [] }]\n  description: One.\n  parameters: { $ref: 'parts.yaml#/parameters' }\n  responses: { $ref: 'parts.yaml#/responses' }\n\
             put:\n  operationId: put_pet\n  requestBody: { content: { application/json: { schema: { oneOf: { $ref: 'parts.yaml#/any' } } } } }\n  responses: { '204': { description: none } }\n",
        ),
    ];
    let root = format!(
        "{HEAD}paths: {{ $ref: paths.yaml, /own: {{ put: {{ $ref: 'operations.yaml#/put' }} }} }}\ncomponents: {{ $ref: 'parts.yaml#/components' }}\n"
    );
    let written = several("in-place", &parts, &root);
    let spelled = format!(
        "{HEAD}paths:
  /own:
    put:
      operationId: put_pet
      requestBody: {{ content: {{ application/json: {{ schema: {{ oneOf: [{{ $ref: '#/components/schemas/Pet' }}, {{ type: string }}] }} }} }} }}
      responses: {{ '204': {{ description: none }} }}
  /pets/{{id}}:
    get:
      operationId: get_pet
      tags: [pets]
      security: [{{ key: [] }}]
      description: One.
      parameters: [{{ name: limit, in: query, schema: {{ type: integer }} }}]
      responses: {{ '200': {{ description: ok, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Pet' }} }} }} }} }}
    parameters: [{{ name: id, in: path, required: true, schema: {{ type: string }} }}]
components:
  schemas:
    Pet: {{ type: object, properties: {{ tag: {{ $ref: '#/components/schemas/Tag' }}, size: {{ type: integer }} }} }}
    Tag: {{ type: string, enum: [x] }}
  securitySchemes: {{ key: {{ type: apiKey, in: header, name: x-key }} }}
"
    );
    let alone = several("in-place-spelled", &[], &spelled);
    assert!(alone.reports.is_empty(), "{:?}", alone.reports);
    // Comments tell where in which file a type is from.
    let lines = |generated: &Generated| -> Vec<String> {
        let lines = code(generated).lines().map(str::to_owned);
        lines.filter(|line| !line.contains("///")).collect()
    };
    assert_eq!(lines(&written), lines(&alone));
    let notes = codes(&written);
    assert_eq!(notes, vec!["reference-in-place"; notes.len()]);
    assert_eq!(notes.len(), 11, "{:?}", written.reports);
}

#[test]
fn maps_that_lead_nowhere_or_round_in_a_circle_cost_themselves() {
    let parts = [
        ("list.yaml", "[1, 2]\n"),
        (
            "round.yaml",
            "a: { properties: { $ref: '#/b/properties' } }\nb: { properties: { $ref: '#/a/properties' } }\n",
        ),
    ];
    let root = format!(
        "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    $ref: none.yaml\n    A: {{ type: object, properties: {{ $ref: 'list.yaml#/7', own: {{ type: string }} }} }}\n    \
         B: {{ $ref: 'round.yaml#/a' }}\n    C: {{ type: object, properties: {{ $ref: '#/components/schemas/C/properties' }} }}\n"
    );
    let generated = several("in-place-lost", &parts, &root);
    let mut found = codes(&generated);
    found.sort_unstable();
    let expected = [
        "missing-file",
        "reference-cycle",
        "reference-cycle",
        "reference-cycle",
        "unresolved-reference",
    ];
    assert_eq!(found, expected, "{:?}", generated.reports);
    assert!(code(&generated).contains("pub own: "));
    for report in &generated.reports {
        assert!(report.location().is_some(), "{report}");
    }
}

/// Maps may lead to maps that lead to maps: what they hold is as much as aliases may add.
#[test]
fn maps_in_place_of_maps_have_a_limit() {
    let scratch = Scratch::new("in-place-limit");
    let many: String = (0..10_000)
        .map(|number| format!("  p{number}: {{ type: string }}\n"))
        .collect();
    scratch.write("api/many.yaml", &format!("all:\n{many}"));
    let schemas: String = (0..1_000)
        .map(|number| format!("    S{number}: {{ properties: {{ $ref: 'many.yaml#/all' }} }}\n"))
        .collect();
    let root = format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n{schemas}");
    scratch.write("api/openapi.yaml", &root);
    let generated = generated(&scratch.0.join("api/openapi.yaml"));
    assert!(codes(&generated).contains(&"too-large"));
    assert!(generated.output.is_none());
}

#[test]
fn definitions_near_by_and_pointers_through_references_lead_where_they_mean() {
    let scratch = Scratch::new("near");
    let e = "E: { $defs: { X: { type: integer } }, type: object, properties: { x: { $ref: '#/$defs/X' } } }\n\
             F: { $defs: { X: { type: boolean } }, type: object, properties: { y: { $ref: '#/$defs/X' } } }\n\
             G: { type: object, properties: { e: { $ref: '#/E' } } }\n";
    scratch.write("api/e.yaml", e);
    let references = ["e.yaml#/E", "e.yaml#/F", "e.yaml#/G"];
    let text = document(&references).replace("3.0.3", "3.1.0")
        + "    Own: { type: object, required: [x], properties: { x: { $ref: '#/components/schemas/S2/properties/e/properties/x' } } }\n";
    scratch.write("api/openapi.yaml", &text);
    let generated = generated(&scratch.0.join("api/openapi.yaml"));
    assert!(generated.reports.is_empty(), "{:?}", generated.reports);
    let code = code(&generated);
    for field in ["pub x: Option<i64>", "pub y: Option<bool>", "pub x: i64"] {
        assert!(code.contains(field), "{field}: {code}");
    }
    // What isn't near by is nowhere.
    scratch.write(
        "api/e.yaml",
        &e.replace("$defs: { X: { type: boolean } }, ", ""),
    );
    let generated = self::generated(&scratch.0.join("api/openapi.yaml"));
    assert_eq!(codes(&generated), ["unresolved-reference"]);
}

#[test]
fn what_a_pointer_leads_through_may_be_a_circle() {
    let root = format!(
        "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    A: {{ $ref: '#/components/schemas/A/x' }}\n    B: {{ $ref: '#/components/schemas/C/x' }}\n    C: {{ $ref: '#/components/schemas/B/x' }}\n"
    );
    let generated = several("circle", &[], &root);
    assert_eq!(codes(&generated), ["unresolved-reference"; 3]);
}

#[test]
fn examples_in_files_are_not_missed() {
    let parts = [("there.json", "{ this is no JSON")];
    let examples = "examples: { a: { $ref: there.json }, b: { $ref: none.json } }";
    let root = format!(
        "{HEAD}paths:\n  /a: {{ get: {{ operationId: a, responses: {{ '200': {{ description: ok, content: {{ application/json: {{ schema: {{ type: string }}, {examples} }} }} }} }} }} }}\n"
    );
    let generated = several("examples", &parts, &root);
    let told: Vec<String> = generated.reports.iter().map(|one| one.headline()).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("note[missing-file]") && told[0].contains("none.json"),
        "{told:?}"
    );
}

/// YAML 1.2.2, section 6.6: a comment may follow white space of any kind, and so may the end of a line.
#[test]
fn tabs_before_comments_and_ends_of_lines_are_white_space() {
    let text = |tab: &str| {
        format!(
            "{tab} # first\nopenapi: 3.0.3{tab}# x\ninfo:{tab}# x\n{tab}# x\n  title: T\n   {tab}# x\n  version: '1'\n{tab}\n  description: |2\n    {{kept}}# text\n  \
             {{kept}}# text\n {tab}# over\npaths: {{}}\ncomponents:\n  schemas:\n    A:\n      type: string\n      enum:\n{tab}   # x\n      -{tab}# x\n        x\n      - \
             y # x\n  {tab}\n    B: {{ type: string, description: \"a\n{tab}# b\" }}\n{tab}# last"
        )
        .replace("{kept}", "\t")
    };
    let scratch = Scratch::new("tabs");
    let mut made = [" ", "\t"].map(|tab| {
        scratch.write("api/openapi.yaml", &text(tab));
        let generated = generated(&scratch.0.join("api/openapi.yaml"));
        assert!(generated.reports.is_empty(), "{:?}", generated.reports);
        code(&generated).to_owned()
    });
    assert_eq!(made[0], made[1]);
    // Indentation with tabs is none.
    scratch.write(
        "api/openapi.yaml",
        &text("\t").replace("  title", "\ttitle"),
    );
    made[0].clear();
    let generated = generated(&scratch.0.join("api/openapi.yaml"));
    assert_eq!(codes(&generated), ["syntax"]);
}

#[test]
fn the_case_of_several_files() {
    let Some(shared) = std::env::var_os("OPENAPI_BUILD_SHARED") else {
        println!("skipped: OPENAPI_BUILD_SHARED is not set");
        return;
    };
    let directory = Path::new(&shared).join("cases/several-files");
    let scratch = Scratch::new("case");
    for file in fs::read_dir(directory).unwrap() {
        let file = file.unwrap();
        let text = fs::read_to_string(file.path()).unwrap();
        scratch.write(
            &format!("api/{}", file.file_name().to_str().unwrap()),
            &text,
        );
    }
    let options = "[places]\n\"schemas.yaml#/C/properties/secret\".sensitive = true\n";
    let config = Config::from_toml("o.toml", options).unwrap();
    let generated = generate_from(&scratch.0.join("api/root.yaml"), &config, "client.rs");
    let expected = ["missing-file", "reference-in-place", "newer-keyword"];
    let mut found = codes(&generated);
    found.retain(|code| *code != "syntax");
    assert_eq!(found, expected);
    assert_eq!(generated.summary.operations, 3);
    let code = code(&generated);
    for part in [
        "pub enum A {",
        "pub struct C {",
        "pub struct E {",
        "pub x: Option<i64>",
        "Field::optional(\"secret\").secret()",
        "-> Call<types::A>",
        "-> Call<types::C>",
    ] {
        assert!(code.contains(part), "{part}: {code}");
    }
}
