//! Bodies that are used while they arrive.

mod bytes;
mod events;
mod lines;

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use http_body::Body as _;

pub use self::bytes::ByteStream;
pub use self::events::{Event, EventText, Events, FromEvent};
pub use self::lines::JsonLines;
use super::read::ReadFailure;
use crate::json::Failure;
use crate::message::printable::printable;
use crate::message::reply::{Mismatch, RawReply};
use crate::transport::Body;

/// A body on its way, as generated code hands it to [`Events`], [`JsonLines`] and [`ByteStream`].
///
/// Dropping it ends the transfer.
pub struct StreamBody {
    body: Body,
    /// How many bytes an item may have.
    limit: u64,
    /// How long decoding an item may take.
    time: Option<Duration>,
    ended: bool,
    /// How many pieces it gave since it last let others run.
    given: u8,
}

/// How many pieces a stream gives in a row. One that never pauses would hold its whole thread up, clock included, whenever
/// nothing comes of the pieces: comments, blank lines.
const IN_A_ROW: u8 = 32;

impl StreamBody {
    pub(super) const fn new(body: Body, limit: u64, time: Option<Duration>) -> Self {
        Self {
            body,
            limit,
            time,
            ended: false,
            given: 0,
        }
    }

    /// The next piece, of at least one byte. After a failure there is none.
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<::bytes::Bytes, StreamError>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        loop {
            if self.given == IN_A_ROW {
                self.given = 0;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            let frame = match Pin::new(&mut self.body).poll_frame(context) {
                Poll::Pending => {
                    self.given = 0;
                    return Poll::Pending;
                }
                Poll::Ready(frame) => frame,
            };
            self.given += 1;
            match frame {
                None => {
                    self.end();
                    return Poll::Ready(None);
                }
                Some(Err(error)) => {
                    self.end();
                    let failure = ReadFailure::Transport(error);
                    return Poll::Ready(Some(Err(StreamError::Body(failure))));
                }
                // What is no data are trailers.
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) if !data.is_empty() => return Poll::Ready(Some(Ok(data))),
                    _ => {}
                },
            }
        }
    }

    /// Closes the connection, if the server has not.
    fn end(&mut self) {
        self.ended = true;
        self.body = Body::empty();
    }

    /// When decoding of an item that begins now has to be over.
    fn deadline(&self) -> Option<Instant> {
        // A time beyond what the clock counts never comes.
        self.time.and_then(|time| Instant::now().checked_add(time))
    }

    /// Why an item was not decoded. Where that took too long the stream is over, as more of the kind may follow.
    /// `event`: the name of the event that it is, if it has one.
    fn undecoded(
        &mut self,
        failure: Failure,
        text: impl Into<String>,
        event: Option<String>,
    ) -> StreamError {
        if failure.is_timeout() {
            self.end();
            return StreamError::Body(ReadFailure::Decoding);
        }
        StreamError::Item(Box::new(ItemError {
            mismatch: failure.into(),
            text: text.into(),
            event,
        }))
    }

    fn too_large(&mut self) -> StreamError {
        self.end();
        StreamError::Body(ReadFailure::TooLarge(self.limit))
    }
}

impl fmt::Debug for StreamBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StreamBody")
    }
}

/// What a stream of items asks of the reply's head.
pub trait Streamed {
    /// Whether the body can be such a stream.
    ///
    /// # Errors
    ///
    /// A content type of something else, or a compressed body.
    fn check(reply: &RawReply) -> Result<(), Mismatch>;
}

/// Why a stream gives no item.
///
/// Neither `Display` nor `Debug` shows what was received.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamError {
    /// This item is not what the document declares. The stream goes on.
    Item(Box<ItemError>),
    /// The body broke off, was silent for too long, or has an item with more bytes than
    /// `max_body` allows or one that takes longer to decode than the call's `timeout`. The stream is over.
    Body(ReadFailure),
}

/// An item of a stream that is not what the document declares.
pub struct ItemError {
    mismatch: Mismatch,
    text: String,
    event: Option<String>,
}

impl ItemError {
    /// How it differs from what is declared.
    pub const fn mismatch(&self) -> &Mismatch {
        &self.mismatch
    }

    /// The name of the event that it is, if it is one that has a name.
    pub fn event(&self) -> Option<&str> {
        self.event.as_deref()
    }

    /// The item as it was received: the data of an event, or a line.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemError")
            .field("event", &self.event)
            .field("mismatch", &self.mismatch)
            .field("text", &format_args!("{} bytes", self.text.len()))
            .finish()
    }
}

impl StreamError {
    /// Whether nothing arrived for too long, or decoding an item took too long.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Body(failure) if failure.is_timeout())
    }

    /// The text of an item that is not as declared.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Item(item) => Some(item.text()),
            Self::Body(_) => None,
        }
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(item) => {
                match item.event() {
                    Some(name) => write!(f, "the event \"{}\"", printable(name))?,
                    None => f.write_str("an item")?,
                }
                write!(f, " is not as the document declares: {}", item.mismatch)
            }
            Self::Body(failure) => write!(f, "the stream ended early: {failure}"),
        }
    }
}

impl StdError for StreamError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Item(item) => Some(&item.mismatch),
            Self::Body(failure) => Some(failure),
        }
    }
}
