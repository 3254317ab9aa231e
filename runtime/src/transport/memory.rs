//! A transport without a network.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http_body_util::BodyExt as _;

use super::{Body, Transport, TransportError, TransportErrorKind, TransportFuture};

type Answer =
    dyn Fn(&http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> + Send + Sync;

/// A transport for tests: it answers from a queue, then from a function, and remembers every
/// request. Clones share both, so keep one and give the other to the client.
///
/// ```
/// use openapi_build_runtime::transport::InMemory;
///
/// let memory = InMemory::new();
/// memory.reply(200, "application/json", r#"{"ok":true}"#);
/// assert!(memory.requests().is_empty());
/// ```
#[derive(Clone, Default)]
pub struct InMemory(Arc<Shared>);

#[derive(Default)]
struct Shared {
    queue: Mutex<VecDeque<Result<http::Response<Body>, TransportError>>>,
    requests: Mutex<Vec<http::Request<Bytes>>>,
    answer: Option<Box<Answer>>,
}

impl InMemory {
    /// An empty queue: a request fails until a reply is queued.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers every request for which no reply is queued by calling `answer`.
    pub fn answering<F>(answer: F) -> Self
    where
        F: Fn(&http::Request<Bytes>) -> Result<http::Response<Body>, TransportError>
            + Send
            + Sync
            + 'static,
    {
        Self(Arc::new(Shared {
            answer: Some(Box::new(answer)),
            ..Shared::default()
        }))
    }

    /// Queues a reply. An empty `content_type` sends none. A status outside 100 to 999 is
    /// answered by a transport error.
    pub fn reply(&self, status: u16, content_type: &str, body: impl Into<Body>) -> &Self {
        let mut reply = http::Response::builder().status(status);
        if !content_type.is_empty() {
            reply = reply.header(http::header::CONTENT_TYPE, content_type);
        }
        self.push(
            reply
                .body(body.into())
                .map_err(|error| TransportError::new(TransportErrorKind::Broken, error)),
        )
    }

    /// Queues a reply with headers of its own, or an error.
    pub fn push(&self, reply: Result<http::Response<Body>, TransportError>) -> &Self {
        lock(&self.0.queue).push_back(reply);
        self
    }

    /// The requests so far, oldest first. Header values that hold a credential are marked
    /// sensitive, so printing a request does not show them; its URI and body are shown.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        lock(&self.0.requests).clone()
    }

    fn answer(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Body>, TransportError> {
        let queued = lock(&self.0.queue).pop_front();
        let reply = match (queued, &self.0.answer) {
            (Some(reply), _) => reply,
            (None, Some(answer)) => answer(&request),
            (None, None) => Err(TransportError::new(
                TransportErrorKind::Connect,
                "no reply is queued in the in-memory transport",
            )),
        };
        lock(&self.0.requests).push(request);
        reply
    }
}

impl Transport for InMemory {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await?.to_bytes();
            self.answer(http::Request::from_parts(parts, body))
        })
    }
}

impl fmt::Debug for InMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InMemory")
            .field("queued", &lock(&self.0.queue).len())
            .field("requests", &lock(&self.0.requests).len())
            .finish_non_exhaustive()
    }
}

/// A panic of a test in another thread leaves the queue as it was.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
