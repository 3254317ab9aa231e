//! Which credentials are sent, and that nothing prints them.

mod support;

use openapi_build_runtime::transport::InMemory;
use openapi_build_runtime::{
    Call, Error, HttpClient, HttpClientBuilder, Media, Operation, Reply, Requirement, Secret,
    SecurityScheme, Status, Value, reply,
};
use support::{Server, json};

static CONSOLE: SecurityScheme =
    SecurityScheme::bearer("console_session_token").setter("console_session");
static PAT: SecurityScheme =
    SecurityScheme::bearer("pat_with_workspace").setter("personal_access_token");
static WORKSPACE: SecurityScheme = SecurityScheme::api_key_header("workspace", "seam-workspace");
static API_KEY: SecurityScheme = SecurityScheme::bearer("api_key");
static BASIC: SecurityScheme = SecurityScheme::basic("basic");
static QUERY: SecurityScheme = SecurityScheme::api_key_query("query", "api key");
static COOKIE: SecurityScheme = SecurityScheme::api_key_cookie("cookie", "session");
static DIGEST: SecurityScheme = SecurityScheme::http("token", "Token");

static REPLIES: &[Reply] = &[Reply::success(Status::Code(200), Media::Json)];

static SEAM: Operation = Operation::new("seam", "POST", "/seam")
    .security(&[
        &[Requirement::new(&CONSOLE)],
        &[Requirement::new(&PAT), Requirement::new(&WORKSPACE)],
        &[Requirement::new(&API_KEY)],
    ])
    .replies(REPLIES);
static OPEN: Operation = Operation::new("open", "GET", "/open").replies(REPLIES);
static MANY: Operation = Operation::new("many", "GET", "/many?fixed=1")
    .security(&[&[
        Requirement::new(&QUERY),
        Requirement::new(&COOKIE),
        Requirement::new(&DIGEST),
        Requirement::with_scopes(&WORKSPACE, &["read"]),
    ]])
    .replies(REPLIES);
static USER: Operation = Operation::new("user", "GET", "/user")
    .security(&[&[Requirement::new(&BASIC)]])
    .replies(REPLIES);

fn call(client: &HttpClient, operation: &'static Operation) -> Call<Value> {
    client
        .request(operation)
        .call(reply::json, reply::undeclared)
}

async fn server() -> Server {
    Server::always(|| json("200 OK", "{}")).await
}

#[tokio::test]
async fn who_asks_for_a_credential_that_was_not_sent_is_told_why() {
    static OPTIONAL: Operation = Operation::new("optional", "GET", "/optional")
        .security(&[&[], &[Requirement::new(&API_KEY)]])
        .replies(REPLIES);
    let server = Server::always(|| json("401 Unauthorized", "{}")).await;
    let client = server.client().build().unwrap();
    for (operation, reason) in [
        (&OPEN, "needs none"),
        (&OPTIONAL, "it may be left out, and the client has none"),
    ] {
        let error = call(&client, operation).await.unwrap_err().to_string();
        assert!(error.contains("no credential was sent: "), "{error}");
        assert!(error.contains(reason), "{error}");
    }
    // One that was sent was the wrong one.
    let signed = server.client().credential(&API_KEY, "key").build().unwrap();
    let error = call(&signed, &OPTIONAL).await.unwrap_err().to_string();
    assert!(!error.contains("no credential"), "{error}");
    let own = call(&client, &OPEN).header("authorization", "Own x").await;
    assert!(!own.unwrap_err().to_string().contains("no credential"));
}

#[tokio::test]
async fn one_scheme_chosen_sends_one_authorization() {
    let server = server().await;
    let client = server
        .client()
        .credential(&API_KEY, "key")
        .credential(&PAT, "pat")
        .credential(&WORKSPACE, "w1")
        .build()
        .unwrap();
    call(&client, &SEAM).await.unwrap();
    let seen = server.only();
    assert_eq!(seen.header("authorization"), "Bearer pat");
    assert_eq!(seen.header("seam-workspace"), "w1");
}

#[tokio::test]
async fn an_operation_without_security_gets_no_credential() {
    let server = server().await;
    let client = server.client().credential(&API_KEY, "key").build().unwrap();
    call(&client, &OPEN).await.unwrap();
    assert!(server.only().all("authorization").is_empty());
}

#[tokio::test]
async fn no_credential_is_an_error_before_anything_is_sent() {
    let server = server().await;
    let client = server.client().credential(&PAT, "pat").build().unwrap();
    let error = call(&client, &SEAM).await.unwrap_err();
    let Error::Request(case) = &error else {
        panic!("{error}")
    };
    assert!(case.is_missing_credential() && error.is_unsent());
    assert_eq!(
        error.to_string(),
        "POST /seam: nothing was sent: it needs a credential; set one on the client builder: \
         `console_session` (scheme `console_session_token`), or \
         `personal_access_token` (scheme `pat_with_workspace`) together with `workspace`, or \
         `api_key`"
    );
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn every_place_of_a_credential() {
    let server = server().await;
    let client = server
        .client()
        .credential(&QUERY, "q&=/1")
        .credential(&COOKIE, "c-1")
        .credential(&DIGEST, "t-1")
        .credential(&WORKSPACE, "w-1")
        .basic(&BASIC, "Aladdin", "open sesame")
        .build()
        .unwrap();
    let mut request = client.request(&MANY);
    request.query("limit", &2_i64);
    request.cookie("theme", &"a;b".to_owned());
    let many: Call<Value> = request.call(reply::json, reply::undeclared);
    many.await.unwrap();
    let seen = server.only();
    assert_eq!(seen.target, "/many?fixed=1&limit=2&api%20key=q%26%3D%2F1");
    assert_eq!(seen.header("cookie"), "theme=a%3Bb; session=c-1");
    assert_eq!(seen.header("authorization"), "Token t-1");
    assert_eq!(seen.header("seam-workspace"), "w-1");

    call(&client, &USER).await.unwrap();
    // RFC 7617, section 2.
    assert_eq!(
        server.received()[1].header("authorization"),
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    );
}

#[tokio::test]
async fn a_header_of_the_caller_takes_the_place_of_a_credential() {
    let server = server().await;
    let with_key = server.client().credential(&API_KEY, "key").build().unwrap();
    let bare = server.client().build().unwrap();
    let default = server
        .client()
        .credential(&API_KEY, "key")
        .header("authorization", "Bearer mine");
    let default = default.build().unwrap();
    call(&with_key, &SEAM)
        .header("authorization", "Bearer mine")
        .await
        .unwrap();
    call(&bare, &SEAM)
        .header("authorization", "Bearer mine")
        .await
        .unwrap();
    call(&default, &SEAM).await.unwrap();
    for seen in server.received() {
        assert_eq!(seen.header("authorization"), "Bearer mine");
    }
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn headers_that_stand_for_a_credential_are_treated_as_one() {
    let memory = InMemory::new();
    memory.reply(200, "", "{}");
    let client = HttpClient::builder("https://a.example")
        .credential(&QUERY, "q")
        .credential(&DIGEST, "t")
        .credential(&COOKIE, "held")
        .transport(memory.clone())
        .build()
        .unwrap();
    let mut request = client.request(&MANY);
    request.cookie("theme", &"dark".to_owned());
    let many: Call<Value> = request.call(reply::json, reply::undeclared);
    let many = many
        .header("seam-workspace", "mine")
        .header("cookie", "session=mine");
    many.await.unwrap();
    let sent = memory.requests().remove(0);
    for (name, value) in [
        ("seam-workspace", "mine"),
        ("cookie", "session=mine"),
        ("authorization", "Token t"),
    ] {
        let sent: Vec<_> = sent.headers().get_all(name).iter().collect();
        assert_eq!(sent, [value]);
        assert!(sent[0].is_sensitive(), "{name}");
    }
}

fn refused(builder: impl FnOnce(HttpClientBuilder) -> HttpClientBuilder) -> String {
    let error = builder(HttpClient::builder("https://a.example"))
        .build()
        .unwrap_err();
    assert!(!format!("{error:?}").contains("s3cret"));
    error.to_string()
}

#[test]
fn credentials_that_cannot_be_sent_are_refused_when_the_client_is_built() {
    let line_break = refused(|client| client.credential(&PAT, "s3cret\n"));
    assert_eq!(
        line_break,
        "the credential `personal_access_token` cannot be used: it holds a character that cannot be sent, such as a line break or a space at its end"
    );
    let empty = refused(|client| client.credential(&API_KEY, String::new()));
    assert_eq!(
        empty,
        "the credential `api_key` cannot be used: it is empty"
    );
    let basic = refused(|client| client.credential(&BASIC, "s3cret"));
    assert_eq!(
        basic,
        "the credential `basic` cannot be used: it needs a user name and a password"
    );
    let header = refused(|client| client.header("x-key", "s3cret\r\nx: y"));
    assert_eq!(
        header,
        "the value of the header `x-key` holds a character that cannot be sent"
    );
    let name = refused(|client| client.header("s3cret key", "x"));
    assert_eq!(name, "a header's name is not valid");
    let url = refused(|client| client.base_url("https://user:s3cret@a.example"));
    assert_eq!(url, "the base URL holds a user name or a password");
}

#[test]
fn a_client_needs_a_server() {
    let build = |server| {
        HttpClient::builder(server)
            .build()
            .map(|client| client.base_url())
    };
    assert_eq!(
        build("https://a.example/v1/").unwrap(),
        "https://a.example/v1"
    );
    assert_eq!(
        build("").unwrap_err().to_string(),
        "the document names no server: set `base_url`"
    );
    assert_eq!(
        build("/v1").unwrap_err().to_string(),
        "the document's server `/v1` has no scheme and host: set `origin`, such as `https://api.example.com`, which makes it \
         `https://api.example.com/v1`; or `base_url` for the whole"
    );
}

#[tokio::test]
async fn nothing_prints_a_credential() {
    let memory = InMemory::new();
    let builder = HttpClient::builder("https://a.example")
        .credential(&QUERY, "s3cret-1")
        .credential(&COOKIE, "s3cret-2")
        .credential(&DIGEST, Secret::new("s3cret-3"))
        .credential(&WORKSPACE, "s3cret-4")
        .basic(&BASIC, "user", "s3cret-5")
        .header("x-api-key", "s3cret-6")
        .transport(memory.clone());
    let mut shown = format!("{builder:?}");
    let client = builder.build().unwrap();
    let mut request = client.request(&MANY);
    request.json(&"s3cret-7".to_owned());
    request.query("pin", &"s3cret-8".to_owned());
    shown += &format!("{client:?}{request:?}");
    let many: Call<Value> = request.call(reply::json, reply::undeclared);
    let many = many
        .header("x-other", "s3cret-9")
        .header("cookie", "s3cret-10");
    shown += &format!("{many:?}");
    let sent = many.send();
    shown += &format!("{sent:?}");
    let error = sent.await.unwrap_err();
    shown += &format!("{error}{error:?}{error:#?}");
    memory.reply(200, "", r#"{"s3cret": 11}"#);
    let response = call(&client, &OPEN).send().await.unwrap();
    shown += &format!("{:?}", response.raw());
    // Of what a transport sees, only the URL shows a credential, and only one that stands there.
    shown += &format!("{:?}", memory.requests()[0].headers().get("authorization"));
    assert!(!shown.contains("s3cret"), "{shown}");
    assert!(shown.contains("https://a.example") && shown.contains("\"basic\""));
}
