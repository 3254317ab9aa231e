//! Multipart bodies (RFC 2046, section 5.1, and RFC 7578).

use std::collections::VecDeque;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http_body::{Frame, SizeHint};
use percent_encoding::percent_decode_str;

use super::header::{HeaderNames, HeaderProblem, header};
use super::parameter::{Escape, Serialization};
use crate::contract::Encoding;
use crate::json::{self, Failure, Kind, Reader, ToJson};
use crate::transport::{Body, TransportError};

/// One part of a [`Multipart`] body: a value or a file.
///
/// Bytes and texts become a part by `into()`; [`Part::open`] makes one of a file.
pub struct Part {
    body: Body,
    file_name: Option<String>,
    headers: HeaderMap,
    problem: Option<HeaderProblem>,
}

impl Part {
    /// A part of these bytes, this text or this stream. It has no file name and no content type,
    /// which means plain text (RFC 7578, section 4.4), until they are set.
    pub fn new(body: impl Into<Body>) -> Self {
        Self {
            body: body.into(),
            file_name: None,
            headers: HeaderMap::new(),
            problem: None,
        }
    }

    /// A file, under its own name and as `application/octet-stream`. It is read while it is sent, and
    /// reading blocks the thread.
    ///
    /// # Errors
    ///
    /// When it can't be opened.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let part = Self::new(Body::file(std::fs::File::open(path)?)?);
        let part = part.content_type("application/octet-stream");
        Ok(match path.file_name() {
            Some(name) => part.file_name(name.to_string_lossy()),
            None => part,
        })
    }

    /// A part of `application/json`.
    pub fn json<T: ToJson + ?Sized>(value: &T) -> Self {
        Self::new(json::to_vec(value)).content_type("application/json")
    }

    /// Sets the file name, without which servers take a part for a plain value.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the content type.
    #[must_use]
    pub fn content_type(self, media: impl AsRef<str>) -> Self {
        self.header(CONTENT_TYPE, media)
    }

    /// Sets a header of the part. One that can't be sent is the error of the call.
    #[must_use]
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        match header(name.as_ref(), value.as_ref()) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(problem) => {
                self.problem.get_or_insert(problem);
            }
        }
        self
    }

    /// Sets a content type unless there is one.
    fn or_content_type(self, media: &str) -> Self {
        if media.is_empty() || self.headers.contains_key(CONTENT_TYPE) {
            return self;
        }
        self.content_type(media)
    }

    /// Its delimiter and headers, as they stand before its body.
    fn head(&self, boundary: &str, name: Option<&str>) -> Bytes {
        let mut head = format!("--{boundary}\r\n").into_bytes();
        let mut line = |name: &str, value: &[u8]| {
            head.extend_from_slice(name.as_bytes());
            head.extend_from_slice(b": ");
            head.extend_from_slice(value);
            head.extend_from_slice(b"\r\n");
        };
        if !self.headers.contains_key(CONTENT_DISPOSITION)
            && let Some(disposition) = disposition(name, self.file_name.as_deref())
        {
            line("Content-Disposition", disposition.as_bytes());
        }
        for (name, value) in &self.headers {
            match *name == CONTENT_TYPE {
                true => line("Content-Type", value.as_bytes()),
                false => line(name.as_str(), value.as_bytes()),
            }
        }
        head.extend_from_slice(b"\r\n");
        head.into()
    }
}

/// RFC 7578, section 4.2; quotes and line breaks as browsers write them.
fn disposition(name: Option<&str>, file_name: Option<&str>) -> Option<String> {
    let quote = |text: &str| {
        text.replace('"', "%22")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let file = file_name.map(|file| format!("; filename=\"{}\"", quote(file)));
    match (name, file) {
        (Some(name), file) => Some(format!(
            "form-data; name=\"{}\"{}",
            quote(name),
            file.unwrap_or_default()
        )),
        (None, Some(file)) => Some(format!("attachment{file}")),
        (None, None) => None,
    }
}

impl<T: Into<Body>> From<T> for Part {
    fn from(body: T) -> Self {
        Self::new(body)
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("body", &self.body)
            .field("file_name", &self.file_name)
            .field("headers", &HeaderNames(&self.headers))
            .finish_non_exhaustive()
    }
}

/// A body of `multipart/form-data` or another `multipart` type: parts in the order in which they
/// were added.
///
/// ```
/// use openapi_build_runtime::{Multipart, Part};
///
/// let mut form = Multipart::new();
/// form.add("purpose", "evals");
/// form.add("file", Part::new(vec![1, 2, 3]).file_name("a.bin"));
/// ```
#[derive(Debug, Default)]
pub struct Multipart {
    parts: Vec<(Option<String>, Part)>,
    failed: bool,
}

impl Multipart {
    /// No parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// The properties of an object: text for texts, numbers and truth values, JSON for objects, a part
    /// for each item of an array, nothing for null (OpenAPI 3.0.4, section 4.8.14.5). What is no
    /// object is the error of the call.
    pub fn from_object<T: ToJson + ?Sized>(value: &T) -> Self {
        let mut form = Self::new();
        let json = json::to_string(value);
        let mut reader = Reader::new(&json);
        let written = reader.entries(&mut |reader, name| {
            let value = reader.raw()?;
            form.write(&name, "", value)
        });
        form.failed |= written.is_err();
        form
    }

    /// Adds a part of this name, also if there is one already.
    pub fn add(&mut self, name: impl Into<String>, part: impl Into<Part>) -> &mut Self {
        self.parts.push((Some(name.into()), part.into()));
        self
    }

    /// Adds a part without a name, as types other than `multipart/form-data` have them.
    pub fn push(&mut self, part: impl Into<Part>) -> &mut Self {
        self.parts.push((None, part.into()));
        self
    }

    /// Sets the part of this name: it replaces those that there are. `media` is its content type
    /// unless the part has its own.
    pub fn set(&mut self, name: &str, media: &str, part: impl Into<Part>) {
        self.remove(name);
        self.add(name, part.into().or_content_type(media));
    }

    /// Sets the part of this name to a file. Unless the part says otherwise its content type is
    /// `media`, or `application/octet-stream`, and its file name `name`: without one, servers take a part
    /// for a plain value, which one of [`Part::json`] is.
    pub fn file(&mut self, name: &str, media: &str, part: impl Into<Part>) {
        self.files(name, media, [part]);
    }

    /// The same for several files: each is a part of this name.
    pub fn files<P: Into<Part>>(
        &mut self,
        name: &str,
        media: &str,
        parts: impl IntoIterator<Item = P>,
    ) {
        self.remove(name);
        for part in parts {
            let part: Part = part.into();
            let mut part = part
                .or_content_type(media)
                .or_content_type("application/octet-stream");
            let media = part.headers.get(CONTENT_TYPE);
            if media.is_none_or(|media| media != "application/json") {
                part.file_name.get_or_insert_with(|| name.to_owned());
            }
            self.add(name, part);
        }
    }

    /// Sets the part of this name to a value, as [`Multipart::from_object`] writes it. With a content
    /// type other than an empty text it is one part of that type.
    pub fn value<T: ToJson + ?Sized>(&mut self, name: &str, media: &str, value: &T) {
        self.remove(name);
        let written = self.write(name, media, &json::to_string(value));
        self.failed |= written.is_err();
    }

    /// Sets the parts of this name to the items of a list, each of this content type.
    pub fn values<T: ToJson>(&mut self, name: &str, media: &str, values: &[T]) {
        self.remove(name);
        for value in values {
            let written = self.write(name, media, &json::to_string(value));
            self.failed |= written.is_err();
        }
    }

    /// Sets a value in the style that an Encoding Object asks for (OpenAPI 3.1.1, section 4.8.15.1.2): a part for each pair of
    /// a name and a value that a query would have.
    pub fn styled<T: ToJson + ?Sized>(&mut self, encoding: Encoding, value: &T) {
        // Escaped as a whole, so that the pairs can be told apart.
        let serialization = Serialization {
            escape: Escape::All,
            ..Serialization::from(&encoding.0)
        };
        let mut pairs = String::new();
        let json = json::to_string(value);
        self.failed |= serialization
            .write(encoding.0.name, &json, &mut pairs)
            .is_err();
        let decoded = |text| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let pairs = pairs.split('&').filter_map(|pair| pair.split_once('='));
        let pairs = pairs.map(|(name, value)| (decoded(name), decoded(value)));
        let pairs: Vec<(String, String)> = pairs.collect();
        for (name, _) in &pairs {
            self.remove(name);
        }
        for (name, value) in pairs {
            self.add(&name, value);
        }
    }

    fn remove(&mut self, name: &str) {
        self.parts.retain(|(held, _)| held.as_deref() != Some(name));
    }

    fn write(&mut self, name: &str, media: &str, json: &str) -> Result<(), Failure> {
        let mut reader = Reader::new(json);
        match reader.peek()? {
            Kind::Null => {}
            _ if is_json(media) => {
                self.add(name, Part::new(json.to_owned()).content_type(media));
            }
            Kind::Array => {
                return reader.items(&mut |reader| self.write(name, media, reader.raw()?));
            }
            Kind::Object => {
                let part = Part::new(json.to_owned()).or_content_type(media);
                self.add(name, part.or_content_type("application/json"));
            }
            Kind::String => {
                self.add(
                    name,
                    Part::new(reader.string()?.into_owned()).or_content_type(media),
                );
            }
            _ => {
                self.add(name, Part::new(json.to_owned()).or_content_type(media));
            }
        }
        Ok(())
    }

    /// The body and its boundary. `None` if a value could not be written.
    pub(crate) fn finish(self) -> Result<Option<(Body, String)>, HeaderProblem> {
        let boundary = boundary();
        let mut pieces = VecDeque::with_capacity(self.parts.len() * 3 + 1);
        for (name, part) in self.parts {
            if let Some(problem) = part.problem {
                return Err(problem);
            }
            pieces.push_back(Body::from(part.head(&boundary, name.as_deref())));
            pieces.push_back(part.body);
            pieces.push_back(Body::from("\r\n"));
        }
        pieces.push_back(Body::from(format!("--{boundary}--\r\n")));
        Ok((!self.failed).then(|| (join(pieces), boundary)))
    }
}

fn is_json(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// 128 random bits, so that no part has it inside.
fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

/// One piece of bytes, which can be sent again after a redirect, if all pieces are that.
fn join(pieces: VecDeque<Body>) -> Body {
    let bytes: Option<Vec<&[u8]>> = pieces
        .iter()
        .map(|piece| piece.as_bytes().map(AsRef::as_ref))
        .collect();
    match bytes {
        Some(bytes) => bytes.concat().into(),
        None => Body::stream(Pieces(pieces)),
    }
}

struct Pieces(VecDeque<Body>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        while let Some(first) = self.0.front_mut() {
            match ready!(Pin::new(first).poll_frame(context)) {
                // Trailers of a part have no place in the whole.
                Some(Ok(frame)) if !frame.is_data() => {}
                Some(frame) => return Poll::Ready(Some(frame)),
                None => {
                    self.0.pop_front();
                }
            }
        }
        Poll::Ready(None)
    }

    fn size_hint(&self) -> SizeHint {
        let exact = self.0.iter().map(|piece| piece.size_hint().exact());
        exact
            .sum::<Option<u64>>()
            .map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

#[cfg(test)]
mod tests {
    use http_body::Body as _;

    use super::*;
    use crate::contract::Style;

    fn text(form: Multipart) -> String {
        let (body, boundary) = form.finish().unwrap().unwrap();
        let bytes = body.into_bytes().unwrap();
        String::from_utf8_lossy(&bytes).replace(&boundary, "B")
    }

    #[test]
    fn values_and_files_are_parts() {
        let mut form = Multipart::new();
        form.value("purpose", "", "a\"b");
        form.value("tags", "", &vec![1, 2]);
        form.value("meta", "application/json", &vec![1]);
        form.value("nothing", "", &None::<i64>);
        form.file("bytes", "", vec![b'y']);
        form.file("json", "", Part::json("z"));
        form.set(
            "file",
            "image/png",
            Part::new(vec![b'x']).file_name("a\"\r\n.png"),
        );
        assert_eq!(
            text(form),
            "--B\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\na\"b\r\n\
             --B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\n1\r\n\
             --B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\n2\r\n\
             --B\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n[1]\r\n\
             --B\r\nContent-Disposition: form-data; name=\"bytes\"; filename=\"bytes\"\r\nContent-Type: application/octet-stream\r\n\r\ny\r\n\
             --B\r\nContent-Disposition: form-data; name=\"json\"\r\nContent-Type: application/json\r\n\r\n\"z\"\r\n\
             --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22%0D%0A.png\"\r\nContent-Type: image/png\r\n\r\nx\r\n\
             --B--\r\n"
        );
    }

    #[test]
    fn setting_replaces_and_adding_repeats() {
        let mut form = Multipart::new();
        form.set("a", "", "1");
        form.set("a", "", "2");
        form.add("a", "3").push("alone");
        assert_eq!(
            text(form),
            "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n2\r\n\
             --B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n3\r\n\
             --B\r\n\r\nalone\r\n--B--\r\n"
        );
    }

    #[test]
    fn styles_name_the_parts() {
        let mut form = Multipart::new();
        form.styled(
            Encoding::new("link").style(Style::DeepObject),
            &serde_json::json!({"a": {"b": "x y"}}),
        );
        form.styled(
            Encoding::new("tags"),
            &["a&b=c", "d"].map(str::to_owned)[..],
        );
        let piped = Encoding::new("ids").style(Style::PipeDelimited);
        form.styled(piped, &vec![1, 2]);
        let text = text(form);
        for part in [
            "tags\"\r\n\r\na&b=c\r\n",
            "tags\"\r\n\r\nd\r\n",
            "ids\"\r\n\r\n1|2\r\n",
        ] {
            assert!(text.contains(&format!("name=\"{part}")), "{text}");
        }
        assert!(
            text.contains("name=\"link[a][b]\"\r\n\r\nx y\r\n"),
            "{text}"
        );
    }

    #[test]
    fn the_length_is_known_where_it_is_known_of_each_part() {
        let mut form = Multipart::new();
        let streamed = Body::chunks([Ok(Bytes::from("abc"))]);
        form.add("a", streamed);
        let (body, _) = form.finish().unwrap().unwrap();
        assert!(body.as_bytes().is_none());
        assert_eq!(body.size_hint().exact(), None);
    }

    #[test]
    fn a_header_that_cannot_be_sent_is_an_error() {
        let mut form = Multipart::new();
        form.add("a", Part::new("x").header("x-a", "line\nbreak"));
        assert!(form.finish().is_err());
        assert!(Multipart::from_object(&1).finish().unwrap().is_none());
    }
}
