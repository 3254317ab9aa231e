//! The generated client against Prism, a mock server that is made from the same document and knows
//! nothing of this project. `tests/e2e/run` starts it and runs these tests.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::env;
use std::time::{Duration, Instant};

use seam_client::runtime::transport::{Reqwest, TransportFuture};
use seam_client::runtime::{Body, Transport, http, json};
use seam_client::types::{AcsCredentialsAssignRequest, AcsCredentialsAssignResponse};
use seam_client::{Client, Error, Response, Uuid, Value};

const CREDENTIAL: Uuid = Uuid::from_u128(0x73a0_a199_024f_454d_a916_9bbd_a850_2c12);
const PERSON: Uuid = Uuid::from_u128(0x0fc8_2df4_391b_4d00_a234_8637_8f1c_3952);

/// Where Prism says what a request or a reply got wrong.
const VIOLATIONS: &str = "sl-violations";

fn endpoint(variable: &str) -> String {
    env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set: run tests/e2e/run"))
}

fn client(variable: &str) -> Client {
    Client::builder()
        .base_url(endpoint(variable))
        .api_key("seam_test")
        .build()
        .unwrap()
}

fn mock() -> Client {
    client("OPENAPI_BUILD_PRISM")
}

fn by_user() -> AcsCredentialsAssignRequest {
    AcsCredentialsAssignRequest::new(CREDENTIAL).acs_user_id(PERSON)
}

fn by_identity() -> AcsCredentialsAssignRequest {
    AcsCredentialsAssignRequest::new(CREDENTIAL).user_identity_id(PERSON)
}

/// A body that the document forbids: `acs_user_id` is not nullable.
fn invalid() -> AcsCredentialsAssignRequest {
    let mut body = AcsCredentialsAssignRequest::new(CREDENTIAL);
    body.additional_properties
        .insert("acs_user_id", Value::Null);
    body
}

/// The reply is a success, and decoding and encoding it changes nothing.
fn assert_lossless(response: &Response<AcsCredentialsAssignResponse>) {
    assert_eq!(response.status(), 200);
    let received: Value = serde_json::from_slice(response.raw().body()).unwrap();
    // By way of text: `serde_json` rounds some numbers when it reads them.
    let written: Value = serde_json::from_str(&json::to_string(response.body())).unwrap();
    assert_eq!(written, received);
}

#[tokio::test]
#[ignore = "needs Prism: run tests/e2e/run"]
async fn assigns_by_user_and_by_identity() {
    for body in [by_user(), by_identity()] {
        let response = mock().acs_credentials_assign(&body).send().await.unwrap();
        assert_lossless(&response);
        assert!(response.ok);
        let credential = &response.acs_credential;
        assert!(!credential.acs_credential_id.is_nil());
        assert!(credential.additional_properties.is_empty());
        assert!(credential.code.is_value());
    }
}

/// Prism makes replies up at random, within what the document allows: properties are missing, null
/// or of any length.
#[tokio::test]
#[ignore = "needs Prism: run tests/e2e/run"]
async fn whatever_the_document_allows_decodes() {
    let client = mock();
    for _ in 0..50 {
        let call = client
            .acs_credentials_assign(&by_user())
            .header("prefer", "dynamic=true");
        assert_lossless(&call.send().await.unwrap());
    }
}

#[tokio::test]
#[ignore = "needs Prism: run tests/e2e/run"]
async fn a_400_without_a_body_is_an_error_with_its_status() {
    let call = mock()
        .acs_credentials_assign(&by_user())
        .header("prefer", "code=400");
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Status(_)), "{error:?}");
    assert_eq!(error.status().unwrap(), 400);
    assert!(error.body().unwrap().is_empty());
    assert_eq!(error.problem(), None);
    assert!(error.to_string().contains("400"), "{error}");
}

#[tokio::test]
#[ignore = "needs Prism: run tests/e2e/run"]
async fn a_body_that_the_server_refuses_keeps_the_reason() {
    let error = mock().acs_credentials_assign(&invalid()).await.unwrap_err();
    assert!(matches!(error, Error::Status(_)), "{error:?}");
    assert_eq!(error.status().unwrap(), 400);
    let reason = error
        .headers()
        .unwrap()
        .get(VIOLATIONS)
        .unwrap()
        .to_str()
        .unwrap();
    assert!(reason.contains("acs_user_id"), "{reason}");
}

#[tokio::test]
#[ignore = "needs Prism: run tests/e2e/run"]
async fn another_scheme_is_a_401() {
    let call = mock()
        .acs_credentials_assign(&by_user())
        .header("authorization", "Basic c2VhbTo=");
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Status(_)), "{error:?}");
    assert_eq!(error.status().unwrap(), 401);
    assert!(!format!("{error} {error:?}").contains("c2VhbTo="));
}

#[tokio::test]
#[ignore = "needs Prism: run tests/e2e/run"]
async fn each_scheme_of_the_document_is_accepted() {
    let builder = || Client::builder().base_url(endpoint("OPENAPI_BUILD_PRISM"));
    for builder in [
        builder().api_key("seam_test"),
        builder().pat_with_workspace("seam_at_test"),
        builder().console_session_with_workspace("seam_cst_test"),
    ] {
        builder
            .build()
            .unwrap()
            .acs_credentials_assign(&by_user())
            .await
            .unwrap();
    }
}

#[tokio::test]
#[ignore = "needs Prism: run tests/e2e/run"]
async fn without_a_credential_nothing_is_sent_and_with_none_in_the_header_it_is_a_401() {
    let client = Client::builder()
        .base_url(endpoint("OPENAPI_BUILD_PRISM"))
        .build()
        .unwrap();
    let error = client.acs_credentials_assign(&by_user()).await.unwrap_err();
    assert!(error.is_unsent(), "{error:?}");

    let client = mock();
    let error = client
        .acs_credentials_assign(&by_user())
        .header("authorization", "")
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
}

/// Prism never answers JSON that does not parse.
#[tokio::test]
#[ignore = "needs Prism: run tests/e2e/run"]
async fn a_request_that_is_never_answered_ends_at_its_time_limit() {
    let client = Client::builder()
        .base_url(endpoint("OPENAPI_BUILD_PRISM"))
        .api_key("seam_test")
        .transport(Truncating(Reqwest::new().unwrap()))
        .build()
        .unwrap();
    let started = Instant::now();
    let limit = Duration::from_millis(700);
    let error = client
        .acs_credentials_assign(&by_user())
        .timeout(limit)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert!(error.is_timeout());
    assert!(started.elapsed() >= limit && started.elapsed() < Duration::from_secs(10));
}

/// Sends the first byte of every body.
struct Truncating(Reqwest);

impl Transport for Truncating {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        self.0.send(request.map(|_| Body::from("{")))
    }
}

#[tokio::test]
#[ignore = "needs Prism: run tests/e2e/run"]
async fn a_validating_proxy_finds_nothing_wrong_with_what_the_client_sends() {
    let client = client("OPENAPI_BUILD_PRISM_PROXY");
    for body in [by_user(), by_identity()] {
        let response = client.acs_credentials_assign(&body).send().await.unwrap();
        assert_eq!(response.headers().get(VIOLATIONS), None);
        assert_lossless(&response);
    }
    // It would say so.
    let error = client.acs_credentials_assign(&invalid()).await.unwrap_err();
    let reason = error
        .headers()
        .unwrap()
        .get(VIOLATIONS)
        .unwrap()
        .to_str()
        .unwrap();
    assert!(reason.contains("acs_user_id"), "{reason}");
}
