//! Redirects: who is followed, and what goes along.

mod support;

use std::time::Duration;

use openapi_build_runtime::{
    Call, Error, HttpClient, Media, Operation, Reply, Requirement, SecurityScheme, Status, Value,
    reply,
};
use support::{Received, Server, Step, json, redirect, reply as raw, told};

static BEARER: SecurityScheme = SecurityScheme::bearer("bearer");
static HEADER: SecurityScheme = SecurityScheme::api_key_header("header", "x-api-key");
static QUERY: SecurityScheme = SecurityScheme::api_key_query("query", "key");
static COOKIE: SecurityScheme = SecurityScheme::api_key_cookie("cookie", "session");

static ALL: &[&[Requirement]] = &[&[
    Requirement::new(&BEARER),
    Requirement::new(&HEADER),
    Requirement::new(&QUERY),
    Requirement::new(&COOKIE),
]];
static OK: &[Reply] = &[Reply::success(Status::Code(200), Media::Json)];

static GET: Operation = Operation::new("get", "GET", "/start")
    .security(ALL)
    .replies(OK);
static POST: Operation = Operation::new("post", "POST", "/start")
    .security(ALL)
    .replies(OK);
static LOCATION: Operation = Operation::new("location", "GET", "/start")
    .security(ALL)
    .replies(&[
        Reply::success(Status::Code(302), Media::None),
        Reply::error(Status::Default, Media::Json),
    ]);

fn client(server: &Server) -> HttpClient {
    server
        .client()
        .credential(&BEARER, "s3cret-1")
        .credential(&HEADER, "s3cret-2")
        .credential(&QUERY, "s3cret-3")
        .credential(&COOKIE, "s3cret-4")
        .build()
        .unwrap()
}

fn call(server: &Server, operation: &'static Operation) -> Call<Value> {
    let mut request = client(server).request(operation);
    if operation.method() == "POST" {
        request.json(&"body".to_owned());
    }
    request.call(reply::json, reply::undeclared)
}

/// Redirects `/start` to `location`, and answers everything else.
async fn redirecting(status: &'static str, location: impl Into<String>) -> Server {
    let location = location.into();
    Server::start(move |request| match request.target.starts_with("/start") {
        true => redirect(status, &location),
        false => json("200 OK", r#"{"end":true}"#),
    })
    .await
}

fn has_all_credentials(seen: &Received) -> bool {
    seen.all("authorization") == ["Bearer s3cret-1"]
        && seen.all("x-api-key") == ["s3cret-2"]
        && seen.target.ends_with("key=s3cret-3")
        && seen.all("cookie") == ["session=s3cret-4"]
}

#[tokio::test]
async fn within_the_origin_everything_goes_along() {
    for status in ["301 A", "302 A", "303 A", "307 A", "308 A"] {
        let server = redirecting(status, "end?a=1").await;
        assert_eq!(call(&server, &GET).await.unwrap()["end"], true);
        let seen = server.received();
        assert_eq!(seen[1].target, "/end?a=1&key=s3cret-3");
        assert!(seen.iter().all(has_all_credentials), "{seen:?}");
    }
}

#[tokio::test]
async fn no_credential_follows_to_another_origin() {
    for status in ["301 A", "302 A", "303 A", "307 A", "308 A"] {
        let other = Server::always(|| json("200 OK", r#"{"end":true}"#)).await;
        // A server that copies the query hands the key on.
        let location = format!("{}/end?a=1&key=s3cret-3&b=s3cret%2D3&c=2", other.url());
        let server = redirecting(status, location).await;
        let call = call(&server, &GET)
            .header("proxy-authorization", "s3cret-5")
            .header("x-mine", "s3cret-6")
            .header("accept-language", "de");
        assert_eq!(call.await.unwrap()["end"], true);
        assert!(has_all_credentials(&server.only()));
        let seen = other.only();
        assert!(!format!("{seen:?}").contains("s3cret"), "{seen:?}");
        assert_eq!(seen.target, "/end?a=1&c=2");
        assert_eq!(seen.header("accept"), "application/json");
        assert_eq!(seen.header("accept-language"), "de");
        assert_eq!(
            seen.header("host"),
            other.url().trim_start_matches("http://")
        );
    }
}

/// A key in the query is added again after a redirect within the origin, but only at home.
#[tokio::test]
async fn no_credential_is_added_within_another_origin() {
    let other = redirecting("302 A", "/end").await;
    let server = redirecting("302 A", format!("{}/start", other.url())).await;
    call(&server, &GET).await.unwrap();
    let seen = other.received();
    assert_eq!(seen[1].target, "/end");
    assert!(!format!("{seen:?}").contains("s3cret"), "{seen:?}");
}

#[tokio::test]
async fn a_body_of_a_get_does_not_follow_to_another_origin() {
    let other = Server::always(|| json("200 OK", "{}")).await;
    let server = redirecting("302 A", other.url()).await;
    let mut request = client(&server).request(&GET);
    request.json(&"body".to_owned());
    let call: Call<Value> = request.call(reply::json, reply::undeclared);
    let error = call.await.unwrap_err().to_string();
    assert!(
        error.ends_with("it leads to another origin, and the request has a body"),
        "{error}"
    );
    assert!(other.received().is_empty());
}

#[tokio::test]
async fn no_credential_comes_back_after_a_detour() {
    let home = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
    let back = std::sync::Arc::clone(&home);
    let other =
        Server::start(move |_| redirect("302 A", &format!("{}/end", back.lock().unwrap()))).await;
    let server = redirecting("302 A", other.url()).await;
    *home.lock().unwrap() = server.url();
    call(&server, &GET).await.unwrap();
    let seen = server.received();
    assert!(has_all_credentials(&seen[0]));
    assert!(!format!("{:?}", seen[1]).contains("s3cret"), "{seen:?}");
}

#[tokio::test]
async fn a_body_is_sent_again_within_the_origin_only() {
    for status in ["307 A", "308 A"] {
        let server = redirecting(status, "/end").await;
        assert_eq!(call(&server, &POST).await.unwrap()["end"], true);
        let seen = server.received();
        assert_eq!(
            (seen[1].method.as_str(), seen[1].body.as_str()),
            ("POST", r#""body""#)
        );
        assert_eq!(seen[1].header("content-type"), "application/json");
        assert!(has_all_credentials(&seen[1]));

        let other = Server::always(|| json("200 OK", "{}")).await;
        let server = redirecting(status, other.url()).await;
        let error = call(&server, &POST).await.unwrap_err();
        assert!(other.received().is_empty());
        assert_eq!(error.status().unwrap().as_u16().to_string(), status[..3]);
    }
}

#[tokio::test]
async fn what_is_not_followed_is_a_status_that_says_why() {
    let reason = |error: Error| {
        assert!(matches!(error, Error::Status(_)));
        assert!(!format!("{error:?}").contains("s3cret"));
        told(&error)
    };
    let server = redirecting("302 Found", "/end").await;
    assert_eq!(
        reason(call(&server, &POST).await.unwrap_err()),
        "POST /start: 302 Found, a redirect that was not followed: it would change the method"
    );
    let server = Server::always(|| raw("301 A", "", "")).await;
    assert!(reason(call(&server, &GET).await.unwrap_err()).ends_with("it names no location"));
    let server = redirecting("302 A", "ftp://a.example").await;
    let text = reason(call(&server, &GET).await.unwrap_err());
    assert!(
        text.ends_with("its location is not a usable HTTP URL"),
        "{text}"
    );
    let server = redirecting("304 A", "/end").await;
    let text = reason(call(&server, &GET).await.unwrap_err());
    assert!(
        text.ends_with("a status that the document does not declare"),
        "{text}"
    );
}

#[tokio::test]
async fn a_loop_ends() {
    let server = redirecting("302 A", "/start").await;
    let error = call(&server, &GET).await.unwrap_err();
    assert!(error.to_string().ends_with("too many redirects"), "{error}");
    assert_eq!(server.received().len(), 11);

    let none = server
        .client()
        .max_redirects(0)
        .header("authorization", "x")
        .header("cookie", "x");
    let none = none
        .credential(&HEADER, "x")
        .credential(&QUERY, "x")
        .build()
        .unwrap();
    let call: Call<Value> = none.request(&GET).call(reply::json, reply::undeclared);
    assert!(call.await.is_err());
    assert_eq!(server.received().len(), 12);
}

#[tokio::test]
async fn a_declared_redirect_is_the_answer() {
    let server = redirecting("302 Found", "https://elsewhere.example/").await;
    let call: Call<()> = client(&server)
        .request(&LOCATION)
        .call(reply::empty, reply::undeclared);
    let response = call.send().await.unwrap();
    assert_eq!(response.headers()["location"], "https://elsewhere.example/");

    // `default` does not say that a redirect is the answer.
    let server = redirecting("307 A", "/end").await;
    let call: Call<()> = client(&server)
        .request(&LOCATION)
        .call(reply::empty, reply::undeclared);
    assert_eq!(call.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn the_time_limit_covers_all_hops() {
    let server = Server::start(|_| {
        let mut steps = vec![Step::Wait(Duration::from_millis(120))];
        steps.extend(redirect("302 A", "/start"));
        steps
    })
    .await;
    let error = call(&server, &GET)
        .timeout(Duration::from_millis(300))
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(server.received().len() <= 3);
}
