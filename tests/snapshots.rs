//! The whole output for the Seam document.

use std::path::{Path, PathBuf};

use openapi_build::{Config, Generated, Source, Summary, generate, generate_from};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The options that the Seam client ships.
fn options() -> Config {
    Config::from_file(&here("generated-client/openapi-build.toml")).unwrap()
}

fn seam(config: &Config) -> Generated {
    generate_from(&here("openapi.yaml"), config, "client.rs")
}

/// The one file of an output.
fn text(generated: &Generated) -> &str {
    let files = &generated.output.as_ref().unwrap().files;
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].0, Path::new("client.rs"));
    &files[0].1
}

#[test]
fn seam_client() {
    let generated = seam(&options());
    let reports: Vec<_> = generated.reports.iter().map(ToString::to_string).collect();
    assert_eq!(reports, [""; 0]);
    let Summary {
        operations,
        skipped,
        types,
        fallbacks,
        ..
    } = generated.summary;
    assert_eq!((operations, skipped, types, fallbacks), (1, 0, 11, 0));
    insta::assert_snapshot!("seam_client", text(&generated));
}

/// Neither chance nor the place of the document has a part in the output.
#[test]
fn the_same_document_gives_the_same_bytes() {
    for config in [options(), Config::default()] {
        let first = seam(&config);
        let document = std::fs::read_to_string(here("openapi.yaml")).unwrap();
        let elsewhere = Source::from_text("some/other/place/openapi.yaml", document);
        let second = generate(elsewhere, &config, "client.rs");
        assert!(text(&first) == text(&second), "the outputs differ");
        let top = env!("CARGO_MANIFEST_DIR");
        assert!(!text(&first).contains(top));
    }
}

/// Each option changes what it is for.
#[test]
fn the_options_take_effect() {
    let plain = seam(&Config::default());
    let shipped = seam(&options());
    assert!(text(&plain).contains("pub created_at: DateTime,"));
    assert!(!text(&plain).contains(".secret()"));
    assert_eq!(text(&shipped).matches(".secret()").count(), 2);
}

/// The program that the README shows is the one that is compiled.
#[test]
fn the_program_of_the_readme_compiles() {
    let example = std::fs::read_to_string(here("generated-client/examples/readme.rs")).unwrap();
    let (_, program) = example.split_once("use seam_client as demo;\n\n").unwrap();
    let readme = std::fs::read_to_string(here("README.md")).unwrap();
    assert!(
        readme.contains(&format!("```rust\n{program}```")),
        "{program}"
    );
}
