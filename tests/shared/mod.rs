//! Where documents and examples of others lie.

use std::env;
use std::io::Write as _;
use std::path::PathBuf;

/// The directory that holds `what`; none, loudly, when nobody says where.
pub fn directory(what: &str) -> Option<PathBuf> {
    let shared = env::var_os("OPENAPI_BUILD_SHARED");
    if shared.is_none() {
        // Not by `eprintln!`, which nobody sees of a test that passes.
        let told = "SKIPPED: set OPENAPI_BUILD_SHARED to the directory that has";
        let _ = writeln!(std::io::stderr(), "{told} {what}");
    }
    shared.map(|shared| PathBuf::from(shared).join(what))
}
