//! Every redirect by status, method, place and kind of credential: what the second server saw.

mod support;

use openapi_build_runtime::{
    Call, Error, HttpClient, Media, Operation, Reply, Requirement, SecurityScheme, Status, Value,
    reply,
};
use support::{Received, Server, json, redirect};

const STATUSES: [&str; 5] = ["301 A", "302 A", "303 A", "307 A", "308 A"];

/// In no request to another origin, in no form.
const SECRET: &str = "s3cret";

static REPLIES: &[Reply] = &[Reply::success(Status::Code(200), Media::Json)];

macro_rules! kinds {
    ($($name:ident = $scheme:expr;)*) => {
        $(mod $name {
            use super::*;
            pub static SCHEME: SecurityScheme = $scheme;
            static SECURITY: &[&[Requirement]] = &[&[Requirement::new(&SCHEME)]];
            pub static OPERATIONS: [Operation; 5] = [
                of("GET"), of("HEAD"), of("POST"), of("PUT"), of("DELETE"),
            ];
            const fn of(method: &'static str) -> Operation {
                Operation::new(stringify!($name), method, "/start").security(SECURITY).replies(REPLIES)
            }
        })*
        static KINDS: &[(&str, &SecurityScheme, &[Operation; 5])] =
            &[$((stringify!($name), &$name::SCHEME, &$name::OPERATIONS)),*];
    };
}

kinds! {
    header = SecurityScheme::api_key_header("header", "x-api-key");
    query = SecurityScheme::api_key_query("query", "key");
    cookie = SecurityScheme::api_key_cookie("cookie", "session");
    basic = SecurityScheme::basic("basic");
    bearer = SecurityScheme::bearer("bearer");
}

/// Where the credential stands in a request.
fn credential(kind: &str, seen: &Received) -> String {
    match kind {
        "header" => seen.header("x-api-key").to_owned(),
        "query" => seen.target.split_once("key=").unwrap().1.to_owned(),
        "cookie" => seen.header("cookie").replace("session=", ""),
        "basic" => seen.header("authorization").replace("Basic ", ""),
        _ => seen.header("authorization").replace("Bearer ", ""),
    }
}

fn client(server: &Server, kind: &str, scheme: &'static SecurityScheme) -> HttpClient {
    let client = server.client();
    let client = match kind {
        "basic" => client.basic(scheme, SECRET, SECRET),
        _ => client.credential(scheme, SECRET),
    };
    client.build().unwrap()
}

async fn call(client: &HttpClient, operation: &'static Operation) -> Result<Value, Error> {
    let mut request = client.request(operation);
    if matches!(operation.method(), "POST" | "PUT") {
        request.json(&"body".to_owned());
    }
    // A reply to HEAD has no body.
    if operation.method() == "HEAD" {
        let call: Call<()> = request.call(reply::empty, reply::undeclared);
        return call.await.map(|()| Value::Null);
    }
    let call: Call<Value> = request.call(reply::json, reply::undeclared);
    call.await
}

/// Whether a redirect within the origin is followed: one that keeps the method, or any of a method that changes nothing.
fn is_followed_at_home(method: &str, status: &str) -> bool {
    matches!(method, "GET" | "HEAD") || status.starts_with("307") || status.starts_with("308")
}

#[tokio::test]
async fn within_the_origin_the_credential_goes_along() {
    for &(kind, scheme, operations) in KINDS {
        for operation in operations {
            for status in STATUSES {
                let server = Server::start(move |seen| match seen.target.starts_with("/start") {
                    true => redirect(status, "/end"),
                    false => json("200 OK", "{}"),
                })
                .await;
                let case = format!("{kind} {} {status}", operation.method());
                let outcome = call(&client(&server, kind, scheme), operation).await;
                let seen = server.received();
                let first = credential(kind, &seen[0]);
                if is_followed_at_home(operation.method(), status) {
                    assert!(outcome.is_ok(), "{case}: {outcome:?}");
                    assert_eq!(seen.len(), 2, "{case}");
                    assert_eq!(seen[1].method, operation.method(), "{case}");
                    assert_eq!(seen[1].body, seen[0].body, "{case}");
                    assert_eq!(credential(kind, &seen[1]), first, "{case}");
                } else {
                    let error = outcome.unwrap_err();
                    let found = error.status().map(|status| status.as_u16().to_string());
                    assert_eq!(found.as_deref(), Some(&status[..3]), "{case}");
                    assert_eq!(seen.len(), 1, "{case}");
                }
            }
        }
    }
}

#[tokio::test]
async fn to_another_origin_no_credential_goes() {
    for &(kind, scheme, operations) in KINDS {
        for operation in operations {
            for status in STATUSES {
                let other = Server::always(|| json("200 OK", "{}")).await;
                // The server hands on what it was sent, too.
                let location = format!("{}/end?key={SECRET}&a=1", other.url());
                let server = Server::start(move |_| redirect(status, &location)).await;
                let case = format!("{kind} {} {status}", operation.method());
                let outcome = call(&client(&server, kind, scheme), operation).await;
                assert_eq!(server.received().len(), 1, "{case}");
                let seen = other.received();
                if matches!(operation.method(), "GET" | "HEAD") {
                    assert!(outcome.is_ok(), "{case}: {outcome:?}");
                    assert_eq!(seen.len(), 1, "{case}");
                    assert_eq!(seen[0].method, operation.method(), "{case}");
                    for name in ["x-api-key", "cookie", "authorization"] {
                        assert!(seen[0].all(name).is_empty(), "{case}: {name}");
                    }
                    // Only the query key is known to be one in a query.
                    let in_query = kind != "query";
                    assert_eq!(
                        format!("{:?}", seen[0]).contains(SECRET),
                        in_query,
                        "{case}"
                    );
                    assert_eq!(seen[0].target.contains(SECRET), in_query, "{case}");
                } else {
                    assert!(
                        matches!(outcome, Err(Error::Status(_))),
                        "{case}: {outcome:?}"
                    );
                    assert!(seen.is_empty(), "{case}");
                }
            }
        }
    }
}

/// The other scheme is another origin, and what arrives there is the beginning of TLS, without a word of the request.
#[tokio::test]
async fn to_the_other_scheme_nothing_goes_in_the_clear() {
    use tokio::io::AsyncReadExt as _;
    for &(kind, scheme, operations) in KINDS {
        for status in STATUSES {
            let other = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let location = format!("https://{}/end", other.local_addr().unwrap());
            let server = Server::start(move |_| redirect(status, &location)).await;
            let seen = tokio::spawn(async move {
                let (mut stream, _) = other.accept().await.unwrap();
                let mut seen = vec![0; 16 * 1024];
                let read = stream.read(&mut seen).await.unwrap();
                seen.truncate(read);
                seen
            });
            let client = client(&server, kind, scheme);
            let outcome = call(&client, &operations[0]).await;
            assert!(
                matches!(outcome, Err(Error::Transport(_))),
                "{kind} {status}: {outcome:?}"
            );
            // A handshake of TLS (RFC 8446, section 5.1).
            let seen = seen.await.unwrap();
            assert_eq!(seen.first(), Some(&22), "{kind} {status}");
            assert!(
                !String::from_utf8_lossy(&seen).contains(SECRET),
                "{kind} {status}"
            );
        }
    }
}
