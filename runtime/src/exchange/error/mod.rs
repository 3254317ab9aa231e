//! What a call can fail with.

mod build;
mod cases;

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use self::build::BuildError;
pub(super) use self::build::BuildReason;
pub(super) use self::cases::RequestReason;
pub use self::cases::{
    BodyError, DecodeError, RequestError, StatusError, TimeoutError, TransportFailure,
};
use crate::contract::Operation;
use crate::json::{self, Json};
use crate::message::Problem;
use crate::message::printable::printable;
use crate::message::reply::{RawReply, Undeclared};

/// How many characters of a body [`Error::text`] returns.
const TEXT_LIMIT: usize = 4096;

/// Why a call gave no result.
///
/// `E` is the error body that the document declares for the operation.
///
/// Neither `Display` nor `Debug` shows credentials or bodies. `Display` does show the message that
/// the server gave, as [`Error::problem`] finds it: at most 300 characters, control characters
/// escaped.
///
/// ```
/// # use openapi_build_runtime::Error;
/// fn explain(error: &Error) -> &str {
///     match error {
///         Error::Request(_) => "nothing was sent",
///         Error::Decode(_) => "it was done, but the answer is in another shape",
///         _ if error.is_timeout() => "too slow",
///         _ => match error.status().map(|status| status.as_u16()) {
///             Some(401) => "the key is wrong",
///             Some(_) => "refused",
///             None => "unreachable",
///         },
///     }
/// }
/// ```
#[non_exhaustive]
pub enum Error<E = Undeclared> {
    /// The request could not be built; nothing was sent.
    Request(Box<RequestError>),
    /// No reply arrived.
    Transport(Box<TransportFailure>),
    /// No reply arrived in time.
    Timeout(Box<TimeoutError>),
    /// A reply arrived whose status is neither a declared success nor 2xx.
    Status(Box<StatusError<E>>),
    /// The call succeeded: the status is a declared success, or 2xx. The body is not what the document
    /// declares.
    Decode(Box<DecodeError>),
    /// Status and headers arrived; reading the body failed.
    Body(Box<BodyError>),
}

impl<E> Error<E> {
    /// Which case it is, as a word that never changes: `request`, `transport`, `timeout`, `status`,
    /// `decode` or `body`. For logs and counters.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Request(_) => "request",
            Self::Transport(_) => "transport",
            Self::Timeout(_) => "timeout",
            Self::Status(_) => "status",
            Self::Decode(_) => "decode",
            Self::Body(_) => "body",
        }
    }

    /// The operation's data in the document.
    pub fn operation(&self) -> &'static Operation {
        match self {
            Self::Request(error) => error.operation,
            Self::Transport(error) => error.operation,
            Self::Timeout(error) => error.operation,
            Self::Status(error) => error.operation,
            Self::Decode(error) => error.operation,
            Self::Body(error) => error.operation,
        }
    }

    /// The `operationId`.
    pub fn operation_id(&self) -> &'static str {
        self.operation().id()
    }

    /// The HTTP method of the operation.
    pub fn method(&self) -> &'static str {
        self.operation().method()
    }

    /// The path template of the operation, such as `/pets/{petId}`.
    pub fn path_template(&self) -> &'static str {
        self.operation().path()
    }

    /// The URL that was called, with the path template of the operation: `https://api.example.com/v1/pets/{petId}`. Without a scheme and
    /// a host if nothing was sent.
    pub fn url_template(&self) -> String {
        let base = match self {
            Self::Request(_) => None,
            Self::Transport(error) => Some(&error.base),
            Self::Timeout(error) => Some(&error.base),
            Self::Status(_) | Self::Decode(_) | Self::Body(_) => {
                self.reply().and_then(|reply| reply.base.as_ref())
            }
        };
        let mut url = base.map_or_else(String::new, |base| base.text());
        url.push_str(self.path_template());
        url
    }

    /// What arrived of the reply, if anything did.
    pub fn reply(&self) -> Option<&RawReply> {
        match self {
            Self::Request(_) | Self::Transport(_) | Self::Timeout(_) => None,
            Self::Status(error) => Some(&error.reply),
            Self::Decode(error) => Some(&error.reply),
            Self::Body(error) => Some(&error.reply),
        }
    }

    /// The status, if a reply arrived.
    pub fn status(&self) -> Option<StatusCode> {
        self.reply().map(RawReply::status)
    }

    /// The headers, if a reply arrived.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.reply().map(RawReply::headers)
    }

    /// The id that the server gave to the exchange: the first header whose name ends in
    /// `request-id`.
    pub fn request_id(&self) -> Option<&str> {
        self.reply().and_then(RawReply::request_id)
    }

    /// The body, if a reply arrived; of [`Error::Body`], what was read of it.
    pub fn body(&self) -> Option<&Bytes> {
        self.reply().map(RawReply::body)
    }

    /// The body as text, at most 4096 characters; invalid UTF-8 is replaced by U+FFFD.
    pub fn text(&self) -> Option<String> {
        let body = self.body()?;
        // A character takes at most four bytes.
        let head = body.get(..TEXT_LIMIT * 4).unwrap_or(body);
        Some(
            String::from_utf8_lossy(head)
                .chars()
                .take(TEXT_LIMIT)
                .collect(),
        )
    }

    /// Reads the body as JSON of a type of your own, if a reply arrived.
    pub fn json<T: Json>(&self) -> Option<Result<T, json::Failure>> {
        self.body().map(|body| json::from_slice(body))
    }

    /// What the server said went wrong, where its body has one of the usual forms.
    pub fn problem(&self) -> Option<Problem> {
        Problem::find(self.body()?)
    }

    /// The error body as declared by the document, if that is what arrived.
    pub fn declared(&self) -> Option<&E> {
        match self {
            Self::Status(error) => error.declared(),
            _ => None,
        }
    }

    /// Whether the time limit was reached, before the reply or within its body.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Body(error) => error.cause().is_timeout(),
            _ => false,
        }
    }

    /// Whether the call succeeded all the same: the server has done what was asked, only its answer could not be read. Such a
    /// call must not be repeated.
    ///
    /// ```
    /// # use openapi_build_runtime::Error;
    /// # fn create() -> Result<(), Error> { Ok(()) }
    /// match create() {
    ///     Err(error) if error.succeeded() => println!("created; the answer was {:?}", error.text()),
    ///     other => other?,
    /// }
    /// # Ok::<(), Error>(())
    /// ```
    pub fn succeeded(&self) -> bool {
        match self {
            Self::Decode(_) => true,
            Self::Body(error) => error.reply.is_success(),
            _ => false,
        }
    }

    /// Whether nothing was sent.
    pub fn is_unsent(&self) -> bool {
        matches!(self, Self::Request(_))
    }

    /// Forgets the declared error body; the raw one stays. It gives the errors of all operations
    /// one type.
    #[must_use]
    pub fn into_undeclared(self) -> Error {
        self.convert(|_| None)
    }

    fn convert<F>(self, declared: fn(E) -> Option<F>) -> Error<F> {
        match self {
            Self::Request(error) => Error::Request(error),
            Self::Transport(error) => Error::Transport(error),
            Self::Timeout(error) => Error::Timeout(error),
            Self::Status(error) => Error::Status(Box::new(error.convert(declared))),
            Self::Decode(error) => Error::Decode(error),
            Self::Body(error) => Error::Body(error),
        }
    }

    fn head(&self) -> (&dyn fmt::Debug, &dyn fmt::Display, &'static str) {
        match self {
            Self::Request(error) => (error, error, "Request"),
            Self::Transport(error) => (error, error, "Transport"),
            Self::Timeout(error) => (error, error, "Timeout"),
            Self::Status(error) => (&error.reply, error, "Status"),
            Self::Decode(error) => (error, error, "Decode"),
            Self::Body(error) => (error, error, "Body"),
        }
    }
}

impl Error {
    /// Gives an error without a declared body the type of an operation that has one.
    pub(crate) fn widen<E>(self) -> Error<E> {
        self.convert(|never| match never {})
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (_, text, _) = self.head();
        write!(f, "{} {}: {text}", self.method(), self.url_template())?;
        // The body of a success is not an explanation, whatever it looks like.
        if !self.succeeded()
            && let Some(problem) = self.problem().and_then(|problem| problem.brief())
        {
            write!(f, ": {problem}")?;
        }
        match self.request_id() {
            Some(id) => write!(f, " (request id {})", printable(id)),
            None => Ok(()),
        }
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (inner, _, name) = self.head();
        f.debug_struct(name)
            // The first thing that is seen of an error that `main` returns.
            .field("message", &format_args!("{self}"))
            .field("operation", &self.operation_id())
            .field("error", inner)
            .finish()
    }
}

impl<E> StdError for Error<E> {
    /// The cause. What it says is part of this error's own text already, except for the
    /// intermediate causes of a transport error.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Request(error) => error.source(),
            Self::Transport(error) => Some(error.cause()),
            Self::Timeout(error) => error.cause().map(|cause| cause as _),
            Self::Status(error) => error.mismatch().map(|mismatch| mismatch as _),
            Self::Decode(error) => Some(error.mismatch()),
            Self::Body(error) => Some(error.cause()),
        }
    }
}
