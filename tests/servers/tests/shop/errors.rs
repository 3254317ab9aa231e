//! What is refused, what breaks, and what is late: each error says what the server said.

use std::time::Duration;

use openapi_build_servers::shop::operations::ReadItemError;
use openapi_build_servers::shop::types::{BodyLoginTokenPost, ItemCreate};
use openapi_build_servers::shop::{Error, Uuid, Value};

use super::{alice, stranger};

const NOBODY: Uuid = Uuid::from_u128(7);

fn message<E>(error: &Error<E>) -> String {
    error.problem().and_then(|problem| problem.message).unwrap()
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn invalid_input_is_told_with_its_place() {
    let client = alice().await;
    let error = client
        .create_item(&ItemCreate::new("", (-1.0).into()))
        .await;
    let error = error.unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        ("status", 422)
    );
    let told = "body.name: String should have at least 1 character (and 1 more)";
    assert_eq!(message(&error), told);
    assert!(error.to_string().contains(told), "{error}");
    let declared = error.declared().unwrap();
    let details = declared.detail.as_ref().unwrap();
    assert_eq!(details.len(), 2);
    assert_eq!(details[1].type_, "greater_than_equal");
    assert_eq!(details[1].loc[1], "price".into());
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn errors_by_status_are_variants() {
    let error = stranger().read_item(NOBODY).await.unwrap_err();
    let Some(ReadItemError::NotFound(told)) = error.declared() else {
        panic!("{error:?}");
    };
    assert_eq!(told.message, "Item not found");
    let told = "/items/{item_id}: 404 Not Found: Item not found";
    assert!(error.to_string().ends_with(told), "{error}");
}

/// `detail` as a text and as an object, of statuses that the document doesn't declare.
#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn undeclared_errors_say_what_the_server_said() {
    let form = BodyLoginTokenPost::new("alice", "wrong");
    let error = stranger().login(&form).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!(message(&error), "Incorrect username or password");
    assert!(error.declared().is_none());
    // What is secret is shown nowhere.
    assert!(!format!("{error:?} {error}").contains("wrong"));

    let error = alice().await.delete_item(NOBODY).await.unwrap_err();
    let problem = error.problem().unwrap();
    assert_eq!(problem.kind.as_deref(), Some("gone"));
    assert_eq!(
        problem.details.unwrap()["id"],
        Value::from(NOBODY.to_string())
    );
    assert!(
        error.to_string().ends_with("does not declare: gone"),
        "{error}"
    );
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_range_of_statuses_is_declared() {
    let client = stranger();
    let error = client.teapot().await.unwrap_err();
    assert_eq!(message(&error), "short and stout");
    for status in [404, 499] {
        let error = client.teapot().s(status).await.unwrap_err();
        assert_eq!(i64::from(error.status().unwrap().as_u16()), status);
        assert!(!error.to_string().contains("does not declare"), "{error}");
    }
    let error = client.teapot().s(500).await.unwrap_err();
    assert!(error.to_string().contains("does not declare"), "{error}");
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_server_that_breaks() {
    let error = stranger().boom().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 500);
    assert_eq!(message(&error), "Internal Server Error");
    assert!(!error.succeeded());
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_server_that_is_busy_says_when_to_come_back() {
    let client = stranger();
    let mut refused = 0;
    let reply = loop {
        match client.retry().await {
            Ok(reply) => break reply,
            Err(error) => {
                assert_eq!(error.status().unwrap(), 503);
                assert_eq!(error.headers().unwrap()["retry-after"], "1");
                assert_eq!(message(&error), "busy");
                refused += 1;
            }
        }
    };
    assert_eq!(reply["ok"], Value::from(true));
    assert!(refused <= 2);
}

/// The call was a success: whoever repeats it does it twice.
#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_success_with_another_body_is_one() {
    let client = stranger();
    let error = client.liar().await.unwrap_err();
    assert_eq!((error.kind(), error.succeeded()), ("decode", true));
    assert!(error.to_string().contains("$.n"), "{error}");
    assert_eq!(error.text().unwrap(), r#"{"n": "seven"}"#.replace(' ', ""));
    let error = client.inf().await.unwrap_err();
    assert!(error.succeeded());
    // 2^70 is no 64-bit integer.
    let error = client.big().await.unwrap_err();
    assert!(error.succeeded());
    assert_eq!(error.text().unwrap(), "1180591620717411303424");
    let error = client.times().await.unwrap_err();
    assert!(error.succeeded());
    let told = error.to_string();
    assert!(told.contains("$.big: expected i64"), "{told}");
    assert!(told.contains("#/components/schemas/Times"), "{told}");
    assert!(told.contains("the option `type ="), "{told}");
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_slow_server_meets_the_limit_of_the_call() {
    let client = stranger();
    let call = client.slow().s(1.0).timeout(Duration::from_millis(100));
    let error = call.await.unwrap_err();
    assert_eq!((error.kind(), error.is_timeout()), ("timeout", true));
    assert_eq!(client.slow().s(0.01).await.unwrap().n, 1);
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_redirect_that_is_the_declared_reply_is_the_reply() {
    let response = stranger().go().send().await.unwrap();
    assert_eq!(response.status(), 307);
    assert_eq!(response.headers()["location"], "/plain");
}
