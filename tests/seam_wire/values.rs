//! What travels in bodies: nothing is lost, nothing is invented.

use seam_client::types::{
    AcsCredential, AcsCredentialAccessMethod, AcsCredentialExternalType, AcsCredentialIsManaged,
    AcsCredentialVisionlineMetadataCardFunctionType as CardFunctionType,
    AcsCredentialsAssignRequest,
};
use seam_client::{DateTime, Error, Nullable, Validate};
use serde_json::{Value, json};

use super::support::Server;
use super::{ID, USER, answering, assign, client, credential, good, printed, request, uuid};

/// Receives a credential with `changes`, and makes sure that it is written as it was received.
async fn received(changes: Value) -> AcsCredential {
    let sent = credential(&changes);
    let server = answering(sent.clone()).await;
    let received = assign(&server).await.unwrap().acs_credential;
    assert_eq!(serde_json::to_value(&received).unwrap(), sent);
    received
}

fn rules(value: &impl Validate) -> Vec<String> {
    let broken = value.validate().unwrap_err();
    broken.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_reply_becomes_a_credential() {
    let got = received(json!({
        "acs_user_id": USER,
        "card_number": "164d29dc4a09b65f",
        "ends_at": "2025-07-12T16:54:17.946512Z",
        "external_type": "visionline_card",
        "issued_at": "2025-06-16T18:54:17.946512+02:00",
        "errors": [{"error_code": "no_card", "message": "There is no card"}],
        "visionline_metadata": {
            "card_function_type": "guest",
            "common_acs_entrance_ids": [USER, ID],
        },
    }))
    .await;
    assert_eq!(got.acs_credential_id, uuid(ID));
    assert_eq!(got.acs_user_id, Some(uuid(USER)));
    assert_eq!(got.access_method, AcsCredentialAccessMethod::Code);
    assert_eq!(
        got.external_type,
        Some(AcsCredentialExternalType::VisionlineCard)
    );
    assert_eq!(got.is_managed, AcsCredentialIsManaged::True);
    assert_eq!(got.card_number.as_deref(), Some("164d29dc4a09b65f"));
    assert_eq!(got.ends_at.as_deref(), Some("2025-07-12T16:54:17.946512Z"));
    let same: DateTime = "2025-06-16T16:54:17.946512Z".parse().unwrap();
    assert_eq!(got.issued_at, same.into());
    assert_eq!(got.errors[0].error_code, "no_card");
    assert!(got.warnings.is_empty());
    let metadata = got.visionline_metadata.as_ref().unwrap();
    assert_eq!(metadata.card_function_type, CardFunctionType::Guest);
    assert_eq!(
        metadata.common_acs_entrance_ids,
        Some(vec![uuid(USER), uuid(ID)])
    );
    assert_eq!(metadata.guest_acs_entrance_ids, None);
    assert!(got.additional_properties.is_empty());
    assert!(got.validate().is_ok());
}

#[tokio::test]
async fn values_of_enums_that_the_document_does_not_know_are_kept() {
    let got = received(json!({
        "access_method": "face_id",
        "external_type": "Visionline_card",
        "visionline_metadata": {"card_function_type": ""},
    }))
    .await;
    let unknown = |text: &str| AcsCredentialAccessMethod::Unknown(text.to_owned());
    assert_eq!(got.access_method, unknown("face_id"));
    assert_eq!(
        got.external_type.as_ref().unwrap().as_str(),
        "Visionline_card"
    );
    let metadata = got.visionline_metadata.as_ref().unwrap();
    assert_eq!(
        metadata.card_function_type,
        CardFunctionType::Unknown(String::new())
    );
    assert_eq!(
        rules(&got),
        [
            "$.access_method: enum code, card, mobile_key, cloud_key",
            "$.external_type: enum pti_card, brivo_credential, hid_credential, visionline_card, \
             salto_ks_credential, assa_abloy_vostio_key, salto_space_key, latch_access, \
             dormakaba_ambiance_credential, hotek_card, salto_ks_tag, avigilon_alta_credential",
            "$.visionline_metadata.card_function_type: enum guest, staff",
        ]
    );
}

#[tokio::test]
async fn a_display_name_that_is_too_short_is_received_and_can_be_found() {
    let got = received(json!({"display_name": ""})).await;
    assert_eq!(got.display_name, "");
    assert_eq!(rules(&got), ["$.display_name: minLength 1"]);
}

/// Absent, null and value of each of the five, received and written back.
#[tokio::test]
async fn absent_null_and_value_stay_apart() {
    let absent = received(json!({})).await;
    assert_eq!(absent.card_number, Nullable::Absent);
    assert_eq!(absent.code, Nullable::Absent);
    assert_eq!(absent.issued_at, Nullable::Absent);
    assert!(
        absent
            .is_latest_desired_state_synced_with_provider
            .is_absent()
    );
    assert!(
        absent
            .latest_desired_state_synced_with_provider_at
            .is_absent()
    );

    let null = received(json!({
        "card_number": null,
        "code": null,
        "is_latest_desired_state_synced_with_provider": null,
        "issued_at": null,
        "latest_desired_state_synced_with_provider_at": null,
    }))
    .await;
    assert_eq!(null.card_number, Nullable::Null);
    assert_eq!(null.code, Nullable::Null);
    assert_eq!(null.issued_at, Nullable::Null);
    assert!(null.is_latest_desired_state_synced_with_provider.is_null());
    assert!(null.latest_desired_state_synced_with_provider_at.is_null());
    assert!(null.additional_properties.is_empty());

    let time = "2025-06-18T16:54:17.946514Z";
    let value = received(json!({
        "card_number": "12",
        "code": "",
        "is_latest_desired_state_synced_with_provider": false,
        "issued_at": time,
        "latest_desired_state_synced_with_provider_at": time,
    }))
    .await;
    assert_eq!(value.card_number.as_deref(), Some("12"));
    assert_eq!(value.code.as_deref(), Some(""));
    assert_eq!(
        value.is_latest_desired_state_synced_with_provider,
        false.into()
    );
    let time: DateTime = time.parse().unwrap();
    assert_eq!(value.issued_at, time.into());
    assert_eq!(
        value.latest_desired_state_synced_with_provider_at,
        time.into()
    );
}

/// The document says `enum: [true]`; what stands there is the server's business.
#[tokio::test]
async fn a_constant_may_have_another_value() {
    let got = received(json!({"is_managed": false})).await;
    assert_eq!(got.is_managed.as_bool(), Some(false));
    assert_eq!(rules(&got), ["$.is_managed: enum true"]);
    let got = received(json!({"is_managed": "yes"})).await;
    assert_eq!(got.is_managed.to_value(), "yes");
    assert!(
        received(json!({"is_managed": true}))
            .await
            .validate()
            .is_ok()
    );
}

#[tokio::test]
async fn properties_that_the_document_does_not_know_are_kept() {
    let got = received(json!({
        "akiles_metadata": {"id": 7, "pins": [null, 1.5]},
        "warnings": [{"warning_code": "being_deleted", "message": "It is being deleted"}],
        "errors": [{"error_code": "a", "message": "b", "is_acs_credential_error": true}],
        "visionline_metadata": {"card_function_type": "staff", "card_holder": null},
    }))
    .await;
    let kept = &got.additional_properties;
    assert_eq!(kept.len(), 1);
    assert_eq!(kept.get("akiles_metadata").unwrap()["pins"][1], 1.5);
    let warning = &got.warnings[0];
    assert_eq!(warning.message.as_deref(), Some("It is being deleted"));
    let code = warning.additional_properties.get("warning_code").unwrap();
    assert_eq!(code, "being_deleted");
}

/// A null where the document allows none is no reason to lose the rest of the reply.
#[tokio::test]
async fn a_null_that_is_not_allowed_is_kept() {
    let got = received(json!({"acs_user_id": null, "visionline_metadata": null})).await;
    assert_eq!(got.acs_user_id, None);
    assert_eq!(got.visionline_metadata, None);
    assert_eq!(
        got.additional_properties.get("acs_user_id"),
        Some(&seam_client::Value::Null)
    );
}

/// No nil UUID and no empty text stands in for what a server left out.
#[tokio::test]
async fn what_is_missing_is_named() {
    let mut incomplete = credential(&json!({}));
    incomplete
        .as_object_mut()
        .unwrap()
        .remove("acs_credential_id");
    for (broken, expected) in [
        (incomplete, "$.acs_credential.acs_credential_id: missing"),
        (
            credential(&json!({"acs_credential_id": "card-7"})),
            "$.acs_credential.acs_credential_id: expected a UUID",
        ),
        (
            credential(&json!({"acs_credential_id": null})),
            "$.acs_credential.acs_credential_id: expected a UUID, found null",
        ),
        (
            credential(&json!({"acs_credential_id": ""})),
            "$.acs_credential.acs_credential_id: expected a UUID",
        ),
        (
            credential(&json!({"errors": [{"error_code": "a"}]})),
            "$.acs_credential.errors[0].message: missing",
        ),
        (
            credential(&json!({"created_at": "yesterday"})),
            "$.acs_credential.created_at: expected",
        ),
        (
            credential(&json!({"visionline_metadata": {"guest_acs_entrance_ids": [ID, "x"]}})),
            "$.acs_credential.visionline_metadata.guest_acs_entrance_ids[1]: expected a UUID",
        ),
    ] {
        let server = answering(broken.clone()).await;
        let error = assign(&server).await.unwrap_err();
        let Error::Decode(_) = &error else {
            panic!("{error}")
        };
        assert!(error.to_string().contains(expected), "{error}");
        let body: Value = serde_json::from_slice(error.body().unwrap()).unwrap();
        assert_eq!(body["acs_credential"], broken);
        assert!(!printed(&error).contains("card-7"));
    }
}

#[tokio::test]
async fn a_request_holds_what_was_set_and_nothing_else() {
    let server = Server::always(good).await;
    let client = client(&server);
    let mut clear = request();
    clear
        .additional_properties
        .insert("user_identity_id", Value::Null);
    let both = request().acs_user_id(uuid(USER)).user_identity_id(uuid(ID));
    let bodies: [(AcsCredentialsAssignRequest, String); 4] = [
        (request(), format!(r#"{{"acs_credential_id":"{ID}"}}"#)),
        (
            request().acs_user_id(uuid(USER)),
            format!(r#"{{"acs_credential_id":"{ID}","acs_user_id":"{USER}"}}"#),
        ),
        (
            both,
            format!(
                r#"{{"acs_credential_id":"{ID}","acs_user_id":"{USER}","user_identity_id":"{ID}"}}"#
            ),
        ),
        // Null only when asked for.
        (
            clear,
            format!(r#"{{"acs_credential_id":"{ID}","user_identity_id":null}}"#),
        ),
    ];
    for (body, _) in &bodies {
        client.acs_credentials_assign(body).await.unwrap();
    }
    let received = server.received();
    assert_eq!(received.len(), bodies.len());
    for (received, (_, expected)) in received.iter().zip(&bodies) {
        assert_eq!(received.method, "POST");
        assert_eq!(received.target, "/acs/credentials/assign");
        assert_eq!(received.header("content-type"), "application/json");
        assert_eq!(received.header("accept"), "application/json");
        assert_eq!(received.body, *expected);
    }
}

/// What opens doors is in no log: neither of the value, nor of the reply, nor of an error about it.
#[tokio::test]
async fn the_pin_is_never_printed() {
    let secrets = json!({"code": "471147", "card_number": "164d29dc"});
    let server = answering(credential(&secrets)).await;
    let response = assign(&server).send().await.unwrap();
    let shown = format!("{response:?} {response:#?} {:?}", response.acs_credential);
    assert!(shown.contains("[redacted]"), "{shown}");
    assert!(
        !shown.contains("471147") && !shown.contains("164d29dc"),
        "{shown}"
    );
    assert_eq!(response.acs_credential.code.as_deref(), Some("471147"));

    for broken in [
        json!({"code": 471_147}),
        json!({"code": ["471147"]}),
        json!({"card_number": {"471147": 1}}),
        json!({"code": "471147", "acs_credential_id": "471147"}),
        json!({"code": "471147", "is_issued": "471147"}),
        json!({"access_method": 471_147}),
    ] {
        let server = answering(credential(&broken)).await;
        let error = assign(&server).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error}");
        let shown = printed(&error);
        assert!(!shown.contains("471147"), "{shown}");
        assert!(error.text().unwrap().contains("471147"));
    }
}
