//! Which files a document may refer to, and what a person is told about the others.

mod scratch;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use openapi_build::diagnostics::{Diagnostics, Report};
use openapi_build::document::Document;
use openapi_build::{Config, Generated, Source, generate_from};

use scratch::{Scratch, document};

const SECRET: &str = "hunter2";

fn generated(document: &Path) -> Generated {
    generate_from(document, &Config::default(), "client.rs")
}

fn codes(reports: &[Report]) -> Vec<&str> {
    reports.iter().map(|one| one.diagnostic().code).collect()
}

/// Everything that comes out: findings as they are printed, and code.
fn all(generated: &Generated) -> String {
    let reports = generated.reports.iter();
    let mut text: String = reports
        .map(|one| format!("{one}\n{}\n", one.one_line()))
        .collect();
    let output = generated.output.iter().flat_map(|output| &output.files);
    output.for_each(|(_, code)| text.push_str(code));
    text
}

#[cfg(unix)]
#[test]
fn nothing_outside_is_read_or_told_apart() {
    let scratch = Scratch::new("outside");
    scratch.write(
        "secret.yaml",
        &format!("S: {{ type: object, title: {SECRET} }}\n"),
    );
    scratch.write("secret.ini", &format!("[a]\nkey = {SECRET}\n\t{SECRET}"));
    scratch.link("api/link.yaml", "../secret.yaml");
    scratch.link("api/dangling.yaml", "../missing.yaml");
    scratch.link("api/absolute.yaml", scratch.0.join("secret.ini"));
    scratch.link("api/above", "..");
    scratch.link("api/again", "above");
    let absolute = scratch.0.join("secret.yaml");
    let absolute = absolute.to_str().unwrap();
    let references = [
        "../secret.yaml#/S",
        "../secret.ini",
        "../missing.yaml",
        "..%2fsecret.yaml#/S",
        "%2E%2E/secret.yaml#/S",
        "x/../../secret.yaml#/S",
        "link.yaml#/S",
        "dangling.yaml#/S",
        "absolute.yaml",
        "above/secret.yaml#/S",
        "again/secret.yaml#/S",
        "above/missing.yaml",
        absolute,
        "/etc/shadow",
        "/etc/passwd",
        "/proc/self/environ",
        "/proc/kmsg",
        "/proc/self/cwd/secret.yaml",
        "/dev/zero",
        "/dev/stdin",
        "/missing/at/all",
        "../../../../../../../../../../../../../../etc/passwd",
        "%2F%2Fserver/share/x.yaml",
        "..",
        "/",
    ];
    let generated = generated(&scratch.document(&references));
    assert_eq!(
        codes(&generated.reports),
        vec!["outside-file"; references.len()]
    );
    for (report, reference) in generated.reports.iter().zip(references) {
        let found = report.diagnostic();
        assert_eq!(
            found.message,
            format!("`{reference}` leads out of the document's directory, so it is not read")
        );
        assert!(found.help.as_ref().unwrap().contains("option `roots`"));
    }
    assert_eq!(generated.files.len(), 1);
    assert!(!all(&generated).contains(SECRET));
}

#[test]
fn what_is_no_relative_path_is_not_looked_for() {
    let scratch = Scratch::new("no-path");
    let cases = [
        ("file:///etc/passwd", "remote-reference"),
        ("file:pet.yaml", "remote-reference"),
        ("FILE://localhost/etc/passwd", "remote-reference"),
        ("//server/share/x.yaml", "remote-reference"),
        ("http://127.0.0.1:1/x.yaml", "remote-reference"),
        ("C:\\Windows\\win.ini", "missing-file"),
        ("c:/Windows/win.ini", "missing-file"),
        ("c%3A/Windows/win.ini", "missing-file"),
        ("\\\\server\\share\\x.yaml", "missing-file"),
        ("%5C%5Cserver%5Cshare", "missing-file"),
        ("\\\\.\\pipe\\x", "missing-file"),
        (".\\pet.yaml", "missing-file"),
        ("pet%00.yaml", "missing-file"),
        ("pet%0Acargo::rustc-env=A=1", "missing-file"),
        ("pet\ncargo::rustc-env=A=1", "missing-file"),
    ];
    let references = cases.map(|(reference, _)| reference);
    let generated = generated(&scratch.document(&references));
    assert_eq!(codes(&generated.reports), cases.map(|(_, code)| code));
    for report in &generated.reports {
        assert!(report.diagnostic().help.is_some(), "{report}");
        assert_eq!(report.one_line().lines().count(), 1);
    }
}

#[test]
fn roots_of_the_options_are_read_and_belong_to_their_file() {
    let scratch = Scratch::new("roots");
    let pet = "Pet: { type: object, properties: { tag: { $ref: 'deep/tag.yaml' } } }\n";
    scratch.write("common/pet.yaml", pet);
    scratch.write("common/deep/tag.yaml", "{ type: string, enum: [a, b] }\n");
    scratch.write(
        "common/deep/up.yaml",
        "type: object\nproperties: { x: { $ref: '../../secret.yaml' } }\n",
    );
    scratch.write("secret.yaml", &format!("title: {SECRET}\n"));
    scratch.write("options/client.toml", "roots = [\"../common\"]\n");
    let references = ["../common/pet.yaml#/Pet", "../common/deep/up.yaml"];
    let document = scratch.document(&references);
    let alone = generated(&document);
    assert_eq!(codes(&alone.reports), ["outside-file"; 2]);

    let config = Config::from_file(&scratch.0.join("options/client.toml")).unwrap();
    let generated = generate_from(&document, &config, "client.rs");
    assert_eq!(codes(&generated.reports), ["outside-file"]);
    let place = generated.reports[0].location().unwrap();
    assert!(place.file().ends_with("common/deep/up.yaml"), "{place}");
    let text = all(&generated);
    assert!(
        text.contains("pub struct S0 {") && !text.contains(SECRET),
        "{text}"
    );
    assert_eq!(generated.files.len(), 4);

    // A root that isn't there is a mistake in the options.
    scratch.write("options/client.toml", "roots = [\"../comon\"]\n");
    let config = Config::from_file(&scratch.0.join("options/client.toml")).unwrap();
    let generated = generate_from(&document, &config, "client.rs");
    assert!(codes(&generated.reports).contains(&"unusable-root"));
    assert!(generated.output.is_none());
}

#[cfg(unix)]
#[test]
fn a_file_with_several_names_is_one_file() {
    let scratch = Scratch::new("names");
    scratch.link("api/a", ".");
    scratch.link("api/b", ".");
    scratch.link("api/c", "d");
    scratch.link("api/d", "c");
    scratch.link("alias.yaml", "api/openapi.yaml");
    let pet = "Pet: { type: object, properties: { x: { $ref: 'a/pet.yaml#/X' }, y: { $ref: 'b/pet.yaml#/X' } } }\n\
               X: { type: object }\n";
    scratch.write("api/pet.yaml", pet);
    let references = [
        "pet.yaml#/Pet",
        "./a/b/a/pet.yaml#/Pet",
        "%70et.yaml#/Pet",
        "a/openapi.yaml#/components/schemas/S0",
        "c/pet.yaml",
    ];
    let document = scratch.document(&references);
    // Also where the document itself is reached by a link.
    for path in [document, scratch.0.join("alias.yaml")] {
        let mut diagnostics = Diagnostics::new();
        let source = Source::open(&path, &mut diagnostics).unwrap();
        let document = Document::read(source, &mut diagnostics).unwrap();
        let resolver = document.resolver();
        let schemas = resolver.schemas();
        let places: Vec<_> = schemas[..4]
            .iter()
            .map(|(_, at)| resolver.schema(at).unwrap().at)
            .collect();
        assert!(places.iter().all(|place| *place == places[0]), "{places:?}");
        assert_eq!(document.files().count(), 2);
        assert!(document.is_bad(&schemas[4].1));
        let reports = diagnostics.finish(Some(&document));
        assert_eq!(codes(&reports), ["missing-file"]);
        assert!(
            reports[0].headline().contains("round in a circle"),
            "{}",
            reports[0]
        );
    }
}

#[cfg(unix)]
#[test]
fn only_regular_files_are_opened() {
    let scratch = Scratch::new("regular");
    let fifo = scratch.0.join("api/pipe.yaml");
    let made = std::process::Command::new("mkfifo")
        .arg(&fifo)
        .status()
        .unwrap();
    assert!(made.success());
    fs::create_dir(scratch.0.join("api/directory")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(scratch.0.join("api/s")).unwrap();
    let start = Instant::now();
    let generated = generated(&scratch.document(&["pipe.yaml", "directory", "s", "none.yaml"]));
    assert!(start.elapsed() < Duration::from_secs(60));
    let told: Vec<_> = generated.reports.iter().map(Report::headline).collect();
    assert_eq!(codes(&generated.reports), ["missing-file"; 4]);
    assert!(
        told[..3].iter().all(|one| one.contains("no regular file")),
        "{told:?}"
    );
    assert!(told[3].contains("no such file"), "{told:?}");
}

#[test]
fn size_and_number_have_a_limit() {
    let scratch = Scratch::new("limits");
    // Two of 200 MiB, which take no room on the disk.
    for name in ["a.yaml", "b.yaml"] {
        let file = fs::File::create(scratch.0.join("api").join(name)).unwrap();
        file.set_len(257 << 20).unwrap();
    }
    let large = generated(&scratch.document(&["a.yaml", "b.yaml"]));
    assert_eq!(codes(&large.reports), ["too-many-files"; 2]);
    let help = large.reports[0].diagnostic().help.as_deref();
    assert_eq!(
        help,
        Some("a document has at most 10000 files of 256 MiB together")
    );
    assert!(large.output.is_none());

    let names: Vec<String> = (0..10_001).map(|number| format!("{number}.json")).collect();
    names
        .iter()
        .for_each(|name| scratch.write(&format!("api/{name}"), "{}"));
    let mut diagnostics = Diagnostics::new();
    let source = Source::open(scratch.document(&names), &mut diagnostics).unwrap();
    let document = Document::read(source, &mut diagnostics).unwrap();
    assert_eq!(document.files().count(), 10_000);
    let reports = diagnostics.finish(Some(&document));
    assert_eq!(codes(&reports), ["too-many-files"; 2]);
}

#[test]
fn a_broken_file_beside_the_document_is_quoted() {
    let scratch = Scratch::new("broken");
    scratch.write("api/pet.yaml", "Pet: [\n");
    let generated = generated(&scratch.document(&["pet.yaml#/Pet"]));
    let text = all(&generated);
    assert!(
        text.contains("pet.yaml:") && text.contains("Pet: ["),
        "{text}"
    );
    // It costs what refers to it.
    assert_eq!(codes(&generated.reports), ["missing-file", "syntax"]);
    assert!(generated.output.is_some());
    // When it is mended, the client is made anew.
    assert!(
        generated
            .files
            .iter()
            .any(|file| file.ends_with("api/pet.yaml"))
    );
}

/// What aliases may add is one budget for the document, not one for each of its files.
#[test]
fn aliases_of_many_files_expand_to_too_much_together() {
    let scratch = Scratch::new("aliases");
    let items = format!("- &a [{}]\n{}", "1, ".repeat(99), "- *a\n".repeat(6_000));
    let example = items.replace("- ", "    - ");
    let file = format!("Big:\n  type: array\n  example:\n{example}");
    let names: Vec<String> = (0..3).map(|i| format!("big{i}.yaml")).collect();
    for name in &names {
        scratch.write(&format!("api/{name}"), &file);
    }
    let references: Vec<String> = names.iter().map(|name| format!("{name}#/Big")).collect();
    let told = |count: usize| {
        let document = scratch.document(references.get(..count).unwrap());
        let generated = generated(&document);
        let reports = generated.reports.iter();
        reports
            .filter(|report| report.diagnostic().code == "too-large")
            .count()
    };
    assert_eq!((told(1), told(3)), (0, 1));
}

#[test]
fn a_text_in_memory_refers_to_no_file() {
    let mut diagnostics = Diagnostics::new();
    let source = Source::from_text(
        "Cargo.toml/../openapi.yaml",
        document(&["Cargo.toml", "/etc/passwd"]),
    );
    let document = Document::read(source, &mut diagnostics).unwrap();
    assert_eq!(document.files().count(), 1);
    let reports = diagnostics.finish(Some(&document));
    assert_eq!(codes(&reports), ["missing-file", "outside-file"]);
}

#[test]
fn a_document_may_name_itself_wherever_it_comes_from() {
    let text =
        document(&["api.yaml#/components/schemas/S1", "#/x-tag"]) + "x-tag: { type: object }\n";
    let mut diagnostics = Diagnostics::new();
    let source = Source::from_text("some/api.yaml", text.as_str());
    let document = Document::read(source, &mut diagnostics).unwrap();
    assert!(diagnostics.finish(Some(&document)).is_empty());
    let scratch = Scratch::new("itself");
    scratch.write("api/api.yaml", &text);
    assert!(
        generated(&scratch.0.join("api/api.yaml"))
            .reports
            .is_empty()
    );
}
