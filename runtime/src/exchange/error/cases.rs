//! The cases of [`Error`](super::Error), each with what is known in it.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::contract::{Operation, SecurityScheme, Status};
use crate::exchange::read::ReadFailure;
use crate::message::header::HeaderProblem;
use crate::message::printable::printable;
use crate::message::reply::{Mismatch, RawReply};
use crate::message::url::BaseUrl;
use crate::transport::TransportError;

/// The request could not be built; nothing was sent.
pub struct RequestError {
    pub(crate) operation: &'static Operation,
    pub(crate) reason: RequestReason,
}

/// Why a request could not be built. No case holds a value that the caller gave.
#[derive(Debug)]
pub(crate) enum RequestReason {
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
    pub(crate) const fn new(operation: &'static Operation, reason: RequestReason) -> Self {
        Self { operation, reason }
    }

    /// Whether the client lacks a credential that the operation needs.
    pub const fn is_missing_credential(&self) -> bool {
        matches!(self.reason, RequestReason::Credentials(_))
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing was sent: ")?;
        match &self.reason {
            RequestReason::Credentials(alternatives) => needed(alternatives, f),
            RequestReason::Header(problem) => problem.fmt(f),
            RequestReason::PathEmpty(name) => write!(
                f,
                "the path parameter `{name}` is empty, which would address another path"
            ),
            RequestReason::PathMissing(name) => write!(f, "the path parameter `{name}` has no value"),
            RequestReason::PathDots => f.write_str(
                "a path parameter makes `.` or `..` of a path segment, which would address another path",
            ),
            RequestReason::PathUndefined(name) => {
                write!(
                    f,
                    "the path parameter `{name}` is null or an empty list, which has no form in a path"
                )
            }
            RequestReason::ParameterContent(name) => {
                write!(f, "the parameter `{name}` could not be written")
            }
            RequestReason::FormShape => f.write_str("a form body must be an object"),
            RequestReason::Server(url, problem) => write!(
                f,
                "the server `{url}` that the document names for it {problem}; set `base_url` on the client builder"
            ),
            RequestReason::Url(error) => write!(f, "the URL is not valid: {error}"),
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
            RequestReason::Url(error) => Some(error),
            _ => None,
        }
    }
}

/// No reply arrived, or none from where redirects led.
pub struct TransportFailure {
    pub(crate) operation: &'static Operation,
    pub(crate) base: Arc<BaseUrl>,
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
    pub(crate) base: Arc<BaseUrl>,
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

/// A reply arrived whose status is neither a declared success nor 2xx.
pub struct StatusError<E> {
    pub(crate) operation: &'static Operation,
    pub(crate) reply: RawReply,
    pub(crate) declared: Option<E>,
    pub(crate) mismatch: Option<Mismatch>,
    /// Why a redirect was not followed.
    pub(crate) redirect: Option<&'static str>,
    /// Why no credential was sent, if the server asked for one.
    pub(crate) unsigned: Option<&'static str>,
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
            unsigned: self.unsigned,
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
        if let Some(reason) = self.unsigned {
            write!(f, " (no credential was sent: {reason})")?;
        }
        match &self.mismatch {
            Some(mismatch) => {
                write!(f, ", its body is not as the document declares: {mismatch}")?;
                declared_at(self.operation, &self.reply, mismatch, f)
            }
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
        )?;
        declared_at(self.operation, &self.reply, &self.mismatch, f)
    }
}

/// Where the document declares what a body is not, and which option of the compiler lets it be that.
fn declared_at(
    operation: &Operation,
    reply: &RawReply,
    mismatch: &Mismatch,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let Mismatch::Json(failure) = mismatch else {
        return Ok(());
    };
    if failure.is_timeout() {
        return Ok(());
    }
    if let Some((place, property)) = failure.schema() {
        let (property, correction) = (printable(property), failure.correction());
        return write!(
            f,
            "; the document declares `{property}` at `{place}`, and the option `{correction}` of that property corrects it"
        );
    }
    match reply.declared {
        Some(declared) => {
            let (path, method) = (operation.path(), operation.method().to_ascii_lowercase());
            let path = path.replace('~', "~0").replace('/', "~1");
            let status = match declared.status() {
                Status::Code(code) => code.to_string(),
                Status::Range(class) => format!("{class}XX"),
                Status::Default => "default".to_owned(),
            };
            write!(
                f,
                "; the document declares it at `#/paths/{path}/{method}/responses/{status}`"
            )
        }
        None => Ok(()),
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
