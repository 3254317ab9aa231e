//! The text of server-sent events
//! ([HTML, section 9.2.6](https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation)).

use std::time::Duration;

use bytes::{Buf as _, Bytes};

const BOM: &[u8] = "\u{feff}".as_bytes();

/// Takes a body apart into events, in whatever pieces it arrives.
pub(crate) struct Parser {
    chunk: Bytes,
    /// How many bytes a line may have, and how many the data of an event.
    limit: u64,
    /// The begun line. Characters may be split over pieces; lines are decoded when they are whole.
    line: Vec<u8>,
    /// Whether the first line is over: only before it there may be a byte order mark.
    begun: bool,
    /// A line feed that follows belongs to the line end.
    after_return: bool,
    event: BegunEvent,
    last_id: String,
    retry: Option<Duration>,
}

/// The event that is being read.
#[derive(Default)]
struct BegunEvent {
    event: Option<String>,
    id: Option<String>,
    retry: Option<Duration>,
    data: Option<String>,
}

/// An event as it stands in the text.
pub(crate) struct RawEvent {
    pub(crate) event: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) retry: Option<Duration>,
    pub(crate) data: String,
}

/// A line or an event has more bytes than the limit.
#[derive(Debug)]
pub(crate) struct TooLarge;

impl Parser {
    pub(crate) fn new(limit: u64) -> Self {
        Self {
            chunk: Bytes::new(),
            limit,
            line: Vec::new(),
            begun: false,
            after_return: false,
            event: BegunEvent::default(),
            last_id: String::new(),
            retry: None,
        }
    }

    /// The next piece of the body. The one before must be used up.
    pub(crate) fn feed(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// The next event of the piece. Nothing is to be read after an error.
    pub(crate) fn next(&mut self) -> Option<Result<RawEvent, TooLarge>> {
        while !self.chunk.is_empty() {
            if std::mem::take(&mut self.after_return) && self.chunk.first() == Some(&b'\n') {
                self.chunk.advance(1);
                continue;
            }
            let end = self
                .chunk
                .iter()
                .position(|byte| matches!(byte, b'\n' | b'\r'));
            let head = self.chunk.split_to(end.unwrap_or(self.chunk.len()));
            // Asked of each piece alike, so that it makes no difference how a line is cut.
            if self.is_too_large(self.line.len() + head.len()) {
                return Some(Err(TooLarge));
            }
            self.line.extend_from_slice(&head);
            end?;
            self.after_return = self.chunk.first() == Some(&b'\r');
            self.chunk.advance(1);
            let line = std::mem::take(&mut self.line);
            let first = !std::mem::replace(&mut self.begun, true);
            let line = match line.strip_prefix(BOM) {
                Some(rest) if first => rest,
                _ => &line,
            };
            if line.is_empty() {
                if let Some(event) = self.dispatch() {
                    return Some(Ok(event));
                }
            } else {
                self.field(&String::from_utf8_lossy(line));
                let data = self.event.data.as_ref().map_or(0, String::len);
                if self.is_too_large(data) {
                    return Some(Err(TooLarge));
                }
            }
        }
        None
    }

    const fn is_too_large(&self, bytes: usize) -> bool {
        bytes as u64 > self.limit
    }

    /// The last `id` of the stream; empty if there was none.
    pub(crate) fn last_id(&self) -> &str {
        &self.last_id
    }

    /// The last `retry` of the stream.
    pub(crate) const fn retry(&self) -> Option<Duration> {
        self.retry
    }

    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => self.event.event = Some(value.to_owned()),
            "data" => match &mut self.event.data {
                None => self.event.data = Some(value.to_owned()),
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
            },
            "id" if !value.contains('\0') => {
                value.clone_into(&mut self.last_id);
                self.event.id = Some(value.to_owned());
            }
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                if let Ok(milliseconds) = value.parse() {
                    self.retry = Some(Duration::from_millis(milliseconds));
                    self.event.retry = self.retry;
                }
            }
            // Comments, whose name is empty, and fields of no meaning.
            _ => {}
        }
    }

    /// At an empty line. Without data there is no event.
    fn dispatch(&mut self) -> Option<RawEvent> {
        let begun = std::mem::take(&mut self.event);
        Some(RawEvent {
            event: begun.event.filter(|event| !event.is_empty()),
            id: begun.id,
            retry: begun.retry,
            data: begun.data?,
        })
    }
}

/// The data of the first event of a whole body.
pub(crate) fn first_data(body: &Bytes) -> Option<String> {
    let mut parser = Parser::new(u64::MAX);
    parser.feed(body.clone());
    let mut data = || Some(parser.next()?.ok()?.data);
    let first = data();
    // Servers that send one event only may leave out the empty line.
    first.or_else(|| {
        parser.feed(Bytes::from_static(b"\n\n"));
        Some(parser.next()?.ok()?.data)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(text: &[u8], size: usize) -> Vec<(Option<String>, Option<String>, String)> {
        let mut parser = Parser::new(1000);
        let mut events = Vec::new();
        for chunk in text.chunks(size) {
            parser.feed(Bytes::copy_from_slice(chunk));
            while let Some(Ok(event)) = parser.next() {
                events.push((event.event, event.id, event.data));
            }
        }
        events
    }

    /// Whatever the pieces are that a text arrives in, its events are the same.
    fn all(text: &[u8]) -> Vec<(Option<String>, Option<String>, String)> {
        let whole = events(text, text.len());
        for size in 1..8 {
            assert_eq!(events(text, size), whole, "in pieces of {size}");
        }
        whole
    }

    fn data(text: &str) -> Vec<String> {
        all(text.as_bytes())
            .into_iter()
            .map(|(_, _, data)| data)
            .collect()
    }

    /// The examples of HTML, section 9.2.6.
    #[test]
    fn the_examples_of_the_specification() {
        assert_eq!(data("data: YHOO\ndata: +2\ndata: 10\n\n"), ["YHOO\n+2\n10"]);
        let text = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            all(text.as_bytes()),
            [
                (None, some("1"), "first event".to_owned()),
                (None, some(""), "second event".to_owned()),
                (None, None, " third event".to_owned()),
            ]
        );
        assert_eq!(data("data\n\ndata\ndata\n\ndata:"), ["", "\n"]);
        assert_eq!(data("data:test\n\ndata: test\n\n"), ["test", "test"]);
    }

    #[test]
    fn every_line_end_a_byte_order_mark_and_split_characters() {
        for end in ["\n", "\r", "\r\n"] {
            let text = format!("\u{feff}event: añadido{end}data: €{end}{end}data: b{end}{end}");
            let found = all(text.as_bytes());
            let first = (Some("añadido".to_owned()), None, "€".to_owned());
            assert_eq!(found, [first, (None, None, "b".to_owned())], "{end:?}");
        }
        // Only at the very start.
        assert_eq!(data("data: a\n\n\u{feff}data: b\n\n"), ["a"]);
        assert_eq!(
            all(b"data: \xff\n\n").pop().map(|(_, _, data)| data),
            Some("\u{fffd}".into())
        );
    }

    /// However the pieces are cut, the same line or event is the one that is too large.
    #[test]
    fn the_limit_is_that_of_a_line_and_of_an_event() {
        let limited = |text: &str, size: usize| {
            let mut parser = Parser::new(10);
            let mut found = Vec::new();
            for chunk in text.as_bytes().chunks(size) {
                parser.feed(Bytes::copy_from_slice(chunk));
                while let Some(event) = parser.next() {
                    let Ok(event) = event else {
                        found.push("too large".to_owned());
                        return found;
                    };
                    found.push(event.data);
                }
            }
            found
        };
        for (text, expected) in [
            ("data:12345\n\n", &["12345"][..]),
            ("data:1\n\ndata:123456\n\n", &["1", "too large"]),
            ("data:1\n\n:12345678\n:123456789\n\n", &["1"]),
            ("data:1\n\n:1234567890\ndata:2\n\n", &["1", "too large"]),
            ("data:1234\ndata:56789\n\n", &["1234\n56789"]),
            ("data:12345\ndata:67890\n\n", &["too large"]),
            ("data:1\n\ndata:2\n:1234567890", &["1", "too large"]),
        ] {
            for size in 1..=text.len() {
                assert_eq!(
                    limited(text, size),
                    expected,
                    "{text:?} in pieces of {size}"
                );
            }
        }
    }

    #[test]
    fn ids_and_retry_are_those_of_the_specification() {
        let mut parser = Parser::new(1000);
        parser.feed(Bytes::from_static(
            b"id: 7\nretry: 1500\n\nid: a\0b\nretry: soon\nevent: e\n\ndata: x\n\n",
        ));
        let event = parser.next().unwrap().unwrap();
        assert_eq!((event.event, event.id, event.retry), (None, None, None));
        assert_eq!(parser.last_id(), "7");
        assert_eq!(parser.retry(), Some(Duration::from_millis(1500)));
        assert!(parser.next().is_none());
    }
}
