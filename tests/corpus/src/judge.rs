//! What somebody else's code says about a request.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::document::Document;
use crate::servers;

pub enum Verdict {
    Violations(Vec<String>),
    /// The judge can't tell, for a reason of its own.
    Unjudged(String),
}

/// openapi-core, in a process that judges the requests of one document.
pub struct Judge {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Judge {
    /// `python` has openapi-core; `scratch` takes the document as one file.
    pub fn start(python: &Path, scratch: &Path, document: &Document) -> Result<Self, String> {
        let told = |error: std::io::Error| format!("the judge: {error}");
        let file = scratch.join(format!("{}.judged.json", document.name));
        let mut root = document.root.clone();
        servers::replace(&mut root);
        fs::write(&file, root.to_string()).map_err(told)?;
        let mut child = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("judge.py"))
            .arg(&file)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(told)?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok(Self {
                child,
                input,
                output: BufReader::new(output),
            }),
            _ => Err("the judge has no pipes".to_owned()),
        }
    }

    /// Judges a request as the harness gave it.
    pub fn judge(&mut self, operation: &str, request: &Value) -> Result<Verdict, String> {
        let told = |error: std::io::Error| format!("the judge: {error}");
        let mut question = request.clone();
        question["operation"] = json!(operation);
        self.input
            .write_all(format!("{question}\n").as_bytes())
            .map_err(told)?;
        self.input.flush().map_err(told)?;
        let mut line = String::new();
        self.output.read_line(&mut line).map_err(told)?;
        let answer: Value = serde_json::from_str(&line)
            .map_err(|error| format!("the judge ended or answers nonsense: {error}: {line}"))?;
        if let Some(reason) = answer["unjudged"].as_str() {
            return Ok(Verdict::Unjudged(reason.to_owned()));
        }
        let violations = answer["violations"].as_array().into_iter().flatten();
        Ok(Verdict::Violations(
            violations
                .map(|one| one.as_str().unwrap_or_default().to_owned())
                .collect(),
        ))
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
