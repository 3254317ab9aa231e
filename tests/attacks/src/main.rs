//! Machines that look for documents which break the compiler: see `README.md`.

mod bases;
mod case;
mod complexity;
mod cut;
mod documents;
mod drive;
mod graphs;
mod inspect;
mod mutants;
mod options;
mod oracle;
mod report;
mod shrink;
mod tree;
mod worker;

use std::io;
use std::process::ExitCode;

use options::{Command, Options};

const HELP: &str = "\
Looks for documents that break the compiler.

Usage: attacks mutants [options]   changes documents at random and generates clients from them
       attacks graphs [options]    makes schemas that refer to each other at random
       attacks complexity [options]   measures that documents of twice the size take twice as long
       attacks oracle [options]    compiles what changed documents give
       attacks oracle <file>...    compiles what these give, and looks at the documentation
       attacks documents <file>... [options]   tries these, for example ones that were kept

Options:
  --count <number>      how many documents are tried
  --seed <number>       what the random choices are made from; printed, so that a run can be repeated
  --only <number>       tries this one document of the run alone
  --keep <directory>    where documents that fail are written, each as small as it could be made
  --jobs <number>       how many documents are tried at a time
  --stack <KiB>         what a process has as the stack of its main thread
  --memory <KiB>        what a process may take
  --time <ms>           how long a process may take for one document
";

fn main() -> ExitCode {
    let outcome = options::parse(std::env::args_os())
        .map_err(|error| format!("{error}\n`attacks --help` tells how it is used"))
        .and_then(|options| run(&options).map_err(|error| error.to_string()));
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("attacks: {error}");
            ExitCode::from(2)
        }
    }
}

/// Whether nothing failed. Each machine is a module with a function that takes the options.
fn run(options: &Options) -> io::Result<bool> {
    match options.command {
        Command::Help => {
            print!("{HELP}");
            Ok(true)
        }
        Command::Graphs => graphs::run(options),
        Command::Mutants => mutants::run(options),
        Command::Complexity => complexity::run(options),
        Command::Oracle => oracle::run(options),
        Command::Documents => documents::run(options),
        Command::Worker => worker::serve().map(|()| true),
    }
}
