//! What users of an application made with FastAPI do: sign in, keep items, upload, download, read streams, wait, and meet errors.
#![allow(clippy::unwrap_used, reason = "tests")]

mod credentials;
mod errors;
mod files;
mod items;
mod streams;
mod values;

use openapi_build_servers::address;
use openapi_build_servers::shop::types::{BodyLoginTokenPost, ItemCreate};
use openapi_build_servers::shop::{Client, Uuid};

fn stranger() -> Client {
    let builder = Client::builder().origin(address("SERVERS_SHOP"));
    builder.build().unwrap()
}

/// A client with the token that a password is exchanged for.
async fn alice() -> Client {
    let form = BodyLoginTokenPost::new("alice", "secret");
    let token = stranger().login(&form).await.unwrap();
    assert_eq!(token.token_type, "bearer");
    let builder = Client::builder().origin(address("SERVERS_SHOP"));
    let builder = builder.o_auth2_password_bearer(token.access_token);
    builder.build().unwrap()
}

/// An item of alice.
async fn item(client: &Client, name: &str) -> Uuid {
    let body = ItemCreate::new(name, "1.00".into());
    client.create_item(&body).await.unwrap().id
}
