//! ir to ir, one question each.

mod aliases;
mod common;
mod components;
mod duplicates;
mod errors;
mod reachable;
mod recursion;
mod secrets;
mod tags;
mod unions;

use crate::diagnostics::Diagnostics;
use crate::ir::Api;

/// Runs every pass, in the order in which they depend on each other.
pub fn run(api: &mut Api, diagnostics: &mut Diagnostics) {
    reachable::prune(api);
    duplicates::merge(api);
    recursion::break_cycles(api, diagnostics);
    aliases::resolve(api);
    aliases::spread_constraints(api, diagnostics);
    unions::tell_apart(api, diagnostics);
    tags::set(api, diagnostics);
    common::find(api);
    secrets::mark(api);
    errors::share(api);
}
