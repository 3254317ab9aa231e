//! Replies as they arrived, and how they become values.

mod headers;

use std::error::Error as StdError;
use std::fmt;
use std::ops::Deref;
use std::time::Instant;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};
use http::{HeaderValue, StatusCode};

use crate::error::{Undeclared, escaped};
use crate::header::ReplyHeaders;
use crate::json::{self, Json};
use crate::operation::Reply;
use crate::stream;

pub use self::headers::{HeaderMismatch, Headers};

/// A reply as it arrived: status, headers and the whole body.
///
/// `Debug` prints the body's length, never its content.
#[derive(Clone)]
pub struct RawReply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) declared: Option<&'static Reply>,
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

/// How a body differs from what the document declares. It never shows the body.
#[derive(Debug)]
#[non_exhaustive]
pub enum Mismatch {
    /// The body is not the JSON that is declared.
    Json(json::Failure),
    /// The body has another content type than JSON. Holds the `Content-Type` received.
    ContentType(String),
    /// The body has another content type than `text/event-stream`. Holds the `Content-Type` received.
    NotEvents(String),
    /// There is no body.
    Empty,
    /// The body is compressed, which was not asked for. Holds the `Content-Encoding` received.
    Encoded(String),
    /// The body is not text in UTF-8. Holds the offset of the first invalid byte.
    NotText(usize),
    /// The document declares no body for this status.
    Undeclared,
}

impl Mismatch {
    /// Whether the body may be as declared, but there was no time left to read it.
    pub(crate) fn is_timeout(&self) -> bool {
        matches!(self, Self::Json(failure) if failure.is_timeout())
    }
}

impl From<json::Failure> for Mismatch {
    fn from(failure: json::Failure) -> Self {
        Self::Json(failure)
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(failure) => failure.fmt(f),
            Self::ContentType(found) => write!(
                f,
                "wrong content type: expected JSON, found \"{}\"",
                escaped(found)
            ),
            Self::NotEvents(found) => write!(
                f,
                "wrong content type: expected text/event-stream, found \"{}\"",
                escaped(found)
            ),
            Self::Empty => f.write_str("empty body"),
            Self::Encoded(coding) => write!(
                f,
                "the body is compressed, which was not asked for: \"{}\"",
                escaped(coding)
            ),
            Self::NotText(offset) => write!(f, "not UTF-8 text: invalid byte at offset {offset}"),
            Self::Undeclared => f.write_str("the document declares no body for this status"),
        }
    }
}

impl StdError for Mismatch {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Json(failure) => StdError::source(failure),
            _ => None,
        }
    }
}

/// Reads a JSON body.
///
/// A missing content type and `text/plain` are taken for JSON, because servers send JSON under
/// both.
///
/// # Errors
///
/// Another content type, an empty or compressed body, text that is not JSON, or JSON of another shape.
pub fn json<T: Json>(reply: &RawReply) -> Result<T, Mismatch> {
    Ok(json::from_slice_until(json_text(reply)?, reply.deadline)?)
}

/// The half of [`json`](fn@json) that is compiled once.
fn json_text(reply: &RawReply) -> Result<&[u8], Mismatch> {
    if reply.body.iter().all(u8::is_ascii_whitespace) {
        return Err(Mismatch::Empty);
    }
    plain(reply)?;
    let found = reply.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    match found.map(String::from_utf8_lossy) {
        Some(found) if !may_be_json(&found, reply.declared) => {
            Err(Mismatch::ContentType(found.into_owned()))
        }
        _ => Ok(&reply.body),
    }
}

/// Whether the body is what it says (RFC 9110, section 8.4).
pub(crate) fn plain(reply: &RawReply) -> Result<(), Mismatch> {
    match reply
        .headers
        .get(CONTENT_ENCODING)
        .map(HeaderValue::as_bytes)
    {
        None | Some(b"" | b"identity") => Ok(()),
        Some(coding) => Err(Mismatch::Encoded(
            String::from_utf8_lossy(coding).into_owned(),
        )),
    }
}

fn may_be_json(content_type: &str, declared: Option<&Reply>) -> bool {
    let found = essence(content_type);
    let (kind, subtype) = found.split_once('/').unwrap_or((&found, ""));
    let is_json = subtype == "json" || subtype.ends_with("+json");
    is_json
        || found.is_empty()
        || (kind, subtype) == ("text", "plain")
        || declared
            .and_then(|reply| reply.accept())
            .is_some_and(|accept| essence(accept) == found)
}

/// A media type without its parameters, in lower case (RFC 9110, section 8.3.1).
pub(crate) fn essence(content_type: &str) -> String {
    let end = content_type.find(';').unwrap_or(content_type.len());
    let essence = content_type.get(..end).unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Reads a JSON body where one of the declared successes has none, such as `204`: an empty body is
/// `None`.
///
/// # Errors
///
/// Those of [`json`](fn@json) but for the empty body.
pub fn optional_json<T: Json>(reply: &RawReply) -> Result<Option<T>, Mismatch> {
    match json(reply) {
        Ok(value) => Ok(Some(value)),
        Err(Mismatch::Empty) => Ok(None),
        Err(mismatch) => Err(mismatch),
    }
}

/// Reads a text body in UTF-8, whatever its content type.
///
/// # Errors
///
/// A body that is compressed or not UTF-8.
pub fn text(reply: &RawReply) -> Result<String, Mismatch> {
    plain(reply)?;
    std::str::from_utf8(&reply.body)
        .map(str::to_owned)
        .map_err(|error| Mismatch::NotText(error.valid_up_to()))
}

/// Reads the data of the one event that an error is sent as, where the document declares it so:
/// JSON. JSON that is no event is read as well.
///
/// # Errors
///
/// Those of [`json`](fn@json).
pub fn event<T: Json>(reply: &RawReply) -> Result<T, Mismatch> {
    let found = reply.content_type().map(essence);
    if found.is_some_and(|found| found != "text/event-stream") {
        return json(reply);
    }
    plain(reply)?;
    match stream::first_data(&reply.body) {
        Some(data) => Ok(json::from_slice_until(data.as_bytes(), reply.deadline)?),
        None => json(reply),
    }
}

/// The body as it is.
///
/// # Errors
///
/// None.
pub fn bytes(reply: &RawReply) -> Result<Bytes, Mismatch> {
    Ok(reply.body.clone())
}

/// For replies without a declared body. A body that is there all the same stays reachable in
/// [`Response::raw`].
///
/// # Errors
///
/// None.
pub const fn empty(_: &RawReply) -> Result<(), Mismatch> {
    Ok(())
}

/// For operations that declare no body for any error.
///
/// # Errors
///
/// Always [`Mismatch::Undeclared`].
pub const fn undeclared(_: &RawReply) -> Result<Undeclared, Mismatch> {
    Err(Mismatch::Undeclared)
}
