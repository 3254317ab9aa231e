//! The default transport.

use std::fmt;
use std::future::Future as _;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep, timeout};

use super::{Streaming, TimeLimit, Transport, TransportError, TransportErrorKind, TransportFuture};
use crate::Body;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// [`reqwest`](https://docs.rs/reqwest) with rustls, HTTP/1.1 and the system's certificates. It
/// needs a Tokio runtime. Proxies are taken from the usual environment variables.
#[derive(Clone)]
pub struct Reqwest(reqwest::Client);

impl Reqwest {
    /// A transport with a connect timeout of 10 seconds.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up, for instance because the system's certificates cannot be read.
    pub fn new() -> Result<Self, TransportError> {
        let tls = tls().map_err(|cause| TransportError::new(TransportErrorKind::Connect, cause))?;
        reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(CONNECT_TIMEOUT)
            .build()
            .map(Self)
            .map_err(error)
    }

    /// A client of your own: with a proxy, certificates, a client certificate.
    ///
    /// Build it with `redirect(reqwest::redirect::Policy::none())`, as [`Transport`] asks for:
    /// `reqwest` does not know which headers hold credentials.
    pub const fn from_client(client: reqwest::Client) -> Self {
        Self(client)
    }
}

/// TLS of this transport alone: what an application chooses for its process stays its own.
fn tls() -> Result<rustls::ClientConfig, rustls::Error> {
    let cryptography = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = rustls_platform_verifier::Verifier::new(Arc::clone(&cryptography))?;
    Ok(rustls::ClientConfig::builder_with_provider(cryptography)
        .with_safe_default_protocol_versions()?
        // "Dangerous" is any verifier but the one of `rustls`; this one asks the system.
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth())
}

impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The client's own Debug prints its default headers.
        f.write_str("Reqwest")
    }
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        Box::pin(async move {
            // `reqwest` panics without one.
            tokio::runtime::Handle::try_current()
                .map_err(|cause| TransportError::new(TransportErrorKind::Broken, cause))?;
            let limit = request.extensions().get::<TimeLimit>().copied();
            let streaming = request.extensions().get::<Streaming>().copied();
            let mut request = reqwest::Request::try_from(request.map(outgoing)).map_err(error)?;
            let reply = match (streaming, limit) {
                (Some(_), Some(limit)) => timeout(limit.0, self.0.execute(request))
                    .await
                    .map_err(|_| TransportError::timed_out())?,
                (_, limit) => {
                    *request.timeout_mut() = limit.map(|limit| limit.0);
                    self.0.execute(request).await
                }
            };
            let reply = http::Response::<reqwest::Body>::from(reply.map_err(error)?);
            let idle = streaming
                .and_then(|streaming| streaming.idle)
                .map(Idle::new);
            Ok(reply.map(|body| Body::stream(Incoming { body, idle })))
        })
    }
}

fn outgoing(body: Body) -> reqwest::Body {
    body.into_bytes()
        .map_or_else(reqwest::Body::wrap, reqwest::Body::from)
}

/// The URL may hold a credential in its query, so it is taken out of the error.
fn error(error: reqwest::Error) -> TransportError {
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, false) => TransportErrorKind::Connect,
        (true, true) => TransportErrorKind::ConnectTimedOut,
        (false, true) => TransportErrorKind::TimedOut,
        (false, false) => TransportErrorKind::Broken,
    };
    TransportError::new(kind, error.without_url())
}

struct Incoming {
    body: reqwest::Body,
    idle: Option<Idle>,
}

/// Ends a body that is silent for too long.
struct Idle {
    limit: Duration,
    over: Mutex<Pin<Box<Sleep>>>,
}

impl Idle {
    fn new(limit: Duration) -> Self {
        Self {
            limit,
            over: Mutex::new(Box::pin(sleep(limit))),
        }
    }

    /// Begins anew.
    fn reset(&mut self) {
        // A time beyond what the clock counts never comes.
        if let Some(end) = Instant::now().checked_add(self.limit) {
            let over = self.over.get_mut().unwrap_or_else(PoisonError::into_inner);
            over.as_mut().reset(end);
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let over = self.over.get_mut().unwrap_or_else(PoisonError::into_inner);
        over.as_mut().poll(context)
    }
}

impl http_body::Body for Incoming {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        match (polled, &mut self.idle) {
            (Poll::Ready(frame), idle) => {
                idle.iter_mut().for_each(Idle::reset);
                Poll::Ready(frame.map(|frame| frame.map_err(error)))
            }
            (Poll::Pending, Some(idle)) => idle
                .poll(context)
                .map(|()| Some(Err(TransportError::timed_out()))),
            (Poll::Pending, None) => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// TLS waits for an answer that never comes: the connection is accepted by the system alone.
    #[tokio::test]
    async fn connecting_has_a_time_limit_of_its_own() {
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://{}/?key=s3cret", silent.local_addr().unwrap());
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls().unwrap())
            .connect_timeout(Duration::from_millis(50));
        let transport = Reqwest::from_client(client.build().unwrap());
        let request = http::Request::get(url).body(Body::empty()).unwrap();
        let error = transport.send(request).await.err().unwrap();
        assert_eq!(error.kind(), TransportErrorKind::ConnectTimedOut);
        assert!(error.is_connect() && error.is_timeout());
        assert_eq!(error.to_string(), "could not connect in time");
        assert!(!format!("{error:?}").contains("s3cret"));
    }

    #[test]
    fn without_a_runtime_sending_is_an_error() {
        let request = http::Request::get("http://127.0.0.1:9/")
            .body(Body::empty())
            .unwrap();
        let transport = Reqwest::new().unwrap();
        let mut sending = transport.send(request);
        let polled = sending
            .as_mut()
            .poll(&mut Context::from_waker(std::task::Waker::noop()));
        assert!(matches!(polled, Poll::Ready(Err(_))));
    }
}
