//! What a document says about its operations, as constant data that generated code holds.
//!
//! It is written down here once, and whoever acts on it reads it: requests, credentials, replies, errors, logs.

mod link;
mod operation;
mod parameter;
mod security;
mod server;

pub use self::link::{Link, LinkTarget};
pub(crate) use self::operation::pieces;
pub use self::operation::{Media, Operation, Reply, Status};
pub use self::parameter::{Encoding, Parameter, ParameterIn, Style};
pub(crate) use self::security::Carrier;
pub use self::security::{Requirement, SecurityScheme};
pub(crate) use self::server::ServerProblem;
pub use self::server::{Server, Variable};
