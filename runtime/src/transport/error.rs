//! What keeps a transport from its work.

use std::error::Error as StdError;
use std::fmt;

/// What kept a transport from sending a request or from reading the reply.
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The kinds of [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection came about: no such host, nobody listens, TLS failed. The server has seen
    /// nothing of the request.
    Connect,
    /// No connection came about in the time that the transport allows for it. The server has seen
    /// nothing of the request.
    ConnectTimedOut,
    /// The time limit is over. The server may have acted on the request.
    TimedOut,
    /// The connection broke, or the peer does not speak HTTP. The server may have acted on the
    /// request.
    Broken,
}

impl TransportError {
    /// An error of the given kind with its cause.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            source: Some(source.into()),
        }
    }

    /// The time limit is over.
    pub const fn timed_out() -> Self {
        Self {
            kind: TransportErrorKind::TimedOut,
            source: None,
        }
    }

    /// The kind.
    pub const fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether it took too long, the connecting or the whole.
    pub const fn is_timeout(&self) -> bool {
        matches!(
            self.kind,
            TransportErrorKind::ConnectTimedOut | TransportErrorKind::TimedOut
        )
    }

    /// Whether no connection came about, so that the server has seen nothing of the request.
    pub const fn is_connect(&self) -> bool {
        matches!(
            self.kind,
            TransportErrorKind::Connect | TransportErrorKind::ConnectTimedOut
        )
    }

    /// The innermost cause, which says most.
    fn root(&self) -> Option<&(dyn StdError + 'static)> {
        let mut cause: &(dyn StdError + 'static) = self.source.as_deref()?;
        while let Some(next) = cause.source() {
            cause = next;
        }
        Some(cause)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "could not connect",
            TransportErrorKind::ConnectTimedOut => "could not connect in time",
            TransportErrorKind::TimedOut => "the time limit was reached",
            TransportErrorKind::Broken => "the exchange broke off",
        })?;
        match self.root() {
            Some(root) if !self.is_timeout() => write!(f, ": {root}"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("source", &self.source)
            .finish()
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
