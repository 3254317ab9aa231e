//! Time, size, and connections that break.

use std::time::{Duration, Instant};

use seam_client::Error;
use seam_client::runtime::ReadFailure;
use serde_json::json;

use super::support::{Answer, Server, Step, json as json_reply, told};
use super::{assign, builder, credential, request};

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(150);

fn never() -> Answer {
    vec![Step::Wait(LONG)]
}

/// Status and headers come, the body does not end.
fn stalling() -> Answer {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{";
    vec![Step::Send(head.to_owned()), Step::Wait(LONG)]
}

#[tokio::test]
async fn a_slow_reply_ends_with_the_limit_of_the_call() {
    let server = Server::always(never).await;
    let start = Instant::now();
    let error = assign(&server).timeout(SHORT).await.unwrap_err();
    assert!(start.elapsed() >= SHORT && start.elapsed() < LONG / 6);
    assert!(matches!(error, Error::Timeout(_)) && error.is_timeout());
    assert_eq!(
        told(&error),
        "POST /acs/credentials/assign: no reply in time (the limit is 150ms)"
    );
    // The server has seen it and may act on it.
    assert!(!error.is_unsent());
    server.only();
}

#[tokio::test]
async fn a_slow_reply_ends_with_the_limit_of_the_client() {
    let server = Server::always(never).await;
    let client = builder(&server).timeout(SHORT).build().unwrap();
    let start = Instant::now();
    let error = client.acs_credentials_assign(&request()).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(start.elapsed() < LONG / 6);

    // The call's own limit goes before the client's.
    let server = Server::start(|_| {
        let mut steps = vec![Step::Wait(SHORT * 3)];
        steps.extend(super::good());
        steps
    })
    .await;
    let client = builder(&server).timeout(SHORT).build().unwrap();
    let call = client.acs_credentials_assign(&request()).timeout(LONG);
    assert!(call.await.unwrap().ok);
    let call = client.acs_credentials_assign(&request()).timeout(None);
    assert!(call.await.unwrap().ok);
}

#[tokio::test]
async fn a_body_that_stalls_ends_in_time_and_keeps_what_is_known() {
    let server = Server::always(stalling).await;
    let error = assign(&server).timeout(SHORT).await.unwrap_err();
    assert!(matches!(error, Error::Body(_)) && error.is_timeout());
    assert_eq!(error.status().unwrap(), 200);
    assert!(error.succeeded());
    assert_eq!(error.text().as_deref(), Some("{"));
}

#[tokio::test]
async fn a_truncated_body_is_no_result() {
    // What is there is a whole reply: only the length tells that more was to come.
    let body = json!({"acs_credential": credential(&json!({})), "ok": true}).to_string();
    let longer = body.len() + 1;
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    let counted = format!("{head}content-length: {longer}\r\n\r\n{body}");
    let chunk = format!("{:x}\r\n{body}\r\n", body.len());
    let chunked = format!("{head}transfer-encoding: chunked\r\n\r\n{chunk}");
    for answer in [counted, chunked] {
        let server = Server::start(move |_| vec![Step::Send(answer.clone())]).await;
        let error = assign(&server).await.unwrap_err();
        let Error::Body(case) = &error else {
            panic!("{error}")
        };
        assert!(matches!(case.cause(), ReadFailure::Transport(_)));
        assert!(error.succeeded() && !error.is_timeout());
        assert_eq!(error.body().unwrap(), body.as_str());
    }
}

#[tokio::test]
async fn a_connection_that_closes_without_a_reply_is_a_transport_error() {
    let server = Server::always(Vec::new).await;
    let error = assign(&server).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert!(error.status().is_none() && error.body().is_none());
    // Assigning is not safe to repeat: it was sent once.
    server.only();
}

/// A length that was announced, and one that turns out while reading.
#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let padding = "x".repeat(4096);
    let body = json!({"acs_credential": credential(&json!({"display_name": padding})), "ok": true});
    let body = body.to_string();
    let length = body.len() as u64;
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunked = format!("{head}{length:x}\r\n{body}\r\n0\r\n\r\n");
    let counted = Server::start(move |_| json_reply("200 OK", &body)).await;
    let chunked = Server::start(move |_| vec![Step::Send(chunked.clone())]).await;
    for server in [counted, chunked] {
        let assign = |limit| {
            let client = builder(&server).max_body(limit).build().unwrap();
            client.acs_credentials_assign(&request())
        };
        for limit in [1000, length - 1] {
            let error = assign(limit).await.unwrap_err();
            let Error::Body(case) = &error else {
                panic!("{error}")
            };
            assert!(matches!(case.cause(), ReadFailure::TooLarge(found) if *found == limit));
            assert!(error.succeeded());
            assert!(error.body().unwrap().len() as u64 <= limit);
        }
        assert!(assign(length).await.unwrap().ok);
    }
}
