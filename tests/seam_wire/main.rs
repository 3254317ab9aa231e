//! The generated Seam client against a server on 127.0.0.1.

mod credentials;
mod errors;
mod limits;
mod values;

#[path = "../../runtime/tests/support/mod.rs"]
mod support;

use seam_client::types::{AcsCredentialsAssignRequest, AcsCredentialsAssignResponse};
use seam_client::{Call, Client, ClientBuilder, Uuid};
use serde_json::{Value, json};

use support::{Answer, Server};

const TOKEN: &str = "seam_t0ken";
const ID: &str = "73a0a199-024f-454d-a916-9bbda8502c12";
const USER: &str = "0fc82df4-391b-4d00-a234-86378f1c3952";
const SYSTEM: &str = "b1d03165-2759-474b-a342-e02223f27b39";

fn uuid(text: &str) -> Uuid {
    text.parse().unwrap()
}

/// A client of the server, with an API key.
fn builder(server: &Server) -> ClientBuilder {
    Client::builder().base_url(server.url()).api_key(TOKEN)
}

fn client(server: &Server) -> Client {
    builder(server).build().unwrap()
}

fn request() -> AcsCredentialsAssignRequest {
    AcsCredentialsAssignRequest::new(uuid(ID))
}

fn assign(server: &Server) -> Call<AcsCredentialsAssignResponse> {
    client(server).acs_credentials_assign(&request())
}

/// A credential with every property that the document requires, and `changes` on top of it.
fn credential(changes: &Value) -> Value {
    let mut credential = json!({
        "acs_credential_id": ID,
        "acs_system_id": SYSTEM,
        "connected_account_id": "daba7bd0-edb6-4bb9-a70b-f9ae08a0e301",
        "workspace_id": "005f1e54-5360-40db-8c31-4ef6baaad1fd",
        "access_method": "code",
        "created_at": "2025-06-16T16:54:17.946514Z",
        "display_name": "Front door",
        "errors": [],
        "warnings": [],
        "is_managed": true,
    });
    let properties = credential.as_object_mut().unwrap();
    properties.extend(changes.as_object().unwrap().clone());
    credential
}

/// A server that answers with a credential, as the document says it does.
async fn answering(credential: Value) -> Server {
    let body = json!({"acs_credential": credential, "ok": true}).to_string();
    Server::start(move |_| support::json("200 OK", &body)).await
}

/// A whole reply that the document allows.
fn good() -> Answer {
    let body = json!({"acs_credential": credential(&json!({})), "ok": true});
    support::json("200 OK", &body.to_string())
}

/// Everything that a program could print of an error: its text, its causes, its `Debug`.
fn printed(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = format!("{error:?} {error:#?}");
    let mut next = Some(error);
    while let Some(cause) = next {
        text += &format!("\n{cause}\n{cause:?}");
        next = cause.source();
    }
    text
}
