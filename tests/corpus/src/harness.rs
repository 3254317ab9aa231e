//! The generated crate, asked by its program `examples/harness.rs`.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::compare::difference;
use crate::operations::Operation;
use crate::schema::Side;

/// Whatever answers the questions of the protocol.
pub trait Answers {
    fn ask(&mut self, question: &Value) -> Value;

    /// Sends a value through the type of a schema; what was wrong with what came back.
    fn round_trip(&mut self, pointer: &str, side: Side, value: &Value) -> Result<(), String> {
        let question = json!({"schema": pointer, "side": side.name(), "value": value});
        let answer = self.ask(&question);
        expect(value, answer.get("value"), &answer)
    }

    /// Has a value decoded as the body of a reply.
    fn reply(
        &mut self,
        operation: &Operation,
        (status, media_type): (u16, &str),
        body: &Value,
    ) -> Result<(), String> {
        // A range stands for what a server chooses.
        let media_type = match media_type.contains('*') {
            true => "application/json",
            false => media_type,
        };
        let reply = json!({
            "status": status,
            "headers": [["content-type", media_type]],
            "body": body.to_string(),
        });
        let args = json!({"base_url": operation.base_url});
        let question = json!({"operation": operation.name, "args": args, "reply": reply});
        let answer = self.ask(&question);
        let decoded = answer.pointer("/ok/value").or(answer.get("value"));
        expect(body, decoded, &answer)
    }
}

fn expect(sent: &Value, back: Option<&Value>, answer: &Value) -> Result<(), String> {
    match back {
        Some(back) => difference(sent, back).map_or(Ok(()), Err),
        None => Err(format!("{} ({sent})", short(&answer.to_string()))),
    }
}

/// A text that fits a line.
pub fn short(text: &str) -> &str {
    let end = text
        .char_indices()
        .nth(400)
        .map_or(text.len(), |(end, _)| end);
    &text[..end]
}

/// The program itself, started again when it ends.
pub struct Program {
    path: PathBuf,
    running: Option<(Child, ChildStdin, BufReader<ChildStdout>)>,
}

impl Program {
    pub fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            running: None,
        }
    }

    fn start(&mut self) -> std::io::Result<()> {
        let mut child = Command::new(&self.path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        if let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) {
            self.running = Some((child, input, BufReader::new(output)));
        }
        Ok(())
    }

    fn exchange(&mut self, question: &Value) -> std::io::Result<Value> {
        if self.running.is_none() {
            self.start()?;
        }
        let ended = || std::io::Error::other("the harness ended without an answer");
        let (_, input, output) = self.running.as_mut().ok_or_else(ended)?;
        input.write_all(format!("{question}\n").as_bytes())?;
        input.flush()?;
        let mut line = String::new();
        if output.read_line(&mut line)? == 0 {
            return Err(ended());
        }
        serde_json::from_str(&line).map_err(std::io::Error::other)
    }

    fn stop(&mut self) {
        if let Some((mut child, input, _)) = self.running.take() {
            // It ends when there is nothing more to read; one that doesn't is ended.
            drop(input);
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Answers for Program {
    fn ask(&mut self, question: &Value) -> Value {
        self.exchange(question).unwrap_or_else(|error| {
            self.stop();
            json!({"error": format!("crash: {error}")})
        })
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.stop();
    }
}
