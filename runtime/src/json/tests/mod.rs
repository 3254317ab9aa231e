//! What a user notices of reading and writing.

mod bridge;
mod object;
mod reader;
mod rules;
mod unions;
mod values;

/// What a failure says about a text, read as `T`.
fn failure<T: super::Json>(text: &str) -> String {
    match super::from_str::<T>(text) {
        Ok(_) => panic!("{text} was read"),
        Err(failure) => failure.to_string(),
    }
}
