//! Server-sent events.

use std::collections::BTreeMap;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures_core::Stream;

use super::{StreamBody, StreamError, Streamed};
use crate::json::value::Value;
use crate::json::{self, Failure, Json};
use crate::message::reply::{self, Mismatch, RawReply};
use crate::message::sse::{Parser, RawEvent};

/// A stream of server-sent events
/// ([HTML, section 9.2](https://html.spec.whatwg.org/multipage/server-sent-events.html)), their data
/// of type `T`.
///
/// An event whose data is not as declared is a [`StreamError::Item`]; the stream goes on. An event
/// that only marks the end, such as the `[DONE]` of many servers, is no item: the stream is over,
/// and [`Events::end_marker`] has its text. Dropping the stream ends the transfer.
///
/// ```
/// # use openapi_build_runtime::{Events, StreamError};
/// async fn print(mut events: Events<String>) -> Result<(), StreamError> {
///     while let Some(event) = events.next().await {
///         println!("{}", event?.data);
///     }
///     Ok(())
/// }
/// ```
#[must_use = "a stream does nothing unless it is read"]
pub struct Events<T> {
    body: StreamBody,
    parser: Parser,
    decode: DecodeEvent<T>,
    is_end: IsEnd,
    end_marker: Option<String>,
}

/// Reads the data of an event until the time is over.
type DecodeEvent<T> = fn(&EventText<'_>) -> Result<T, Failure>;

/// Whether an event is none but marks the end of the stream.
type IsEnd = fn(&EventText<'_>) -> bool;

/// An event as it arrived, from which a [`FromEvent`] makes its value.
pub struct EventText<'e> {
    event: &'e RawEvent,
    deadline: Option<Instant>,
}

impl EventText<'_> {
    /// Its name: `message` where the server gives none
    /// ([HTML, section 9.2.6](https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage)).
    pub fn name(&self) -> &str {
        self.event.event.as_deref().unwrap_or("message")
    }

    /// Its data as text.
    pub fn text(&self) -> String {
        self.event.data.clone()
    }

    /// Its data, read as JSON.
    ///
    /// # Errors
    ///
    /// Data that is not JSON, or JSON of another shape.
    pub fn json<T: Json>(&self) -> Result<T, Failure> {
        json::from_slice_until(self.event.data.as_bytes(), self.deadline)
    }

    /// All of it, read as a JSON object; with `json`, so is its data, if it is JSON.
    fn whole<T: Json>(&self, json: bool) -> Result<T, Failure> {
        let text = object(self.event, json).to_string();
        json::from_slice_until(text.as_bytes(), self.deadline)
    }

    /// Whether its data is `[DONE]`, or a word like it: that is not JSON.
    fn is_end_marker(&self) -> bool {
        let data = self.event.data.strip_prefix('[');
        data.and_then(|rest| rest.strip_suffix(']'))
            .is_some_and(|word| {
                let is_letter = |byte: u8| byte.is_ascii_uppercase() || byte == b'_';
                !word.is_empty() && word.bytes().all(is_letter)
            })
    }
}

impl fmt::Debug for EventText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventText")
            .field("name", &self.name())
            .field("data", &format_args!("{} bytes", self.event.data.len()))
            .finish()
    }
}

/// The data of events whose names say what it is. Generated code implements it.
pub trait FromEvent: Sized {
    /// The names of the events whose data is text.
    const TEXTS: &'static [&'static str] = &[];

    /// Makes it of an event.
    ///
    /// # Errors
    ///
    /// Data that is not what is declared for events of this name.
    fn from_event(event: &EventText<'_>) -> Result<Self, Failure>;
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// Its type; none is what browsers call `message`.
    pub event: Option<String>,
    /// Its id, if this event has one.
    pub id: Option<String>,
    /// How long to wait before connecting again, if this event says so.
    pub retry: Option<Duration>,
    /// Its data.
    pub data: T,
}

impl<T: Json> Events<T> {
    /// Events whose data is JSON.
    pub fn json(body: StreamBody) -> Self {
        Self::new(body, |event| event.json(), |event| event.is_end_marker())
    }

    /// Events that are declared as a whole (OpenAPI 3.2, section 4.14.4): `T` is of an object with `data`
    /// and, where they are there, `event`, `id` and `retry`. All but `retry` are strings.
    pub fn whole(body: StreamBody) -> Self {
        Self::new(body, |event| event.whole(false), |_| false)
    }

    /// The same where the data is JSON, or may be.
    pub fn whole_of_json(body: StreamBody) -> Self {
        Self::new(
            body,
            |event| event.whole(true),
            |event| event.is_end_marker(),
        )
    }
}

impl<T: FromEvent> Events<T> {
    /// Events whose names say what their data is.
    pub fn by_name(body: StreamBody) -> Self {
        let is_end: IsEnd = |event| event.is_end_marker() && !T::TEXTS.contains(&event.name());
        Self::new(body, T::from_event, is_end)
    }
}

impl Events<String> {
    /// Events whose data is text.
    pub fn text(body: StreamBody) -> Self {
        Self::new(body, |event| Ok(event.text()), |_| false)
    }
}

impl<T> Events<T> {
    fn new(body: StreamBody, decode: DecodeEvent<T>, is_end: IsEnd) -> Self {
        Self {
            parser: Parser::new(body.limit),
            body,
            decode,
            is_end,
            end_marker: None,
        }
    }

    /// The next event; none at the end.
    ///
    /// # Errors
    ///
    /// [`StreamError::Item`], after which there may be more, and [`StreamError::Body`].
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        poll_fn(|context| self.poll_event(context)).await
    }

    /// The last id that an event had, which a server takes in the header `Last-Event-ID` to go on
    /// from there; empty if there was none.
    pub fn last_event_id(&self) -> &str {
        self.parser.last_id()
    }

    /// How long the server wants clients to wait before they connect again.
    pub const fn retry(&self) -> Option<Duration> {
        self.parser.retry()
    }

    /// The data of the event that marked the end, such as `[DONE]`.
    pub fn end_marker(&self) -> Option<&str> {
        self.end_marker.as_deref()
    }

    fn poll_event(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Event<T>, StreamError>>> {
        loop {
            if let Some(event) = self.parser.next() {
                let Ok(event) = event else {
                    self.parser.feed(bytes::Bytes::new());
                    return Poll::Ready(Some(Err(self.body.too_large())));
                };
                return Poll::Ready(self.event(event));
            }
            match self.body.poll_chunk(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(chunk))) => self.parser.feed(chunk),
                // An event without the empty line at its end is none.
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
            }
        }
    }

    /// What comes of an event; none if it marks the end.
    fn event(&mut self, event: RawEvent) -> Option<Result<Event<T>, StreamError>> {
        let text = EventText {
            event: &event,
            deadline: self.body.deadline(),
        };
        if (self.is_end)(&text) {
            self.body.end();
            self.parser.feed(bytes::Bytes::new());
            self.end_marker = Some(event.data);
            return None;
        }
        Some(match (self.decode)(&text) {
            Ok(data) => Ok(Event {
                event: event.event,
                id: event.id,
                retry: event.retry,
                data,
            }),
            Err(failure) => {
                let error = self.body.undecoded(failure, event.data, event.event);
                if self.body.ended {
                    self.parser.feed(bytes::Bytes::new());
                }
                Err(error)
            }
        })
    }
}

/// An event as a JSON object; with `json`, data that is JSON is that.
fn object(event: &RawEvent, json: bool) -> Value {
    let mut object = BTreeMap::new();
    let texts = [("event", &event.event), ("id", &event.id)];
    for (name, text) in texts {
        if let Some(text) = text {
            object.insert(name.to_owned(), Value::from(text.as_str()));
        }
    }
    let data = json.then(|| json::from_slice(event.data.as_bytes()).ok());
    let data = data
        .flatten()
        .unwrap_or_else(|| Value::from(event.data.as_str()));
    object.insert("data".to_owned(), data);
    if let Some(retry) = event.retry {
        let milliseconds = u64::try_from(retry.as_millis()).unwrap_or(u64::MAX);
        object.insert("retry".to_owned(), Value::from(milliseconds));
    }
    Value::Object(object)
}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(context)
    }
}

impl<T> Streamed for Events<T> {
    fn check(reply: &RawReply) -> Result<(), Mismatch> {
        reply::plain(reply)?;
        match reply.content_type() {
            Some(found) if reply::essence(found) != "text/event-stream" => {
                Err(Mismatch::NotEvents(found.to_owned()))
            }
            _ => Ok(()),
        }
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events")
    }
}
