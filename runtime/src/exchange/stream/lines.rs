//! JSON values one after the other.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::{Buf as _, Bytes};
use futures_core::Stream;

use super::{StreamBody, StreamError, Streamed};
use crate::json::{self, Json};
use crate::message::reply::{self, Mismatch, RawReply};
use crate::message::sse::TooLarge;

/// A stream of JSON values of type `T`: one on each line ([JSON Lines](https://jsonlines.org)), or a
/// JSON text sequence ([RFC 7464](https://www.rfc-editor.org/rfc/rfc7464)).
///
/// A line that is not as declared is a [`StreamError::Item`]; the stream goes on. Dropping the
/// stream ends the transfer.
#[must_use = "a stream does nothing unless it is read"]
pub struct JsonLines<T> {
    body: StreamBody,
    chunk: Bytes,
    /// The begun line.
    line: Vec<u8>,
    /// What stands between two values.
    separator: u8,
    decode: fn(&[u8], Option<Instant>) -> Result<T, json::Failure>,
}

impl<T: Json> JsonLines<T> {
    /// One value on each line. Empty lines are passed over.
    pub fn lines(body: StreamBody) -> Self {
        Self::new(body, b'\n')
    }

    /// A JSON text sequence: each value behind a record separator (U+001E).
    pub fn sequence(body: StreamBody) -> Self {
        Self::new(body, 0x1e)
    }

    fn new(body: StreamBody, separator: u8) -> Self {
        Self {
            body,
            chunk: Bytes::new(),
            line: Vec::new(),
            separator,
            decode: json::from_slice_until,
        }
    }
}

impl<T> JsonLines<T> {
    /// The next value; none at the end.
    ///
    /// # Errors
    ///
    /// [`StreamError::Item`], after which there may be more, and [`StreamError::Body`].
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| self.poll_value(context)).await
    }

    fn poll_value(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        loop {
            match self.whole_line() {
                Some(Ok(line)) => return Poll::Ready(Some(self.value(&line))),
                Some(Err(TooLarge)) => {
                    (self.line, self.chunk) = (Vec::new(), Bytes::new());
                    return Poll::Ready(Some(Err(self.body.too_large())));
                }
                None => {}
            }
            match self.body.poll_chunk(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(chunk))) => self.chunk = chunk,
                Poll::Ready(Some(Err(error))) => {
                    // What was begun when the body broke off is no value.
                    self.line = Vec::new();
                    return Poll::Ready(Some(Err(error)));
                }
                // The last line may have no end.
                Poll::Ready(None) => {
                    let rest = std::mem::take(&mut self.line);
                    let value = (!is_blank(&rest)).then(|| self.value(&rest));
                    return Poll::Ready(value);
                }
            }
        }
    }

    /// The next line of the piece that holds anything.
    fn whole_line(&mut self) -> Option<Result<Vec<u8>, TooLarge>> {
        while !self.chunk.is_empty() {
            let end = self.chunk.iter().position(|byte| *byte == self.separator);
            let head = self.chunk.split_to(end.unwrap_or(self.chunk.len()));
            // Asked of each piece alike, so that it makes no difference how a line is cut.
            if (self.line.len() + head.len()) as u64 > self.body.limit {
                return Some(Err(TooLarge));
            }
            self.line.extend_from_slice(&head);
            end?;
            self.chunk.advance(1);
            let line = std::mem::take(&mut self.line);
            if !is_blank(&line) {
                return Some(Ok(line));
            }
        }
        None
    }

    fn value(&mut self, line: &[u8]) -> Result<T, StreamError> {
        let value = (self.decode)(line, self.body.deadline());
        value.map_err(|failure| {
            let text = String::from_utf8_lossy(line);
            let error = self.body.undecoded(failure, text.trim_end(), None);
            if matches!(error, StreamError::Body(_)) {
                self.chunk = Bytes::new();
            }
            error
        })
    }
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

impl<T> Stream for JsonLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_value(context)
    }
}

impl<T> Streamed for JsonLines<T> {
    /// Servers send lines under many content types, so only one that is surely something else is
    /// refused.
    fn check(reply: &RawReply) -> Result<(), Mismatch> {
        reply::plain(reply)?;
        match reply.content_type() {
            Some(found) if reply::essence(found) == "text/html" => {
                Err(Mismatch::ContentType(found.to_owned()))
            }
            _ => Ok(()),
        }
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JsonLines")
    }
}
