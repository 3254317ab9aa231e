//! Server-sent events and JSON lines, declared and not.

use std::time::Duration;

use openapi_build_servers::shop::runtime::{Event, Events};
use openapi_build_servers::shop::types::Tick;

use super::stranger;

async fn all<T: openapi_build_servers::shop::runtime::json::Json>(
    mut events: Events<T>,
) -> Vec<Event<T>> {
    let mut found = Vec::new();
    while let Some(event) = events.next().await {
        found.push(event.unwrap());
    }
    found
}

fn numbers(ticks: &[Event<Tick>]) -> Vec<i64> {
    ticks.iter().map(|event| event.data.n).collect()
}

/// The document says `application/json` of this stream.
#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn events_that_the_document_calls_json() {
    let call = stranger().events().n(4).into_call();
    let found = all(call.events::<Tick>().await.unwrap()).await;
    assert_eq!(numbers(&found), [0, 1, 2, 3]);
    assert_eq!(found[2].event.as_deref(), Some("tick"));
    assert_eq!(found[2].id.as_deref(), Some("2"));
}

/// The document names another schema than that of the events.
#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn events_of_another_schema_than_the_declared_one() {
    let mut declared = stranger().events_declared().await.unwrap();
    let first = declared.next().await.unwrap().unwrap_err();
    assert_eq!(first.text(), Some(r#"{"n": 0}"#));
    let found = stranger().events_declared().events::<Tick>().await.unwrap();
    assert_eq!(numbers(&all(found).await), [0, 1, 2]);
}

/// `itemSchema` with `contentSchema` in `data`: each item is what `data` holds.
#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn events_that_are_declared_by_their_envelope() {
    let found = all(stranger().sse2().n(3).await.unwrap()).await;
    assert_eq!(numbers(&found), [0, 1, 2]);
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn events_of_text_with_all_that_an_event_has() {
    let mut events = stranger().sse3().await.unwrap();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!(first.data, r#"{"a": 1}"#);
    assert_eq!(first.event.as_deref(), Some("upd"));
    assert_eq!(first.id.as_deref(), Some("7"));
    assert_eq!(first.retry, Some(Duration::from_secs(3)));
    let second = events.next().await.unwrap().unwrap();
    assert_eq!(second.data, "plain text");
    assert_eq!(second.event.as_deref(), Some("log"));
    assert_eq!(events.last_event_id(), "7");
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn lines_of_json() {
    let mut declared = stranger().jsonl().n(3).await.unwrap();
    let mut undeclared = stranger().lines().json_lines::<Tick>().await.unwrap();
    for number in 0..3 {
        assert_eq!(declared.next().await.unwrap().unwrap().n, number);
        assert_eq!(undeclared.next().await.unwrap().unwrap().n, number);
    }
    assert!(declared.next().await.is_none());
    assert!(undeclared.next().await.is_none());
}
