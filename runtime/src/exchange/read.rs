//! Reading a body whole.

use std::error::Error as StdError;
use std::fmt;

use bytes::{Bytes, BytesMut};
use http_body::Body as _;
use http_body_util::BodyExt as _;

use crate::transport::{Body, TransportError};

/// Why reading a body stopped.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadFailure {
    /// The body has more bytes than the client's limit, which is given here.
    TooLarge(u64),
    /// The connection broke before the end of the body, or the time limit was reached.
    Transport(TransportError),
    /// The whole body, or an item of a stream, arrived, but the time limit was reached while it was decoded.
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

/// Reads a body up to its end or `limit` bytes; gives what was read in any case.
pub(super) async fn read(mut body: Body, limit: u64) -> (Bytes, Option<ReadFailure>) {
    if body.size_hint().lower() > limit {
        return (Bytes::new(), Some(ReadFailure::TooLarge(limit)));
    }
    // A body that arrives in one piece, as most do, is not copied.
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    let failure = loop {
        let data = match body.frame().await {
            None => break None,
            Some(Err(error)) => break Some(ReadFailure::Transport(error)),
            Some(Ok(frame)) => match frame.into_data() {
                Ok(data) => data,
                // Trailers.
                Err(_) => continue,
            },
        };
        let left = limit - (first.len() + rest.len()) as u64;
        if data.len() as u64 > left {
            let fits = usize::try_from(left).unwrap_or(usize::MAX);
            rest.extend_from_slice(data.get(..fits).unwrap_or(&data));
            break Some(ReadFailure::TooLarge(limit));
        }
        if first.is_empty() {
            first = data;
        } else {
            rest.extend_from_slice(&data);
        }
    };
    if rest.is_empty() {
        return (first, failure);
    }
    let mut whole = BytesMut::with_capacity(first.len() + rest.len());
    whole.extend_from_slice(&first);
    whole.extend_from_slice(&rest);
    (whole.freeze(), failure)
}
