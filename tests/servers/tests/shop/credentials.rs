//! Each kind of credential, and none.

use openapi_build_servers::address;
use openapi_build_servers::shop::{Client, ClientBuilder};

use super::{alice, stranger};

fn with(set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    let builder = Client::builder().origin(address("SERVERS_SHOP"));
    set(builder).build().unwrap()
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn each_kind_arrives() {
    let client = with(|builder| builder.http_basic("bob", "s:ecret"));
    assert_eq!(client.basic().await.unwrap().username, "bob");
    let client = with(|builder| builder.api_key_header("k-1"));
    assert_eq!(client.key().await.unwrap(), "k-1");
    let client = with(|builder| builder.api_key_cookie("k-2"));
    assert_eq!(client.cookie_key().await.unwrap(), "k-2");
    let client = with(|builder| builder.api_key_query("k 3&=ü"));
    assert_eq!(client.query_key().await.unwrap(), "k 3&=ü");
    let client = with(|builder| builder.http_bearer("k-4"));
    assert_eq!(client.bearer().await.unwrap(), "k-4");
    let user = alice().await.read_users_me().await.unwrap();
    assert_eq!(user.full_name.into_value().as_deref(), Some("Alice A"));
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn without_one_nothing_is_sent_unless_it_is_said() {
    let error = stranger().key().await.unwrap_err();
    assert!(error.is_unsent());
    assert!(error.to_string().contains("api_key_header"), "{error}");
    let client = with(|builder| builder.anonymous());
    let error = client.key().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    let told = error.to_string();
    assert!(told.contains("no credential was sent"), "{told}");
    assert!(told.contains("Not authenticated"), "{told}");
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_wrong_one_is_refused_and_not_shown() {
    let client = with(|builder| builder.o_auth2_password_bearer("t-mallory"));
    let error = client.read_users_me().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    let told = format!("{error} {error:?} {client:?}");
    assert!(told.contains("Could not validate credentials"), "{told}");
    assert!(!told.contains("t-mallory"), "{told}");
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn cookies_and_headers_that_are_parameters() {
    let client = stranger();
    assert_eq!(client.cookies().await.unwrap(), ["-"]);
    let tokens = Some(vec!["one".to_owned()]);
    let call = client
        .cookies()
        .ads_id(Some("a-1".to_owned()))
        .x_token(&tokens);
    assert_eq!(call.await.unwrap(), ["a-1", "one"]);
}
