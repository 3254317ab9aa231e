//! Binary bodies.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::{StreamBody, StreamError, Streamed};
use crate::message::reply::{Mismatch, RawReply};

/// The body of a reply, piece by piece as it arrives, whatever its size.
///
/// [`Call::stream`](crate::Call::stream) gives one. Dropping it ends the transfer.
///
/// ```no_run
/// # use openapi_build_runtime::{Call, Bytes};
/// # async fn save(call: Call<Bytes>, file: &mut std::fs::File) -> Result<(), Box<dyn std::error::Error>> {
/// use std::io::Write as _;
///
/// let mut body = call.stream().await?.into_body();
/// while let Some(piece) = body.next().await {
///     file.write_all(&piece?)?;
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "a stream does nothing unless it is read"]
pub struct ByteStream(StreamBody);

impl ByteStream {
    /// Reads `body`.
    pub const fn new(body: StreamBody) -> Self {
        Self(body)
    }

    /// The next piece; none at the end, and after an error.
    ///
    /// # Errors
    ///
    /// [`StreamError::Body`].
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        poll_fn(|context| self.0.poll_chunk(context)).await
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_chunk(context)
    }
}

impl Streamed for ByteStream {
    fn check(_: &RawReply) -> Result<(), Mismatch> {
        Ok(())
    }
}
