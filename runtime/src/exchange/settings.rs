//! What a client is set to, as its requests read it.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::message::credentials::Credentials;
use crate::message::url::BaseUrl;
use crate::transport::Transport;

/// Where the base URL is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BasePlace {
    /// A server of the document.
    Document,
    /// The caller, who gave scheme and host; the paths of the document's servers count.
    Origin,
    /// The caller; no server of the document counts.
    Whole,
}

pub(super) struct Settings {
    pub(super) base: Arc<BaseUrl>,
    pub(super) place: BasePlace,
    pub(super) credentials: Credentials,
    /// Whether calls go out for which a credential is missing.
    pub(super) is_anonymous: bool,
    pub(super) headers: HeaderMap,
    pub(super) timeout: Option<Duration>,
    pub(super) idle_timeout: Option<Duration>,
    pub(super) max_body: u64,
    pub(super) max_redirects: u32,
    pub(super) transport: Arc<dyn Transport>,
}
