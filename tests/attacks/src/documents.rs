//! Documents of the command line, tried as they are.

use std::io;

use crate::case::{Case, Content, Layout};
use crate::drive::Run;
use crate::options::Options;

/// Tries each file in each layout.
pub fn run(options: &Options) -> io::Result<bool> {
    const LAYOUTS: [Layout; 3] = [Layout::File, Layout::Package, Layout::Harness];
    let mut cases = Vec::new();
    for path in &options.files {
        let text = std::fs::read(path).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", path.display()))
        })?;
        cases.extend(LAYOUTS.map(|layout| Case {
            content: Content::Text(text.clone()),
            options: String::new(),
            layout,
            origin: path.display().to_string(),
        }));
    }
    let run = Run::new("documents", options, 0, cases.len() as u64);
    let make = |number: u64| cases[number as usize].clone();
    Ok(run.drive(&make)?.print())
}
