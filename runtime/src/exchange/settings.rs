//! What a client is set to, as its requests read it.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::message::credentials::Credentials;
use crate::message::url::BaseUrl;
use crate::transport::Transport;

pub(super) struct Settings {
    pub(super) base: BaseUrl,
    /// Whether the base URL was given, and is not that of the document.
    pub(super) is_base_given: bool,
    pub(super) credentials: Credentials,
    pub(super) headers: HeaderMap,
    pub(super) timeout: Option<Duration>,
    pub(super) idle_timeout: Option<Duration>,
    pub(super) max_body: u64,
    pub(super) max_redirects: u32,
    pub(super) transport: Arc<dyn Transport>,
}
