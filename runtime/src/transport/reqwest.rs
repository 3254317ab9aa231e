//! The default transport.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::{TimeLimit, Transport, TransportError, TransportErrorKind, TransportFuture};
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
            let mut request = reqwest::Request::try_from(request.map(outgoing)).map_err(error)?;
            *request.timeout_mut() = limit.map(|limit| limit.0);
            let reply = self.0.execute(request).await.map_err(error)?;
            let reply = http::Response::<reqwest::Body>::from(reply);
            Ok(reply.map(|body| Body::stream(Incoming(body))))
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

struct Incoming(reqwest::Body);

impl http_body::Body for Incoming {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Pin::new(&mut self.0)
            .poll_frame(context)
            .map(|frame| frame.map(|frame| frame.map_err(error)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
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
