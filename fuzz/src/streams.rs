use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use openapi_build_runtime::transport::InMemory;
use openapi_build_runtime::{
    Body, Call, Events, HttpClient, JsonLines, Media, Operation, Reply, Status, StreamBody,
    Streamed, Value, reply,
};

static STREAM: Operation = Operation::new("stream", "GET", "/")
    .replies(&[Reply::success(Status::Code(200), Media::Events)]);

/// How many bytes an item may have: few, so that the limit is met.
const LIMIT: u64 = 200;

/// Whatever the pieces are in which a stream arrives, its items are the same. The first byte says what kind of stream it
/// is, the four after it where it is cut.
pub fn streams(bytes: &[u8]) {
    let Some(([kind, cuts @ ..], text)) = bytes.split_first_chunk::<5>() else {
        return;
    };
    match kind {
        b'e' => same(cuts, text, Events::<Value>::json),
        b'w' => same(cuts, text, Events::<Value>::whole),
        b't' => same(cuts, text, Events::text),
        b'l' => same(cuts, text, JsonLines::<Value>::lines),
        _ => same(cuts, text, JsonLines::<Value>::sequence),
    }
}

fn same<T>(cuts: &[u8], text: &[u8], open: fn(StreamBody) -> T)
where
    T: Streamed + futures_core::Stream<Item: std::fmt::Debug> + Unpin,
{
    let whole = items(vec![Bytes::copy_from_slice(text)], open);
    assert_eq!(items(pieces(cuts, text), open), whole);
    let single = text.chunks(1).map(Bytes::copy_from_slice).collect();
    assert_eq!(items(single, open), whole);
}

/// The text cut after 1 to 64 bytes, as the cuts say in turn.
fn pieces(cuts: &[u8], mut text: &[u8]) -> Vec<Bytes> {
    let mut pieces = Vec::new();
    for cut in cuts.iter().cycle() {
        let length = usize::from(cut % 64) + 1;
        let Some((piece, rest)) = text.split_at_checked(length) else {
            break;
        };
        pieces.push(Bytes::copy_from_slice(piece));
        text = rest;
    }
    pieces.push(Bytes::copy_from_slice(text));
    pieces
}

/// What comes of a stream that arrives so.
fn items<T>(pieces: Vec<Bytes>, open: fn(StreamBody) -> T) -> Vec<String>
where
    T: Streamed + futures_core::Stream<Item: std::fmt::Debug> + Unpin,
{
    let memory = InMemory::new();
    memory.reply(200, "", Body::chunks(pieces.into_iter().map(Ok)));
    let client = HttpClient::builder("http://a.example")
        .max_body(LIMIT)
        .transport(memory)
        .build()
        .expect("a client");
    let call: Call<T> = client.request(&STREAM).stream(open, reply::undeclared);
    let mut stream = crate::finished(call.into_future()).expect("a stream");
    let mut context = Context::from_waker(std::task::Waker::noop());
    let mut items = Vec::new();
    loop {
        match Pin::new(&mut stream).poll_next(&mut context) {
            Poll::Ready(Some(item)) => items.push(format!("{item:?}")),
            Poll::Ready(None) => return items,
            Poll::Pending => {}
        }
    }
}
