//! Findings: their order, which is the same in every process, and what becomes of very many.

use std::process::Command;

use openapi_build::diagnostics::{Severity, shown};
use openapi_build::{Config, Generated, Source, generate};

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
