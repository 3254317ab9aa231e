//! The client that generated clients wrap.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::USER_AGENT;

use super::error::{BuildError, BuildReason};
use super::redirect;
use super::request::Request;
use super::settings::{BasePlace, Settings};
use crate::contract::{Operation, SecurityScheme, Server};
use crate::message::Secret;
use crate::message::credentials::Credentials;
use crate::message::header::{HeaderNames, header};
use crate::message::url::BaseUrl;
use crate::transport::Transport;

const TIMEOUT: Duration = Duration::from_secs(30);
const IDLE_TIMEOUT: Duration = Duration::from_secs(300);
const MAX_BODY: u64 = 64 * 1024 * 1024;
const AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// What a generated client holds: base URL, credentials, defaults and the transport. Clones share
/// one connection pool.
///
/// `Debug` names the schemes that have a credential and shows none.
#[derive(Clone)]
pub struct HttpClient(Arc<Settings>);

impl HttpClient {
    /// Starts a client. `server` is the URL of the document's first server, which may be relative
    /// or empty; [`HttpClientBuilder::base_url`] takes its place.
    pub fn builder(server: &'static str) -> HttpClientBuilder {
        HttpClientBuilder {
            server,
            chosen: None,
            base_url: None,
            origin: None,
            credentials: Credentials::default(),
            is_anonymous: false,
            headers: HeaderMap::new(),
            timeout: Some(TIMEOUT),
            idle_timeout: Some(IDLE_TIMEOUT),
            max_body: MAX_BODY,
            max_redirects: redirect::LIMIT,
            transport: None,
            failure: None,
        }
        .user_agent(AGENT)
    }

    /// Starts a request for an operation.
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(Arc::clone(&self.0), operation)
    }

    /// The base URL.
    pub fn base_url(&self) -> String {
        self.0.base.text()
    }
}

impl fmt::Debug for HttpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpClient")
            .field("base_url", &self.base_url())
            .field("credentials", &SchemeNames(&self.0.credentials))
            .field("headers", &HeaderNames(&self.0.headers))
            .field("timeout", &self.0.timeout)
            .field("max_body", &self.0.max_body)
            .finish_non_exhaustive()
    }
}

/// Sets up an [`HttpClient`].
///
/// Mistakes are reported by [`HttpClientBuilder::build`]: the first one counts.
#[must_use]
pub struct HttpClientBuilder {
    server: &'static str,
    chosen: Option<Server>,
    base_url: Option<String>,
    origin: Option<String>,
    credentials: Credentials,
    is_anonymous: bool,
    headers: HeaderMap,
    timeout: Option<Duration>,
    idle_timeout: Option<Duration>,
    max_body: u64,
    max_redirects: u32,
    transport: Option<Arc<dyn Transport>>,
    failure: Option<BuildReason>,
}

impl HttpClientBuilder {
    /// Where all paths start, such as `https://api.example.com/v1`. A slash at its end makes no
    /// difference; it has no query, and no user name or password. It takes the place of every server
    /// of the document, those of single operations too.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Scheme and host, such as `http://127.0.0.1:4200`, in the place of those of every server of the document: their paths
    /// count. [`Self::base_url`] takes the place of both.
    pub fn origin(mut self, url: impl Into<String>) -> Self {
        self.origin = Some(url.into());
        self
    }

    /// Another one of the document's servers than the first. Operations with a server of their own still
    /// go there.
    pub fn server(mut self, server: Server) -> Self {
        self.chosen = Some(server);
        self
    }

    /// The credential for a scheme: a token or a key. A second call for the same scheme replaces
    /// the first.
    pub fn credential(
        mut self,
        scheme: &'static SecurityScheme,
        secret: impl Into<Secret>,
    ) -> Self {
        if let Err(problem) = self.credentials.insert(scheme, &secret.into()) {
            self.fail(BuildReason::Credential(scheme, problem));
        }
        self
    }

    /// The user name and password for a scheme of [`SecurityScheme::basic`].
    pub fn basic(
        mut self,
        scheme: &'static SecurityScheme,
        user: impl AsRef<str>,
        password: impl Into<Secret>,
    ) -> Self {
        let user = user.as_ref();
        if let Err(problem) = self
            .credentials
            .insert_basic(scheme, user, &password.into())
        {
            self.fail(BuildReason::Credential(scheme, problem));
        }
        self
    }

    /// Sends calls without a credential where the document asks for one and the client has none: for servers that ask for less
    /// than the document. Otherwise such a call is an error, and nothing is sent.
    pub fn anonymous(mut self) -> Self {
        self.is_anonymous = true;
        self
    }

    /// A header of every request. An `authorization` takes the place of the credential that an
    /// operation would send. A second call with the same name replaces the first.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        match header(name.as_ref(), value.as_ref()) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(problem) => self.fail(BuildReason::Header(problem)),
        }
        self
    }

    /// The `User-Agent`: name and version of the program. It names this runtime by default.
    pub fn user_agent(self, agent: impl AsRef<str>) -> Self {
        self.header(USER_AGENT, agent)
    }

    /// The time from the start of a call to the end of decoding its reply, redirects included: 30
    /// seconds by default, `None` for no limit. A call can set its own, and [says](crate::Call::timeout) what it covers of a
    /// stream.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.timeout = timeout.into();
        self
    }

    /// How long each wait for a piece of a stream's body may take: 5 minutes by default, `None` for no limit. A call can
    /// set its own.
    pub fn idle_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.idle_timeout = timeout.into();
        self
    }

    /// How many bytes a reply's body may have, or one item of a stream: 64 MiB by default.
    pub fn max_body(mut self, bytes: u64) -> Self {
        self.max_body = bytes;
        self
    }

    /// How many redirects a call follows: 10 by default, 0 for none.
    pub fn max_redirects(mut self, count: u32) -> Self {
        self.max_redirects = count;
        self
    }

    /// Sends requests another way than by the default transport.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Where requests go, and who says so.
    fn base(&self) -> Result<(BaseUrl, BasePlace), BuildReason> {
        if let Some(url) = &self.base_url {
            let base = BaseUrl::parse(url).map_err(BuildReason::BaseUrl)?;
            return Ok((base, BasePlace::Whole));
        }
        let chosen = self.chosen.as_ref().map(Server::url).transpose();
        let chosen = chosen.map_err(BuildReason::Server)?;
        let server = chosen.as_deref().unwrap_or(self.server);
        if let Some(url) = &self.origin {
            let origin = BaseUrl::parse(url).map_err(BuildReason::Origin)?;
            if !origin.is_origin() {
                return Err(BuildReason::Origin("has a path"));
            }
            let base = origin.at_origin(server);
            let base =
                base.map_err(|problem| BuildReason::DeclaredServer(server.to_owned(), problem));
            return Ok((base?, BasePlace::Origin));
        }
        let declared = |problem| BuildReason::DeclaredServer(server.to_owned(), problem);
        let base = match server {
            "" => return Err(BuildReason::BaseUrlMissing),
            server if server.contains(['{', '}']) => {
                return Err(declared("has a variable without a value"));
            }
            server if !server.contains("://") => {
                return Err(BuildReason::BaseUrlRelative(server.to_owned()));
            }
            server => BaseUrl::parse(server).map_err(declared)?,
        };
        Ok((base, BasePlace::Document))
    }

    fn fail(&mut self, reason: BuildReason) {
        self.failure.get_or_insert(reason);
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// When there is no usable base URL, when a header or a credential cannot be sent, or when the
    /// transport cannot be set up.
    pub fn build(self) -> Result<HttpClient, BuildError> {
        if let Some(reason) = self.failure {
            return Err(BuildError(reason));
        }
        let (base, place) = self.base().map_err(BuildError)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport().map_err(BuildError)?,
        };
        Ok(HttpClient(Arc::new(Settings {
            base: Arc::new(base),
            place,
            credentials: self.credentials,
            is_anonymous: self.is_anonymous,
            headers: self.headers,
            timeout: self.timeout,
            idle_timeout: self.idle_timeout,
            max_body: self.max_body,
            max_redirects: self.max_redirects,
            transport,
        })))
    }
}

impl fmt::Debug for HttpClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet; it may hold a password.
        f.debug_struct("HttpClientBuilder")
            .field("credentials", &SchemeNames(&self.credentials))
            .field("headers", &HeaderNames(&self.headers))
            .field("timeout", &self.timeout)
            .field("max_body", &self.max_body)
            .finish_non_exhaustive()
    }
}

struct SchemeNames<'a>(&'a Credentials);

impl fmt::Debug for SchemeNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.names()).finish()
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, BuildReason> {
    match crate::transport::Reqwest::new() {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => Err(BuildReason::Transport(error)),
    }
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, BuildReason> {
    Err(BuildReason::NoTransport)
}
