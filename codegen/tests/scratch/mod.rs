//! Directories of tests, with documents of several files.
#![allow(dead_code, reason = "each test needs a part of it")]

use std::fs;
use std::path::{Path, PathBuf};

/// A directory of a test, removed at its end. The document is `api/openapi.yaml` in it.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new(test: &str) -> Self {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("files-{test}"));
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(directory.join("api")).unwrap();
        Self(directory)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A document with a schema for each reference: `S0`, `S1` and so on.
    pub fn document(&self, references: &[impl AsRef<str>]) -> PathBuf {
        self.write("api/openapi.yaml", &document(references));
        self.0.join("api/openapi.yaml")
    }

    #[cfg(unix)]
    pub fn link(&self, path: &str, to: impl AsRef<Path>) {
        std::os::unix::fs::symlink(to, self.0.join(path)).unwrap();
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A document with a schema for each reference: `S0`, `S1` and so on.
pub fn document(references: &[impl AsRef<str>]) -> String {
    let mut text =
        "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n"
            .to_owned();
    for (number, reference) in references.iter().enumerate() {
        let quoted = format!("{:?}", reference.as_ref());
        text.push_str(&format!("    S{number}: {{ $ref: {quoted} }}\n"));
    }
    text
}
