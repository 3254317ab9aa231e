//! From text to text: the Seam document with the options that its client ships, as a whole and step
//! by step.
//!
//! `cargo bench -p openapi-build --bench generate`

use std::hint::black_box;

use openapi_build::diagnostics::Diagnostics;
use openapi_build::document::Document;
use openapi_build::ir::Api;
use openapi_build::{Config, Generated, Source, emit, generate, lower, passes, render};

const DOCUMENT: &str = include_str!("../../openapi.yaml");
const OPTIONS: &str = include_str!("../../generated-client/openapi-build.toml");
const NAME: &str = "openapi.yaml";
const FILE: &str = "client.rs";

fn main() {
    let generated = whole(&config());
    assert!(generated.output.is_some(), "the document has no errors");
    assert_eq!(generated.summary.operations, 1);
    divan::Divan::from_args().main();
}

fn config() -> Config {
    Config::from_toml("openapi-build.toml", OPTIONS).expect("the options are valid")
}

fn whole(config: &Config) -> Generated {
    generate(Source::from_text(NAME, black_box(DOCUMENT)), config, FILE)
}

fn read() -> Document {
    let mut diagnostics = Diagnostics::new();
    let source = Source::from_text(NAME, black_box(DOCUMENT));
    let document = Document::read(source, &mut diagnostics).expect("the document is valid");
    drop(diagnostics.finish(Some(&document)));
    document
}

fn api(document: &Document, config: &Config) -> Api {
    let mut diagnostics = Diagnostics::new();
    let mut api = lower(document, config, &mut diagnostics);
    passes::run(&mut api, &mut diagnostics);
    drop(diagnostics.finish(Some(document)));
    api
}

#[divan::bench]
fn all(bencher: divan::Bencher) {
    let config = config();
    bencher.bench_local(|| whole(&config));
}

#[divan::bench]
fn step_1_read(bencher: divan::Bencher) {
    bencher.bench_local(read);
}

#[divan::bench]
fn step_2_lower(bencher: divan::Bencher) {
    let (document, config) = (read(), config());
    bencher.bench_local(|| api(&document, &config));
}

#[divan::bench]
fn step_3_emit(bencher: divan::Bencher) {
    let config = config();
    let api = api(&read(), &config);
    bencher.bench_local(|| emit::emit(&api, &config, FILE));
}

#[divan::bench]
fn step_4_render(bencher: divan::Bencher) {
    let config = config();
    let api = api(&read(), &config);
    let files = emit::emit(&api, &config, FILE).expect("it is Rust");
    bencher.bench_local(|| render(&files, NAME));
}
