//! What stands in an HTTP message (RFC 9110, section 6): from values to the parts of a request, and from a reply to values.
//!
//! Nothing here is sent, and nothing waits.

pub(crate) mod credentials;
pub(crate) mod form;
pub(crate) mod header;
mod multipart;
pub(crate) mod parameter;
pub(crate) mod printable;
mod problem;
pub mod reply;
mod secret;
pub(crate) mod sse;
pub(crate) mod url;

pub use self::multipart::{Multipart, Part};
pub use self::parameter::{Argument, OptionalArgument};
pub use self::problem::Problem;
pub use self::secret::Secret;
