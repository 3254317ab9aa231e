//! The cases of [`Error`](super::Error), each with what is known in it.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;

use crate::header::HeaderProblem;
use crate::operation::Operation;
use crate::reply::{Mismatch, RawReply};
use crate::security::{CredentialProblem, SecurityScheme};
use crate::server::ServerProblem;
use crate::transport::TransportError;

/// The request could not be built; nothing was sent.
pub struct RequestError {
    pub(crate) operation: &'static Operation,
    pub(crate) reason: Reason,
}

/// Why a request could not be built. No case holds a value that the caller gave.
#[derive(Debug)]
pub(crate) enum Reason {
    Credentials(Vec<Vec<&'static SecurityScheme>>),
    Header(HeaderProblem),
    PathEmpty(&'static str),
    PathMissing(String),
    PathDots,
    PathUndefined(&'static str),
    ParameterContent(&'static str),
    FormShape,
    /// The server, and what is wrong with it.
    Server(&'static str, &'static str),
    Url(http::Error),
}

impl RequestError {
    pub(crate) const fn new(operation: &'static Operation, reason: Reason) -> Self {
        Self { operation, reason }
    }

    /// Whether the client lacks a credential that the operation needs.
    pub const fn is_missing_credential(&self) -> bool {
        matches!(self.reason, Reason::Credentials(_))
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing was sent: ")?;
        match &self.reason {
            Reason::Credentials(alternatives) => needed(alternatives, f),
            Reason::Header(problem) => problem.fmt(f),
            Reason::PathEmpty(name) => write!(
                f,
                "the path parameter `{name}` is empty, which would address another path"
            ),
            Reason::PathMissing(name) => write!(f, "the path parameter `{name}` has no value"),
            Reason::PathDots => f.write_str(
                "a path parameter makes `.` or `..` of a path segment, which would address another path",
            ),
            Reason::PathUndefined(name) => {
                write!(
                    f,
                    "the path parameter `{name}` is null or an empty list, which has no form in a path"
                )
            }
            Reason::ParameterContent(name) => {
                write!(f, "the parameter `{name}` could not be written")
            }
            Reason::FormShape => f.write_str("a form body must be an object"),
            Reason::Server(url, problem) => write!(
                f,
                "the server `{url}` that the document names for it {problem}; set `base_url` on the client builder"
            ),
            Reason::Url(error) => write!(f, "the URL is not valid: {error}"),
        }
    }
}

/// `call \`a\`, or both \`b\` and \`c\`, on the client builder`.
fn needed(
    alternatives: &[Vec<&'static SecurityScheme>],
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    f.write_str("it needs a credential; set one on the client builder: ")?;
    for (index, all) in alternatives.iter().enumerate() {
        if index > 0 {
            f.write_str(", or ")?;
        }
        for (index, scheme) in all.iter().enumerate() {
            if index > 0 {
                f.write_str(" together with ")?;
            }
            write!(f, "`{}`", scheme.builder_method())?;
            if scheme.name() != scheme.builder_method() {
                write!(f, " (scheme `{}`)", scheme.name())?;
            }
        }
    }
    Ok(())
}

impl fmt::Debug for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RequestError").field(&self.reason).finish()
    }
}

impl StdError for RequestError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.reason {
            Reason::Url(error) => Some(error),
            _ => None,
        }
    }
}

/// No reply arrived, or none from where redirects led.
pub struct TransportFailure {
    pub(crate) operation: &'static Operation,
    pub(crate) cause: TransportError,
    pub(crate) followed: u32,
}

impl TransportFailure {
    /// What happened.
    pub const fn cause(&self) -> &TransportError {
        &self.cause
    }

    /// How many redirects were followed before: so many servers have answered.
    pub const fn redirects(&self) -> u32 {
        self.followed
    }
}

impl fmt::Debug for TransportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportFailure")
            .field("cause", &self.cause)
            .field("redirects", &self.followed)
            .finish()
    }
}

impl fmt::Display for TransportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        after_redirects(self.followed, f)?;
        self.cause.fmt(f)
    }
}

/// What failed is not the first request, which was answered.
fn after_redirects(followed: u32, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match followed {
        0 => Ok(()),
        1 => f.write_str("after a redirect: "),
        many => write!(f, "after {many} redirects: "),
    }
}

/// No reply arrived in time.
pub struct TimeoutError {
    pub(crate) operation: &'static Operation,
    pub(crate) limit: Option<Duration>,
    pub(crate) cause: Option<TransportError>,
    pub(crate) followed: u32,
}

impl TimeoutError {
    /// The time limit of the call, if it had one. Connecting may have had a shorter one of its own.
    pub const fn limit(&self) -> Option<Duration> {
        self.limit
    }

    /// What the transport said.
    pub const fn cause(&self) -> Option<&TransportError> {
        self.cause.as_ref()
    }

    /// How many redirects were followed before: so many servers have answered.
    pub const fn redirects(&self) -> u32 {
        self.followed
    }
}

impl fmt::Debug for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TimeoutError")
            .field("limit", &self.limit)
            .field("cause", &self.cause)
            .field("redirects", &self.followed)
            .finish()
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        after_redirects(self.followed, f)?;
        match (&self.cause, self.limit) {
            (Some(cause), _) if cause.is_connect() => cause.fmt(f),
            (_, Some(limit)) => write!(f, "no reply in time (the limit is {limit:?})"),
            (_, None) => f.write_str("no reply in time"),
        }
    }
}

/// A reply arrived whose status is not a declared success.
pub struct StatusError<E> {
    pub(crate) operation: &'static Operation,
    pub(crate) reply: RawReply,
    pub(crate) declared: Option<E>,
    pub(crate) mismatch: Option<Mismatch>,
    /// Why a redirect was not followed.
    pub(crate) redirect: Option<&'static str>,
}

impl<E> StatusError<E> {
    /// The status.
    pub const fn status(&self) -> StatusCode {
        self.reply.status()
    }

    /// The reply as it arrived.
    pub const fn reply(&self) -> &RawReply {
        &self.reply
    }

    /// The body as the document declares it, if it declares one for this status and the body is of
    /// that shape.
    pub const fn declared(&self) -> Option<&E> {
        self.declared.as_ref()
    }

    /// The body as the document declares it, by value.
    pub fn into_declared(self) -> Option<E> {
        self.declared
    }

    /// How the body differs from what the document declares for this status.
    pub const fn mismatch(&self) -> Option<&Mismatch> {
        self.mismatch.as_ref()
    }

    pub(super) fn convert<F>(self, declared: fn(E) -> Option<F>) -> StatusError<F> {
        StatusError {
            operation: self.operation,
            reply: self.reply,
            declared: self.declared.and_then(declared),
            mismatch: self.mismatch,
            redirect: self.redirect,
        }
    }
}

impl<E> fmt::Display for StatusError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.reply.status)?;
        if let Some(reason) = self.redirect {
            write!(f, ", a redirect that was not followed: {reason}")?;
        } else if self.reply.declared.is_none() {
            f.write_str(", a status that the document does not declare")?;
        }
        match &self.mismatch {
            Some(mismatch) => write!(f, ", its body is not as the document declares: {mismatch}"),
            None => Ok(()),
        }
    }
}

impl<E> fmt::Debug for StatusError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatusError")
            .field("reply", &self.reply)
            .field("mismatch", &self.mismatch)
            .field("redirect", &self.redirect)
            .finish_non_exhaustive()
    }
}

/// The call succeeded; the body is not what the document declares.
#[derive(Debug)]
pub struct DecodeError {
    pub(crate) operation: &'static Operation,
    pub(crate) reply: RawReply,
    pub(crate) mismatch: Mismatch,
}

impl DecodeError {
    /// The reply as it arrived.
    pub const fn reply(&self) -> &RawReply {
        &self.reply
    }

    /// How the body differs from what the document declares.
    pub const fn mismatch(&self) -> &Mismatch {
        &self.mismatch
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the request succeeded ({}), but its body is not as the document declares: {}",
            self.reply.status, self.mismatch
        )
    }
}

/// Status and headers arrived; reading the body failed.
#[derive(Debug)]
pub struct BodyError {
    pub(crate) operation: &'static Operation,
    /// With the part of the body that was read.
    pub(crate) reply: RawReply,
    pub(crate) cause: ReadFailure,
}

impl BodyError {
    /// The reply with the part of its body that was read.
    pub const fn reply(&self) -> &RawReply {
        &self.reply
    }

    /// Why reading stopped.
    pub const fn cause(&self) -> &ReadFailure {
        &self.cause
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, but reading its body failed after {} bytes: {}",
            self.reply.status,
            self.reply.body.len(),
            self.cause
        )
    }
}

/// Why reading a body stopped.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadFailure {
    /// The body has more bytes than the client's limit, which is given here.
    TooLarge(u64),
    /// The connection broke before the end of the body, or the time limit was reached.
    Transport(TransportError),
    /// The whole body arrived, but the time limit was reached while it was decoded.
    Decoding,
}

impl ReadFailure {
    /// Whether the time limit was reached.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::TooLarge(_) => false,
            Self::Transport(error) => error.is_timeout(),
            Self::Decoding => true,
        }
    }
}

impl fmt::Display for ReadFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(limit) => {
                write!(
                    f,
                    "it is larger than the limit of {limit} bytes (`max_body`)"
                )
            }
            Self::Transport(error) => error.fmt(f),
            Self::Decoding => f.write_str("the time limit was reached while it was decoded"),
        }
    }
}

impl StdError for ReadFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::TooLarge(_) | Self::Decoding => None,
            Self::Transport(error) => error.source(),
        }
    }
}

/// A client could not be built.
#[derive(Debug)]
pub struct BuildError(pub(crate) BuildReason);

#[derive(Debug)]
pub(crate) enum BuildReason {
    BaseUrlMissing,
    BaseUrlRelative(&'static str),
    BaseUrl(&'static str),
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
                "the document's server `{server}` has no scheme and host: set `base_url`"
            ),
            BuildReason::BaseUrl(problem) => write!(f, "the base URL {problem}"),
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
