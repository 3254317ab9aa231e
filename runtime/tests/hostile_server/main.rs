//! Servers that mean harm: what they send, which error comes of it, how long it takes and how much memory.

mod replies;
mod server;
mod streams;

use std::time::{Duration, Instant};

use openapi_build_runtime::{
    Call, Error, HttpClient, Media, Operation, Reply, Status, Value, reply,
};
use server::{Peer, memory_of, serve};

static GET: Operation = Operation::new("get", "GET", "/start")
    .replies(&[Reply::success(Status::Code(200), Media::Json)]);

/// The time limit of each call.
const LIMIT: Duration = Duration::from_secs(1);

/// What a call may take beyond its limit, on a machine that does other things, too.
const LATE: Duration = Duration::from_millis(1500);

/// The largest body that is read.
const BODY: u64 = 4 * 1024 * 1024;

/// How much memory a call may need at its highest point: what hyper and the system hold for a connection, the body, and
/// what is made of it.
const MEMORY: u64 = 160 * 1024 * 1024;

/// What a reply comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Wanted {
    Value,
    /// A reply that is no success.
    Status,
    /// A whole body that is not what is declared.
    Decode,
    /// A head, and a body that breaks off or is too large.
    Body,
    /// A head, and no whole body in time.
    BodyInTime,
    /// No head.
    Transport,
    /// No head in time.
    Timeout,
}

impl Wanted {
    fn of(outcome: &Result<Value, Error>) -> Self {
        match outcome {
            Ok(_) => Self::Value,
            Err(Error::Status(_)) => Self::Status,
            Err(Error::Decode(_)) => Self::Decode,
            Err(error @ Error::Body(_)) if error.is_timeout() => Self::BodyInTime,
            Err(Error::Body(_)) => Self::Body,
            Err(Error::Timeout(_)) => Self::Timeout,
            Err(_) => Self::Transport,
        }
    }
}

/// A reply: what it is, what the server does once it has the request, and what comes of it.
struct Row(&'static str, fn(&mut Peer), Wanted);

/// A client that runs on one thread, which is where a server can do most.
fn alone<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

fn client(url: String) -> HttpClient {
    HttpClient::builder("")
        .base_url(url)
        .timeout(LIMIT)
        .max_body(BODY)
        .build()
        .unwrap()
}

fn call(url: String) -> Result<Value, Error> {
    alone(async {
        let call: Call<Value> = client(url)
            .request(&GET)
            .call(reply::json, reply::undeclared);
        call.await
    })
}

#[test]
fn each_reply_comes_to_its_error_in_time_and_memory() {
    let mut wrong = Vec::new();
    for Row(name, answer, wanted) in replies::TABLE {
        let url = serve(*answer);
        let begun = Instant::now();
        let (outcome, memory) = memory_of(|| call(url));
        let took = begun.elapsed();
        let shown = match &outcome {
            Ok(_) => "a value".to_owned(),
            Err(error) => error.to_string(),
        };
        let found = Wanted::of(&outcome);
        if found != *wanted || took > LIMIT + LATE || memory > MEMORY || shown.len() > 1000 {
            wrong.push(format!(
                "{name}: {found:?}, {took:?}, {memory} bytes: {shown}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Wherever a connection ends, the reply is an error, and never a shorter body.
#[test]
fn a_connection_that_ends_at_any_byte_is_an_error() {
    for whole in [
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n123456789",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n123\r\n6;a=b\r\n456789\r\n0\r\nx: y\r\n\r\n",
    ] {
        for end in 0..=whole.len() {
            let url = server::serve_text(whole[..end].to_owned());
            let outcome = call(url);
            match Wanted::of(&outcome) {
                Wanted::Value => assert_eq!(end, whole.len(), "{outcome:?}"),
                Wanted::Body | Wanted::Transport => assert!(end < whole.len(), "{outcome:?}"),
                other => panic!("{other:?} after {end} bytes"),
            }
        }
    }
}

/// What was said before the redirect is part of the error.
#[test]
fn a_redirect_to_where_no_request_can_be_sent_is_the_reply_that_came() {
    let long = format!("/{}", "a".repeat(70_000));
    for location in [
        long.as_str(),
        "http://[::1",
        "http://a b/",
        "http://a..b:99999/",
        "http://1.2.3.256/",
        "http://0x7f.1/",
        "//",
        "http:///x",
        "file:///etc/passwd",
    ] {
        let head =
            format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
        let error = call(server::serve_text(head)).unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(302));
        assert!(!error.is_unsent());
        let told = "/start: 302 Found, a redirect that was not followed: its location is not a usable HTTP URL";
        assert!(error.to_string().ends_with(told), "{error}");
    }
}

#[test]
fn a_server_behind_a_redirect_that_is_not_there_is_told_from_the_first_one() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", nobody.local_addr().unwrap());
    drop(nobody);
    let head = format!("HTTP/1.1 302 Found\r\nlocation: {url}\r\ncontent-length: 0\r\n\r\n");
    let error = call(server::serve_text(head)).unwrap_err();
    let Error::Transport(failure) = &error else {
        panic!("{error}");
    };
    assert_eq!(failure.redirects(), 1);
    let text = error.to_string();
    assert!(
        text.contains("/start: after a redirect: could not connect"),
        "{text}"
    );
}

/// Decoding is within the limit: every variant is read to its end before it turns out to be wrong.
#[test]
fn decoding_ends_when_the_time_is_over() {
    let body = format!("[{}]", vec!["0"; 1_000_000].join(","));
    let url = serve(move |peer| peer.json(&body));
    let outcome = alone(async {
        let client = client(url);
        let slow: Call<Vec<Slow>> = client.request(&GET).call(reply::json, reply::undeclared);
        slow.timeout(LIMIT).await
    });
    let error = outcome.unwrap_err();
    assert!(
        matches!(error, Error::Body(_)) && error.is_timeout(),
        "{error}"
    );
    assert!(error.succeeded());
    let told = "/start: 200 OK, but reading its body failed after 2000001 bytes: the time limit was reached while it was decoded";
    assert!(error.to_string().ends_with(told), "{error}");
    // What was not decoded is there, to be decoded without a limit.
    assert!(error.json::<Vec<u8>>().unwrap().is_ok());
}

/// A value that takes its time.
#[derive(Debug, PartialEq)]
struct Slow;

impl openapi_build_runtime::json::Json for Slow {
    fn blank() -> Self {
        Self
    }

    fn read(
        reader: &mut openapi_build_runtime::json::Reader<'_>,
    ) -> Result<Self, openapi_build_runtime::json::Failure> {
        if reader.offset() % 500 == 1 {
            std::thread::sleep(Duration::from_millis(1));
        }
        reader.skip().map(|()| Self)
    }

    fn write(&self, _: &mut openapi_build_runtime::json::Writer) {}
}
