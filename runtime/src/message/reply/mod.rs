//! Replies as they arrived, and how they become values.

mod decode;
mod headers;
mod media;
mod mismatch;

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap};

pub use self::decode::Undeclared;
pub(crate) use self::decode::plain;
pub use self::decode::{bytes, empty, event, json, optional_json, text, undeclared};
pub use self::headers::{HeaderMismatch, Headers};
pub use self::media::choose;
pub(crate) use self::media::essence;
pub use self::mismatch::Mismatch;
use super::header::ReplyHeaders;
use super::url::BaseUrl;
use crate::contract::Reply;

/// A reply as it arrived: status, headers and the whole body.
///
/// `Debug` prints the body's length, never its content.
#[derive(Clone)]
pub struct RawReply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) declared: Option<&'static Reply>,
    /// The media type that the body is read as, if it matters which one of several it is.
    pub(crate) wanted: Option<&'static str>,
    /// Where the request's path was appended.
    pub(crate) base: Option<Arc<BaseUrl>>,
    /// When decoding the body has to be over, while a call does it.
    pub(crate) deadline: Option<Instant>,
}

impl RawReply {
    /// The status.
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// The declaration in the document that covers this reply.
    pub const fn declared(&self) -> Option<&'static Reply> {
        self.declared
    }

    /// Whether the server has done what was asked: the status is a declared success, or a 2xx.
    #[must_use]
    pub fn is_success(&self) -> bool {
        match self.declared {
            Some(declared) => declared.is_success(),
            None => self.status.is_success(),
        }
    }

    /// The `Content-Type` header, where it is readable text.
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The id that the server gave to the exchange: the first header whose name ends in
    /// `request-id`.
    pub fn request_id(&self) -> Option<&str> {
        let (_, value) = self
            .headers
            .iter()
            .find(|(name, _)| name.as_str().ends_with("request-id"))?;
        value.to_str().ok()
    }
}

impl fmt::Debug for RawReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawReply")
            .field("status", &self.status)
            .field("headers", &ReplyHeaders(&self.headers))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// The result of a call together with the reply it came from.
///
/// It dereferences to the result.
pub struct Response<T> {
    reply: RawReply,
    body: T,
}

impl<T> Response<T> {
    pub(crate) const fn new(reply: RawReply, body: T) -> Self {
        Self { reply, body }
    }

    /// The status.
    pub const fn status(&self) -> StatusCode {
        self.reply.status
    }

    /// The headers.
    pub const fn headers(&self) -> &HeaderMap {
        &self.reply.headers
    }

    /// The id that the server gave to the exchange: the first header whose name ends in
    /// `request-id`.
    pub fn request_id(&self) -> Option<&str> {
        self.reply.request_id()
    }

    /// The reply as it arrived.
    pub const fn raw(&self) -> &RawReply {
        &self.reply
    }

    /// The result.
    pub const fn body(&self) -> &T {
        &self.body
    }

    /// The result, without the reply.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The reply as it arrived, and the result.
    pub fn into_parts(self) -> (RawReply, T) {
        (self.reply, self.body)
    }
}

impl<T> AsRef<HeaderMap> for Response<T> {
    fn as_ref(&self) -> &HeaderMap {
        self.headers()
    }
}

impl AsRef<HeaderMap> for RawReply {
    fn as_ref(&self) -> &HeaderMap {
        &self.headers
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("reply", &self.reply)
            .field("body", &self.body)
            .finish()
    }
}
