//! What passes decide about types that are lowered already.

mod aliases;
mod cases;
mod common;
mod duplicates;
mod errors;
mod recursion;
mod secrets;
mod tags;
