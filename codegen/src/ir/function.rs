//! Functions: what the client has for an operation.

use crate::ir::Replies;
use crate::names::{FunctionName, TypeName};

/// A function of the client. An operation has one for each media type of its request body, and one for each further media
/// type of its successes.
#[derive(Debug)]
pub struct Function {
    /// The method of the client.
    pub name: FunctionName,
    /// The struct that collects optional parameters; none when there are none.
    pub call: Option<TypeName>,
    /// The body that it sends, an index into [`Operation::bodies`](crate::ir::Operation::bodies).
    pub body: Option<usize>,
    /// What it gives, an index into [`Operation::successes`](crate::ir::Operation::successes).
    pub success: usize,
}

/// What success gives to those that ask for a media type.
#[derive(Debug)]
pub struct Success {
    /// The media type that is asked for; none where that is what the operation declares anyway.
    pub accept: Option<String>,
    /// What it gives.
    pub replies: Replies,
}

impl Function {
    /// Whether it sends another body than the first function of its operation.
    #[must_use]
    pub fn sends_another_body(&self) -> bool {
        self.body.is_some_and(|index| index > 0)
    }

    /// Whether it asks for another success than the first function of its operation.
    #[must_use]
    pub fn asks_for_another_success(&self) -> bool {
        self.success > 0
    }
}
