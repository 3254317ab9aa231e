//! Bodies that are streams, on the wire.

mod support;

use std::io::Write as _;
use std::time::Duration;

use openapi_build_runtime::{
    Body, Bytes, Call, Error, Media, Multipart, Operation, Part, Reply, Status, Value, reply,
};
use support::{Received, Server, Step, json, redirect};

static UPLOAD: Operation = Operation::new("upload", "POST", "/start")
    .replies(&[Reply::success(Status::Code(200), Media::Json)]);

async fn upload(server: &Server, body: impl Into<Body>) -> Result<Value, Error> {
    let mut request = server.client().build().unwrap().request(&UPLOAD);
    request.body("text/csv", body);
    let call: Call<Value> = request.call(reply::json, reply::undeclared);
    call.await
}

/// A file of this text; it is gone when it is closed.
fn file(name: &str, text: &str) -> std::fs::File {
    let path = std::env::temp_dir().join(format!("uploads-{}-{name}", std::process::id()));
    std::fs::File::create(&path)
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let file = std::fs::File::open(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    file
}

#[tokio::test]
async fn the_length_of_a_file_is_sent_before_it() {
    let server = Server::always(|| json("200 OK", "null")).await;
    upload(&server, Body::file(file("a", "a,b\n")).unwrap())
        .await
        .unwrap();
    let request = server.received().remove(0);
    assert_eq!(request.header("content-length"), "4");
    assert_eq!(request.header("content-type"), "text/csv");
    assert_eq!(request.body, "a,b\n");
}

#[tokio::test]
async fn so_is_that_of_a_form_with_files() {
    let server = Server::always(|| json("200 OK", "null")).await;
    let mut form = Multipart::new();
    form.add("title", "t");
    form.file(
        "file",
        "",
        Part::new(Body::file(file("b", "bytes")).unwrap()),
    );
    let mut request = server.client().build().unwrap().request(&UPLOAD);
    request.multipart("multipart/form-data", form);
    let call: Call<Value> = request.call(reply::json, reply::undeclared);
    call.await.unwrap();
    let request = server.received().remove(0);
    let length: usize = request.header("content-length").parse().unwrap();
    assert_eq!(length, request.body.len());
    let media = request.header("content-type");
    let boundary = media
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let end = format!("\r\n\r\nbytes\r\n--{boundary}--\r\n");
    assert!(request.body.ends_with(&end), "{}", request.body);
}

/// What breaks off is an error, and never a short body that a server takes for the whole.
#[tokio::test]
async fn a_stream_that_fails_breaks_the_request_off() {
    let server = Server::always(|| vec![Step::Wait(Duration::from_secs(20))]).await;
    let chunks = [Ok(Bytes::from("a")), Err(std::io::Error::other("gone"))];
    let error = upload(&server, Body::chunks(chunks)).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
}

#[tokio::test]
async fn a_redirect_repeats_bytes_and_no_stream() {
    let answer = |request: &Received| match request.target.as_str() {
        "/start" => redirect("307 Temporary Redirect", "/end"),
        _ => json("200 OK", "null"),
    };
    let server = Server::start(answer).await;
    upload(&server, "bytes").await.unwrap();
    let bodies = server.received().into_iter().map(|request| request.body);
    assert_eq!(bodies.collect::<Vec<_>>(), ["bytes", "bytes"]);

    let server = Server::start(answer).await;
    let body = Body::file(file("c", "stream")).unwrap();
    let error = upload(&server, body).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(307));
    assert!(error.to_string().contains("second time"), "{error}");
    assert_eq!(server.received().len(), 1);
}
