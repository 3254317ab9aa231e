/// Every property that the document declares.
pub const FULL: &str = concat!(
    r#"{"access_method":"card","acs_credential_id":"73a0a199-024f-454d-a916-9bbda8502c12","#,
    r#""acs_credential_pool_id":"c1a3967f-24a1-4220-a9c7-7fa97c1d5603","acs_system_id":"b1d03165-2759-474b-a342-e02223f27b39","#,
    r#""acs_user_id":"0fc82df4-391b-4d00-a234-86378f1c3952","assa_abloy_vostio_metadata":{"auto_join":true,"#,
    r#""door_names":["Front Door","Back Door"],"endpoint_id":"endpoint-1","key_id":"key-17","key_issuing_request_id":"request-5","#,
    r#""override_guest_acs_entrance_ids":["5f4e3d2c-1b0a-9f8e-7d6c-5b4a3c2d1e0f"]},"card_number":"164d29dc4a09b65f","code":null,"#,
    r#""connected_account_id":"daba7bd0-edb6-4bb9-a70b-f9ae08a0e301","created_at":"2025-06-16T16:54:17.946514Z","#,
    r#""display_name":"Guest Lock 1, Vingcard Lock 2","ends_at":"2025-07-12T16:54:17.946512Z","#,
    r#""errors":[{"error_code":"device_offline","message":"The encoder \"Front Desk\" is offline."}],"#,
    r#""external_type":"visionline_card","external_type_display_name":"Visionline Card","is_issued":true,"#,
    r#""is_latest_desired_state_synced_with_provider":true,"is_managed":true,"is_multi_phone_sync_credential":false,"#,
    r#""is_one_time_use":false,"issued_at":"2025-06-16T16:54:17.946512Z","#,
    r#""latest_desired_state_synced_with_provider_at":"2025-06-18T16:54:17.946514Z","#,
    r#""parent_acs_credential_id":"666abb33-e9a9-4c1a-b25d-b4e493d5bc89","starts_at":"2025-07-10T16:54:17.946512Z","#,
    r#""user_identity_id":"6362c5c5-d545-4a7e-a80b-39620030300b","visionline_metadata":{"auto_join":false,"#,
    r#""card_function_type":"guest","card_id":"5","common_acs_entrance_ids":["5f4e3d2c-1b0a-9f8e-7d6c-5b4a3c2d1e0f"],"#,
    r#""credential_id":"15","guest_acs_entrance_ids":["a1b2c3d4-e5f6-4a3b-2c1d-0e9f8a7b6c5d"],"is_valid":true,"#,
    r#""joiner_acs_credential_ids":[]},"warnings":[{"error_code":"needs_to_be_reissued","#,
    r#""message":"Access permissions have changed.","created_at":"2025-06-17T10:00:00.000Z"}],"#,
    r#""workspace_id":"005f1e54-5360-40db-8c31-4ef6baaad1fd"}"#,
);

/// What a server sends for a mobile key.
pub const SHORT: &str = concat!(
    r#"{"access_method":"mobile_key","acs_credential_id":"73a0a199-024f-454d-a916-9bbda8502c12","#,
    r#""acs_system_id":"b1d03165-2759-474b-a342-e02223f27b39","acs_user_id":"0fc82df4-391b-4d00-a234-86378f1c3952","#,
    r#""connected_account_id":"1b9a3e0d-443f-4063-b619-4ca7e2a97751","created_at":"2025-06-16T16:54:17.946514Z","#,
    r#""display_name":"Front Door","errors":[],"is_managed":true,"is_multi_phone_sync_credential":true,"#,
    r#""is_one_time_use":false,"warnings":[],"workspace_id":"005f1e54-5360-40db-8c31-4ef6baaad1fd"}"#,
);
