//! Bodies that are used while they arrive, and never end.

use std::time::Duration;

use openapi_build_runtime::{
    ByteStream, Call, Events, HttpClient, JsonLines, Media, Operation, Reply, Status, StreamBody,
    StreamError, Streamed, Value, reply,
};

use crate::alone;
use crate::server::{Peer, serve};

static STREAM: Operation = Operation::new("stream", "GET", "/start")
    .replies(&[Reply::success(Status::Code(200), Media::Events)]);

async fn opened<T: Streamed>(answer: fn(&mut Peer), open: fn(StreamBody) -> T) -> T {
    let client = HttpClient::builder("")
        .base_url(serve(answer))
        .max_body(100_000);
    let request = client.build().unwrap().request(&STREAM);
    let call: Call<T> = request.stream(open, reply::undeclared);
    call.await.unwrap()
}

/// The first item, which has to come within a second.
macro_rules! first {
    ($open:expr, $answer:expr) => {
        alone(async {
            let mut stream = opened($answer, $open).await;
            tokio::time::timeout(Duration::from_secs(1), stream.next()).await
        })
    };
}

fn is_too_large<T>(item: Option<Result<T, StreamError>>) -> bool {
    let Some(Err(error)) = item else { return false };
    error.to_string().contains("larger than the limit")
}

const HEAD: &str = "content-type: text/event-stream\r\n";

#[test]
fn an_item_without_end_is_too_large() {
    let event = first!(Events::<Value>::json, |peer| {
        peer.head(HEAD);
        peer.flood("data: x\n");
    });
    assert!(is_too_large(event.unwrap()));
    let line = first!(Events::<Value>::json, |peer| {
        peer.head(HEAD);
        peer.send("data: ");
        peer.flood("x");
    });
    assert!(is_too_large(line.unwrap()));
    let line = first!(JsonLines::<Value>::lines, |peer| {
        peer.head("");
        peer.flood("[1]");
    });
    assert!(is_too_large(line.unwrap()));
    let value = first!(JsonLines::<Value>::sequence, |peer| {
        peer.head("");
        peer.flood("1\n");
    });
    assert!(is_too_large(value.unwrap()));
}

/// A stream that gives nothing, though it is never silent, lets everything else run: here the clock of the caller.
#[test]
fn a_stream_without_items_holds_nobody_up() {
    let comments = first!(Events::<Value>::json, |peer| {
        peer.head(HEAD);
        peer.flood(":\n");
    });
    assert!(comments.is_err(), "there is no event");
    let nothing = first!(Events::<Value>::json, |peer| {
        peer.head(HEAD);
        peer.flood("event: x\nid: 7\n\n");
    });
    assert!(nothing.is_err(), "there is no event with data");
    let blank = first!(JsonLines::<Value>::lines, |peer| {
        peer.head("");
        peer.flood("\n \r\n");
    });
    assert!(blank.is_err(), "there is no line with a value");
}

#[test]
fn a_stream_of_bytes_that_breaks_off_says_so() {
    let ended = alone(async {
        let mut stream = opened(
            |peer| {
                peer.head("content-length: 100\r\n");
                peer.send("short");
            },
            ByteStream::new,
        )
        .await;
        let mut pieces = Vec::new();
        while let Some(piece) = stream.next().await {
            pieces.push(piece.map(|piece| piece.len()));
        }
        pieces
    });
    assert!(
        matches!(ended.as_slice(), [Ok(5), Err(StreamError::Body(_))]),
        "{ended:?}"
    );
}
