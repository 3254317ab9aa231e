//! Media types of replies.

use super::{Mismatch, RawReply};

/// Which of the media types that the document declares for a status is that of this reply. Which one comes first in
/// `declared` makes no difference but where two fit alike.
///
/// A reply that doesn't say what it is, is the first one. JSON of a name that isn't declared is what other JSON is, and
/// `text/plain` may be JSON, as servers send that under both.
///
/// # Errors
///
/// None of them.
pub fn choose(reply: &RawReply, declared: &'static [&'static str]) -> Result<usize, Mismatch> {
    let found = reply.content_type().unwrap_or_default();
    let name = essence(found);
    if name.is_empty() {
        return Ok(0);
    }
    let all = || declared.iter().enumerate();
    let fits = all().filter_map(|(index, media)| Some((precision(media, found, &name)?, index)));
    // The first of those that fit best.
    let best = fits.max_by_key(|(precision, index)| (*precision, std::cmp::Reverse(*index)));
    if let Some((_, index)) = best {
        return Ok(index);
    }
    let may_be_json = is_json(&name) || name == "text/plain";
    let json = all().find(|(_, media)| may_be_json && is_json(&essence(media)));
    match json {
        Some((index, _)) => Ok(index),
        None => Err(Mismatch::MediaType {
            found: found.to_owned(),
            declared: declared.to_vec(),
        }),
    }
}

/// Whether a body is of the media type that it is read as, and not of another one that the document declares beside it.
pub(super) fn check_wanted(reply: &RawReply) -> Result<(), Mismatch> {
    let (Some(declared), Some(wanted)) = (reply.declared, reply.wanted) else {
        return Ok(());
    };
    let found = match reply.content_type() {
        Some(found) if !declared.other_media().is_empty() => found,
        _ => return Ok(()),
    };
    let name = essence(found);
    let others = declared.other_media().iter().copied();
    let mut known = others.chain(declared.accept());
    match essence(wanted) == name || !known.any(|media| essence(media) == name) {
        true => Ok(()),
        false => Err(Mismatch::MediaType {
            found: found.to_owned(),
            declared: vec![wanted],
        }),
    }
}

/// A media type without its parameters, in lower case (RFC 9110, section 8.3.1).
pub(crate) fn essence(content_type: &str) -> String {
    let end = content_type.find(';').unwrap_or(content_type.len());
    let essence = content_type.get(..end).unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// How precisely a declared media type says what was `found`, whose essence is `name`; none if it says something else.
fn precision(declared: &str, found: &str, name: &str) -> Option<u8> {
    let declared_name = essence(declared);
    if declared_name == name {
        let is_same = declared.eq_ignore_ascii_case(found);
        return Some(if is_same { 4 } else { 3 });
    }
    let (kind, subtype) = declared_name.split_once('/')?;
    let (found_kind, found_subtype) = name.split_once('/')?;
    match subtype.strip_prefix('*')? {
        _ if kind != found_kind && kind != "*" => None,
        "" if kind == "*" => Some(0),
        "" => Some(1),
        suffix => found_subtype.ends_with(suffix).then_some(2),
    }
}

/// Whether it is the essence of a media type of JSON.
pub(super) fn is_json(name: &str) -> bool {
    let (_, subtype) = name.split_once('/').unwrap_or(("", name));
    subtype == "json" || subtype.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::StatusCode;
    use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

    use super::*;

    fn chosen(found: &'static str, declared: &'static [&'static str]) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        if !found.is_empty() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(found));
        }
        let reply = RawReply {
            status: StatusCode::OK,
            headers,
            body: Bytes::new(),
            declared: None,
            wanted: None,
            base: None,
            deadline: None,
        };
        choose(&reply, declared).ok().map(|index| declared[index])
    }

    #[test]
    fn the_most_precise_media_type_is_chosen_in_any_order() {
        for (found, expected) in [
            ("application/json", Some("application/json")),
            ("Application/JSON; charset=utf-8", Some("application/json")),
            ("application/problem+json", Some("application/problem+json")),
            ("application/hal+json", Some("application/*+json")),
            ("text/json", Some("text/*")),
            ("text/plain; charset=latin1", Some("text/plain")),
            ("text/html", Some("text/*")),
            ("image/png", None),
        ] {
            let there = &[
                "application/json",
                "application/problem+json",
                "application/*+json",
                "text/plain",
                "text/*",
            ];
            assert_eq!(chosen(found, there), expected, "{found}");
            let back = &[
                "text/*",
                "text/plain",
                "application/*+json",
                "application/problem+json",
                "application/json",
            ];
            assert_eq!(chosen(found, back), expected, "{found}");
        }
    }

    #[test]
    fn a_name_that_is_not_declared() {
        let json = &["application/json", "application/xml"];
        assert_eq!(
            chosen("application/problem+json", json),
            Some("application/json")
        );
        assert_eq!(chosen("text/plain", json), Some("application/json"));
        assert_eq!(chosen("", json), Some("application/json"));
        assert_eq!(chosen("text/html", json), None);
        assert_eq!(
            chosen("image/png", &["application/json", "*/*"]),
            Some("*/*")
        );
        let versions = &["application/json; v=1", "application/json; v=2"];
        assert_eq!(
            chosen("application/json; v=2", versions),
            Some("application/json; v=2")
        );
        assert_eq!(
            chosen("application/json", versions),
            Some("application/json; v=1")
        );
    }
}
