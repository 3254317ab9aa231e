//! Findings: their order, which is the same in every process, and what becomes of very many.

use std::path::Path;
use std::process::Command;

use openapi_build::diagnostics::{Severity, shown};
use openapi_build::{Config, Generated, Source, generate, generate_from};

fn generated(name: &str, text: &str) -> Generated {
    generate(
        Source::from_text(name, text),
        &Config::default(),
        "client.rs",
    )
}

fn findings(generated: &Generated) -> Vec<String> {
    let reports = generated.reports.iter();
    reports.map(|report| report.headline()).collect()
}

/// One object in the place of several kinds of objects: what is wrong with it is wrong in one place for each.
const EVERYWHERE: &str = "
openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas: { A: &any { one: 1, two: 2, three: 3, four: 4, five: 5 } }
  responses: { A: *any }
  headers: { A: *any }
  requestBodies: { A: *any }
  links: { A: *any }
  examples: { A: *any }
";

#[test]
#[ignore = "it is what `findings_come_in_one_order` runs"]
fn prints_findings() {
    for finding in findings(&generated("a.yaml", EVERYWHERE)) {
        println!("finding: {finding}");
    }
}

#[test]
fn findings_come_in_one_order() {
    let program = std::env::current_exe().expect("a program");
    let run = || {
        let arguments = ["--exact", "prints_findings", "--ignored", "--nocapture"];
        let output = Command::new(&program).args(arguments).output();
        let text = String::from_utf8(output.expect("a run").stdout).expect("text");
        let lines = text.lines().filter_map(|line| line.split_once("finding: "));
        lines
            .map(|(_, finding)| finding.to_owned())
            .collect::<Vec<_>>()
    };
    let first = run();
    assert!(first.len() > 20, "{first:#?}");
    for _ in 0..4 {
        assert_eq!(run(), first);
    }
}

#[test]
fn of_very_many_findings_the_number_is_told() {
    const COUNT: usize = 12_000;
    let paths: Vec<String> = (0..COUNT)
        .map(|i| format!(r#""/a{i}":{{"get":{{"operationId":"o","responses":{{"200":{{"description":""}}}}}}}}"#))
        .collect();
    let text = format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"T","version":"1"}},"paths":{{{}}}}}"#,
        paths.join(",")
    );
    let generated = generated("a.json", &text);
    assert_eq!(generated.summary.operations, COUNT);
    let found = findings(&generated);
    assert_eq!(found.len(), 10_001);
    let told = "warning[duplicate-operation-id]: 1999 more findings of this kind are not listed";
    assert!(found.iter().any(|one| one == told), "{:?}", found.first());
    let shown = shown(&generated.reports, |severity| severity == Severity::Warning);
    assert_eq!(shown.reports.len(), 20);
    assert_eq!(
        shown.more,
        ["warning[duplicate-operation-id]: 9981 more of this kind"]
    );
}

#[test]
fn numbers_beyond_doubles_cost_a_finding() {
    let digits = "9".repeat(400);
    let json = format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"T","version":"1"}},"paths":{{}},"components":{{"schemas":{{
"A":{{"type":"object","properties":{{
"a":{{"type":"number","maximum":1e999,"minimum":2}},
"b":{{"type":"integer","example":{digits}}},
"c":{{"type":"number","enum":[1.5,-1e999]}}}}}}}}}}}}"#
    );
    let yaml = "
openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A:
      type: object
      properties:
        a: { type: number, maximum: 1e999, minimum: 2 }
        b: { type: string, default: '1e999' }
";
    for (name, text, places) in [
        ("a.json", json.as_str(), &["3:32", "4:33", "5:34"][..]),
        ("a.yaml", yaml, &["10:37"]),
    ] {
        let generated = generated(name, text);
        let expected = places.iter().map(|place| {
            format!("{name}:{place}: note[number-range]: this number is beyond those that 64 bits or a double hold")
        });
        assert_eq!(findings(&generated), expected.collect::<Vec<_>>());
        let output = generated.output.expect("a client");
        let (_, code) = output.files.first().expect("a file");
        assert!(code.contains("At least 2."), "{code}");
        assert!(!code.contains("At most"), "{code}");
    }
}

#[test]
fn brackets_are_counted_before_they_are_read() {
    // Half a minute for the parser; the place is that of the first bracket that is too deep.
    let found = findings(&generated(
        "a.yaml",
        &format!("a: {}", "{a: ".repeat(200_000)),
    ));
    let [found] = found.as_slice() else {
        panic!("{found:#?}");
    };
    assert!(found.starts_with("a.yaml:1:"), "{found}");
    assert!(found.contains("nested more than 128 deep"), "{found}");
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1', description: '{}'}}\npaths: {{}}\n",
        "[".repeat(500)
    );
    assert_eq!(findings(&generated("a.yaml", &text)), [""; 0]);
}

/// What somebody reads of the warnings and notes about a document.
fn told(generated: &Generated) -> Vec<String> {
    let shown = shown(&generated.reports, |_| true).reports.into_iter();
    shown.map(|one| one.report.headline()).collect()
}

#[test]
fn findings_that_say_the_same_are_one() {
    let schemas: String = (0..30)
        .map(|i| format!("    A{i}: {{ $ref: '#/components/schemas/None' }}\n"))
        .collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}    B: {{ $ref: '#/components/schemas/Other' }}\n"
    );
    let generated = generated("a.yaml", &text);
    // All are kept, each with its place.
    assert_eq!(generated.reports.len(), 31);
    let expected = [
        "a.yaml:6:11: warning[unresolved-reference]: there is nothing at `#/components/schemas/None` (and in 29 more places)",
        "a.yaml:36:10: warning[unresolved-reference]: there is nothing at `#/components/schemas/Other`",
    ];
    assert_eq!(told(&generated), expected);
    assert!(shown(&generated.reports, |_| true).more.is_empty());
}

#[test]
fn in_a_document_of_one_line_a_node_is_told_by_its_pointer() {
    let filler = "x".repeat(2_000);
    let document = |line_break: &str| {
        format!(
            r##"{{"openapi":"3.0.3","x-filler":"{filler}",{line_break}"info":{{"title":"T","version":"1"}},"paths":{{}},"components":{{"schemas":{{"A/b":{{"$ref":"#/none"}}}}}}}}"##
        )
    };
    let one_line = told(&generated("a.json", &document("")));
    assert_eq!(one_line.len(), 1);
    let expected = "warning[unresolved-reference]: there is nothing at `#/none` (at `#/components/schemas/A~1b/$ref`)";
    assert!(one_line[0].ends_with(expected), "{one_line:?}");
    let lines = told(&generated("a.json", &document("\n")));
    assert!(
        lines[0].ends_with("there is nothing at `#/none`"),
        "{lines:?}"
    );
}

/// JSON Schema leaves room for keywords of others; OpenAPI 3.0 only for those that begin with `x-`.
#[test]
fn unknown_keywords_of_json_schema_are_notes() {
    let document = |version: &str| {
        format!(
            "openapi: {version}\ninfo: {{ title: T, version: '1', mood: good }}\npaths: {{}}\ncomponents: {{ schemas: {{ A: {{ type: string, meta: {{}} }} }} }}\n"
        )
    };
    let severities = |version: &str| {
        let generated = generated("a.yaml", &document(version));
        let reports = generated.reports.iter();
        reports
            .map(|one| (one.diagnostic().code, one.severity()))
            .collect::<Vec<_>>()
    };
    let (warning, note) = (Severity::Warning, Severity::Note);
    let code = "unknown-keyword";
    assert_eq!(severities("3.0.3"), [(code, warning), (code, warning)]);
    assert_eq!(severities("3.1.0"), [(code, warning), (code, note)]);
}

#[test]
fn a_document_at_a_url_is_not_fetched_and_says_so() {
    for url in [
        "https://127.0.0.1:1/openapi.json",
        "http://127.0.0.1/x.yaml",
    ] {
        let generated = generate_from(Path::new(url), &Config::default(), "client.rs");
        let report = &generated.reports[0];
        assert_eq!(report.severity(), Severity::Error);
        assert!(report.one_line().contains("nothing is fetched"), "{report}");
    }
    let missing = generate_from(Path::new("none.yaml"), &Config::default(), "client.rs");
    assert!(!missing.reports[0].one_line().contains("fetched"));
}

/// What is left out of a function is told where there is a function.
#[test]
fn parameters_of_an_operation_that_is_skipped_are_not_left_out() {
    let document = |required: bool| {
        format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    get:\n      operationId: a\n      parameters:\n        \
             - {{ name: one, in: query }}\n        - {{ name: two, in: query, required: {required} }}\n      responses: {{ '204': {{ description: none }} }}\n"
        )
    };
    let codes = |required: bool| {
        let generated = generated("a.yaml", &document(required));
        let reports = generated.reports.iter();
        let codes = reports.map(|one| one.diagnostic().code);
        let codes = codes.filter(|code| *code != "missing-keyword");
        codes.collect::<Vec<_>>()
    };
    assert_eq!(codes(false), ["parameter-left-out"; 2]);
    assert_eq!(codes(true), ["operation-skipped"]);
}
