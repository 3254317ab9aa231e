//! Bodies that are used while they arrive.

mod support;

use std::io;
use std::time::{Duration, Instant};

use openapi_build_runtime::json::{Failure, Json, Reader, Writer};
use openapi_build_runtime::transport::InMemory;
use openapi_build_runtime::{
    Body, Bytes, Call, Error, Events, HttpClient, JsonLines, JsonText, Media, Mismatch, Operation,
    Reply, Status, StreamBody, StreamError, Streamed, Value, reply,
};
use support::{Server, Step};

static EVENTS: Operation = Operation::new("events", "GET", "/events").replies(&[
    Reply::success(Status::Code(200), Media::Events),
    Reply::error(Status::Range(4), Media::Events),
]);

static DOWNLOAD: Operation = Operation::new("download", "GET", "/file")
    .replies(&[Reply::success(Status::Code(200), Media::Bytes)]);

fn events(client: &HttpClient) -> Call<Events<Value>, Value> {
    client.request(&EVENTS).stream(Events::json, reply::event)
}

fn lines(client: &HttpClient) -> Call<JsonLines<i64>> {
    let request = client.request(&EVENTS);
    request.stream(JsonLines::lines, reply::undeclared)
}

fn download(client: &HttpClient) -> Call<Bytes> {
    client
        .request(&DOWNLOAD)
        .call(reply::bytes, reply::undeclared)
}

/// A client that gets one reply, in these pieces.
fn answered(status: u16, media: &str, chunks: &[&'static str]) -> HttpClient {
    limited(status, media, chunks, 1000)
}

fn limited(status: u16, media: &str, chunks: &[&'static str], limit: u64) -> HttpClient {
    let memory = InMemory::new();
    let chunks: Vec<io::Result<Bytes>> = chunks.iter().map(|text| Ok((*text).into())).collect();
    memory.reply(status, media, Body::chunks(chunks));
    let builder = HttpClient::builder("http://a.example").max_body(limit);
    builder.transport(memory).build().unwrap()
}

const SSE: &str = "text/event-stream; charset=utf-8";

#[tokio::test]
async fn events_have_type_id_and_data() {
    let client = answered(
        200,
        SSE,
        &[
            "event: de",
            "lta\nid: 4\nretry: 10\ndata: {\"a\"",
            ":1}\n",
            "\n: ping\n\nda",
            "ta: 2\n\ndata: half",
        ],
    );
    let response = events(&client).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let mut stream = response.into_body();
    let first = stream.next().await.unwrap().unwrap();
    assert_eq!(first.event.as_deref(), Some("delta"));
    assert_eq!(first.id.as_deref(), Some("4"));
    assert_eq!(first.retry, Some(Duration::from_millis(10)));
    assert_eq!(first.data["a"], 1);
    let second = stream.next().await.unwrap().unwrap();
    assert_eq!(
        (second.event, second.id, second.data),
        (None, None, 2.into())
    );
    assert_eq!(stream.last_event_id(), "4");
    assert_eq!(stream.retry(), Some(Duration::from_millis(10)));
    // The last one has no empty line: it is not whole.
    assert!(stream.next().await.is_none() && stream.next().await.is_none());
}

#[tokio::test]
async fn wrong_data_costs_one_event_and_an_end_marker_ends() {
    let text = "data: {oops s3cret\n\ndata: 1\n\ndata: [DONE]\n\ndata: 2\n\n";
    let mut stream = events(&answered(200, SSE, &[text])).await.unwrap();
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.text(), Some("{oops s3cret"));
    assert!(!format!("{error} {error:?}").contains("s3cret"));
    assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    assert!(stream.next().await.is_none());
    assert_eq!(stream.end_marker(), Some("[DONE]"));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn an_error_before_the_stream_is_an_ordinary_one() {
    for (media, body) in [
        ("text/event-stream", "data: {\"error\":\"overloaded\"}\n\n"),
        ("text/event-stream", "data:{\"error\":\"overloaded\"}"),
        ("application/json", "{\"error\":\"overloaded\"}"),
        ("", "{\"error\":\"overloaded\"}"),
    ] {
        let error = events(&answered(429, media, &[body])).await.unwrap_err();
        assert_eq!(error.kind(), "status");
        let declared = error.declared().map(|declared| declared["error"].clone());
        assert_eq!(declared, Some("overloaded".into()), "{media} {body}");
    }
}

#[tokio::test]
async fn a_reply_that_is_no_stream_is_a_decode_error_with_its_body() {
    let client = answered(200, "application/json", &["{\"id\"", ":1}"]);
    let error = events(&client).await.unwrap_err();
    let Error::Decode(decode) = &error else {
        panic!("{error}")
    };
    assert!(matches!(decode.mismatch(), Mismatch::NotEvents(found) if found == "application/json"));
    assert_eq!(error.text().as_deref(), Some("{\"id\":1}"));
}

#[tokio::test]
async fn the_limit_is_for_one_item() {
    let client = limited(
        200,
        SSE,
        &["data: 1\n\n", "data: 2\n\n", "data: 3", "45678901234\n"],
        9,
    );
    let mut stream = events(&client).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    assert_eq!(stream.next().await.unwrap().unwrap().data, 2);
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(
        error
            .to_string()
            .contains("larger than the limit of 9 bytes"),
        "{error}"
    );
    assert!(stream.next().await.is_none());

    let mut stream = lines(&limited(200, "", &["1\n2\n", "12345", "67890\n"], 9))
        .await
        .unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), 1);
    assert_eq!(stream.next().await.unwrap().unwrap(), 2);
    assert!(stream.next().await.unwrap().is_err() && stream.next().await.is_none());
}

#[tokio::test]
async fn lines_are_values_each() {
    let client = answered(200, "application/x-ndjson", &["1\n\n2", "3\r\nx\n", "4"]);
    let mut stream = lines(&client).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), 1);
    assert_eq!(stream.next().await.unwrap().unwrap(), 23);
    assert_eq!(stream.next().await.unwrap().unwrap_err().text(), Some("x"));
    assert_eq!(stream.next().await.unwrap().unwrap(), 4);
    assert!(stream.next().await.is_none());
}

/// RFC 7464: values stand behind U+001E and may have line ends inside.
#[tokio::test]
async fn sequences_are_split_at_their_separator() {
    let client = answered(
        200,
        "application/json-seq",
        &["\u{1e}[1,\n2]\n\u{1e}", "[3]\n"],
    );
    let request = client.request(&EVENTS);
    let mut stream: JsonLines<Vec<i64>> = request
        .stream(JsonLines::sequence, reply::undeclared)
        .await
        .unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), [1, 2]);
    assert_eq!(stream.next().await.unwrap().unwrap(), [3]);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_download_has_no_limit_of_size() {
    let client = limited(200, "application/zip", &["0123456789", "abc"], 5);
    assert_eq!(download(&client).await.unwrap_err().kind(), "body");
    let client = limited(200, "application/zip", &["0123456789", "abc"], 5);
    let response = download(&client).stream().await.unwrap();
    let mut stream = response.into_body();
    assert_eq!(stream.next().await.unwrap().unwrap(), "0123456789");
    assert_eq!(stream.next().await.unwrap().unwrap(), "abc");
    assert!(stream.next().await.is_none());
}

const HEAD: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

fn chunk(text: &str) -> Step {
    Step::Send(format!("{:x}\r\n{text}\r\n", text.len()))
}

/// The time limit of the call is for the head: the events together take longer.
#[tokio::test]
async fn slow_events_arrive_one_by_one_and_a_cut_off_is_an_error() {
    let server = Server::always(|| {
        let mut steps = vec![Step::Send(HEAD.to_owned())];
        for event in ["data: 1\n\n", "data: 2\n\n", "data: 3\n\nda"] {
            steps.extend([chunk(event), Step::Wait(Duration::from_millis(150))]);
        }
        steps
    })
    .await;
    let client = server
        .client()
        .timeout(Duration::from_millis(250))
        .build()
        .unwrap();
    let start = Instant::now();
    let mut stream = events(&client).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    assert!(
        start.elapsed() < Duration::from_millis(140),
        "it did not wait for the rest"
    );
    assert_eq!(stream.next().await.unwrap().unwrap().data, 2);
    assert_eq!(stream.next().await.unwrap().unwrap().data, 3);
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(
        matches!(error, StreamError::Body(_)) && !error.is_timeout(),
        "{error}"
    );
    assert!(stream.next().await.is_none());
    assert_eq!(server.only().header("accept"), "text/event-stream");
}

#[tokio::test]
async fn a_silent_stream_and_a_missing_head_have_time_limits() {
    let server = Server::always(|| {
        let silence = Step::Wait(Duration::from_secs(5));
        vec![Step::Send(HEAD.to_owned()), chunk("data: 1\n\n"), silence]
    })
    .await;
    let client = server.client().build().unwrap();
    let call = events(&client).idle_timeout(Duration::from_millis(100));
    let mut stream = call.await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(error.is_timeout(), "{error}");

    let server = Server::always(|| vec![Step::Wait(Duration::from_secs(5))]).await;
    let client = server.client().build().unwrap();
    let call = events(&client).timeout(Duration::from_millis(100));
    assert_eq!(call.await.unwrap_err().kind(), "timeout");
}

/// A value that takes a millisecond for each KiB of it.
#[derive(Debug, PartialEq)]
struct Slow;

impl Json for Slow {
    fn blank() -> Self {
        Self
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        reader.entries(&mut |reader, _| {
            reader.items(&mut |reader| {
                std::thread::sleep(Duration::from_millis(1));
                reader.skip()
            })
        })?;
        Ok(Self)
    }

    fn write(&self, _: &mut Writer) {}
}

/// An event as a whole, its data a text in which there is JSON.
#[derive(Debug, PartialEq)]
struct Whole;

impl Json for Whole {
    fn blank() -> Self {
        Self
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        reader.entries(&mut |reader, _| JsonText::<Slow>::read(reader).map(drop))?;
        Ok(Self)
    }

    fn write(&self, _: &mut Writer) {}
}

/// Two items in one piece: each is decoded for 2 s if nothing stops it.
fn slow_items(before: &str, after: &str) -> HttpClient {
    let list = vec![format!("\"{}\"", "x".repeat(1022)); 2000];
    let item = format!("{before}{{\"list\":[{}]}}{after}", list.join(","));
    let memory = InMemory::new();
    memory.reply(200, SSE, item.repeat(2));
    let builder = HttpClient::builder("http://a.example").transport(memory);
    builder.timeout(Duration::from_millis(100)).build().unwrap()
}

/// How a stream of slow items ends.
async fn outlived<T>(
    client: HttpClient,
    open: fn(StreamBody) -> T,
    next: impl AsyncFn(&mut T) -> Option<StreamError>,
) where
    T: Streamed + std::fmt::Debug,
{
    let call: Call<T> = client.request(&EVENTS).stream(open, reply::undeclared);
    let mut stream = call.await.unwrap();
    let start = Instant::now();
    let error = next(&mut stream).await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(1), "{stream:?}");
    assert!(error.is_timeout(), "{error}");
    assert_eq!(
        error.to_string(),
        "the stream ended early: the time limit was reached while it was decoded"
    );
    // More of the kind would take the same time each.
    assert!(next(&mut stream).await.is_none());
}

/// The time limit of a call is one for decoding each item, too.
#[tokio::test]
async fn decoding_an_item_ends_when_the_time_is_over() {
    let client = slow_items("data:", "\n\n");
    outlived(client, Events::<Slow>::json, async |events| {
        events
            .next()
            .await
            .map(|event| event.map(drop).unwrap_err())
    })
    .await;
    let client = slow_items("data:", "\n\n");
    outlived(client, Events::<Whole>::whole, async |events| {
        events
            .next()
            .await
            .map(|event| event.map(drop).unwrap_err())
    })
    .await;
    for (before, after, open) in [
        ("", "\n", JsonLines::<Slow>::lines as fn(StreamBody) -> _),
        ("\u{1e}", "", JsonLines::sequence),
    ] {
        let client = slow_items(before, after);
        outlived(client, open, async |lines| {
            lines.next().await.map(|line| line.map(drop).unwrap_err())
        })
        .await;
    }
}
