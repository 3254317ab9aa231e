//! The command line.

use std::ffi::OsString;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::{Arg, Parser, ValueExt};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    Graphs,
    Mutants,
    Complexity,
    Oracle,
    Documents,
    /// Generates for another process of this program; nobody calls it by hand.
    Worker,
}

impl Command {
    /// Whether what stands behind it are documents.
    fn takes_files(self) -> bool {
        matches!(self, Self::Documents | Self::Oracle)
    }
}

/// What the command line says. Each machine has defaults of its own.
#[derive(Debug)]
pub struct Options {
    pub command: Command,
    pub count: Option<u64>,
    pub seed: Option<u64>,
    pub only: Option<u64>,
    pub keep: Option<PathBuf>,
    pub jobs: usize,
    /// Limits; those of the machine where there are none.
    pub stack: Option<u64>,
    pub memory: Option<u64>,
    pub time: Option<Duration>,
    /// What stands behind the machine's name.
    pub files: Vec<PathBuf>,
}

impl Options {
    /// The numbers of the documents to try, where `count` of them are usual.
    pub fn numbers(&self, count: u64) -> Range<u64> {
        match self.only {
            Some(only) => only..only + 1,
            None => 0..self.count.unwrap_or(count),
        }
    }
}

/// Reads the command line, the program's name first.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Options, lexopt::Error> {
    let mut parser = Parser::from_iter(arguments);
    let mut options = Options {
        command: Command::Help,
        count: None,
        seed: None,
        only: None,
        keep: None,
        jobs: std::thread::available_parallelism().map_or(1, usize::from),
        stack: None,
        memory: None,
        time: None,
        files: Vec::new(),
    };
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => {
                options.command = Command::Help;
                return Ok(options);
            }
            Arg::Long("count") => options.count = Some(parser.value()?.parse()?),
            Arg::Long("seed") => options.seed = Some(parser.value()?.parse()?),
            Arg::Long("only") => options.only = Some(parser.value()?.parse()?),
            Arg::Long("keep") => options.keep = Some(PathBuf::from(parser.value()?)),
            Arg::Long("jobs") => options.jobs = parser.value()?.parse::<usize>()?.max(1),
            Arg::Long("stack") => options.stack = Some(parser.value()?.parse()?),
            Arg::Long("memory") => options.memory = Some(parser.value()?.parse()?),
            Arg::Long("time") => {
                options.time = Some(Duration::from_millis(parser.value()?.parse()?));
            }
            Arg::Value(file) if options.command.takes_files() => {
                options.files.push(PathBuf::from(file));
            }
            Arg::Value(word) => options.command = command(&word.string()?)?,
            other => return Err(other.unexpected()),
        }
    }
    Ok(options)
}

fn command(word: &str) -> Result<Command, lexopt::Error> {
    match word {
        "graphs" => Ok(Command::Graphs),
        "mutants" => Ok(Command::Mutants),
        "complexity" => Ok(Command::Complexity),
        "oracle" => Ok(Command::Oracle),
        "documents" => Ok(Command::Documents),
        "worker" => Ok(Command::Worker),
        other => Err(format!("there is no machine `{other}`").into()),
    }
}
