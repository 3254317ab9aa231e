//! Documents with random changes.

use std::io;

use crate::bases;
use crate::case::{Case, Content, Form, Layout};
use crate::drive::Run;
use crate::options::Options;

/// The seed of every run that names none: the same documents each time, so that a change of the compiler is to blame for what fails.
const SEED: u64 = 1;
/// How many documents a run has unless it says otherwise.
const COUNT: u64 = 5_000;

pub fn run(options: &Options) -> io::Result<bool> {
    let bases = bases::fixtures()?;
    let run = Run::new("mutants", options, options.seed.unwrap_or(SEED), COUNT);
    let make = |number: u64| {
        let mut random = run.random(number);
        let base = &bases[random.usize(..bases.len())];
        let mut tree = base.tree.clone();
        let paths = tree.paths();
        for _ in 0..random.usize(..4) {
            tree.remove(&paths[random.usize(..paths.len())]);
        }
        let form = if random.bool() {
            Form::Json
        } else {
            Form::Yaml
        };
        let layout = match random.u8(..10) {
            0 => Layout::Harness,
            1 => Layout::Package,
            _ => Layout::File,
        };
        Case {
            content: Content::Tree(tree, form),
            options: String::new(),
            layout,
            origin: base.name.clone(),
        }
    };
    Ok(run.drive(&make)?.print())
}
