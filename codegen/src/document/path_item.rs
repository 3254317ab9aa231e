//! What a path item says for all of its operations.

use openapiv3::{Parameter, ReferenceOr, Server};

/// A Path Item Object without its operations.
///
/// That of `openapiv3` has room for eight operations, and there may be thousands of path items: moving them about was a
/// twentieth of the time that large documents took.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathItem {
    /// What its operations have beside their own parameters.
    pub parameters: Vec<ReferenceOr<Parameter>>,
    /// Where its operations are, unless they say so themselves.
    pub servers: Vec<Server>,
}
