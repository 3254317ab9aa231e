//! From the body of a reply to a value.

use bytes::Bytes;
use http::HeaderValue;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

use super::media::{check_wanted, essence, is_json};
use super::{Mismatch, RawReply};
use crate::contract::Reply;
use crate::json::{self, Json};
use crate::message::sse;

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
    check_wanted(reply)?;
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
    is_json(&found)
        || found.is_empty()
        || found == "text/plain"
        || declared
            .and_then(|reply| reply.accept())
            .is_some_and(|accept| essence(accept) == found)
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

/// Reads a text body in UTF-8, whatever content type it has that the document doesn't declare for something else.
///
/// # Errors
///
/// A body that is compressed or not UTF-8, or of another media type that the document declares for the status.
pub fn text(reply: &RawReply) -> Result<String, Mismatch> {
    plain(reply)?;
    check_wanted(reply)?;
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
    match sse::first_data(&reply.body) {
        Some(data) => Ok(json::from_slice_until(data.as_bytes(), reply.deadline)?),
        None => json(reply),
    }
}

/// The body as it is.
///
/// # Errors
///
/// A body of another media type that the document declares for the status.
pub fn bytes(reply: &RawReply) -> Result<Bytes, Mismatch> {
    check_wanted(reply)?;
    Ok(reply.body.clone())
}

/// For replies without a declared body. A body that is there all the same stays reachable in
/// [`Response::raw`](crate::Response::raw).
///
/// # Errors
///
/// None.
pub const fn empty(_: &RawReply) -> Result<(), Mismatch> {
    Ok(())
}

/// The body of an error that the document does not declare. No value of it exists: such errors
/// have their raw body only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undeclared {}

/// For operations that declare no body for any error.
///
/// # Errors
///
/// Always [`Mismatch::Undeclared`].
pub const fn undeclared(_: &RawReply) -> Result<Undeclared, Mismatch> {
    Err(Mismatch::Undeclared)
}
