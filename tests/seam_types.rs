//! The types of the Seam client: what a program that uses them relies on.

use std::collections::HashSet;

use seam_client::types::{
    AcsCredential, AcsCredentialAccessMethod, AcsCredentialAssaAbloyVostioMetadata,
    AcsCredentialError, AcsCredentialExternalType, AcsCredentialIsManaged, AcsCredentialRequired,
    AcsCredentialVisionlineMetadata, AcsCredentialVisionlineMetadataCardFunctionType,
    AcsCredentialWarning, AcsCredentialsAssignRequest, AcsCredentialsAssignResponse,
};
use seam_client::{AdditionalProperties, DateTime, Nullable, Uuid, Validate as _};
use serde_json::{Value, json};

const ID: &str = "73a0a199-024f-454d-a916-9bbda8502c12";
const TIME: &str = "2025-06-16T16:54:17.946514Z";

fn uuid() -> Uuid {
    ID.parse().unwrap()
}

/// All that the document requires, but for the constant.
fn credential() -> AcsCredential {
    AcsCredential::new(AcsCredentialRequired {
        access_method: AcsCredentialAccessMethod::Code,
        acs_credential_id: uuid(),
        acs_system_id: uuid(),
        connected_account_id: uuid(),
        created_at: TIME.parse().unwrap(),
        display_name: "Front door".to_owned(),
        errors: Vec::new(),
        warnings: Vec::new(),
        workspace_id: uuid(),
    })
}

/// The type of each property. A change here is a change for every user.
fn each_property_has_its_type(c: &AcsCredential) {
    // Required.
    let _: (&AcsCredentialAccessMethod, &Uuid, &Uuid, &Uuid) = (
        &c.access_method,
        &c.acs_credential_id,
        &c.acs_system_id,
        &c.connected_account_id,
    );
    let _: (&DateTime, &String, &Uuid) = (&c.created_at, &c.display_name, &c.workspace_id);
    let _: (&Vec<AcsCredentialError>, &Vec<AcsCredentialWarning>) = (&c.errors, &c.warnings);
    let _: &AcsCredentialIsManaged = &c.is_managed;
    // Optional.
    let _: [&Option<Uuid>; 4] = [
        &c.acs_credential_pool_id,
        &c.acs_user_id,
        &c.parent_acs_credential_id,
        &c.user_identity_id,
    ];
    let _: [&Option<bool>; 3] = [
        &c.is_issued,
        &c.is_multi_phone_sync_credential,
        &c.is_one_time_use,
    ];
    // No format: ISO 8601 is more than RFC 3339.
    let _: [&Option<String>; 3] = [&c.starts_at, &c.ends_at, &c.external_type_display_name];
    let _: &Option<AcsCredentialExternalType> = &c.external_type;
    let _: &Option<AcsCredentialAssaAbloyVostioMetadata> = &c.assa_abloy_vostio_metadata;
    let _: &Option<AcsCredentialVisionlineMetadata> = &c.visionline_metadata;
    // Optional and nullable.
    let _: [&Nullable<String>; 2] = [&c.card_number, &c.code];
    let _: &Nullable<bool> = &c.is_latest_desired_state_synced_with_provider;
    let _: [&Nullable<DateTime>; 2] = [
        &c.issued_at,
        &c.latest_desired_state_synced_with_provider_at,
    ];
    let _: &AdditionalProperties = &c.additional_properties;
}

fn each_property_of_the_parts_has_its_type(
    visionline: &AcsCredentialVisionlineMetadata,
    vostio: &AcsCredentialAssaAbloyVostioMetadata,
    error: &AcsCredentialError,
    warning: &AcsCredentialWarning,
) {
    let _: &AcsCredentialVisionlineMetadataCardFunctionType = &visionline.card_function_type;
    let _: [&Option<Vec<Uuid>>; 3] = [
        &visionline.common_acs_entrance_ids,
        &visionline.guest_acs_entrance_ids,
        &visionline.joiner_acs_credential_ids,
    ];
    let _: [&Option<String>; 2] = [&visionline.card_id, &visionline.credential_id];
    let _: [&Option<bool>; 3] = [
        &visionline.auto_join,
        &visionline.is_valid,
        &vostio.auto_join,
    ];
    let _: [&Option<Vec<String>>; 2] =
        [&vostio.door_names, &vostio.override_guest_acs_entrance_ids];
    let _: [&String; 2] = [&error.error_code, &error.message];
    let _: [&Option<String>; 2] = [&warning.error_code, &warning.message];
    let _: &Option<DateTime> = &warning.created_at;
}

fn each_property_of_request_and_reply_has_its_type(
    request: &AcsCredentialsAssignRequest,
    reply: &AcsCredentialsAssignResponse,
) {
    let _: &Uuid = &request.acs_credential_id;
    let _: [&Option<Uuid>; 2] = [&request.acs_user_id, &request.user_identity_id];
    let _: (&AcsCredential, &bool) = (&reply.acs_credential, &reply.ok);
}

#[test]
fn the_document_decides_the_types() {
    each_property_has_its_type(&credential());
    each_property_of_the_parts_has_its_type(
        &AcsCredentialVisionlineMetadata::new("guest".into()),
        &AcsCredentialAssaAbloyVostioMetadata::new(),
        &AcsCredentialError::new("a", "b"),
        &AcsCredentialWarning::new(),
    );
    each_property_of_request_and_reply_has_its_type(
        &AcsCredentialsAssignRequest::new(uuid()),
        &AcsCredentialsAssignResponse::new(credential(), true),
    );
    fn travels<T: Send + Sync + Clone + std::fmt::Debug + PartialEq + 'static>() {}
    travels::<AcsCredential>();
    travels::<AcsCredentialsAssignRequest>();
    travels::<AcsCredentialsAssignResponse>();
}

#[test]
fn who_builds_a_credential_says_what_is_required_and_not_more() {
    assert_eq!(
        serde_json::to_value(credential()).unwrap(),
        json!({
            "access_method": "code",
            "acs_credential_id": ID,
            "acs_system_id": ID,
            "connected_account_id": ID,
            "created_at": TIME,
            "display_name": "Front door",
            "errors": [],
            "is_managed": true,
            "warnings": [],
            "workspace_id": ID,
        })
    );
    // What a program makes optional by its options is left out.
    let least = seam_corrected::types::AcsCredential::new(uuid());
    assert_eq!(
        serde_json::to_value(least).unwrap(),
        json!({ "acs_credential_id": ID })
    );
}

#[test]
fn setters_take_what_is_at_hand() {
    let time: DateTime = TIME.parse().unwrap();
    let metadata = AcsCredentialVisionlineMetadata::new("guest".into())
        .guest_acs_entrance_ids(vec![uuid()])
        .is_valid(true);
    let mut built = credential()
        .code("1234")
        .card_number(Nullable::Null)
        .issued_at(time)
        .latest_desired_state_synced_with_provider_at(None)
        .is_latest_desired_state_synced_with_provider(true)
        .external_type("hotek_card".into())
        .starts_at("2025-07-10")
        .visionline_metadata(metadata);
    // What is required has a value already.
    built.errors = vec![AcsCredentialError::new("no_card", "There is none")];
    built.warnings = vec![AcsCredentialWarning::new().message("Beware")];
    built.is_managed = false.into();
    let mut expected = serde_json::to_value(credential()).unwrap();
    let changes = json!({
        "code": "1234",
        "card_number": null,
        "issued_at": TIME,
        "latest_desired_state_synced_with_provider_at": null,
        "is_latest_desired_state_synced_with_provider": true,
        "external_type": "hotek_card",
        "starts_at": "2025-07-10",
        "errors": [{"error_code": "no_card", "message": "There is none"}],
        "warnings": [{"message": "Beware"}],
        "visionline_metadata": {
            "card_function_type": "guest",
            "guest_acs_entrance_ids": [ID],
            "is_valid": true,
        },
        "is_managed": false,
    });
    let changes = changes.as_object().unwrap().clone();
    expected.as_object_mut().unwrap().extend(changes);
    assert_eq!(serde_json::to_value(&built).unwrap(), expected);

    // What was set can be taken back.
    built.code = Nullable::Absent;
    built.external_type = None;
    let written = serde_json::to_value(&built).unwrap();
    assert!(written.get("code").is_none() && written.get("external_type").is_none());
}

/// Each value of an enum as text and back, by all the ways there are.
macro_rules! assert_texts {
    ($type:ident, $($variant:ident = $text:literal),* $(,)?) => {
        $(
            assert_eq!($type::$variant.as_str(), $text);
            assert_eq!($type::$variant.to_string(), $text);
            assert_eq!($text.parse(), Ok($type::$variant));
            assert_eq!($type::from($text), $type::$variant);
            assert_eq!($type::from(String::from($text)), $type::$variant);
            assert_eq!(serde_json::to_value($type::$variant).unwrap(), $text);
            assert_eq!(serde_json::from_value::<$type>($text.into()).unwrap(), $type::$variant);
        )*
        let unknown = $type::Unknown("None of These".to_owned());
        assert_eq!(unknown.as_str(), "None of These");
        assert_eq!(format!("{unknown:>15}"), "  None of These");
        assert_eq!("None of These".parse(), Ok(unknown.clone()));
        assert_eq!(serde_json::to_value(&unknown).unwrap(), "None of These");
        assert_eq!(serde_json::from_value::<$type>("None of These".into()).unwrap(), unknown);
        assert!(serde_json::from_value::<$type>(Value::Null).is_err());
        assert!(serde_json::from_value::<$type>(7.into()).is_err());
        let all = HashSet::from([$($type::$variant,)* unknown]);
        assert_eq!(all.len(), [$($text),*].len() + 1);
    };
}

#[test]
fn enums_have_texts() {
    assert_texts!(
        AcsCredentialAccessMethod,
        Code = "code",
        Card = "card",
        MobileKey = "mobile_key",
        CloudKey = "cloud_key",
    );
    assert_texts!(
        AcsCredentialExternalType,
        PtiCard = "pti_card",
        BrivoCredential = "brivo_credential",
        HidCredential = "hid_credential",
        VisionlineCard = "visionline_card",
        SaltoKsCredential = "salto_ks_credential",
        AssaAbloyVostioKey = "assa_abloy_vostio_key",
        SaltoSpaceKey = "salto_space_key",
        LatchAccess = "latch_access",
        DormakabaAmbianceCredential = "dormakaba_ambiance_credential",
        HotekCard = "hotek_card",
        SaltoKsTag = "salto_ks_tag",
        AvigilonAltaCredential = "avigilon_alta_credential",
    );
    assert_texts!(
        AcsCredentialVisionlineMetadataCardFunctionType,
        Guest = "guest",
        Staff = "staff",
    );
}

/// Text in, the same text out: a credential that was read is not changed by writing it.
#[test]
fn date_times_are_written_as_they_were_read() {
    for time in [
        TIME,
        "2025-06-16T16:54:17Z",
        "2025-06-16T16:54:17.000+02:00",
        "2025-06-16t16:54:17.9-00:00",
    ] {
        let mut sent = serde_json::to_value(credential()).unwrap();
        sent["created_at"] = time.into();
        let read: AcsCredential = serde_json::from_value(sent.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), sent);
    }
}

#[test]
fn serde_sees_the_same_json() {
    let built = credential().code("1").issued_at(None);
    let text = serde_json::to_string(&built).unwrap();
    assert_eq!(text, seam_client::runtime::json::to_string(&built));
    assert_eq!(serde_json::from_str::<AcsCredential>(&text).unwrap(), built);
    let value = serde_json::to_value(&built).unwrap();
    assert_eq!(value, serde_json::from_str::<Value>(&text).unwrap());
    assert_eq!(
        serde_json::from_value::<AcsCredential>(value).unwrap(),
        built
    );
    assert_eq!(
        serde_json::from_slice::<AcsCredential>(text.as_bytes()).unwrap(),
        built
    );
    // As a part of a type of one's own.
    let list: Vec<Option<AcsCredential>> =
        serde_json::from_str(&format!("[null, {text}]")).unwrap();
    assert_eq!(list, [None, Some(built)]);

    let error = serde_json::from_value::<AcsCredential>(json!({"code": 471_147})).unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(
        shown.contains("$.code: expected a string, found a number"),
        "{shown}"
    );
    assert!(!shown.contains("471147"), "{shown}");
}

#[test]
fn what_is_wrong_is_named_and_nothing_is_forced() {
    assert!(credential().validate().is_ok());
    let mut wrong = credential().external_type("no_such_type".into());
    wrong.display_name.clear();
    wrong.access_method = "".into();
    wrong.is_managed = seam_client::Value::Null.into();
    wrong.visionline_metadata = Some(AcsCredentialVisionlineMetadata::new("boss".into()));
    // It can be written all the same.
    assert_eq!(serde_json::to_value(&wrong).unwrap()["display_name"], "");
    let reply = AcsCredentialsAssignResponse::new(wrong, true);
    let violations = reply.validate().unwrap_err();
    let paths: Vec<&str> = violations.iter().map(|found| found.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "$.acs_credential.display_name",
            "$.acs_credential.access_method",
            "$.acs_credential.external_type",
            "$.acs_credential.is_managed",
            "$.acs_credential.visionline_metadata.card_function_type",
        ]
    );
    let text = violations.to_string();
    assert_eq!(text.lines().count(), 5);
    assert!(
        text.contains("$.acs_credential.display_name: minLength 1"),
        "{text}"
    );
    assert!(
        !text.contains("boss") && !text.contains("no_such_type"),
        "{text}"
    );
}

#[test]
fn secrets_are_not_in_debug() {
    let secret = credential().code("471147").card_number("164d29dc");
    let reply = AcsCredentialsAssignResponse::new(secret.clone(), true);
    for shown in [
        format!("{secret:?}"),
        format!("{secret:#?}"),
        format!("{:?}", vec![Some(&secret)]),
        format!("{reply:?}"),
    ] {
        assert!(shown.contains("code: [redacted]"), "{shown}");
        assert!(shown.contains("card_number: [redacted]"), "{shown}");
        assert!(
            !shown.contains("471147") && !shown.contains("164d29dc"),
            "{shown}"
        );
        assert!(shown.contains(ID), "{shown}");
    }
}
