//! How requests reach a server.
//!
//! A [`Transport`] sees `http` types and nothing of the document. `Reqwest` is the default one,
//! [`InMemory`] is for tests.

#[cfg(feature = "reqwest")]
mod background;
mod body;
mod error;
mod memory;
#[cfg(feature = "reqwest")]
mod reqwest;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

pub use self::body::Body;
pub use self::error::{TransportError, TransportErrorKind};
pub use self::memory::InMemory;
#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;

/// What [`Transport::send`] returns.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'a>>;

/// Sends one request and returns the reply to it.
///
/// What a transport promises:
///
/// - It sends the request as it stands, to the absolute URI it carries. It adds no credential.
/// - It follows no redirect: whether a credential may follow is decided above it.
/// - It observes [`TimeLimit`] and [`Streaming`] among the request's extensions, if they are there.
/// - A reply whose body breaks off makes the body end in an error, never in a short body.
/// - Its errors do not show the URI's query, header values or bodies.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`; the future resolves when status and headers have arrived.
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_>;
}

impl<T: Transport + ?Sized> Transport for std::sync::Arc<T> {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        (**self).send(request)
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        (**self).send(request)
    }
}

/// The time from the start of a request to the last byte of the reply's body, as a request
/// extension. When it is over, the transport fails with a [`TransportErrorKind::TimedOut`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeLimit(pub Duration);

/// That the body of the reply is a stream, as a request extension: the [`TimeLimit`] is for the time
/// until the head has arrived, and this one, if it is set, for each wait for a piece of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Streaming {
    /// How long the body may be silent.
    pub idle: Option<Duration>,
}
