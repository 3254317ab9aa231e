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
use tokio::runtime::Handle;
use tokio::time::{Instant, Sleep, sleep, sleep_until, timeout_at};

use super::background::{Background, On};
use super::{
    Body, Streaming, TimeLimit, Transport, TransportError, TransportErrorKind, TransportFuture,
};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// [`reqwest`](https://docs.rs/reqwest) with rustls, HTTP/1.1 and the system's certificates. It
/// needs a Tokio runtime; for one with a single thread, it drives its connections on another. Proxies are taken from the usual environment variables.
#[derive(Clone)]
pub struct Reqwest {
    client: reqwest::Client,
    background: Background,
}

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
            .map(Self::from_client)
            .map_err(error)
    }

    /// A client of your own: with a proxy, certificates, a client certificate.
    ///
    /// Build it with `redirect(reqwest::redirect::Policy::none())`, as [`Transport`] asks for:
    /// `reqwest` does not know which headers hold credentials.
    pub fn from_client(client: reqwest::Client) -> Self {
        Self {
            client,
            background: Background::default(),
        }
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
            let caller = Handle::try_current()
                .map_err(|cause| TransportError::new(TransportErrorKind::Broken, cause))?;
            let limit = request.extensions().get::<TimeLimit>().copied();
            let streaming = request.extensions().get::<Streaming>().copied();
            // A time beyond what the clock counts never comes.
            let end = limit.and_then(|limit| Instant::now().checked_add(limit.0));
            let request = reqwest::Request::try_from(request.map(outgoing)).map_err(error)?;
            let sending = On {
                runtime: self.background.of(&caller),
                future: Box::pin(self.client.execute(request)),
            };
            let reply = match end {
                Some(end) => timeout_at(end, sending)
                    .await
                    .map_err(|_| TransportError::timed_out())?,
                None => sending.await,
            };
            let reply = http::Response::<reqwest::Body>::from(reply.map_err(error)?);
            let limit = match streaming {
                Some(streaming) => streaming.idle.map(Limit::idle),
                None => end.map(Limit::whole),
            };
            let background = self.background.clone();
            Ok(reply.map(|body| {
                Body::stream(Incoming {
                    body,
                    limit,
                    _background: background,
                })
            }))
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
    limit: Option<Limit>,
    /// Drives the connection, also when the transport is gone.
    _background: Background,
}

/// Ends a body that takes too long.
struct Limit {
    /// How long it may be silent; if there is none, the time is that of the whole body.
    idle: Option<Duration>,
    over: Mutex<Pin<Box<Sleep>>>,
}

impl Limit {
    fn idle(idle: Duration) -> Self {
        Self {
            idle: Some(idle),
            over: Mutex::new(Box::pin(sleep(idle))),
        }
    }

    fn whole(end: Instant) -> Self {
        Self {
            idle: None,
            over: Mutex::new(Box::pin(sleep_until(end))),
        }
    }

    /// Something arrived.
    fn arrived(&mut self) {
        // A time beyond what the clock counts never comes.
        if let Some(end) = self.idle.and_then(|idle| Instant::now().checked_add(idle)) {
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
        // A body that never pauses has to be in time, too.
        if let Some(limit) = self.limit.as_mut().filter(|limit| limit.idle.is_none())
            && limit.poll(context).is_ready()
        {
            return Poll::Ready(Some(Err(TransportError::timed_out())));
        }
        let polled = Pin::new(&mut self.body).poll_frame(context);
        match (polled, &mut self.limit) {
            (Poll::Ready(frame), limit) => {
                limit.iter_mut().for_each(Limit::arrived);
                Poll::Ready(frame.map(|frame| frame.map_err(error)))
            }
            (Poll::Pending, Some(limit)) => limit
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
