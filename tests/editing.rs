//! Who edits the document and builds has the new client, at the first build; who edits nothing
//! builds nothing.
//!
//! A small package of a user, with a copy of `openapi.yaml`, is built by Cargo again and again.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;
use std::{env, fs};

const BUILD: &str = r#"//! The build script.
fn main() {
    openapi_build::Build::new("openapi.yaml").config("openapi-build.toml").run();
}
"#;

const LIB: &str = r#"//! The client.
include!(concat!(env!("OUT_DIR"), "/client.rs"));
/// Where it is.
pub const FILE: &str = concat!(env!("OUT_DIR"), "/client.rs");
"#;

/// It shows by what it prints which document its client was made from.
const MAIN: &str = r##"//! A program.
use edited::runtime::json;
use edited::types::AcsCredential;

fn main() {
    let id = "73a0a199-024f-454d-a916-9bbda8502c12";
    let text = format!(
        r#"{{"access_method": "face_id", "nickname": "front", "code": "4711",
        "acs_credential_id": "{id}", "acs_system_id": "{id}", "connected_account_id": "{id}",
        "workspace_id": "{id}", "created_at": "2025-06-16T16:54:17Z", "display_name": "Front"}}"#
    );
    let credential: AcsCredential = json::from_str(&text).unwrap();
    println!("{}", edited::FILE);
    println!("method: {:?}", credential.access_method);
    println!("nickname is known: {}", !credential.additional_properties.contains("nickname"));
    println!("PIN is shown: {}", format!("{credential:?}").contains("4711"));
}
"##;

/// Only a client of the edited document compiles this.
const TYPED: &str = r#"//! A program that uses what is new.
use edited::types::{AcsCredential, AcsCredentialAccessMethod};

fn main() {
    let field = |credential: &AcsCredential| -> Option<String> { credential.nickname.clone() };
    let _ = field;
    println!("{}", AcsCredentialAccessMethod::FaceId);
}
"#;

/// The package of a user.
struct Package {
    directory: PathBuf,
    target: PathBuf,
}

impl Package {
    /// A new package; what its dependencies are compiled to stays from run to run.
    fn new(name: &str) -> Self {
        let tests = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let package = Self {
            directory: tests.join(name),
            target: tests.join("editing-target"),
        };
        let _ = fs::remove_dir_all(&package.directory);
        fs::create_dir_all(package.directory.join("src")).unwrap();
        let top = Path::new(env!("CARGO_MANIFEST_DIR"));
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[lib]\n\
             name = \"edited\"\n\n[workspace]\n\n[dependencies]\n\
             openapi-build-runtime = {{ path = {:?}, default-features = false }}\n\n\
             [build-dependencies]\nopenapi-build = {{ path = {:?} }}\n",
            top.join("runtime"),
            top.join("codegen"),
        );
        package.write("Cargo.toml", &manifest);
        // The versions that this workspace uses are on this machine already.
        package.write(
            "Cargo.lock",
            &fs::read_to_string(top.join("Cargo.lock")).unwrap(),
        );
        package.write("build.rs", BUILD);
        package.write("src/lib.rs", LIB);
        package.write("src/main.rs", MAIN);
        package.write("openapi-build.toml", "");
        package.write(
            "openapi.yaml",
            &fs::read_to_string(top.join("openapi.yaml")).unwrap(),
        );
        package
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.directory.join(file)).unwrap()
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.directory.join(file), text).unwrap();
    }

    /// Replaces a text that the document has once.
    fn edit(&self, from: &str, to: &str) {
        let document = self.read("openapi.yaml");
        assert_eq!(document.matches(from).count(), 1, "{from}");
        self.write("openapi.yaml", &document.replace(from, to));
    }

    fn cargo(&self, arguments: &[&str]) -> (Output, String) {
        let output = Command::new(env::var_os("CARGO").unwrap())
            .args(arguments)
            .args(["--offline", "--target-dir"])
            .arg(&self.target)
            .current_dir(&self.directory)
            .env("CARGO_TERM_COLOR", "never")
            .output()
            .unwrap();
        let log = String::from_utf8_lossy(&output.stderr).into_owned();
        (output, log)
    }

    fn build(&self) -> String {
        let (output, log) = self.cargo(&["build", "--verbose"]);
        assert!(output.status.success(), "{log}");
        log
    }

    /// Builds the program and gives the lines that it prints.
    fn run(&self) -> Vec<String> {
        let (output, log) = self.cargo(&["run", "--quiet"]);
        assert!(output.status.success(), "{log}");
        let printed = String::from_utf8(output.stdout).unwrap();
        printed.lines().map(str::to_owned).collect()
    }

    /// The place in the document where `text` is, as people give it.
    fn place(&self, text: &str) -> String {
        let document = self.read("openapi.yaml");
        let mut lines = document.lines().zip(1..);
        let (line, number) = lines.find(|(line, _)| line.contains(text)).unwrap();
        format!("openapi.yaml:{number}:{}", line.find(text).unwrap() + 1)
    }
}

fn written(file: &str) -> SystemTime {
    fs::metadata(file).unwrap().modified().unwrap()
}

#[test]
fn the_first_build_after_an_edit_has_it() {
    let package = Package::new("edits");
    let mut before = package.run();
    let client = before.remove(0);
    assert_eq!(
        before,
        [
            r#"method: Unknown("face_id")"#,
            "nickname is known: false",
            "PIN is shown: true"
        ]
    );

    // Without an edit nothing runs.
    let time = written(&client);
    let log = package.build();
    assert!(log.contains("Fresh edits v0.0.0"), "{log}");
    for sign in ["Running", "Compiling", "Dirty"] {
        assert!(!log.contains(sign), "{log}");
    }
    assert_eq!(written(&client), time);

    // A value of an enum and a property.
    package.edit(
        "            - code\n            - card\n",
        "            - code\n            - face_id\n            - card\n",
    );
    package.edit(
        "        starts_at:\n",
        "        nickname:\n          type: string\n        starts_at:\n",
    );
    let after = package.run();
    assert_eq!(
        after[1..],
        [
            "method: FaceId",
            "nickname is known: true",
            "PIN is shown: true"
        ]
    );
    assert_ne!(written(&client), time);

    // The options are an input, too.
    let options = "[places]\n\"acs_credential.code\".sensitive = true\n";
    package.write("openapi-build.toml", options);
    assert_eq!(package.run()[3], "PIN is shown: false");

    package.write("src/main.rs", TYPED);
    assert_eq!(package.run(), ["face_id"]);
}

/// What is told about the document arrives where people look: in the output of the build.
#[test]
fn a_build_tells_what_is_wrong_and_where() {
    let package = Package::new("tells");
    let log = package.build();
    assert!(!log.contains("warning"), "{log}");
    let client = package.run().remove(0);

    // An edit that changes nothing: the script looks, and leaves the client alone.
    let time = written(&client);
    package.edit("title: Seam Connect\n", "title: Seam Connect # !\n");
    let log = package.build();
    assert!(log.contains("build-script-build"), "{log}");
    assert_eq!(written(&client), time);

    package.edit("          minLength: 1\n", "          minLenght: 1\n");
    let place = package.place("minLenght");
    let told = format!("warning: tells@0.0.0: {place}: ");
    let log = package.build();
    assert!(
        log.contains(&told) && log.contains("did you mean `minLength`?"),
        "{log}"
    );
    // It stays until it is mended: the next build says it again.
    assert!(package.build().contains(&told));
    package.edit("          minLenght: 1\n", "          minLength: 1\n");
    assert!(!package.build().contains("warning"));

    let line = "      operationId: acsCredentialsAssignPost\n";
    package.edit(line, &format!("{line}      summary: Twice\n"));
    let (output, log) = package.cargo(&["build"]);
    let place = package.place("summary: Twice");
    assert!(!output.status.success(), "{log}");
    assert!(
        log.contains(&format!("error: tells@0.0.0: {place}: ")),
        "{log}"
    );
    assert!(
        log.contains("`summary`") && !log.contains("panicked"),
        "{log}"
    );

    // Text that is no YAML.
    package.edit("      summary: Twice\n", "");
    package.edit("info:\n", "info: [\n");
    let (output, log) = package.cargo(&["build"]);
    assert!(!output.status.success(), "{log}");
    assert!(log.contains("error: tells@0.0.0: openapi.yaml:"), "{log}");
    assert!(!log.contains("panicked"), "{log}");

    // A document that is gone.
    fs::remove_file(package.directory.join("openapi.yaml")).unwrap();
    let (output, log) = package.cargo(&["build"]);
    assert!(!output.status.success(), "{log}");
    assert!(log.contains("can't read openapi.yaml: "), "{log}");
    assert!(!log.contains("panicked"), "{log}");
}
