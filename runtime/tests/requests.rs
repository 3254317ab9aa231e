//! Parameters and bodies in a whole request, over the in-memory transport.

use std::collections::BTreeMap;
use std::time::Duration;

use openapi_build_runtime::transport::{
    InMemory, TimeLimit, Transport, TransportError, TransportErrorKind, TransportFuture,
};
use openapi_build_runtime::{
    Body, Bytes, Call, Error, HttpClient, Media, Multipart, Nullable, Operation, Parameter,
    ParameterIn, Part, Reply, Request, Status, Style, Value, http, reply,
};

static FILES: Operation = Operation::new("files", "PUT", "/users/{user}/files/{file}").replies(&[
    Reply::success_of(Status::Code(200), Media::Json, "application/vnd.a+json"),
    Reply::success(Status::Code(204), Media::None),
    Reply::error_of(Status::Range(4), Media::Json, "application/problem+json"),
]);

fn text(text: &str) -> String {
    text.to_owned()
}

/// Sends what `fill` makes of a request; the path parameters are set.
async fn sent(fill: impl FnOnce(&mut Request)) -> http::Request<Bytes> {
    let memory = InMemory::new();
    memory.reply(200, "application/json", "null");
    let client = HttpClient::builder("https://a.example/v1/").transport(memory.clone());
    let mut request = client.build().unwrap().request(&FILES);
    request.path("user", &text("a/b c"));
    request.path("file", &7_i64);
    fill(&mut request);
    let call: Call<Value> = request.call(reply::json, reply::undeclared);
    call.await.unwrap();
    memory.requests().remove(0)
}

static WHOLE: Parameter = Parameter::query_string("q");

fn target(request: &http::Request<Bytes>) -> &str {
    request.uri().path_and_query().unwrap().as_str()
}

#[tokio::test]
async fn every_parameter_has_its_place() {
    let request = sent(|request| {
        let filter = Parameter::query("filter").style(Style::DeepObject);
        request.set(&filter, &BTreeMap::from([(text("a"), 1_i64)]));
        request.query("ids", &vec![1_i64, 2]);
        request.set(&Parameter::query("next").allow_reserved(), "/x?y=&z");
        request.set(&Parameter::query("json").style(Style::Json), &vec![true]);
        request.header("X-Ids", &vec![1_i64, 2]);
        request.header("Content-Length", &99_i64);
        request.cookie("theme", &text("dark"));
        request.cookie("size", &2_i64);
    })
    .await;
    assert_eq!(
        request.uri().to_string(),
        "https://a.example/v1/users/a%2Fb%20c/files/7?filter%5Ba%5D=1&ids=1&ids=2&next=/x?y=%26z&json=%5Btrue%5D"
    );
    assert_eq!(request.headers()["x-ids"], "1,2");
    assert_eq!(request.headers()["cookie"], "theme=dark; size=2");
    assert_eq!(
        request.headers()["accept"],
        "application/vnd.a+json, application/problem+json"
    );
    assert!(!request.headers().contains_key("content-length"));
}

#[tokio::test]
async fn parameters_without_a_value_are_left_out() {
    let request = sent(|request| {
        request.query("a", &None::<i64>);
        request.query("b", &Nullable::<i64>::Absent);
        request.set(&Parameter::query("c").explode(false), &Vec::<i64>::new());
        request.header("x-d", &None::<String>);
        request.cookie("e", &None::<String>);
        request.query("f", &text(""));
    })
    .await;
    assert_eq!(target(&request), "/v1/users/a%2Fb%20c/files/7?f=");
    assert!(!request.headers().contains_key("x-d") && !request.headers().contains_key("cookie"));
}

/// What whoever logs, repeats or traces a request learns about its parameters.
#[tokio::test]
async fn parameters_of_a_request_are_data() {
    static LIST: Operation = Operation::new("list", "GET", "/pets/{pet}/parts")
        .query(&["limit", "tags"])
        .parameters(&[&IDS, &PIN]);
    static IDS: Parameter = Parameter::query("ids").explode(false);
    static PIN: Parameter = Parameter::header("X-Pin").sensitive();
    let memory = InMemory::new();
    let client = HttpClient::builder("https://a.example").transport(memory.clone());
    let mut request = client.build().unwrap().request(&LIST);
    request.path("pet", "a b");
    request.query("limit", &1_i64);
    request.query("tags", &["x", "y&z"].map(text)[..]);
    request.set(&IDS, &[1_i64, 2][..]);
    request.set(&PIN, "1234");
    request.query("limit", &20_i64);
    let set = request.parameters();
    let set = set.map(|(parameter, value)| (parameter.location, parameter.name, value));
    assert_eq!(
        set.collect::<Vec<_>>(),
        [
            (ParameterIn::Path, "pet", "a%20b"),
            (ParameterIn::Query, "tags", "tags=x&tags=y%26z"),
            (ParameterIn::Query, "ids", "ids=1,2"),
            (ParameterIn::Header, "X-Pin", "1234"),
            (ParameterIn::Query, "limit", "limit=20"),
        ]
    );
    let names = request.operation().declared_parameters();
    let names: Vec<&str> = names.map(|parameter| parameter.name).collect();
    assert_eq!(names, ["pet", "limit", "tags", "ids", "X-Pin"]);
    let shown = format!("{request:?}");
    assert!(
        shown.contains("X-Pin") && !shown.contains("1234"),
        "{shown}"
    );

    let call: Call<Value> = request.call(reply::json, reply::undeclared);
    memory.reply(200, "application/json", "null");
    call.await.unwrap();
    let request = memory.requests().remove(0);
    assert_eq!(
        target(&request),
        "/pets/a%20b/parts?tags=x&tags=y%26z&ids=1,2&limit=20"
    );
    // A transport that prints its requests does not print it.
    let shown = format!("{request:?}");
    assert!(!shown.contains("1234"), "{shown}");
    assert_eq!(request.headers()["x-pin"], "1234");
}

/// OpenAPI 3.2: reserved characters in paths, cookies as they are, the query as a whole.
#[tokio::test]
async fn what_openapi_3_2_adds_to_parameters() {
    let request = sent(|request| {
        let list = Parameter::cookie("list").style(Style::Cookie);
        request.set(&list, &["a%2F", "b"].map(text)[..]);
        request.set(&WHOLE, &BTreeMap::from([("a b", "c&d")].map(pair)));
    })
    .await;
    assert_eq!(target(&request), "/v1/users/a%2Fb%20c/files/7?a%20b=c%26d");
    assert_eq!(request.headers()["cookie"], "list=a%2F; list=b");

    let json = sent(|request| {
        request.set(&WHOLE.style(Style::Json), &[1_i64, 2][..]);
        request.query("also", "x");
    })
    .await;
    assert_eq!(
        target(&json),
        "/v1/users/a%2Fb%20c/files/7?%5B1%2C2%5D&also=x"
    );
    let path = sent(|request| request.set(&WHOLE.style(Style::Simple), "$.a[0]")).await;
    assert_eq!(target(&path), "/v1/users/a%2Fb%20c/files/7?%24.a%5B0%5D");

    static NOTES: Operation = Operation::new("notes", "QUERY", "/notes/{at}")
        .replies(&[Reply::success(Status::Code(200), Media::Json)]);
    let memory = InMemory::new();
    memory.reply(200, "application/json", "null");
    let client = HttpClient::builder("https://a.example").transport(memory.clone());
    let mut request = client.build().unwrap().request(&NOTES);
    request.set(&Parameter::path("at").allow_reserved(), "a:b@c/../d?e");
    let call: Call<Value> = request.call(reply::json, reply::undeclared);
    call.await.unwrap();
    let request = memory.requests().remove(0);
    assert_eq!(request.method().as_str(), "QUERY");
    assert_eq!(target(&request), "/notes/a:b@c%2F..%2Fd%3Fe");
}

fn pair((name, value): (&str, &str)) -> (String, String) {
    (text(name), text(value))
}

#[tokio::test]
async fn bodies_carry_their_content_type() {
    type Fill = fn(&mut Request);
    let cases: [(Fill, &str, &str); 5] = [
        (
            |request| request.json(&vec![1_i64]),
            "application/json",
            "[1]",
        ),
        (
            |request| request.json_as("application/merge-patch+json", &None::<i64>),
            "application/merge-patch+json",
            "null",
        ),
        (
            |request| request.text("text/plain; charset=utf-8", "é"),
            "text/plain; charset=utf-8",
            "é",
        ),
        (
            |request| request.body("image/png", vec![1]),
            "image/png",
            "\u{1}",
        ),
        (
            |request| request.form(&BTreeMap::from([(text("a b"), text("&é"))]), &[]),
            "application/x-www-form-urlencoded",
            "a%20b=%26%C3%A9",
        ),
    ];
    for (fill, content_type, body) in cases {
        let request = sent(fill).await;
        assert_eq!(request.headers()["content-type"], content_type);
        assert_eq!(request.body(), body);
    }
    assert!(!sent(|_| {}).await.headers().contains_key("content-type"));
}

/// The error of a request with these path parameters, and that nothing was sent.
async fn refused(fill: impl FnOnce(&mut Request)) -> String {
    let memory = InMemory::new();
    let client = HttpClient::builder("https://a.example").transport(memory.clone());
    let mut request = client.build().unwrap().request(&FILES);
    request.path("user", &text("u"));
    fill(&mut request);
    let call: Call<Value> = request.call(reply::json, reply::undeclared);
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Request(_)) && memory.requests().is_empty());
    let text = error.to_string();
    let start = "PUT /users/{user}/files/{file}: nothing was sent: ";
    text.strip_prefix(start)
        .unwrap_or_else(|| panic!("{text}"))
        .to_owned()
}

#[tokio::test]
async fn requests_that_would_miss_are_not_sent() {
    assert_eq!(
        refused(|_| {}).await,
        "the path parameter `file` has no value"
    );
    for dots in [".", ".."] {
        let reason = refused(|request| request.path("file", &text(dots))).await;
        assert_eq!(
            reason,
            "a path parameter makes `.` or `..` of a path segment, which would address another path"
        );
    }
    let empty = refused(|request| request.path("file", &text(""))).await;
    assert_eq!(
        empty,
        "the path parameter `file` is empty, which would address another path"
    );
    let null = refused(|request| request.path("file", &None::<i64>)).await;
    assert_eq!(
        null,
        "the path parameter `file` is null or an empty list, which has no form in a path"
    );
    let form = refused(|request| request.form(&vec![1_i64], &[])).await;
    assert_eq!(form, "a form body must be an object");
    let header = refused(|request| request.set_header("x-a", "b\r\nx-c: d")).await;
    assert_eq!(
        header,
        "the value of the header `x-a` holds a character that cannot be sent"
    );
    let cookie =
        refused(|request| request.set(&Parameter::cookie("c").style(Style::Cookie), "a; admin=1"))
            .await;
    assert_eq!(cookie, "the parameter `c` could not be written");
    let parts =
        refused(|request| request.multipart("multipart/form-data", Multipart::from_object(&1_i64)));
    assert_eq!(parts.await, "a form body must be an object");
    let part = Part::new("x").header("x-a", "b\nc");
    let mut form = Multipart::new();
    form.add("a", part);
    let part = refused(|request| request.multipart("multipart/form-data", form)).await;
    assert_eq!(
        part,
        "the value of the header `x-a` holds a character that cannot be sent"
    );
    let framing = refused(|request| request.set_header("Content-Length", "3")).await;
    assert_eq!(
        framing,
        "the header `content-length` is set by the transport alone"
    );
    let long = refused(|request| {
        request.path("file", &text("f"));
        request.query("q", &"x".repeat(70_000));
    })
    .await;
    assert!(long.starts_with("the URL is not valid: "), "{long}");
}

#[tokio::test]
async fn an_operation_may_succeed_with_and_without_a_body() {
    let memory = InMemory::new();
    memory
        .reply(204, "", "")
        .reply(200, "application/vnd.a+json", "[1]");
    let client = HttpClient::builder("https://a.example")
        .transport(memory.clone())
        .build()
        .unwrap();
    let call = || {
        let mut request = client.request(&FILES);
        request.path("user", &1_i64);
        request.path("file", &2_i64);
        let call: Call<Option<Vec<i64>>> = request.call(reply::optional_json, reply::undeclared);
        call
    };
    assert_eq!(call().await.unwrap(), None);
    assert_eq!(call().await.unwrap(), Some(vec![1]));
    // The queue is empty.
    let error = call().await.unwrap_err().to_string();
    assert!(
        error.ends_with("no reply is queued in the in-memory transport"),
        "{error}"
    );
}

#[tokio::test]
async fn a_transport_is_told_the_time_limit() {
    let memory = InMemory::answering(|request| {
        let limit = request.extensions().get::<TimeLimit>().map(|limit| limit.0);
        let text = limit.map_or(text("null"), |limit| limit.as_millis().to_string());
        Ok(http::Response::new(Body::from(text)))
    });
    let client = HttpClient::builder("https://a.example")
        .transport(memory)
        .build()
        .unwrap();
    let call = || {
        let mut request = client.request(&FILES);
        request.path("user", &1_i64);
        request.path("file", &2_i64);
        let call: Call<Option<u64>> = request.call(reply::json, reply::undeclared);
        call
    };
    let limit = call().await.unwrap().unwrap();
    assert!((29_000..=30_000).contains(&limit), "{limit}");
    let limit = call()
        .timeout(Duration::from_secs(5))
        .await
        .unwrap()
        .unwrap();
    assert!((4_000..=5_000).contains(&limit), "{limit}");
    assert_eq!(call().timeout(None).await.unwrap(), None);
    assert!(call().timeout(Duration::MAX).await.is_ok());
    assert!(
        call()
            .timeout(Duration::ZERO)
            .await
            .unwrap_err()
            .is_timeout()
    );
}

#[tokio::test]
async fn a_transport_of_ones_own_can_stream_and_fail() {
    struct Pieces(std::vec::IntoIter<Result<&'static str, TransportErrorKind>>);
    impl http_body::Body for Pieces {
        type Data = Bytes;
        type Error = TransportError;
        fn poll_frame(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, TransportError>>> {
            let piece = self.0.next().map(|piece| match piece {
                Ok(text) => Ok(http_body::Frame::data(Bytes::from_static(text.as_bytes()))),
                Err(kind) => Err(TransportError::new(kind, "cable cut")),
            });
            std::task::Poll::Ready(piece)
        }
    }
    struct Own(bool);
    impl Transport for Own {
        fn send(&self, _: http::Request<Body>) -> TransportFuture<'_> {
            let mut pieces = vec![Ok("[1"), Ok(","), Ok("2"), Ok("]")];
            if self.0 {
                pieces[3] = Err(TransportErrorKind::Broken);
            }
            let body = Body::stream(Pieces(pieces.into_iter()));
            Box::pin(async { Ok(http::Response::new(body)) })
        }
    }
    let call = |fails| {
        let client = HttpClient::builder("https://a.example")
            .transport(Own(fails))
            .build();
        let mut request = client.unwrap().request(&FILES);
        request.path("user", &1_i64);
        request.path("file", &2_i64);
        let call: Call<Vec<i64>> = request.call(reply::json, reply::undeclared);
        call
    };
    assert_eq!(call(false).await.unwrap(), [1, 2]);
    let error = call(true).await.unwrap_err();
    assert_eq!(error.text().as_deref(), Some("[1,2"));
    assert!(
        error
            .to_string()
            .ends_with("after 4 bytes: the exchange broke off: cable cut"),
        "{error}"
    );
}

/// TLS is set up without any help of the application, and speaks TLS.
#[tokio::test]
async fn https_does_not_fall_back_to_http() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut first = [0];
        stream.read_exact(&mut first).await.unwrap();
        // RFC 8446, section 5.1: a handshake record.
        assert_eq!(first, [22]);
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nnull")
            .await
            .unwrap();
    });
    let client = HttpClient::builder("")
        .base_url(format!("https://{address}"))
        .build()
        .unwrap();
    let mut request = client.request(&FILES);
    request.path("user", &1_i64);
    request.path("file", &2_i64);
    let call: Call<Value> = request.call(reply::json, reply::undeclared);
    let error = call.await.unwrap_err();
    let Error::Transport(case) = &error else {
        panic!("{error}")
    };
    assert_eq!(case.cause().kind(), TransportErrorKind::Connect);
    assert!(
        error
            .to_string()
            .contains("could not connect: received corrupt message"),
        "{error}"
    );
}
