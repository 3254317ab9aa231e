//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};
use openapi_build_cli::PackageName;

const HELP: &str = "\
Writes a typed Rust client for an OpenAPI document as a crate of its own.

Usage: openapi-build generate <document> --output <directory> [options]
       openapi-build check <document> --output <directory> [options]

`generate` writes the crate; `check` compares it with what is there and writes nothing.

Options:
  --output <directory>  where the crate is, or is to be
  --name <name>         the crate's name; made from the document's title unless given
  --config <file>       options as TOML (openapi-build.toml)
  --root <directory>    files there may be named by `$ref`, too; may be given several times
  --report <file>       writes as JSON what was not represented exactly, and totals
  --harness             also writes examples/harness.rs, a program for test suites
  --help                this text
  --version             the version

Exit codes: 0, maybe with warnings; 1 for errors, and differences found by `check`; 2 for wrong usage.
";

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Generate,
    Check,
}

/// A command line that makes sense.
#[derive(Debug)]
pub enum Request {
    /// A text to print.
    Text(String),
    /// Work to do.
    Run(Arguments),
}

/// What the command line says.
#[derive(Debug)]
pub struct Arguments {
    pub action: Action,
    pub document: PathBuf,
    pub output: PathBuf,
    pub name: Option<PackageName>,
    pub config: Option<PathBuf>,
    pub roots: Vec<PathBuf>,
    pub report: Option<PathBuf>,
    pub harness: bool,
}

/// Reads the command line, the program's name first.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, lexopt::Error> {
    let mut parser = Parser::from_iter(arguments);
    let mut positional: Vec<OsString> = Vec::new();
    let mut roots = Vec::new();
    let (mut output, mut name, mut config, mut report, mut harness) =
        (None, None, None, None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(Request::Text(HELP.to_owned())),
            Arg::Long("version") | Arg::Short('V') => {
                let version = concat!("openapi-build ", env!("CARGO_PKG_VERSION"), "\n");
                return Ok(Request::Text(version.to_owned()));
            }
            Arg::Long("output") | Arg::Short('o') => output = Some(path(&mut parser, "--output")?),
            Arg::Long("name") => name = Some(PackageName::new(&parser.value()?.string()?)?),
            Arg::Long("config") => config = Some(path(&mut parser, "--config")?),
            Arg::Long("report") => report = Some(path(&mut parser, "--report")?),
            Arg::Long("root") => roots.push(path(&mut parser, "--root")?),
            Arg::Long("harness") => harness = true,
            Arg::Value(value) => positional.push(value),
            other => return Err(other.unexpected()),
        }
    }
    let mut positional = positional.into_iter();
    let action = match positional.next() {
        Some(word) if word == "generate" => Action::Generate,
        Some(word) if word == "check" => Action::Check,
        Some(word) => {
            let word = word.to_string_lossy();
            return Err(format!("there is no command `{word}`").into());
        }
        None => return Err("say what to do: `generate` or `check`".into()),
    };
    let document = positional.next().ok_or("name the document")?;
    if let Some(more) = positional.next() {
        let more = more.to_string_lossy();
        return Err(format!("`{more}` is one argument too many").into());
    }
    Ok(Request::Run(Arguments {
        action,
        document: PathBuf::from(document),
        output: output.ok_or("name the directory of the crate with `--output`")?,
        name,
        config,
        roots,
        report,
        harness,
    }))
}

/// The value of an option that is a path.
fn path(parser: &mut Parser, option: &str) -> Result<PathBuf, lexopt::Error> {
    let value = parser.value()?;
    // An empty path is the current directory in some places and nothing in others.
    match value.is_empty() {
        true => Err(format!("`{option}` is empty; write `.` for the current directory").into()),
        false => Ok(PathBuf::from(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Request, lexopt::Error> {
        parse(line.split(' ').map(OsString::from))
    }

    #[test]
    fn a_whole_line_is_understood() {
        let line = "x generate a.yaml --output o --name n-1 --config c --report r --harness";
        let Ok(Request::Run(arguments)) = parsed(line) else {
            panic!("{line}");
        };
        assert_eq!(arguments.action, Action::Generate);
        assert_eq!(arguments.document, PathBuf::from("a.yaml"));
        assert_eq!(
            arguments.name.as_ref().map(PackageName::as_str),
            Some("n-1")
        );
        assert!(arguments.harness);
    }

    #[test]
    fn what_makes_no_sense_is_said() {
        for (line, message) in [
            ("x", "`generate` or `check`"),
            ("x make a.yaml", "no command `make`"),
            ("x generate", "name the document"),
            ("x generate a.yaml", "--output"),
            ("x generate a.yaml b.yaml --output o", "too many"),
            (
                "x generate a.yaml --output o --name 1a",
                "no name for a crate",
            ),
            (
                "x generate a.yaml --output o --name runtime",
                "name it otherwise",
            ),
            ("x generate a.yaml --output o --fast", "--fast"),
            ("x generate a.yaml --output", "--output"),
            ("x generate a.yaml --output ", "`--output` is empty"),
            (
                "x generate a.yaml --output o --report ",
                "`--report` is empty",
            ),
        ] {
            let error = parsed(line).expect_err(line).to_string();
            assert!(error.contains(message), "{line}: {error}");
        }
    }
}
