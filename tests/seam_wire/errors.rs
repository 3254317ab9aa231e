//! Replies that are not what one hopes for.

use seam_client::Error;
use seam_client::types::AcsCredential;
use serde_json::{Value, json};

use super::support::{Answer, Server, json as json_reply, reply, told};
use super::{answering, assign, credential, good, printed};

async fn failed(answer: fn() -> Answer) -> Error {
    let server = Server::always(answer).await;
    let error = assign(&server).await.unwrap_err();
    server.only();
    error
}

#[tokio::test]
async fn a_400_gives_what_seam_says() {
    const BODY: &str = r#"{"error":{"type":"invalid_input","message":"Validation failed","data":{"a":1},"validation_errors":{"acs_user_id":{"_errors":["Expected uuid"]}}},"ok":false}"#;
    let error = failed(|| {
        let headers = "content-type: application/json; charset=utf-8\r\nseam-request-id: r-42\r\n";
        reply("400 Bad Request", headers, BODY)
    })
    .await;
    assert!(matches!(error, Error::Status(_)));
    assert_eq!(error.status().unwrap(), 400);
    assert!(!error.succeeded());
    assert_eq!(error.body().unwrap(), BODY);
    assert_eq!(error.request_id(), Some("r-42"));
    assert_eq!(error.operation_id(), "acsCredentialsAssignPost");
    assert_eq!(error.method(), "POST");
    assert_eq!(error.path_template(), "/acs/credentials/assign");
    let problem = error.problem().unwrap();
    assert_eq!(problem.kind.as_deref(), Some("invalid_input"));
    assert_eq!(problem.message.as_deref(), Some("Validation failed"));
    let details = problem.details.unwrap();
    let errors = &details["validation_errors"]["acs_user_id"]["_errors"];
    assert_eq!(errors, &json!(["Expected uuid"]));
    assert_eq!(details["data"], json!({"a": 1}));
    let whole: Value = error.json().unwrap().unwrap();
    assert_eq!(whole["ok"], false);
    assert_eq!(
        told(&error),
        "POST /acs/credentials/assign: 400 Bad Request: invalid_input: Validation failed \
         (request id r-42)"
    );
}

#[tokio::test]
async fn a_401_says_so() {
    let error = failed(|| {
        json_reply(
            "401 Unauthorized",
            r#"{"error":{"type":"unauthorized","message":"Invalid API key"}}"#,
        )
    })
    .await;
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(
        error.problem().unwrap().kind.as_deref(),
        Some("unauthorized")
    );
    // The document declares it, without a body.
    assert!(!error.to_string().contains("does not declare"), "{error}");
}

/// The document declares no body for 400 and 401: none, a text and a page are all ordinary.
#[tokio::test]
async fn an_error_may_have_any_body() {
    for (answer, body) in [
        ((|| reply("400 Bad Request", "", "")) as fn() -> Answer, ""),
        (
            || reply("400 Bad Request", "content-type: text/plain\r\n", "{broken"),
            "{broken",
        ),
        (
            || {
                reply(
                    "401 Unauthorized",
                    "content-type: text/html\r\n",
                    "<h1>401</h1>",
                )
            },
            "<h1>401</h1>",
        ),
        // What looks like a result is none.
        (
            || json_reply("400 Bad Request", r#"{"ok":true,"acs_credential":{}}"#),
            r#"{"ok":true,"acs_credential":{}}"#,
        ),
    ] {
        let error = failed(answer).await;
        let Error::Status(case) = &error else {
            panic!("{error}")
        };
        assert!(case.mismatch().is_none() && case.declared().is_none());
        assert_eq!(error.text().as_deref(), Some(body));
        assert_eq!(error.problem(), None);
    }
}

/// A success that the document does not declare is one (RFC 9110, section 15), and never passed off as a result without data.
#[tokio::test]
async fn a_success_that_is_not_declared_is_one_with_its_data() {
    let whole = json!({"acs_credential": credential(&json!({})), "ok": true}).to_string();
    let server =
        Server::start(move |_| reply("201 Created", "content-type: application/json\r\n", &whole))
            .await;
    assert!(assign(&server).await.unwrap().ok);
    for (status, body) in [
        ("201 Created", "{}"),
        ("202 Accepted", r#"{"action_attempt":{}}"#),
        ("204 No Content", ""),
    ] {
        let error = refused(status, body).await;
        let Error::Decode(case) = &error else {
            panic!("{status}: {error}")
        };
        assert!(status.starts_with(case.reply().status().as_str()));
        assert!(error.succeeded());
        assert_eq!(error.body().unwrap(), body);
    }
}

#[tokio::test]
async fn a_failure_that_is_not_declared_is_one_with_its_reply() {
    for (status, body) in [
        (
            "429 Too Many Requests",
            r#"{"error":{"type":"rate_limited","message":"Slow down"}}"#,
        ),
        ("503 Service Unavailable", ""),
    ] {
        let error = refused(status, body).await;
        let Error::Status(case) = &error else {
            panic!("{status}: {error}")
        };
        assert!(status.starts_with(case.status().as_str()));
        assert!(!error.succeeded());
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(error.headers().unwrap()["retry-after"], "7");
        assert!(error.to_string().contains("does not declare"), "{error}");
    }
}

/// The error of a call that is answered so.
async fn refused(status: &'static str, body: &'static str) -> Error {
    let server = Server::start(move |_| {
        let headers = "content-type: application/json\r\nretry-after: 7\r\n";
        reply(status, headers, body)
    })
    .await;
    assign(&server).await.unwrap_err()
}

#[tokio::test]
async fn html_pages_are_errors_like_others() {
    const PAGE: &str = "<html><body>502 Bad Gateway</body></html>";
    let error = failed(|| reply("502 Bad Gateway", "content-type: text/html\r\n", PAGE)).await;
    assert!(matches!(error, Error::Status(_)));
    assert_eq!(error.text().as_deref(), Some(PAGE));
    assert!(!error.to_string().contains("<html>"), "{error}");

    // A page in the place of a result, as some gateways send it.
    let error =
        failed(|| reply("200 OK", "content-type: text/html; charset=utf-8\r\n", PAGE)).await;
    assert!(matches!(error, Error::Decode(_)));
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.text().as_deref(), Some(PAGE));
    assert!(error.to_string().contains("text/html"), "{error}");
    assert!(!error.to_string().contains("<html>"), "{error}");
}

/// What the reference shows as the answer, and what older servers say: the assign has happened.
#[tokio::test]
async fn a_success_with_another_body_says_that_it_succeeded() {
    for (answer, body, wrong) in [
        (
            (|| json_reply("200 OK", "{}")) as fn() -> Answer,
            "{}",
            "$.acs_credential: missing, and so are: ok",
        ),
        (
            || json_reply("200 OK", r#"{"ok":true}"#),
            r#"{"ok":true}"#,
            "$.acs_credential: missing",
        ),
        (
            || json_reply("200 OK", r#"{"acs_credential":[],"ok":true}"#),
            r#"{"acs_credential":[],"ok":true}"#,
            "$.acs_credential: expected an object, found an array",
        ),
        (
            || json_reply("200 OK", "null"),
            "null",
            "$: expected an object, found null",
        ),
        (|| json_reply("200 OK", ""), "", "there is no body"),
        (|| reply("200 OK", "", ""), "", "there is no body"),
        (
            || json_reply("200 OK", "{\"ok\":tru"),
            "{\"ok\":tru",
            "$.ok: ",
        ),
        (
            || reply("200 OK", "content-type: application/xml\r\n", "<ok/>"),
            "<ok/>",
            "wrong content type: expected JSON, found \"application/xml\"",
        ),
    ] {
        let error = failed(answer).await;
        let Error::Decode(case) = &error else {
            panic!("{body}: {error}")
        };
        assert!(error.succeeded());
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.body().unwrap(), body);
        let text = told(&error);
        let expected = "POST /acs/credentials/assign: the request succeeded (200 OK), but its body \
                        is not as the document declares: ";
        assert!(text.starts_with(expected), "{text}");
        assert!(text[expected.len()..].starts_with(wrong), "{text}");
        assert!(case.mismatch().to_string().starts_with(wrong));
        assert!(std::error::Error::source(&error).is_some());
    }
}

/// An error that a user can act on: where the document says what was expected, and what makes the client take what came.
#[tokio::test]
async fn a_reply_that_does_not_match_names_the_schema_and_the_option() {
    let without = |name: &str| {
        let mut credential = credential(&json!({}));
        credential.as_object_mut().unwrap().remove(name);
        credential
    };
    for (sent, property, correction) in [
        (without("created_at"), "created_at", "optional = true"),
        (
            credential(&json!({"created_at": null})),
            "created_at",
            "optional = true",
        ),
        (
            credential(&json!({"created_at": "yesterday"})),
            "created_at",
            "type = \"string\"",
        ),
        (
            credential(&json!({"code": {"a": 1}})),
            "code",
            "type = \"json\"",
        ),
        (
            credential(&json!({"errors": [null]})),
            "errors",
            "type = \"json\"",
        ),
    ] {
        let server = answering(sent).await;
        let text = assign(&server).await.unwrap_err().to_string();
        let expected = format!(
            "; the document declares `{property}` at `#/components/schemas/acs_credential`, and the option `{correction}` of that property corrects it"
        );
        assert!(text.ends_with(&expected), "{text}");
        assert!(!text.contains("yesterday"), "{text}");
    }
    // What is no object has no property.
    let server = Server::always(|| json_reply("200 OK", "[]")).await;
    let text = assign(&server).await.unwrap_err().to_string();
    let expected =
        "; the document declares it at `#/paths/~1acs~1credentials~1assign/post/responses/200`";
    assert!(text.ends_with(expected), "{text}");
}

/// A reply that lacks only `ok` still gives up its credential to who asks for it.
#[tokio::test]
async fn the_body_of_a_reply_that_does_not_match_can_be_read_otherwise() {
    let sent = credential(&json!({"code": "1"}));
    let body = json!({"acs_credential": sent}).to_string();
    let server = Server::start(move |_| json_reply("200 OK", &body)).await;
    let error = assign(&server).await.unwrap_err();
    let body: Value = error.json().unwrap().unwrap();
    let read: AcsCredential = serde_json::from_value(body["acs_credential"].clone()).unwrap();
    assert_eq!(read.code.as_deref(), Some("1"));
}

#[tokio::test]
async fn json_is_recognised_by_more_than_one_name() {
    let body = json!({"acs_credential": credential(&json!({})), "ok": true}).to_string();
    for content_type in [
        "",
        "content-type: text/plain\r\n",
        "content-type: application/json; charset=utf-8\r\n",
        "content-type: application/vnd.seam+json\r\n",
    ] {
        let body = body.clone();
        let server = Server::start(move |_| reply("200 OK", content_type, &body)).await;
        assert!(assign(&server).await.unwrap().ok, "{content_type}");
    }
}

#[tokio::test]
async fn the_reply_is_there_for_who_wants_it() {
    let server = Server::start(|_| {
        let body = json!({"acs_credential": credential(&json!({})), "ok": true}).to_string();
        let headers = "content-type: application/json\r\nseam-request-id: r-1\r\n";
        reply("200 OK", headers, &body)
    })
    .await;
    let response = assign(&server).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["seam-request-id"], "r-1");
    assert_eq!(response.request_id(), Some("r-1"));
    let display_name = response.into_body().acs_credential.display_name;
    assert_eq!(display_name, "Front door");
}

/// A client is cheap to clone and can make many calls at once.
#[tokio::test]
async fn calls_stand_alone() {
    let server = Server::always(good).await;
    let tasks: Vec<_> = (0..8)
        .map(|_| tokio::spawn(assign(&server).into_future()))
        .collect();
    for task in tasks {
        assert!(task.await.unwrap().unwrap().ok);
    }
    assert_eq!(server.received().len(), 8);
}

#[tokio::test]
async fn an_error_is_an_ordinary_error() {
    async fn run(server: &Server) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        assign(server).await?;
        Ok(())
    }
    let server = Server::always(|| json_reply("400 Bad Request", "{}")).await;
    let error = run(&server).await.unwrap_err();
    assert!(error.downcast_ref::<Error>().is_some());
    assert!(printed(&*error).contains("400"));
}
