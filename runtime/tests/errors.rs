//! Everything that can go wrong between two computers.

mod support;

use std::error::Error as StdError;
use std::time::{Duration, Instant};

use openapi_build_runtime::{
    Call, Error, HttpClient, Media, Mismatch, Operation, RawReply, ReadFailure, Reply, Requirement,
    SecurityScheme, Status, Undeclared, Value, reply,
};
use support::{Answer, Server, Step, json, reply as raw, told};

static API_KEY: SecurityScheme = SecurityScheme::bearer("api_key");

static ASSIGN: Operation = Operation::new("assign", "POST", "/credentials/{id}/assign")
    .security(&[&[Requirement::new(&API_KEY)]])
    .replies(&[
        Reply::success(Status::Code(200), Media::Json),
        Reply::error(Status::Code(400), Media::None),
        Reply::error(Status::Code(422), Media::Json),
    ]);

const TOKEN: &str = "seam_secret";

type Lists = std::collections::BTreeMap<String, Vec<i64>>;

fn call<E>(server: &Server, error: fn(&RawReply) -> Result<E, Mismatch>) -> Call<Value, E> {
    let client = server.client().credential(&API_KEY, TOKEN).max_body(200);
    let mut request = client.build().unwrap().request(&ASSIGN);
    request.path("id", &"x1".to_owned());
    request.json(&"pin 4711".to_owned());
    request.call(reply::json, error)
}

async fn failed(answer: fn() -> Answer) -> Error {
    let server = Server::always(answer).await;
    let error = call(&server, reply::undeclared).await.unwrap_err();
    let shown = format!("{error} {error:?} {error:#?}");
    assert!(!shown.contains(TOKEN) && !shown.contains("4711"), "{shown}");
    error
}

#[test]
fn errors_are_small_and_travel() {
    fn travels<T: StdError + Send + Sync + 'static>() {}
    travels::<Error>();
    travels::<Error<Value>>();
    assert_eq!(size_of::<Error<Value>>(), 2 * size_of::<usize>());
}

#[tokio::test]
async fn an_error_without_a_declared_body_keeps_it_and_explains() {
    let error = failed(|| {
        let body = r#"{"error":{"type":"invalid_input","message":"no such\nuser","validation_errors":{"a":{"_errors":["b"]}}}}"#;
        raw("400 Bad Request", "content-type: application/json\r\nseam-request-id: r-7\r\n", body)
    })
    .await;
    assert_eq!(
        told(&error),
        "POST /credentials/{id}/assign: 400 Bad Request: invalid_input: no such\\u{a}user (request id r-7)"
    );
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!(error.operation_id(), "assign");
    assert_eq!(
        (error.method(), error.path_template()),
        ("POST", "/credentials/{id}/assign")
    );
    assert_eq!(error.request_id(), Some("r-7"));
    assert!(error.body().unwrap().starts_with(b"{\"error\""));
    let problem = error.problem().unwrap();
    assert_eq!(problem.kind.as_deref(), Some("invalid_input"));
    assert_eq!(problem.message.as_deref(), Some("no such\nuser"));
    assert_eq!(
        problem.details.unwrap()["validation_errors"]["a"]["_errors"][0],
        "b"
    );
    assert!(!error.succeeded());
}

#[tokio::test]
async fn statuses_that_are_not_declared_are_errors_with_a_body() {
    for (status, answer) in [
        (
            401,
            (|| json("401 Unauthorized", r#"{"ok":true}"#)) as fn() -> Answer,
        ),
        (429, || {
            raw("429 Too Many Requests", "retry-after: 3\r\n", "slow down")
        }),
        (503, || raw("503 Service Unavailable", "", "")),
    ] {
        let error = failed(answer).await;
        let Error::Status(case) = &error else {
            panic!("{error}")
        };
        assert_eq!(case.status(), status);
        assert!(case.declared().is_none() && case.mismatch().is_none());
        assert!(
            error
                .to_string()
                .contains("a status that the document does not declare"),
            "{error}"
        );
        let body = String::from_utf8(error.body().unwrap().to_vec()).unwrap();
        assert!(["", "slow down", r#"{"ok":true}"#].contains(&body.as_str()));
        assert_eq!(
            error.headers().unwrap().contains_key("retry-after"),
            status == 429
        );
    }
}

/// The document declares a 400, without a body: whatever arrives is kept and is no mismatch.
#[tokio::test]
async fn a_body_that_is_not_declared_is_not_decoded() {
    let server = Server::always(|| json("400 Bad Request", r#"{"ids":[1]}"#)).await;
    let error = call::<Lists>(&server, reply::json).await.unwrap_err();
    let Error::Status(case) = &error else {
        panic!("{error}")
    };
    assert!(case.declared().is_none() && case.mismatch().is_none());
    assert_eq!(
        told(&error),
        "POST /credentials/{id}/assign: 400 Bad Request"
    );
    assert_eq!(error.json::<Lists>().unwrap().unwrap()["ids"], [1]);
}

/// Only an error's message is for people to read; a success may hold anything.
#[tokio::test]
async fn the_body_of_a_success_is_not_shown() {
    let server = Server::always(|| json("200 OK", r#"{"message":"4711"}"#)).await;
    let client = server.client().credential(&API_KEY, TOKEN).build().unwrap();
    let mut request = client.request(&ASSIGN);
    request.path("id", &1_i64);
    let call: Call<Lists> = request.call(reply::json, reply::undeclared);
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)));
    assert!(!format!("{error} {error:?}").contains("4711"), "{error}");
    assert_eq!(error.problem().unwrap().message.as_deref(), Some("4711"));
}

#[tokio::test]
async fn an_html_error_page_is_ordinary() {
    let page = || {
        raw(
            "502 Bad Gateway",
            "content-type: text/html\r\n",
            "<html>nginx</html>",
        )
    };
    let error = failed(page).await;
    assert_eq!(error.text().unwrap(), "<html>nginx</html>");
    assert_eq!(error.problem(), None);
    assert!(!error.to_string().contains("nginx"));
    assert!(error.json::<Value>().unwrap().is_err());
}

#[tokio::test]
async fn a_declared_error_body_is_typed() {
    let server = Server::always(|| json("422 Unprocessable Entity", r#"{"ids":[1]}"#)).await;
    let error = call::<Lists>(&server, reply::json).await.unwrap_err();
    assert_eq!(error.declared().unwrap()["ids"], [1]);
    let plain: Error<Undeclared> = error.into_undeclared();
    assert_eq!(plain.body().unwrap(), r#"{"ids":[1]}"#);

    let server = Server::always(|| json("422 Unprocessable Entity", r#"{"ids":"4711"}"#)).await;
    let error = call::<Lists>(&server, reply::json).await.unwrap_err();
    assert!(error.declared().is_none());
    let text = told(&error);
    let expected = "POST /credentials/{id}/assign: 422 Unprocessable Entity, its body is not as the document declares: $.ids: expected an array, found a string";
    assert!(text.starts_with(expected), "{text}");
    assert!(error.source().unwrap().to_string().starts_with("$.ids"));
    assert!(!format!("{text} {error:?}").contains("4711"));
}

#[tokio::test]
async fn a_truncated_body_is_never_a_short_one() {
    for answer in [
        || "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"a\":1}".to_owned(),
        || "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n".to_owned(),
    ] {
        let server = Server::start(move |_| vec![Step::Send(answer())]).await;
        let error = call(&server, reply::undeclared).await.unwrap_err();
        let Error::Body(case) = &error else {
            panic!("{error}")
        };
        assert!(matches!(case.cause(), ReadFailure::Transport(_)));
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.body().unwrap(), r#"{"a":1}"#);
        assert!(error.succeeded() && !error.is_timeout());
        let expected = "POST /credentials/{id}/assign: 200 OK, but reading its body failed after 7 bytes: the exchange broke off: ";
        assert!(told(&error).starts_with(expected), "{error}");
        assert!(error.source().is_some());
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_cut_off() {
    let announced = failed(|| json("200 OK", &"x".repeat(201))).await;
    let chunked = failed(|| {
        let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        vec![Step::Send(format!(
            "{head}80\r\n{0}\r\n80\r\n{0}\r\n0\r\n\r\n",
            "x".repeat(0x80)
        ))]
    })
    .await;
    for (error, kept) in [(announced, 0), (chunked, 200)] {
        let Error::Body(case) = &error else {
            panic!("{error}")
        };
        assert!(matches!(case.cause(), ReadFailure::TooLarge(200)));
        assert_eq!(error.body().unwrap().len(), kept);
        let text = error.to_string();
        assert!(
            text.ends_with("it is larger than the limit of 200 bytes (`max_body`)"),
            "{text}"
        );
    }
    let server = Server::always(|| json("200 OK", &format!("\"{}\"", "x".repeat(198)))).await;
    assert!(call(&server, reply::undeclared).await.is_ok());
}

#[tokio::test]
async fn a_slow_reply_ends_in_time() {
    let limit = Duration::from_millis(150);
    let never = || vec![Step::Wait(Duration::from_secs(60))];
    let trickle = || {
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{";
        vec![
            Step::Send(head.to_owned()),
            Step::Wait(Duration::from_secs(60)),
        ]
    };
    for (answer, status, body) in [
        (never as fn() -> Answer, None, None),
        (trickle, Some(200), Some("{")),
    ] {
        let server = Server::always(answer).await;
        let start = Instant::now();
        let error = call(&server, reply::undeclared)
            .timeout(limit)
            .await
            .unwrap_err();
        assert!(start.elapsed() < Duration::from_secs(5));
        assert!(error.is_timeout(), "{error:?}");
        assert_eq!(error.status().map(|status| status.as_u16()), status);
        assert_eq!(error.text().as_deref(), body);
        match (&error, status) {
            (Error::Timeout(case), None) => {
                assert_eq!(case.limit(), Some(limit));
                let text = "POST /credentials/{id}/assign: no reply in time (the limit is 150ms)";
                assert_eq!(told(&error), text);
            }
            (Error::Body(_), Some(_)) => {
                assert!(
                    error.to_string().ends_with("the time limit was reached"),
                    "{error}"
                );
            }
            _ => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn the_client_has_a_time_limit_of_its_own() {
    let server = Server::always(|| vec![Step::Wait(Duration::from_secs(60))]).await;
    let client = server
        .client()
        .credential(&API_KEY, TOKEN)
        .timeout(Duration::from_millis(50));
    let mut request = client.build().unwrap().request(&ASSIGN);
    request.path("id", &1_i64);
    let call: Call<Value> = request.call(reply::json, reply::undeclared);
    assert!(call.await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn nobody_listens() {
    let server = Server::always(Vec::new).await;
    let url = server.url();
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let dead = format!("http://127.0.0.1:{port}/?");
    let client = HttpClient::builder("").base_url(dead.trim_end_matches("/?"));
    let mut request = client
        .credential(&API_KEY, TOKEN)
        .build()
        .unwrap()
        .request(&ASSIGN);
    request.path("id", &1_i64);
    let refused: Call<Value> = request.call(reply::json, reply::undeclared);
    let error = refused.await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)));
    assert!(error.reply().is_none() && error.text().is_none());
    let text = told(&error);
    assert!(
        text.starts_with("POST /credentials/{id}/assign: could not connect: Connection refused"),
        "{text}"
    );

    // A connection that is closed without an answer.
    let error = call(&server, reply::undeclared).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert!(
        error.to_string().contains("the exchange broke off"),
        "{error}"
    );
    // Where it was sent, without the values of parameters.
    assert!(!format!("{error:?}").contains("/credentials/1"));
    assert_eq!(
        error.url_template(),
        format!("{url}/credentials/{{id}}/assign")
    );
}

#[tokio::test]
async fn what_speaks_no_http_is_a_transport_error() {
    let error = failed(|| vec![Step::Send("SSH-2.0-OpenSSH\r\n".to_owned())]).await;
    assert!(matches!(error, Error::Transport(_)), "{error}");
}
