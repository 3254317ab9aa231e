//! One workspace of packages over the runtime of this repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::outcome::{Outcome, short};

pub struct Workspace {
    directory: PathBuf,
}

impl Workspace {
    pub fn new(scratch: &Path) -> Result<Self, String> {
        let directory = scratch.join("workspace");
        fs::create_dir_all(&directory).map_err(|error| error.to_string())?;
        let lock = root().join("Cargo.lock");
        fs::copy(lock, directory.join("Cargo.lock")).map_err(|error| error.to_string())?;
        Ok(Self { directory })
    }

    pub fn package(&self, name: &str) -> PathBuf {
        self.directory.join("packages").join(name)
    }

    fn target(&self) -> PathBuf {
        self.directory.join("target")
    }

    /// Removes the packages, and what they took to check: gigabytes. What all of them depend on stays.
    pub fn clear(&self) -> Result<(), String> {
        let told = |error: std::io::Error| format!("{}: {error}", self.directory.display());
        for directory in ["deps", ".fingerprint"] {
            let directory = self.target().join("debug").join(directory);
            let entries = directory.is_dir().then(|| fs::read_dir(&directory));
            for entry in entries.transpose().map_err(told)?.into_iter().flatten() {
                let path = entry.map_err(told)?.path();
                if !is_of_package(&path) {
                    continue;
                }
                match path.is_dir() {
                    true => fs::remove_dir_all(&path).map_err(told)?,
                    false => fs::remove_file(&path).map_err(told)?,
                }
            }
        }
        let packages = self.directory.join("packages");
        if packages.is_dir() {
            fs::remove_dir_all(&packages).map_err(told)?;
        }
        fs::create_dir_all(packages).map_err(told)
    }

    /// Removes all of it.
    pub fn remove(self) -> Result<(), String> {
        fs::remove_dir_all(self.directory).map_err(|error| error.to_string())
    }

    /// Puts a package over the runtime that all have.
    pub fn adopt(&self, package: &str) -> Result<(), String> {
        let directory = self.package(package);
        let path = directory.join("Cargo.toml");
        let failed = |error: std::io::Error| format!("{}: {error}", path.display());
        let manifest = fs::read_to_string(&path).map_err(failed)?;
        let runtime = root().join("runtime");
        let own = manifest
            .lines()
            .find(|line| line.starts_with("runtime = {"));
        let own = own.ok_or("the manifest has no runtime")?;
        let common = format!(
            "runtime = {{ package = \"openapi-build-runtime\", path = {runtime:?}, default-features = false }}"
        );
        fs::write(&path, manifest.replace(own, &common)).map_err(failed)?;
        fs::remove_dir_all(directory.join("runtime")).map_err(failed)
    }

    /// What the compiler has to say about each of these packages.
    pub fn check(&self, packages: &[String]) -> Result<BTreeMap<String, Outcome>, String> {
        let members: Vec<_> = packages.iter().map(|name| self.package(name)).collect();
        if members.is_empty() {
            return Ok(BTreeMap::new());
        }
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev]\ndebug = 0\nincremental = false\n"
        );
        fs::write(self.directory.join("Cargo.toml"), manifest)
            .map_err(|error| error.to_string())?;
        let output = Command::new("cargo")
            .args(["check", "--quiet", "--workspace", "--keep-going"])
            .arg("--message-format=json")
            .current_dir(&self.directory)
            .env("CARGO_TARGET_DIR", self.target())
            .env_remove("RUSTFLAGS")
            .output()
            .map_err(|error| format!("cargo: {error}"))?;
        let mut found = BTreeMap::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let message: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
            if let Some((package, outcome)) = told(&message) {
                // The first error counts, or else the first warning.
                let kept = found.entry(package).or_insert_with(|| outcome.clone());
                if matches!((&*kept, &outcome), (Outcome::Warned(_), Outcome::Failed(_))) {
                    *kept = outcome;
                }
            }
        }
        if !output.status.success() && !found.values().any(|one| matches!(one, Outcome::Failed(_)))
        {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("cargo check: {}", short(&said)));
        }
        Ok(found)
    }
}

/// Whether Cargo made a file for one of the packages, which are `d` and a number.
fn is_of_package(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.map(|name| name.strip_prefix("lib").unwrap_or(name));
    let number = name.and_then(|name| Some(name.strip_prefix('d')?.split_once('-')?.0));
    number.is_some_and(|number| number.parse::<usize>().is_ok())
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// An error or a warning, and the package it is about.
fn told(message: &Value) -> Option<(String, Outcome)> {
    if message["reason"] != "compiler-message" {
        return None;
    }
    let package = Path::new(message["manifest_path"].as_str()?).parent()?;
    let package = package.file_name()?.to_string_lossy().into_owned();
    let diagnostic = &message["message"];
    let text = diagnostic["message"].as_str()?;
    let place = &diagnostic["spans"][0];
    // How many there were.
    if text.starts_with("aborting due to") || text.ends_with("emitted") {
        return None;
    }
    let text = match place["file_name"].as_str() {
        Some(file) => format!("{text} ({file}:{})", place["line_start"]),
        None => text.to_owned(),
    };
    match diagnostic["level"].as_str()? {
        "error" => Some((package, Outcome::Failed(short(&text)))),
        "warning" => Some((package, Outcome::Warned(short(&text)))),
        _ => None,
    }
}
