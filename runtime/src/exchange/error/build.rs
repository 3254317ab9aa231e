//! Why there is no client.

use std::error::Error as StdError;
use std::fmt;

use crate::contract::{SecurityScheme, ServerProblem};
use crate::message::credentials::CredentialProblem;
use crate::message::header::HeaderProblem;
#[cfg(feature = "reqwest")]
use crate::transport::TransportError;

/// A client could not be built.
#[derive(Debug)]
pub struct BuildError(pub(crate) BuildReason);

#[derive(Debug)]
pub(crate) enum BuildReason {
    BaseUrlMissing,
    BaseUrlRelative(String),
    BaseUrl(&'static str),
    Origin(&'static str),
    /// A server of the document, and what is wrong with it.
    DeclaredServer(String, &'static str),
    Server(ServerProblem),
    Header(HeaderProblem),
    Credential(&'static SecurityScheme, CredentialProblem),
    #[cfg(feature = "reqwest")]
    Transport(TransportError),
    #[cfg(not(feature = "reqwest"))]
    NoTransport,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            BuildReason::BaseUrlMissing => {
                f.write_str("the document names no server: set `base_url`")
            }
            BuildReason::BaseUrlRelative(server) => write!(
                f,
                "the document's server `{server}` has no scheme and host: set `origin`, such as `https://api.example.com`, which makes it \
                 `https://api.example.com/{}`; or `base_url` for the whole",
                server.trim_start_matches('/')
            ),
            BuildReason::BaseUrl(problem) => write!(f, "the base URL {problem}"),
            BuildReason::Origin(problem) => write!(
                f,
                "the origin {problem}: it is scheme and host, and `base_url` is the whole"
            ),
            BuildReason::DeclaredServer(server, problem) => write!(
                f,
                "the document's server `{server}` {problem}: choose one with `server`, or set `base_url`"
            ),
            BuildReason::Server(problem) => problem.fmt(f),
            BuildReason::Header(problem) => problem.fmt(f),
            BuildReason::Credential(scheme, problem) => write!(
                f,
                "the credential `{}` cannot be used: {problem}",
                scheme.builder_method()
            ),
            #[cfg(feature = "reqwest")]
            BuildReason::Transport(error) => write!(f, "the transport cannot be set up: {error}"),
            #[cfg(not(feature = "reqwest"))]
            BuildReason::NoTransport => f.write_str(
                "no transport: set one with `transport`, or enable the feature `reqwest`",
            ),
        }
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0 {
            #[cfg(feature = "reqwest")]
            BuildReason::Transport(error) => Some(error),
            _ => None,
        }
    }
}
