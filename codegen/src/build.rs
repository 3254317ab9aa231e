//! The door for build scripts.

use std::env;
use std::path::{Path, PathBuf};
use std::process::exit;

use crate::cargo::Directive;
use crate::diagnostics::{Report, Severity, shown};
use crate::{Config, Generated, generate_from, write};

/// A build warns about this many findings; the number of the others is told.
const MOST_WARNINGS: usize = 20;

/// Generates a client in a build script: one line there, and the client is made anew whenever the
/// document changes.
///
/// ```no_run
/// // In `main` of build.rs:
/// openapi_build::build("openapi.yaml");
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
/// openapi_build::Build::new("openapi.yaml").config("openapi-build.toml").run();
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing happens until `run`"]
pub struct Build {
    document: PathBuf,
    config: Option<PathBuf>,
    roots: Vec<PathBuf>,
    file: String,
}

impl Build {
    /// For a document; its path is relative to the package.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self {
            document: document.into(),
            config: None,
            roots: Vec::new(),
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

    /// Adds a directory, relative to the package, whose files the document's references may lead to, besides the document's
    /// own: see [`Config::roots`].
    ///
    /// ```no_run
    /// openapi_build::Build::new("api/openapi.yaml").root("common").run();
    /// ```
    pub fn root(mut self, directory: impl Into<PathBuf>) -> Self {
        self.roots.push(directory.into());
        self
    }

    /// Generates the client and tells Cargo which files it was made from.
    ///
    /// Ends the build script with an error when there is no client, or when Cargo can't be told about a file: its path is
    /// not UTF-8, has control characters, or ends with white space.
    pub fn run(self) {
        let made = self.client();
        let said = match &made {
            Ok(said) | Err(said) => said,
        };
        said.iter().for_each(Directive::say);
        if made.is_err() {
            exit(1);
        }
    }

    /// Writes the client. Gives what there is to say, or what there is to say about why there is none.
    fn client(self) -> Result<Vec<Directive>, Vec<Directive>> {
        let mut said = Vec::new();
        for path in [Some(&self.document), self.config.as_ref()]
            .into_iter()
            .flatten()
        {
            watch(path, &mut said)?;
        }
        let Some(directory) = env::var_os("OUT_DIR").map(PathBuf::from) else {
            return Err(failed(
                said,
                "OUT_DIR is not set: this function is for build scripts",
            ));
        };
        let read = self
            .config
            .as_deref()
            .map_or_else(|| Ok(Config::default()), Config::from_file);
        let mut config = match read {
            Ok(config) => config,
            Err(found) => {
                let found = found.into_iter().map(|one| Report::from(one).one_line());
                said.extend(found.map(|line| Directive::error(&line)));
                return Err(said);
            }
        };
        config.roots.extend(self.roots);
        let generated = generate_from(&self.document, &config, &self.file);
        for file in generated.files.iter().skip(1) {
            watch(file, &mut said)?;
        }
        tell(&generated, &mut said);
        let Some(output) = &generated.output else {
            return Err(said);
        };
        match write(output, Path::new(&directory)) {
            Ok(_) => Ok(said),
            Err(error) => Err(failed(said, &error.to_string())),
        }
    }
}

fn watch(path: &Path, said: &mut Vec<Directive>) -> Result<(), Vec<Directive>> {
    match Directive::rerun_if_changed(path) {
        Ok(directive) => {
            said.push(directive);
            Ok(())
        }
        Err(message) => Err(failed(std::mem::take(said), &message)),
    }
}

fn failed(mut said: Vec<Directive>, message: &str) -> Vec<Directive> {
    said.extend(message.lines().map(Directive::error));
    said
}

/// Errors and warnings as Cargo shows them; notes are for the command.
fn tell(generated: &Generated, said: &mut Vec<Directive>) {
    type Of = fn(&str) -> Directive;
    let kinds: [(Severity, Of, usize); 2] = [
        (Severity::Error, Directive::error, usize::MAX),
        (Severity::Warning, Directive::warning, MOST_WARNINGS),
    ];
    for (severity, directive, most) in kinds {
        let of_kind = shown(&generated.reports, |other| other == severity);
        let listed = || of_kind.reports.iter().take(most);
        said.extend(listed().map(|one| directive(&one.report.one_line())));
        let reports = generated.reports.iter();
        let all = reports.filter(|report| report.severity() == severity);
        let more = all.count() - listed().map(|one| one.places).sum::<usize>();
        if more > 0 {
            let kind = severity.as_str();
            said.push(directive(&format!(
                "{more} more {kind}s about this document"
            )));
        }
    }
}
