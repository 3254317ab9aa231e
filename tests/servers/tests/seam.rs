//! What users of Seam do, with Seam's own fake. Between them stands Prism's proxy, which is made from the same document by
//! other people's code and says in a header what either of them got wrong.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use openapi_build_servers::address;
use openapi_build_servers::seam::runtime::transport::Reqwest;
use openapi_build_servers::seam::runtime::{Body, Transport, http};
use openapi_build_servers::seam::types::{
    AccessCodesCreateRequest, AccessCodesDeleteRequest, AccessCodesGetRequest,
    AccessCodesListRequest, AccessCodesUpdatePatchRequest, ActionAttempt, ActionAttemptsGetRequest,
    DevicesGetRequest, Event, EventsListRequest, LocksLockDoorRequest, LocksUnlockDoorRequest,
};
use openapi_build_servers::seam::{Client, Error, Response};

const DOOR: &str = "august_device_1";

fn with_key(key: &str) -> Client {
    let builder = Client::builder().base_url(address("SERVERS_SEAM"));
    builder.api_key(key).build().unwrap()
}

fn client() -> Client {
    with_key("seam_apikey1_token")
}

/// Has the fake do what it does for nobody but tests.
async fn steer(path: &str, body: &str) {
    let url = address("SERVERS_SEAM_FAKE") + path;
    let request = http::Request::post(url).header("content-type", "application/json");
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let reply = Reqwest::new().unwrap().send(request).await.unwrap();
    assert_eq!(reply.status(), 200);
}

/// What the proxy found wrong with the request, but for the ids: they are those of the fake. Its list is cut off where it gets too
/// long; requests come first.
fn violations(headers: &http::HeaderMap) -> Vec<String> {
    let list = headers.get("sl-violations");
    let list = list.map_or("", |list| list.to_str().unwrap());
    let found = list.split(r#"{"location":"#);
    let of_request = found.filter(|one| one.starts_with(r#"["request""#));
    let ids = r#"must match format \"uuid\""#;
    let other = of_request.filter(|one| !one.contains(ids));
    other.map(str::to_owned).collect()
}

fn checked<T>(response: Result<Response<T>, Error>) -> T {
    let response = response.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(violations(response.headers()), Vec::<String>::new());
    response.into_body()
}

/// Asks for an attempt until it is no longer pending.
async fn outcome(client: &Client, attempt: &ActionAttempt) -> ActionAttempt {
    let id = attempt.action_attempt_id().unwrap();
    for _ in 0..50 {
        let body = ActionAttemptsGetRequest::new(id);
        let now = checked(client.action_attempts_get(&body).send().await).action_attempt;
        assert_eq!(now.action_attempt_id(), Some(id));
        let pending = matches!(
            now,
            ActionAttempt::UnlockDoorPending(_) | ActionAttempt::LockDoorPending(_)
        );
        if !pending {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{attempt:?} is pending for ever");
}

#[tokio::test]
#[ignore = "needs Seam's fake: run tests/servers/run --full"]
async fn devices_are_listed_and_read() {
    let client = client();
    let listed = checked(client.devices_list().send().await).devices;
    let door = listed.iter().find(|device| device.device_id == DOOR);
    let door = door.unwrap();
    assert_eq!(door.can_remotely_unlock, Some(true));
    assert_eq!(door.device_type.as_str(), "august_lock");
    let body = DevicesGetRequest::new().device_id(DOOR);
    let read = checked(client.devices_get().body(&body).send().await).device;
    assert_eq!(read.workspace_id, "seed_workspace_1");
    assert_eq!(read.created_at, door.created_at);
    // The same by GET, where what is in a body above is in the query.
    let read = checked(client.devices_get_get().device_id(DOOR).send().await);
    assert_eq!(read.device.device_id, DOOR);
}

#[tokio::test]
#[ignore = "needs Seam's fake: run tests/servers/run --full"]
async fn an_attempt_is_waited_for() {
    let client = client();
    let body = LocksUnlockDoorRequest::new(DOOR);
    let attempt = checked(client.locks_unlock_door(&body).send().await).action_attempt;
    assert!(
        matches!(attempt, ActionAttempt::UnlockDoorPending(_)),
        "{attempt:?}"
    );
    let done = outcome(&client, &attempt).await;
    assert!(
        matches!(done, ActionAttempt::UnlockDoorSuccess(_)),
        "{done:?}"
    );
}

#[tokio::test]
#[ignore = "needs Seam's fake: run tests/servers/run --full"]
async fn an_attempt_that_fails_says_why() {
    let client = client();
    let body = LocksLockDoorRequest::new(DOOR);
    let attempt = checked(client.locks_lock_door(&body).send().await).action_attempt;
    let id = attempt.action_attempt_id().unwrap();
    let error = r#"{"type": "jammed", "message": "The bolt is stuck"}"#;
    let body = format!(r#"{{"action_attempt_id": "{id}", "status": "error", "error": {error}}}"#);
    steer("/_fake/update_action_attempt", &body).await;
    let failed = outcome(&client, &attempt).await;
    let ActionAttempt::LockDoorError(failed) = failed else {
        panic!("{failed:?}");
    };
    assert_eq!(failed.error.message, "The bolt is stuck");
    assert_eq!(failed.error.type_, "jammed");
}

#[tokio::test]
#[ignore = "needs Seam's fake: run tests/servers/run --full"]
async fn access_codes_come_and_go() {
    let client = client();
    let body = AccessCodesCreateRequest::new("august_device_2")
        .name("guest")
        .code("1234");
    let created = checked(client.access_codes_create(&body).send().await).access_code;
    assert_eq!(created.name.as_deref(), Some("guest"));
    let id = created.access_code_id.as_str();

    let body = AccessCodesListRequest::new().device_id("august_device_2");
    let list = async || {
        let listed = checked(client.access_codes_list().body(&body).send().await);
        let ids = listed
            .access_codes
            .into_iter()
            .map(|code| code.access_code_id);
        ids.collect::<Vec<_>>()
    };
    assert_eq!(list().await, [id]);
    let body = AccessCodesUpdatePatchRequest::new(id).name("friend");
    checked(client.access_codes_update(&body).send().await);
    let body = AccessCodesGetRequest::new().access_code_id(id);
    for _ in 0..50 {
        let read = checked(client.access_codes_get().body(&body).send().await).access_code;
        if read.name.as_deref() == Some("friend") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let body = AccessCodesDeleteRequest::new(id);
    checked(client.access_codes_delete(&body).send().await);
    for _ in 0..50 {
        if list().await.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{id} is still there");
}

#[tokio::test]
#[ignore = "needs Seam's fake: run tests/servers/run --full"]
async fn events_are_of_their_types() {
    let body = EventsListRequest::new().since("2020-01-01T00:00:00Z");
    let body = body.event_type("device.connected".into());
    let listed = checked(client().events_list().body(&body).send().await).events;
    assert!(!listed.is_empty());
    for event in &listed {
        let Event::DeviceConnected(connected) = event else {
            panic!("{event:?}");
        };
        assert_eq!(connected.workspace_id, "seed_workspace_1");
    }
}

#[tokio::test]
#[ignore = "needs Seam's fake: run tests/servers/run --full"]
async fn what_is_refused_says_why() {
    let body = DevicesGetRequest::new().device_id("none");
    let error = client().devices_get().body(&body).await.unwrap_err();
    refused(&error, 404, "device_not_found", "Device not found");
    assert!(error.request_id().unwrap().starts_with("request"));
    let error = with_key("seam_wrong_token")
        .devices_list()
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert!(!format!("{error:?}").contains("seam_wrong_token"));
    // What the types forbid can be sent all the same.
    let call = client()
        .devices_list_get()
        .into_call()
        .query_extra("limit", "x");
    let error = call.await.unwrap_err();
    refused(&error, 400, "invalid_input", "limit");
    assert!(!violations(error.headers().unwrap()).is_empty());
    let details = error.problem().unwrap().details.unwrap();
    assert!(details["validation_errors"]["limit"]["_errors"].is_array());
}

fn refused(error: &Error, status: u16, kind: &str, told: &str) {
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        ("status", status)
    );
    let problem = error.problem().unwrap();
    assert_eq!(problem.kind.as_deref(), Some(kind));
    assert!(problem.message.unwrap().contains(told));
    assert!(error.to_string().contains(told), "{error}");
}

#[tokio::test]
#[ignore = "needs Seam's fake: run tests/servers/run --full"]
async fn an_outage_is_a_503_without_a_body() {
    let body = r#"{"workspace_id": "seed_workspace_1", "routes": ["/workspaces/list"]}"#;
    steer("/_fake/simulate_workspace_outage", body).await;
    let error = client().workspaces_list().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert!(error.body().unwrap().is_empty());
    assert!(error.problem().is_none());
}

/// The fake lacks what the document requires: the call was made, and the error says where and what corrects it.
#[tokio::test]
#[ignore = "needs Seam's fake: run tests/servers/run --full"]
async fn a_reply_that_breaks_the_document_is_a_success_with_a_remedy() {
    let error = client().acs_systems_list().await.unwrap_err();
    assert_eq!((error.kind(), error.succeeded()), ("decode", true));
    let told = error.to_string();
    assert!(told.contains("$.acs_systems[0]."), "{told}");
    assert!(told.contains("the option `optional = true`"), "{told}");
    assert!(error.text().unwrap().contains("visionline_acs_system_1"));
}
