//! What stands on the wire, and how replies become results.

mod support;

use openapi_build_runtime::{
    Call, Error, Media, Mismatch, Operation, Reply, Requirement, SecurityScheme, Status, Value,
    reply,
};
use support::{Server, json, reply as raw, told};

static API_KEY: SecurityScheme = SecurityScheme::bearer("api_key");

static ASSIGN: Operation = Operation::new("assign", "POST", "/credentials/assign")
    .security(&[&[Requirement::new(&API_KEY)]])
    .replies(&[
        Reply::success(Status::Code(200), Media::Json),
        Reply::error(Status::Code(400), Media::None),
    ]);

static DELETE: Operation = Operation::new("delete", "DELETE", "/credentials")
    .replies(&[Reply::success(Status::Code(204), Media::None)]);

static READ: Operation = Operation::new("read", "GET", "/file")
    .replies(&[Reply::success(Status::Code(200), Media::Text)]);

static DOWNLOAD: Operation = Operation::new("download", "GET", "/file")
    .replies(&[Reply::success(Status::Code(200), Media::Bytes)]);

type Lists = std::collections::BTreeMap<String, Vec<i64>>;

fn assign(server: &Server) -> Call<Lists> {
    let client = server.client().credential(&API_KEY, "seam_secret").build();
    let mut request = client.unwrap().request(&ASSIGN);
    request.json(&"body".to_owned());
    request.call(reply::json, reply::undeclared)
}

async fn assigned(answer: fn() -> support::Answer) -> Result<Lists, Error> {
    assign(&Server::always(answer).await).await
}

fn mismatch(result: Result<Lists, Error>) -> (Error, String) {
    let error = result.unwrap_err();
    let Error::Decode(decode) = &error else {
        panic!("{error}")
    };
    let text = decode.mismatch().to_string();
    (error, text)
}

#[tokio::test]
async fn a_request_carries_what_it_should_and_no_more() {
    let server = Server::always(|| json("200 OK", r#"{"ids":[1]}"#)).await;
    let lists = assign(&server).await.unwrap();
    assert_eq!(lists["ids"], [1]);

    let seen = server.only();
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("POST", "/credentials/assign")
    );
    assert_eq!(seen.body, r#""body""#);
    assert_eq!(seen.header("authorization"), "Bearer seam_secret");
    assert_eq!(seen.header("content-type"), "application/json");
    assert_eq!(seen.header("accept"), "application/json");
    assert!(
        seen.header("user-agent")
            .starts_with("openapi-build-runtime/")
    );
    let mut names: Vec<&str> = seen.headers.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    let expected = [
        "accept",
        "authorization",
        "content-length",
        "content-type",
        "host",
        "user-agent",
    ];
    assert_eq!(names, expected);
}

#[tokio::test]
async fn send_gives_status_headers_and_the_reply_as_it_arrived() {
    let server = Server::always(|| {
        let headers = "content-type: application/json\r\nseam-request-id: r-1\r\n";
        raw("200 OK", headers, r#"{ "ids" : [] }"#)
    })
    .await;
    let response = assign(&server).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["seam-request-id"], "r-1");
    assert_eq!(response.request_id(), Some("r-1"));
    assert_eq!(response.raw().body(), r#"{ "ids" : [] }"#);
    assert!(response["ids"].is_empty());
    assert_eq!(response.into_body().len(), 1);
}

#[tokio::test]
async fn headers_of_the_caller_replace() {
    let server = Server::always(|| json("200 OK", "{}")).await;
    let call = assign(&server)
        .header("Authorization", "Bearer other")
        .header("accept", "application/vnd.seam+json")
        .header("x-trace", "1")
        .header("x-trace", "2");
    call.await.unwrap();
    let seen = server.only();
    assert_eq!(seen.header("authorization"), "Bearer other");
    assert_eq!(seen.header("accept"), "application/vnd.seam+json");
    assert_eq!(seen.header("x-trace"), "2");
}

#[tokio::test]
async fn json_under_these_content_types_is_read() {
    for answer in [
        || raw("200 OK", "", r#"{"ids":[2]}"#),
        || raw("200 OK", "content-type: text/plain\r\n", r#"{"ids":[2]}"#),
        || {
            raw(
                "200 OK",
                "content-type: application/vnd.x+json; v=1\r\n",
                r#"{"ids":[2]}"#,
            )
        },
        || {
            raw(
                "200 OK",
                "content-type: APPLICATION/JSON;charset=UTF-8\r\n",
                r#"{"ids":[2]}"#,
            )
        },
    ] {
        assert_eq!(assigned(answer).await.unwrap()["ids"], [2]);
    }
}

#[tokio::test]
async fn a_success_in_another_shape_says_so_and_keeps_the_body() {
    let result = assigned(|| json("200 OK", r#"{"ids":[1,"4711"]}"#)).await;
    let (error, mismatch) = mismatch(result);
    assert!(mismatch.starts_with("$.ids[1]: expected "), "{mismatch}");
    assert!(error.succeeded());
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.body().unwrap(), r#"{"ids":[1,"4711"]}"#);
    assert_eq!(error.json::<Value>().unwrap().unwrap()["ids"][1], "4711");
    let shown = told(&error);
    assert!(
        shown.starts_with("POST /credentials/assign: the request succeeded (200 OK), but its body is not as the document declares: $.ids[1]: "),
        "{shown}"
    );
    assert!(!format!("{shown} {error:?}").contains("4711"));
}

#[tokio::test]
async fn bodies_that_are_no_json_are_told_apart() {
    let html = || {
        raw(
            "200 OK",
            "content-type: text/html\r\n",
            "<html>maintenance</html>",
        )
    };
    let (error, text) = mismatch(assigned(html).await);
    assert_eq!(
        text,
        "wrong content type: expected JSON, found \"text/html\""
    );
    assert_eq!(error.text().unwrap(), "<html>maintenance</html>");
    assert!(!format!("{error} {error:?}").contains("maintenance"));

    assert_eq!(
        mismatch(assigned(|| json("200 OK", "")).await).1,
        "there is no body"
    );
    assert_eq!(
        mismatch(assigned(|| raw("200 OK", "", " \r\n")).await).1,
        "there is no body"
    );

    let gzip = || raw("200 OK", "content-encoding: gzip\r\n", "xx");
    let (_, text) = mismatch(assigned(gzip).await);
    assert_eq!(
        text,
        "the body is compressed, which was not asked for: \"gzip\""
    );

    let (_, text) = mismatch(assigned(|| json("200 OK", r#"{"ids":[1"#)).await);
    assert!(text.starts_with("$.ids"), "{text}");
}

#[tokio::test]
async fn replies_without_a_declared_body_need_none() {
    let server = Server::always(|| raw("204 No Content", "", "")).await;
    let request = server.client().build().unwrap().request(&DELETE);
    let call: Call<()> = request.call(reply::empty, reply::undeclared);
    call.await.unwrap();
    assert_eq!(server.only().header("accept"), "*/*");
    assert!(server.only().all("content-type").is_empty());
}

#[tokio::test]
async fn text_and_bytes_are_taken_as_they_are() {
    let answer = || raw("200 OK", "content-type: text/csv\r\n", "a,b\n");
    let server = Server::always(answer).await;
    let client = server.client().build().unwrap();
    let text: Call<String> = client.request(&READ).call(reply::text, reply::undeclared);
    assert_eq!(text.await.unwrap(), "a,b\n");
    let bytes = client
        .request(&DOWNLOAD)
        .call(reply::bytes, reply::undeclared);
    let bytes = async move { bytes.await };
    assert_eq!(bytes.await.unwrap(), "a,b\n");
    let accepted: Vec<String> = server
        .received()
        .iter()
        .map(|seen| seen.header("accept").to_owned())
        .collect();
    assert_eq!(accepted, ["text/plain", "*/*"]);
}

#[tokio::test]
async fn text_that_is_not_utf8_says_where() {
    use openapi_build_runtime::transport::InMemory;
    let memory = InMemory::new();
    memory.reply(200, "text/plain", vec![b'a', 0xFF]);
    let client = openapi_build_runtime::HttpClient::builder("http://a.example").transport(memory);
    let call: Call<String> = client
        .build()
        .unwrap()
        .request(&READ)
        .call(reply::text, reply::undeclared);
    let error = call.await.unwrap_err();
    let Error::Decode(decode) = &error else {
        panic!("{error}")
    };
    assert!(matches!(decode.mismatch(), Mismatch::NotText(1)));
}

#[tokio::test]
async fn calls_can_be_sent_from_any_task() {
    fn is_send<T: Send + 'static>(_: &T) {}
    let server = Server::always(|| json("200 OK", "{}")).await;
    let call = assign(&server);
    is_send(&call);
    let (first, second) = (assign(&server).into_future(), call.send());
    is_send(&second);
    assert!(tokio::spawn(first).await.unwrap().is_ok());
    assert!(tokio::spawn(second).await.unwrap().is_ok());
}
