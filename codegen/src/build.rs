//! The door for build scripts.

use std::env;
use std::path::{Path, PathBuf};
use std::process::exit;

use crate::diagnostics::{Report, Severity};
use crate::{Config, Generated, generate_from, write};

/// A build warns about this many findings; the number of the others is told.
const MOST_WARNINGS: usize = 20;

/// Generates a client in a build script: one line there, and the client is made anew whenever the
/// document changes.
///
/// ```no_run
/// // In `main` of build.rs:
/// openapi_client_codegen::build("openapi.yaml");
/// ```
///
/// ```text
/// // src/lib.rs
/// include!(concat!(env!("OUT_DIR"), "/client.rs"));
/// ```
///
/// What is wrong with the document is reported as errors of the build, with file, line and column;
/// what can't be represented as warnings. See [`Build`] for options.
pub fn build(document: impl Into<PathBuf>) {
    Build::new(document).run();
}

/// The options of [`build`].
///
/// ```no_run
/// openapi_client_codegen::Build::new("openapi.yaml").config("openapi-client.toml").run();
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing happens until `run`"]
pub struct Build {
    document: PathBuf,
    config: Option<PathBuf>,
    file: String,
}

impl Build {
    /// For a document; its path is relative to the package.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self {
            document: document.into(),
            config: None,
            file: "client.rs".to_owned(),
        }
    }

    /// Reads the [`Config`] from a TOML file, relative to the package.
    pub fn config(mut self, path: impl Into<PathBuf>) -> Self {
        self.config = Some(path.into());
        self
    }

    /// The name of the file in `OUT_DIR`, `client.rs` unless set: a package with several clients
    /// needs several names.
    pub fn file(mut self, name: impl Into<String>) -> Self {
        self.file = name.into();
        self
    }

    /// Generates the client and tells Cargo which files it was made from.
    ///
    /// Ends the build script with an error when there is no client.
    pub fn run(self) {
        println!("cargo::rerun-if-changed={}", self.document.display());
        if let Some(config) = &self.config {
            println!("cargo::rerun-if-changed={}", config.display());
        }
        let Some(directory) = env::var_os("OUT_DIR").map(PathBuf::from) else {
            fail("OUT_DIR is not set: this function is for build scripts");
        };
        let config = match self
            .config
            .as_deref()
            .map_or(Ok(Config::default()), Config::from_file)
        {
            Ok(config) => config,
            Err(diagnostic) => fail(&Report::from(*diagnostic).one_line()),
        };
        let generated = generate_from(&self.document, &config, &self.file);
        for file in &generated.files {
            println!("cargo::rerun-if-changed={}", file.display());
        }
        tell(&generated);
        let Some(output) = &generated.output else {
            exit(1);
        };
        if let Err(error) = write(output, Path::new(&directory)) {
            fail(&error.to_string());
        }
    }
}

fn fail(message: &str) -> ! {
    directive("error", message);
    exit(1)
}

/// Errors and warnings as Cargo shows them; notes are for the command.
fn tell(generated: &Generated) {
    let of = |severity: Severity| {
        generated
            .reports
            .iter()
            .filter(move |report| report.severity() == severity)
    };
    of(Severity::Error).for_each(|report| directive("error", &report.one_line()));
    of(Severity::Warning)
        .take(MOST_WARNINGS)
        .for_each(|report| directive("warning", &report.one_line()));
    let more = of(Severity::Warning).count().saturating_sub(MOST_WARNINGS);
    if more > 0 {
        directive(
            "warning",
            &format!("{more} more warnings about this document"),
        );
    }
}

fn directive(kind: &str, message: &str) {
    for line in message.lines() {
        println!("cargo::{kind}={line}");
    }
}
