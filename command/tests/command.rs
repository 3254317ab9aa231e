//! The command as its users call it: exit codes, what is written, what is refused.

#[path = "../../tests/obstacles/course.rs"]
mod obstacles;
mod support;

use std::fs;
use std::path::Path;

use support::{DOCUMENT, Scratch};

fn files(directory: &Path, below: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(directory).expect("the directory") {
        let entry = entry.expect("an entry");
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&entry.path(), &format!("{name}/"), found);
        } else {
            found.push(name);
        }
    }
    found.sort();
}

#[test]
fn a_crate_has_modules_by_tag_and_the_runtime() {
    let scratch = Scratch::new("modules");
    scratch.expect(0, "generate pets.yaml --output pets --report report.json");
    let mut found = Vec::new();
    files(&scratch.0.join("pets"), "", &mut found);
    found.retain(|path| !path.starts_with("runtime/src/"));
    let expected = [
        "Cargo.toml",
        "README.md",
        "runtime/Cargo.toml",
        "src/client.rs",
        "src/headers.rs",
        "src/lib.rs",
        "src/operations/mod.rs",
        "src/operations/pets.rs",
        "src/operations/shared.rs",
        "src/operations/shops.rs",
        "src/serde_impls.rs",
        "src/types/mod.rs",
        "src/types/pets.rs",
        "src/types/shared.rs",
        "src/types/shops.rs",
    ];
    assert_eq!(found, expected);
    assert!(
        scratch
            .read("pets/src/operations/pets.rs")
            .contains("//! All about pets.")
    );
    assert!(
        scratch
            .read("pets/src/types/shared.rs")
            .contains("pub struct Person {")
    );
    assert!(
        scratch
            .read("pets/src/operations/shared.rs")
            .contains("pub enum NotFoundOrDefault")
    );
    assert!(scratch.exists("pets/runtime/src/exchange/call.rs"));
    assert!(
        scratch
            .read("pets/Cargo.toml")
            .contains("name = \"pets-client\"")
    );
    let report: serde_json::Value =
        serde_json::from_str(&scratch.read("report.json")).expect("the report is JSON");
    assert_eq!(report["totals"]["operations"], 2);
    assert_eq!(report["totals"]["types"], 3);
    assert_eq!(report["totals"]["fields"], 4);
}

#[test]
fn check_finds_what_differs_and_writes_nothing() {
    let scratch = Scratch::new("check");
    let said = scratch.expect(1, "check pets.yaml --output pets");
    assert!(said.contains("missing: src/lib.rs"), "{said}");
    assert!(!scratch.exists("pets"));
    scratch.expect(0, "generate pets.yaml --output pets");
    scratch.expect(0, "check pets.yaml --output pets");
    scratch.write(
        "pets.yaml",
        &DOCUMENT.replace("tags: [shops]", "tags: [stores]"),
    );
    let said = scratch.expect(1, "check pets.yaml --output pets");
    assert!(said.contains("missing: src/operations/stores.rs"), "{said}");
    assert!(
        said.contains("left over: src/operations/shops.rs"),
        "{said}"
    );
    let said = scratch.expect(0, "generate pets.yaml --output pets");
    assert!(said.contains("files changed, 2 removed"), "{said}");
    assert!(!scratch.exists("pets/src/operations/shops.rs"));
    scratch.expect(0, "check pets.yaml --output pets");
}

#[test]
fn a_directory_with_something_else_is_refused() {
    let scratch = Scratch::new("foreign");
    fs::create_dir(scratch.0.join("mine")).expect("a directory");
    scratch.write("mine/notes.txt", "mine");
    let said = scratch.expect(1, "generate pets.yaml --output mine");
    assert!(said.contains("holds something else"), "{said}");
    assert!(!scratch.exists("mine/src"));
    scratch.expect(0, "generate pets.yaml --output pets");
    scratch.write("pets/src/mine.rs", "// mine");
    let before = scratch.read("pets/src/client.rs");
    scratch.write(
        "pets.yaml",
        &DOCUMENT.replace("title: Pets", "title: Animals"),
    );
    let said = scratch.expect(1, "generate pets.yaml --output pets");
    assert!(said.contains("src/mine.rs"), "{said}");
    assert_eq!(scratch.read("pets/src/client.rs"), before);
}

#[test]
fn one_layout_of_the_runtime_takes_the_place_of_the_other() {
    let scratch = Scratch::new("layouts");
    let module = "pets.yaml --output pets --config module.toml";
    let package = "pets.yaml --output pets";
    scratch.write("module.toml", "runtime = \"module\"\n");
    scratch.expect(0, &format!("generate {package}"));
    scratch.write("pets/runtime/Cargo.lock", "somebody's");
    let said = scratch.expect(1, &format!("check {module}"));
    assert!(said.contains("missing: src/runtime/mod.rs"), "{said}");
    assert!(said.contains("left over: runtime/Cargo.toml"), "{said}");
    scratch.expect(0, &format!("generate {module}"));
    scratch.expect(0, &format!("check {module}"));
    assert!(scratch.exists("pets/src/runtime/exchange/call.rs"));
    let mut left = Vec::new();
    files(&scratch.0.join("pets/runtime"), "", &mut left);
    assert_eq!(left, ["Cargo.lock"]);
    assert!(
        scratch
            .read("pets/README.md")
            .contains("- `src/runtime`: what")
    );
    scratch.write("pets/src/runtime/mine.rs", "// mine");
    let said = scratch.expect(1, &format!("generate {package}"));
    assert!(said.contains("src/runtime/mine.rs was not"), "{said}");
    fs::remove_file(scratch.0.join("pets/src/runtime/mine.rs")).expect("it is there");
    scratch.expect(0, &format!("generate {package}"));
    scratch.expect(0, &format!("check {package}"));
    assert!(!scratch.exists("pets/src/runtime"));
    assert!(scratch.read("pets/README.md").contains("- `runtime`: what"));
    scratch.write("module.toml", "serde = true\nruntime = \"modul\"\n");
    let said = scratch.expect(1, &format!("generate {module}"));
    let told = "module.toml:2:11: error[invalid-options]: `runtime` is `\"package\"` or `\"module\"`, not `\"modul\"`";
    assert!(said.contains(told), "{said}");
}

#[test]
fn the_runtime_has_its_directory_for_itself() {
    let scratch = Scratch::new("runtime");
    let generate = "generate pets.yaml --output pets";
    scratch.expect(0, generate);
    // What Cargo puts there is in nobody's way.
    fs::create_dir(scratch.0.join("pets/runtime/target")).expect("a directory");
    scratch.write("pets/runtime/target/built", "");
    let gone = "// @generated by openapi-build: a source of the runtime, gone since.\n";
    scratch.write("pets/runtime/src/gone.rs", gone);
    scratch.expect(0, generate);
    assert!(scratch.exists("pets/runtime/target/built"));
    assert!(!scratch.exists("pets/runtime/src/gone.rs"));
    scratch.write("pets/runtime/src/mine.rs", "// mine");
    let said = scratch.expect(1, generate);
    assert!(
        said.contains("runtime/src/mine.rs was not written"),
        "{said}"
    );
    fs::remove_file(scratch.0.join("pets/runtime/src/mine.rs")).expect("it is there");
    // A package of the user's own is not taken for the runtime.
    scratch.write("module.toml", "runtime = \"module\"\n");
    scratch.expect(0, &format!("{generate} --config module.toml"));
    scratch.write("pets/runtime/Cargo.toml", "[package]\nname = \"mine\"\n");
    scratch.expect(0, &format!("{generate} --config module.toml"));
    let said = scratch.expect(1, generate);
    assert!(
        said.contains("runtime/Cargo.toml was not written"),
        "{said}"
    );
    assert!(scratch.exists("pets/runtime/Cargo.toml"));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let scratch = Scratch::new("links");
    let generate = "generate pets.yaml --output pets";
    scratch.expect(0, generate);
    for place in ["pets/src/types", "pets/runtime/src", "pets/runtime"] {
        let (place, elsewhere) = (scratch.0.join(place), scratch.0.join("elsewhere"));
        fs::rename(&place, &elsewhere).expect("it is moved");
        std::os::unix::fs::symlink(&elsewhere, &place).expect("a link");
        let said = scratch.expect(1, generate);
        assert!(said.contains("is a symbolic link"), "{said}");
        fs::remove_file(&place).expect("the link goes");
        fs::rename(&elsewhere, &place).expect("it is moved back");
    }
    scratch.expect(0, "check pets.yaml --output pets");
}

#[test]
fn nothing_is_written_when_there_are_errors() {
    let scratch = Scratch::new("errors");
    scratch.write(
        "pets.yaml",
        &DOCUMENT.replace("openapi: 3.0.3", "swagger: \"2.0\""),
    );
    let said = scratch.expect(1, "generate pets.yaml --output pets --report report.json");
    assert!(said.contains("pets.yaml:2:1"), "{said}");
    assert!(!scratch.exists("pets"));
    assert!(
        scratch
            .read("report.json")
            .contains("\"severity\": \"error\"")
    );
    let said = scratch.expect(1, "generate none.yaml --output pets");
    assert!(said.contains("none.yaml"), "{said}");
}

#[test]
fn wrong_usage_has_a_code_of_its_own() {
    let scratch = Scratch::new("usage");
    let said = scratch.expect(2, "generate pets.yaml");
    assert!(
        said.contains("--output") && said.contains("--help"),
        "{said}"
    );
    let help = scratch.run("--help");
    assert_eq!(help.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&help.stdout).contains("Usage: openapi-build generate"));
}

#[test]
fn filters_leave_out_operations_and_what_only_they_need() {
    let scratch = Scratch::new("filters");
    scratch.write("options.toml", "[include]\ntags = [\"pets\"]\n");
    scratch.expect(0, "generate pets.yaml --output pets --config options.toml");
    assert!(!scratch.exists("pets/src/operations/shops.rs"));
    assert!(
        !scratch
            .read("pets/src/types/pets.rs")
            .contains("struct Shop")
    );
    assert!(
        scratch
            .read("pets/src/types/pets.rs")
            .contains("struct Person")
    );
    scratch.write("options.toml", "[exclude]\npaths = [\"/pets*\"]\n");
    scratch.expect(0, "generate pets.yaml --output shops --config options.toml");
    assert!(!scratch.exists("shops/src/operations/pets.rs"));
    assert!(scratch.exists("shops/src/operations/shops.rs"));
    scratch.write("options.toml", "[include]\noperations = [\"getPets\"]\n");
    let said = scratch.expect(1, "generate pets.yaml --output none --config options.toml");
    assert!(
        said.contains("`include.operations` names `getPets`"),
        "{said}"
    );
}

/// Builds crates for real, with the dependencies that this workspace has locked: one that has its runtime as a package with
/// the features of some tags, another one beside it, and one that has it as a module.
#[test]
fn the_crates_compile_without_a_warning_in_one_workspace() {
    let scratch = Scratch::new("build");
    scratch.write("package.toml", "features-per-tag = true\n");
    scratch.write("module.toml", "runtime = \"module\"\n");
    scratch.expect(0, "generate pets.yaml --output pets --config package.toml");
    scratch.expect(
        0,
        "generate pets.yaml --output other --name other --harness",
    );
    scratch.expect(
        0,
        "generate pets.yaml --output module --name module --harness --config module.toml",
    );
    for (name, text) in obstacles::documents() {
        scratch.write(&format!("{name}.json"), &text);
    }
    // Called as a module, as a crate that the runtime depends on, and by a title that begins with a digit.
    for line in [
        "obstacles_schemas.json --output schemas --name types --harness --config module.toml",
        "obstacles_operations.json --output calls --name http --harness",
        "obstacles_operations.json --output features --name features --config package.toml",
        "obstacles_webhooks.json --output webhooks --harness",
    ] {
        scratch.expect(0, &format!("generate {line}"));
    }
    let members = "[workspace]\nresolver = \"3\"\nmembers = [\"pets\", \"other\", \"module\", \"schemas\", \"calls\", \"features\", \"webhooks\"]\n";
    scratch.write("Cargo.toml", members);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::copy(root.join("Cargo.lock"), scratch.0.join("Cargo.lock")).expect("the lock file");
    for features in ["serde", "pets", "pets,shops,serde"] {
        scratch.cargo(&format!("check -p pets-client --features {features}"));
    }
    // What is left out is no link of what is there.
    scratch.cargo("doc --no-deps -p pets-client --features pets");
    scratch.cargo("check --workspace --examples");
    scratch.cargo("doc --no-deps -p other -p other-runtime -p module");
    // Examples name what they show where it is.
    let tested = scratch.cargo("test --doc -p other-runtime -p module text::");
    assert_eq!(tested.matches("3 passed").count(), 2, "{tested}");
    for package in ["other", "module"] {
        let answer = scratch.cargo(&format!("run -p {package} --example harness"));
        assert!(
            answer.contains(r#""url":"https://pets.example/pets/7""#),
            "{answer}"
        );
    }
}
