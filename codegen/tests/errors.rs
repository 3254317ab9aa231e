//! What a person is told about a document that is wrong: one snapshot per mistake.

use openapi_build::diagnostics::{Diagnostics, Report, Severity};
use openapi_build::document::Document;
use openapi_build::{Pointer, Source};

/// Reads a document and returns what there is to say about it.
fn reports(name: &str, text: impl Into<Vec<u8>>) -> (Option<Document>, Vec<Report>) {
    let mut diagnostics = Diagnostics::new();
    let source = Source::from_bytes(name, text.into(), &mut diagnostics);
    let document = source.and_then(|source| Document::read(source, &mut diagnostics));
    let reports = diagnostics.finish(document.as_ref());
    (document, reports)
}

fn print(reports: &[Report]) -> String {
    reports
        .iter()
        .map(Report::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// One test per document: `name: "file", "text";`
macro_rules! documents {
    ($($(#[$attribute:meta])* $name:ident: $file:literal, $text:expr;)*) => {$(
        $(#[$attribute])*
        #[test]
        fn $name() {
            let (_, reports) = reports($file, $text);
            insta::assert_snapshot!(stringify!($name), print(&reports));
        }
    )*};
}

/// A document with one operation, which `$operation` continues, and `$rest` below `paths`.
macro_rules! document {
    ($path:literal, $operation:literal, $rest:literal) => {
        concat!(
            "openapi: 3.0.3\ninfo:\n  title: Pets\n  version: '1'\npaths:\n  ",
            $path,
            ":\n    get:\n      responses:\n        200:\n          description: OK\n",
            $operation,
            $rest
        )
    };
    ($schemas:literal) => {
        concat!(
            "openapi: 3.0.3\ninfo:\n  title: Pets\n  version: '1'\npaths: {}\ncomponents:\n  schemas:\n",
            $schemas
        )
    };
}

documents! {
    empty_file: "broken.yaml", "";
    only_comments: "broken.yaml", "# nothing here yet\n";
    invalid_utf8: "broken.yaml", b"openapi: 3.0.3\ninfo:\n  title: Caf\xe9\n".as_slice();
    utf16: "broken.yaml", b"\xff\xfeo\0p\0e\0n\0".as_slice();
    tab: "broken.yaml", "openapi: 3.0.3\ninfo:\n\ttitle: Pets\n\tversion: '1'\npaths: {}\n";
    wrong_indentation: "broken.yaml",
        "openapi: 3.0.3\ninfo:\n  title: Pets\n version: '1'\npaths: {}\n";
    colon_in_text: "broken.yaml",
        "openapi: 3.0.3\ninfo:\n  title: Pets: the API\n  version: '1'\npaths: {}\n";
    open_quote: "broken.yaml", "openapi: 3.0.3\ninfo:\n  title: 'Pets\n  version: 1\npaths: {}\n";
    open_brace: "broken.yaml", "openapi: 3.0.3\ninfo: { title: Pets, version: '1'\npaths: {}\n";
    star_as_media_type: "broken.yaml", document!("/pets", "          content:\n            */*: {}\n", "");
    unknown_anchor: "broken.yaml", document!("    Pet: *missing\n");
    several_documents: "broken.yaml", "openapi: 3.0.3\n---\nopenapi: 3.0.3\n";
    json_trailing_comma: "broken.json", "{\n  \"openapi\": \"3.0.3\",\n  \"paths\": {},\n}\n";
    json_comment: "broken.json", "{\n  // version\n  \"openapi\": \"3.0.3\"\n}\n";
    json_missing_comma: "broken.json", "{\n  \"openapi\": \"3.0.3\"\n  \"paths\": {}\n}\n";
    json_ends_early: "broken.json", "{\n  \"openapi\": \"3.0.3\",\n  \"paths\": {\n";
    duplicate_keys: "broken.yaml", document!(
        "    Pet:\n      type: object\n      properties:\n        name: { type: string }\n        \
         name: { type: integer }\n    Pet:\n      type: string\n"
    );
    duplicate_status: "broken.yaml", document!(
        "/pets", "        404:\n          description: Gone\n        200:\n          description: Again\n", ""
    );
    foreign_dialect: "broken.yaml", "openapi: 3.1.0\ninfo:\n  title: Pets\n  version: '1'\njsonSchemaDialect: https://json-schema.org/draft-07/schema\nwebhooks: {}\n";
    nothing_in_3_1: "broken.yaml", "openapi: 3.1.0\ninfo:\n  title: Pets\n  version: '1'\n";
    keywords_of_other_versions: "broken.yaml", "openapi: 3.1.0\ninfo:\n  title: Pets\n  version: '1'\ntags:\n  - name: pets\n    parent: all\ncomponents:\n  schemas:\n    Pet:\n      type: integer\n      nullable: true\n      minimum: 1\n      exclusiveMinimum: true\n    Owner: { type: [string, nul] }\n    Truth: true\n";
    bound_of_3_1_in_3_0: "broken.yaml", document!("    Pet: { type: integer, exclusiveMinimum: 1, minimum: '2', maximum: much }\n    Truth: { items: true }\n");
    additional_operations: "broken.yaml", "openapi: 3.2.0\ninfo:\n  title: Pets\n  version: '1'\npaths:\n  /pets:\n    additionalOperations:\n      LINK: { responses: { 200: { description: OK } } }\n      get: {}\n      'a b': {}\n";
    siblings_in_3_1: "broken.yaml", "openapi: 3.1.0\ninfo:\n  title: Pets\n  version: '1'\ncomponents:\n  parameters:\n    Id: { name: id, in: query, schema: { type: string } }\n    Other: { $ref: '#/components/parameters/Id', required: true, description: fine }\n  schemas:\n    Tag: { type: string }\n    Both: { $ref: '#/components/schemas/Tag', minLength: 1, minLenght: 2 }\n    Gone: { $ref: '#tag', type: object }\n    Dynamic: { $dynamicRef: '#nowhere' }\n    Url: { $ref: 'https://example.com/tag.json' }\n";
    not_openapi: "broken.yaml", "title: Pets\nversion: 1\n";
    a_list: "broken.yaml", "- openapi: 3.0.3\n";
    swagger_2: "broken.yaml", "swagger: '2.0'\ninfo:\n  title: Pets\n  version: '1'\npaths: {}\n";
    version_later: "broken.yaml", "openapi: 3.3.0\ninfo:\n  title: Pets\n  version: '1'\npaths: {}\n";
    version_unknown: "broken.yaml", "openapi: 4.0.0\ninfo:\n  title: Pets\n";
    unresolved_reference: "broken.yaml", document!(
        "    Pet:\n      type: object\n      properties:\n        owner:\n          \
         $ref: '#/components/schemas/Ownr'\n        tag:\n          $ref: '#/definitions/Tag'\n    \
         Owner:\n      type: string\n"
    );
    reference_without_path: "broken.yaml", document!("    Pet:\n      $ref: Owner\n    Owner: {}\n");
    cyclic_reference: "broken.yaml", document!(
        "    A:\n      $ref: '#/components/schemas/B'\n    B:\n      $ref: '#/components/schemas/A'\n    \
         C:\n      $ref: '#/components/schemas/C'\n"
    );
    reference_to_missing_file: "broken.yaml",
        document!("    Pet:\n      $ref: './pet.yaml#/Pet'\n");
    reference_to_url: "broken.yaml",
        document!("    Pet:\n      $ref: 'https://example.com/pet.yaml'\n");
    reference_to_another_kind: "broken.yaml", document!(
        "/pets",
        "      parameters:\n        - $ref: '#/components/schemas/Limit'\n",
        "components:\n  schemas:\n    Limit: { type: integer }\n"
    );
    reference_with_siblings: "broken.yaml", document!(
        "    Pet:\n      properties:\n        a:\n          $ref: '#/components/schemas/Tag'\n          \
         nullable: true\n          description: fine\n        b: { $ref: '#/components/schemas/Tag', \
         nullable: true }\n    Tag: {}\n"
    );
    required_not_declared: "broken.yaml", document!(
        "    Pet:\n      type: object\n      required:\n        - name\n        - colour\n      \
         properties:\n        name: { type: string }\n        color: { type: string }\n"
    );
    required_on_the_property: "broken.yaml", document!(
        "    Pet:\n      properties:\n        name:\n          type: string\n          required: true\n"
    );
    duplicate_operation_id: "broken.yaml", document!(
        "/pets",
        "      operationId: listPets\n    post:\n      operationId: listPets\n      \
         responses:\n        201: { description: OK }\n",
        ""
    );
    path_parameter_not_declared: "broken.yaml", document!(
        "/pets/{petId}/{tag}",
        "      parameters:\n        - name: pet_id\n          in: path\n          required: true\n          \
         schema: { type: string }\n",
        ""
    );
    path_parameter_optional: "broken.yaml", document!(
        "/pets/{id}",
        "      parameters:\n        - name: id\n          in: path\n          schema: { type: string }\n",
        ""
    );
    duplicate_parameter: "broken.yaml", document!(
        "/pets",
        "      parameters:\n        - { name: a, in: query, schema: {} }\n        - { name: a, in: header, \
         schema: {} }\n        - { name: a, in: query, schema: {} }\n",
        ""
    );
    parameter_as_in_swagger: "broken.yaml", document!(
        "/pets",
        "      parameters:\n        - name: limit\n          in: query\n          type: integer\n        \
         - name: body\n          in: body\n          schema: {}\n        - in: query\n          schema: {}\n",
        ""
    );
    wrong_style: "broken.yaml", document!(
        "/pets",
        "      parameters:\n        - name: x\n          in: header\n          style: deepObject\n          \
         schema: {}\n",
        ""
    );
    escaping_that_a_place_has_not: "broken.yaml", document!(
        "/pets",
        "      parameters:\n        - { name: a, in: header, allowReserved: true, schema: {} }\n        \
         - { name: b, in: cookie, allowReserved: true, schema: {} }\n        \
         - { name: c, in: cookie, style: cookie, schema: {} }\n",
        ""
    );
    paths_that_are_none: "broken.yaml", concat!(
        "openapi: 3.0.3\ninfo:\n  title: Pets\n  version: '1'\npaths:\n  pets: {}\n  /pets/{id: {}\n  ",
        "/a/{b}: {}\n  /a/{c}: {}\n"
    );
    responses: "broken.yaml", concat!(
        "openapi: 3.0.3\ninfo:\n  title: Pets\n  version: '1'\npaths:\n  /a:\n    get:\n      ",
        "responses: {}\n    put: {}\n    post:\n      responses:\n        4xx: { description: Bad }\n        ",
        "2000: { description: What }\n        200:\n          schema: { type: string }\n"
    );
    unknown_types: "broken.yaml", document!(
        "    A: { type: strin }\n    B: { type: int }\n    C: { type: file }\n    \
         D:\n      type: [string, 'null']\n    E: { type: whatever }\n"
    );
    enum_of_the_wrong_type: "broken.yaml", document!(
        "    Size:\n      type: string\n      enum:\n        - small\n        - 2\n        - large\n        \
         - large\n    Code:\n      type: integer\n      enum: [1, two, 3]\n    None:\n      enum: []\n"
    );
    array_without_items: "broken.yaml", document!("    Pets:\n      type: array\n");
    impossible_range: "broken.yaml",
        document!("    A:\n      type: integer\n      minimum: 5\n      maximum: 1\n");
    huge_integer: "broken.yaml",
        document!("    A:\n      type: integer\n      minimum: -9223372036854776000\n      maximum: 99999999999999999999\n");
    unknown_keywords: "broken.yaml", document!(
        "    A:\n      type: object\n      propertes:\n        a: { typ: string }\n        \
         b: { typ: string }\n      x-mine: 1\n    B:\n      const: 1\n"
    );
    wrong_types: "broken.yaml", concat!(
        "openapi: 3.0.3\ninfo:\n  title:\n  version: 1.0\ntags: pets\npaths: {}\ncomponents:\n  schemas:\n    ",
        "A:\n      - type: string\n    B:\n      type: string\n      nullable: 'true'\n      ",
        "minLength: -1\n      properties: []\n    C:\n      oneOf: []\n    D:\n"
    );
    missing_info_and_paths: "broken.yaml", "openapi: 3.0.3\n";
    security: "broken.yaml", concat!(
        "openapi: 3.0.3\ninfo:\n  title: Pets\n  version: '1'\nsecurity:\n  - apiKye: []\npaths: {}\n",
        "components:\n  securitySchemes:\n    apiKey:\n      type: apiKey\n      in: header\n    ",
        "old:\n      type: basic\n"
    );
    discriminator: "broken.yaml", document!(
        "    Pet:\n      oneOf:\n        - $ref: '#/components/schemas/Cat'\n      discriminator:\n        \
         mapping:\n          cat: '#/components/schemas/Catt'\n          dog: Dog\n    Cat: {}\n"
    );
    control_characters_in_names: "broken.yaml",
        document!("    A:\n      \"evil\\e[31m\\nerror: fake\": 1\n");
}

#[test]
fn a_deep_nesting_is_an_error_at_its_place() {
    let text = format!(
        "openapi: 3.0.3\npaths: {}{}\n",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    let (_, yaml) = reports("deep.yaml", text);
    assert_eq!(yaml.len(), 1);
    assert_eq!(yaml[0].diagnostic().code, "too-deep");
    assert_eq!(yaml[0].location().map(|at| at.line()), Some(2));

    let text = format!(
        "{{\n\"openapi\": {}{}}}\n",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    let (_, json) = reports("deep.json", text);
    assert_eq!(json[0].diagnostic().code, "too-deep");
    assert_eq!(json[0].location().map(|at| at.line()), Some(2));
}

#[test]
fn an_alias_bomb_is_refused_quickly() {
    let mut text =
        String::from("openapi: 3.0.3\nx-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 9].join(", ");
        text.push_str(&format!("x-{level}: &a{level} [{items}]\n"));
    }
    let start = std::time::Instant::now();
    let (document, reports) = reports("bomb.yaml", text);
    assert!(document.is_none());
    assert_eq!(reports[0].diagnostic().code, "too-large");
    assert!(reports[0].diagnostic().message.contains("1000000"));
    assert!(start.elapsed() < std::time::Duration::from_secs(10));
}

#[test]
fn an_alias_of_a_long_text_counts_its_length() {
    let mut text = format!(
        "openapi: 3.0.3\nx-0: &long '{}'\nx-1:\n",
        "a".repeat(100_000)
    );
    for _ in 0..10_000 {
        text.push_str("- *long\n");
    }
    let (_, reports) = reports("bomb.yaml", text);
    assert_eq!(reports[0].diagnostic().code, "too-large");
}

#[test]
fn aliases_tags_and_merge_keys_are_read() {
    let text = document!(
        "    Base: &base\n      type: object\n      description: base\n    Pet:\n      <<: *base\n      \
         description: own\n    Tagged: !mine\n      type: !!str string\n"
    );
    let (document, reports) = reports("merge.yaml", text);
    assert!(reports.is_empty(), "{}", print(&reports));
    let document = document.unwrap();
    let pet = Pointer::root()
        .child("components")
        .child("schemas")
        .child("Pet");
    let pet = document.raw(&pet).unwrap();
    assert_eq!(pet.get("type").unwrap().as_str(), Some("object"));
    assert_eq!(pet.get("description").unwrap().as_str(), Some("own"));
    let tagged = document.resolver().schemas()[2].1.child("type");
    assert_eq!(document.raw(&tagged).unwrap().as_str(), Some("string"));
}

#[test]
fn references_lead_to_other_files_and_mistakes_there_are_found() {
    let directory = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("several-files");
    std::fs::create_dir_all(directory.join("schemas")).unwrap();
    let root = directory.join("openapi.yaml");
    let pet =
        "    Pet:\n      $ref: './schemas/pet.yaml#/Pet'\n    Gone:\n      $ref: ./gone.yaml\n";
    let text = "openapi: 3.0.3\ninfo:\n  title: Pets\n  version: '1'\npaths: {}\ncomponents:\n  schemas:\n";
    std::fs::write(&root, format!("{text}{pet}")).unwrap();
    let other =
        "Pet:\n  type: object\n  properties:\n    tag: { $ref: '#/Tag' }\nTag: { type: strin }\n";
    std::fs::write(directory.join("schemas/pet.yaml"), other).unwrap();

    let mut diagnostics = Diagnostics::new();
    let source = Source::open(&root, &mut diagnostics).unwrap();
    let document = Document::read(source, &mut diagnostics).unwrap();
    let names: Vec<_> = document
        .files()
        .filter_map(|file| file.file_name())
        .collect();
    assert_eq!(names, ["openapi.yaml", "pet.yaml"]);

    let [(_, pet), (_, gone)] = document.resolver().schemas().try_into().unwrap();
    let pet = document.resolver().schema(&pet).unwrap();
    assert_eq!((pet.at.file(), &*pet.at.text()), (1, "/Pet"));
    assert!(document.is_bad(&gone));
    let places: Vec<_> = diagnostics
        .finish(Some(&document))
        .iter()
        .map(|report| {
            let at = report.location().unwrap();
            let file = at.file().file_name().unwrap().to_str().unwrap().to_owned();
            (report.diagnostic().code, file, at.line(), at.column())
        })
        .collect();
    assert_eq!(
        places,
        [
            ("missing-file", "openapi.yaml".to_owned(), 11, 7),
            ("unknown-type", "pet.yaml".to_owned(), 5, 8),
        ]
    );
}

#[test]
fn one_bad_schema_costs_that_schema_only() {
    let (document, reports) = reports(
        "pets.yaml",
        document!(
            "    Bad:\n      - type: string\n    Good:\n      type: object\n      properties:\n        \
            bad: { $ref: '#/components/schemas/Bad' }\n"
        ),
    );
    let document = document.unwrap();
    assert!(
        reports
            .iter()
            .all(|report| report.severity() == Severity::Warning)
    );
    let [(_, bad), (_, good)] = document.resolver().schemas().try_into().unwrap();
    assert!(document.is_bad(&bad));
    assert!(document.resolver().schema(&bad).is_err());
    assert_eq!(document.resolver().schema(&good).unwrap().at, good);
}

#[test]
fn a_keyword_of_the_wrong_type_costs_the_keyword_only() {
    let (document, _) = reports(
        "pets.yaml",
        "openapi: 3.0.3\ninfo:\n  title:\n  version: 1.0\npaths:\n  /a:\n    get:\n      responses: []\n      \
         deprecated: 'true'\n      tags: a\n",
    );
    let document = document.unwrap();
    let info = document.resolver().info().unwrap();
    assert_eq!((info.title.as_str(), info.version.as_str()), ("", "1.0"));
    let [(_, item)] = document.resolver().path_items().try_into().unwrap();
    let [get] = document.resolver().operations(&item).try_into().unwrap();
    assert_eq!(get.method, "GET");
    assert!(document.resolver().operation(&get.at).unwrap().deprecated);
}

#[test]
fn every_kind_of_place_is_found_in_both_formats() {
    let yaml = document!(
        "    'a\\b': { type: strin }\n    \"q\\\"q\": { type: strin }\n    N:\n      type: string\n      \
         enum: [a, 1, true]\n"
    );
    let places = |reports: &[Report]| -> Vec<(usize, usize)> {
        reports
            .iter()
            .filter_map(|one| one.location())
            .map(|at| (at.line(), at.column()))
            .collect()
    };
    assert_eq!(
        places(&reports("a.yaml", yaml).1),
        [(8, 14), (9, 15), (12, 17), (12, 20)]
    );

    let json = r#"{ "openapi": "3.0.3", "info": { "title": "é", "version": "1" },
  "paths": { "\/a\/{b}": {
    "get": { "responses": { "200": { "description": "" } } } } },
  "components": { "schemas": { "N": { "type": "string", "enum": ["é",
    12, "a", true ] },
    "e\"\u0041": [] } } }"#;
    assert_eq!(
        places(&reports("a.json", json).1),
        [(3, 5), (5, 5), (5, 14), (6, 5)]
    );
}
