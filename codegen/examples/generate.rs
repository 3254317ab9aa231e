//! Generates a client and prints what there is to say about the document.
//!
//! ```text
//! cargo run -p openapi-build --example generate -- openapi.yaml target/client
//! ```

use std::path::Path;
use std::process::ExitCode;

use openapi_build::{Config, generate_from, write};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [document, directory] = arguments.as_slice() else {
        eprintln!("usage: generate <document> <directory>");
        return ExitCode::from(2);
    };
    let generated = generate_from(Path::new(document), &Config::default(), "client.rs");
    for report in &generated.reports {
        eprintln!("{report}");
    }
    println!("{:?}", generated.summary);
    let Some(output) = generated.output else {
        return ExitCode::FAILURE;
    };
    match write(&output, Path::new(directory)) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
