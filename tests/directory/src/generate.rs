//! Each document is given to the command, in a process of its own with a limit of time.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use crate::Document;
use crate::check::Workspace;
use crate::outcome::short;

/// The largest document has 47 MB, and takes some seconds.
const LIMIT: Duration = Duration::from_secs(120);

/// Generates a package of each document; what went wrong with those that have none.
pub fn all(
    command: &Path,
    workspace: &Workspace,
    documents: &[Document],
) -> Result<Vec<Result<(), String>>, String> {
    let open: VecDeque<usize> = (0..documents.len()).collect();
    let open = Mutex::new(open);
    let done = Mutex::new(vec![Ok(()); documents.len()]);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = open.lock().ok().and_then(|mut open| open.pop_front());
                    let Some(index) = next else {
                        break;
                    };
                    let outcome = one(command, workspace, &documents[index]);
                    if let Ok(mut done) = done.lock() {
                        done[index] = outcome;
                    }
                }
            });
        }
    });
    done.into_inner().map_err(|error| error.to_string())
}

fn one(command: &Path, workspace: &Workspace, document: &Document) -> Result<(), String> {
    let directory = workspace.package(&document.package);
    let said = directory.with_extension("log");
    let io = |error: std::io::Error| format!("{}: {error}", said.display());
    let mut process = Command::new(command)
        .arg("generate")
        .arg(&document.path)
        .args(["--name", &document.package])
        .arg("--output")
        .arg(&directory)
        .stderr(File::create(&said).map_err(io)?)
        .spawn()
        .map_err(|error| format!("{}: {error}", command.display()))?;
    let started = Instant::now();
    let status = loop {
        match process.try_wait().map_err(|error| error.to_string())? {
            Some(status) => break Some(status),
            None if started.elapsed() > LIMIT => {
                let _ = process.kill();
                let _ = process.wait();
                break None;
            }
            None => thread::sleep(Duration::from_millis(5)),
        }
    };
    let text = fs::read(&said).map_err(io)?;
    let text = String::from_utf8_lossy(&text);
    verdict(status, &text)?;
    workspace.adopt(&document.package)
}

/// Whether the command did what it should. Nobody wants a client that it wrote while it panicked, either.
fn verdict(status: Option<ExitStatus>, said: &str) -> Result<(), String> {
    let Some(status) = status else {
        return Err(format!("not done within {} s", LIMIT.as_secs()));
    };
    if let Some(panic) = said.lines().find(|line| line.contains("panicked at")) {
        return Err(short(panic));
    }
    if status.success() {
        return Ok(());
    }
    let mut errors = said.lines().filter(|line| line.contains("error"));
    let first = errors.next().or(said.lines().next()).unwrap_or_default();
    Err(short(&format!("{status}: {first}")))
}
