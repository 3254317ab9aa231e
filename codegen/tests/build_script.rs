//! What a build script says to Cargo, whatever names files have.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use openapi_build::Build;

const DIRECTIVE: &str = "cargo::rustc-env=STOLEN=1";

/// The build script that the tests run, a process of its own as every build script is.
#[test]
#[ignore = "run by the tests of this file"]
fn script() {
    let document = env::var_os("DOCUMENT").expect("the name of a document");
    Build::new(document).root("common").run();
}

/// The package of a user.
struct Package(PathBuf);

impl Package {
    fn new(test: &str) -> Self {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("script-{test}"));
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(directory.join("common")).unwrap();
        fs::create_dir_all(directory.join("out")).unwrap();
        Self(directory)
    }

    fn write(&self, name: &str, schema: &str) {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents: {{ schemas: {{ A: {schema} }} }}\n"
        );
        fs::write(self.0.join(name), text).unwrap();
    }

    /// Runs the script. Gives what it says to Cargo, and whether it succeeded.
    fn run(&self, document: &str) -> (Vec<String>, bool) {
        let output = Command::new(env::current_exe().unwrap())
            .args(["--ignored", "--exact", "script", "--nocapture"])
            .current_dir(&self.0)
            .env("DOCUMENT", document)
            .env("OUT_DIR", self.0.join("out"))
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let lines = said.lines().filter(|line| line.contains("cargo:"));
        (lines.map(str::to_owned).collect(), output.status.success())
    }
}

impl Drop for Package {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_files_of_the_client_are_watched() {
    let package = Package::new("watched");
    package.write("openapi.yaml", "{ $ref: 'common/b.yaml' }");
    fs::write(package.0.join("common/b.yaml"), "{ type: string }\n").unwrap();
    let (said, fine) = package.run("openapi.yaml");
    assert!(fine);
    assert_eq!(
        said,
        [
            "cargo::rerun-if-changed=openapi.yaml",
            "cargo::rerun-if-changed=common/b.yaml"
        ]
    );
    assert!(package.0.join("out/client.rs").exists());
}

#[test]
fn a_name_with_a_line_break_says_nothing_to_cargo() {
    let package = Package::new("lines");
    let name = format!("a.yaml\n{DIRECTIVE}\n.yaml");
    package.write(&name, "{ type: string }");
    // As the document, and as a file that it refers to: by its name, with escapes, by a link.
    package.write("named.yaml", &format!("{{ $ref: {name:?} }}"));
    let escaped = name.replace('\n', "%0A");
    package.write("escaped.yaml", &format!("{{ $ref: '{escaped}' }}"));
    package.write("linked.yaml", "{ $ref: 'link.yaml' }");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&name, package.0.join("link.yaml")).unwrap();
    for document in [&name, "named.yaml", "escaped.yaml", "linked.yaml"] {
        let (said, fine) = package.run(document);
        assert!(
            !said.iter().any(|line| line.starts_with("cargo::rustc")),
            "{said:?}"
        );
        assert_eq!(fine, document != name, "{said:?}");
        let told = match fine {
            true => "cargo::warning=",
            false => "cargo::error=Cargo can't be told to watch",
        };
        assert!(said.last().unwrap().starts_with(told), "{said:?}");
    }
}

#[test]
fn a_path_that_cargo_would_read_differently_is_an_error() {
    let package = Package::new("white");
    package.write("openapi.yaml ", "{ type: string }");
    let (said, fine) = package.run("openapi.yaml ");
    assert!(!fine && said.len() == 1, "{said:?}");
    assert!(
        said[0].contains("can't be told to watch `openapi.yaml `: rename it"),
        "{said:?}"
    );
}
