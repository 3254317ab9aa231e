//! One credential, sent once, to the host it is meant for, and never shown.

use seam_client::types::AcsCredentialsAssignResponse;
use seam_client::{Call, Client, ClientBuilder, Error};

use super::support::{Server, json, redirect};
use super::{TOKEN, assign, builder, client, good, printed, request};

fn unauthenticated(server: &Server) -> ClientBuilder {
    Client::builder().base_url(server.url())
}

fn call(builder: ClientBuilder) -> Call<AcsCredentialsAssignResponse> {
    builder.build().unwrap().acs_credentials_assign(&request())
}

#[tokio::test]
async fn each_scheme_has_a_method_and_sends_one_header() {
    let server = Server::always(good).await;
    let none = || unauthenticated(&server);
    for (builder, sent) in [
        (none().pat_with_workspace("seam_at1"), "Bearer seam_at1"),
        (
            none().console_session_with_workspace("session2"),
            "Bearer session2",
        ),
        (none().api_key("seam_3"), "Bearer seam_3"),
        // The document's order decides.
        (
            none()
                .api_key("seam_3")
                .console_session_with_workspace("session2"),
            "Bearer session2",
        ),
        (
            none()
                .api_key("seam_3")
                .console_session_with_workspace("session2")
                .pat_with_workspace("seam_at1"),
            "Bearer seam_at1",
        ),
        (none().api_key("old").api_key("new"), "Bearer new"),
    ] {
        call(builder).await.unwrap();
        let last = server.received().pop().unwrap();
        assert_eq!(last.all("authorization"), [sent]);
    }
}

/// A personal access token goes with the id of a workspace, which the document does not mention.
#[tokio::test]
async fn headers_can_be_added_for_all_calls_and_for_one() {
    let server = Server::always(good).await;
    let call = call(
        unauthenticated(&server)
            .pat_with_workspace("seam_at1")
            .header("seam-workspace", "w-1"),
    );
    call.header("x-trace", "7").await.unwrap();
    let received = server.only();
    assert_eq!(received.header("seam-workspace"), "w-1");
    assert_eq!(received.header("x-trace"), "7");
    assert_eq!(received.header("authorization"), "Bearer seam_at1");
}

#[tokio::test]
async fn a_header_of_the_callers_own_takes_the_place_of_the_credential() {
    let server = Server::always(good).await;
    let own = |call: Call<AcsCredentialsAssignResponse>| call.header("Authorization", "Bearer own");
    own(assign(&server)).await.unwrap();
    own(call(unauthenticated(&server))).await.unwrap();
    for received in server.received() {
        assert_eq!(received.all("authorization"), ["Bearer own"]);
    }
}

#[tokio::test]
async fn without_a_credential_nothing_is_sent() {
    let server = Server::always(good).await;
    let error = call(unauthenticated(&server)).await.unwrap_err();
    assert!(matches!(error, Error::Request(_)));
    assert!(error.is_unsent());
    assert_eq!(
        error.to_string(),
        "POST /acs/credentials/assign: nothing was sent: it needs a credential; set one on the \
         client builder: `pat_with_workspace`, or `console_session_with_workspace`, or `api_key`"
    );
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_credential_that_no_header_can_hold_is_refused_and_not_shown() {
    let server = Server::always(good).await;
    for token in ["seam_t0ken\n", "seam_t0ken\r\nx-admin: 1", ""] {
        let error = unauthenticated(&server).api_key(token).build().unwrap_err();
        assert!(error.to_string().contains("`api_key`"), "{error}");
        assert!(!printed(&error).contains(TOKEN), "{error}");
    }
}

#[tokio::test]
async fn the_token_is_never_printed() {
    let server = Server::always(|| json("401 Unauthorized", "{}")).await;
    let builder = builder(&server)
        .pat_with_workspace(TOKEN)
        .console_session_with_workspace(TOKEN);
    let mut shown = format!("{builder:?} {builder:#?}");
    let client = builder.build().unwrap();
    shown += &format!("{client:?} {client:#?}");
    let call = client.acs_credentials_assign(&request());
    shown += &format!("{call:?} {call:#?}");
    let sending = call.send();
    shown += &format!("{sending:?}");
    shown += &printed(&sending.await.unwrap_err());
    let own = client.acs_credentials_assign(&request());
    let own = own.header("authorization", format!("Bearer {TOKEN}"));
    shown += &format!("{own:?} {own:#?}");
    assert!(!shown.contains(TOKEN), "{shown}");

    // Nor by what goes wrong before there is a reply.
    let gone = Server::always(Vec::new).await;
    let error = assign(&gone).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert!(!printed(&error).contains(TOKEN));
}

/// Assigning is not repeated elsewhere because somebody says so, and the token stays at home.
#[tokio::test]
async fn a_redirect_to_another_host_is_not_followed() {
    for status in ["301 A", "302 A", "303 A", "307 A", "308 A"] {
        let elsewhere = Server::always(good).await;
        let location = format!("{}/acs/credentials/assign", elsewhere.url());
        let server = Server::start(move |_| redirect(status, &location)).await;
        let error = client(&server)
            .acs_credentials_assign(&request())
            .await
            .unwrap_err();
        let Error::Status(case) = &error else {
            panic!("{error}")
        };
        assert!(case.status().is_redirection());
        assert!(error.to_string().contains("redirect"), "{error}");
        assert!(error.headers().unwrap().contains_key("location"));
        assert!(elsewhere.received().is_empty(), "{status}");
        server.only();
    }
}

/// Within the host, 307 and 308 ask for the same request again (RFC 9110, section 15.4.8).
#[tokio::test]
async fn a_redirect_within_the_host_takes_everything_along() {
    let server = Server::start(|request| match request.target.as_str() {
        "/acs/credentials/assign" => redirect("307 Temporary Redirect", "/v2/assign"),
        _ => good(),
    })
    .await;
    assert!(assign(&server).await.unwrap().ok);
    let received = server.received();
    assert_eq!(received[1].target, "/v2/assign");
    assert_eq!(received[1].method, "POST");
    assert_eq!(received[0].body, received[1].body);
    assert_eq!(
        received[1].all("authorization"),
        [format!("Bearer {TOKEN}")]
    );
}
