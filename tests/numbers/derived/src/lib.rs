//! The types of the Seam client as one writes them by hand, with derives. They do less than the
//! generated ones: unknown properties are dropped, null and absent are one, and there are no
//! constructors, setters or rules.
#![allow(
    missing_docs,
    reason = "nobody reads them; the generated types are documented"
)]

use jiff::Timestamp;
use serde_derive::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcsCredential {
    pub access_method: AccessMethod,
    pub acs_credential_id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acs_credential_pool_id: Option<Uuid>,
    pub acs_system_id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acs_user_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assa_abloy_vostio_metadata: Option<AssaAbloyVostioMetadata>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    pub connected_account_id: Uuid,
    pub created_at: Timestamp,
    pub display_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<String>,
    pub errors: Vec<AcsCredentialError>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_type: Option<ExternalType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_type_display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_issued: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_latest_desired_state_synced_with_provider: Option<bool>,
    pub is_managed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_multi_phone_sync_credential: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_one_time_use: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest_desired_state_synced_with_provider_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_acs_credential_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_identity_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visionline_metadata: Option<VisionlineMetadata>,
    pub warnings: Vec<AcsCredentialWarning>,
    pub workspace_id: Uuid,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssaAbloyVostioMetadata {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_join: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub door_names: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_issuing_request_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub override_guest_acs_entrance_ids: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisionlineMetadata {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_join: Option<bool>,
    pub card_function_type: CardFunctionType,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub common_acs_entrance_ids: Option<Vec<Uuid>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guest_acs_entrance_ids: Option<Vec<Uuid>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_valid: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joiner_acs_credential_ids: Option<Vec<Uuid>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcsCredentialError {
    pub error_code: String,
    pub message: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcsCredentialWarning {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessMethod {
    Code,
    Card,
    MobileKey,
    CloudKey,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExternalType {
    PtiCard,
    BrivoCredential,
    HidCredential,
    VisionlineCard,
    SaltoKsCredential,
    AssaAbloyVostioKey,
    SaltoSpaceKey,
    LatchAccess,
    DormakabaAmbianceCredential,
    HotekCard,
    SaltoKsTag,
    AvigilonAltaCredential,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardFunctionType {
    Guest,
    Staff,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssignRequest {
    pub acs_credential_id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acs_user_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_identity_id: Option<Uuid>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssignResponse {
    pub acs_credential: AcsCredential,
    pub ok: bool,
}
