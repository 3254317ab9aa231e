//! Requests, filled in by generated code.

mod prepare;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method};

use super::error::{Error, RequestError, RequestReason};
use super::settings::Settings;
use crate::contract::{Encoding, Operation, Style};
use crate::json::{self, Failure, Json, ToJson};
use crate::message::credentials::Chosen;
use crate::message::header::{HeaderNames, HeaderProblem, header};
use crate::message::parameter::{self, Escape};
use crate::message::url::Url;
use crate::message::{Multipart, form};
use crate::transport::Body;

/// A request for an operation, while it is filled in.
///
/// Mistakes, such as an empty path parameter, do not stop the filling in: the first one is the
/// error of the call, and nothing is sent. `Debug` shows names and no values.
pub struct Request(Box<Filled>);

/// A request as far as it is filled in.
struct Filled {
    settings: Arc<Settings>,
    operation: &'static Operation,
    path: Vec<(&'static str, String)>,
    query: Vec<(String, String)>,
    /// The whole query, where one parameter is that.
    query_string: Option<String>,
    cookies: Vec<(String, String)>,
    headers: HeaderMap,
    /// Headers of the caller: they replace what is there otherwise.
    own: HeaderMap,
    body: Body,
    timeout: Option<Duration>,
    idle_timeout: Option<Duration>,
    /// The media type of a success, where the caller chose one of several.
    accept: Option<&'static str>,
    failure: Option<RequestReason>,
}

/// A request that is ready to be sent, and sent again after a redirect.
pub(super) struct Prepared {
    pub(super) settings: Arc<Settings>,
    pub(super) operation: &'static Operation,
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
    pub(super) has_body: bool,
    /// Whether the body is bytes, which can be sent again.
    pub(super) repeatable: bool,
    pub(super) credentials: Chosen,
    pub(super) timeout: Option<Duration>,
    /// How long a stream may be silent.
    pub(super) idle_timeout: Option<Duration>,
}

impl Request {
    pub(super) fn new(settings: Arc<Settings>, operation: &'static Operation) -> Self {
        let (timeout, idle_timeout) = (settings.timeout, settings.idle_timeout);
        Self(Box::new(Filled {
            settings,
            operation,
            path: Vec::new(),
            query: Vec::new(),
            query_string: None,
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            own: HeaderMap::new(),
            body: Body::empty(),
            timeout,
            idle_timeout,
            accept: None,
            failure: None,
        }))
    }

    /// The operation.
    pub fn operation(&self) -> &'static Operation {
        self.0.operation
    }

    /// Sets a path parameter. Values that would lead to another path, because they are empty,
    /// `.` or `..`, are an error.
    pub fn path<T: ToJson + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        let json = json::to_string(value);
        self.0.path(name, style, explode, Escape::All, &json);
    }

    /// Sets a path parameter with `allowReserved: true` (OpenAPI 3.2). `/`, `?`, `#`, `[` and `]` are
    /// escaped all the same, so that a value cannot lead to another path.
    pub fn path_reserved<T: ToJson + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        let json = json::to_string(value);
        self.0
            .path(name, style, explode, Escape::ReservedInPath, &json);
    }

    /// Sets a query parameter. Null, an empty array and an empty object add nothing.
    pub fn query<T: ToJson + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        self.0.query(name, style, explode, Escape::All, value);
    }

    /// Sets a query parameter with `allowReserved: true`. `&`, `+`, `#`, `[` and `]` are escaped all
    /// the same, so that a value cannot become another parameter.
    pub fn query_reserved<T: ToJson + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        self.0.query(name, style, explode, Escape::Reserved, value);
    }

    /// Sets a query parameter with `allowEmptyValue: true`: null, an empty array and an empty object
    /// are the name with an empty value.
    pub fn query_or_empty<T: ToJson + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        self.0
            .query_or_empty(name, style, explode, Escape::All, value);
    }

    /// The same with `allowReserved: true`, too: see [`Self::query_reserved`].
    pub fn query_reserved_or_empty<T: ToJson + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        self.0
            .query_or_empty(name, style, explode, Escape::Reserved, value);
    }

    /// Sets the whole query (OpenAPI 3.2, `in: querystring`): a form of the properties of `value` with
    /// [`Style::Form`], JSON with [`Style::Json`], otherwise text.
    pub fn query_string<T: ToJson + ?Sized>(&mut self, style: Style, value: &T) {
        self.0.query_string(style, &json::to_string(value));
    }

    /// Sets a header parameter. Null, an empty array and an empty object add nothing.
    pub fn header<T: ToJson + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        if !value.is_left_out() {
            self.0.header(name, style, explode, &json::to_string(value));
        }
    }

    /// Sets a cookie parameter. Null, an empty array and an empty object add nothing.
    pub fn cookie<T: ToJson + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        if !value.is_left_out() {
            self.0.cookie(name, style, explode, &json::to_string(value));
        }
    }

    /// Sets a body of `application/json`.
    pub fn json<T: ToJson + ?Sized>(&mut self, body: &T) {
        self.json_as("application/json", body);
    }

    /// Sets a JSON body of another media type, such as `application/merge-patch+json`.
    pub fn json_as<T: ToJson + ?Sized>(&mut self, content_type: &'static str, body: &T) {
        self.0.body(content_type, json::to_vec(body).into());
    }

    /// Sets a body of JSON values, one on each line (<https://github.com/ndjson/ndjson-spec>).
    pub fn json_lines<T: Json>(
        &mut self,
        content_type: &'static str,
        items: impl IntoIterator<Item = T>,
    ) {
        let mut lines = String::new();
        for item in items {
            lines.push_str(&json::to_string(&item));
            lines.push('\n');
        }
        self.0.body(content_type, lines.into());
    }

    /// Sets a body of text in UTF-8.
    pub fn text(&mut self, content_type: &str, body: impl Into<String>) {
        self.0.body(content_type, body.into().into());
    }

    /// Sets a body of any media type: bytes or a stream.
    pub fn body(&mut self, content_type: &str, body: impl Into<Body>) {
        self.0.body(content_type, body.into());
    }

    /// Sets a body of `application/x-www-form-urlencoded` from an object. Properties without an
    /// encoding are written as [`Encoding`] says.
    pub fn form<T: ToJson + ?Sized>(&mut self, body: &T, encodings: &'static [Encoding]) {
        self.0.form(&json::to_string(body), encodings);
    }

    /// Sets a body of `multipart/form-data` or another `multipart` type.
    pub fn multipart(&mut self, content_type: &str, body: impl Into<Multipart>) {
        self.0.multipart(content_type, body.into());
    }

    /// Takes the body away, with its `Content-Type`.
    pub fn without_body(&mut self) {
        self.0.headers.remove(CONTENT_TYPE);
        self.0.body = Body::empty();
    }

    /// Sets a header of the caller: it replaces what the client, the document or a credential
    /// puts there.
    pub fn set_header(&mut self, name: &str, value: &str) {
        match header(name, value) {
            Ok((name, value)) => {
                self.0.own.insert(name, value);
            }
            Err(problem) => self.0.fail(RequestReason::Header(problem)),
        }
    }

    /// Sets the time limit of the call, as [`Call::timeout`](crate::Call::timeout) does; `None` for no limit.
    pub fn set_timeout(&mut self, timeout: Option<Duration>) {
        self.0.timeout = timeout;
    }

    /// Sets how long a stream may be silent; `None` for no limit.
    pub fn set_idle_timeout(&mut self, timeout: Option<Duration>) {
        self.0.idle_timeout = timeout;
    }

    /// Asks for a success of this media type, of several that are declared.
    pub fn accept(&mut self, media: &'static str) {
        self.0.accept = Some(media);
    }

    pub(super) fn prepare(self) -> Result<Prepared, Error> {
        let operation = self.0.operation;
        self.0
            .prepare()
            .map_err(|reason| Error::Request(Box::new(RequestError::new(operation, reason))))
    }
}

impl Filled {
    fn fail(&mut self, reason: RequestReason) {
        self.failure.get_or_insert(reason);
    }

    fn check<T>(&mut self, name: &'static str, result: Result<T, Failure>) -> Option<T> {
        result
            .map_err(|_| self.fail(RequestReason::ParameterContent(name)))
            .ok()
    }

    fn path(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        escape: Escape,
        json: &str,
    ) {
        let written = parameter::inline(name, style, explode, escape, json);
        match self.check(name, written) {
            Some(Some(text)) if text.is_empty() => self.fail(RequestReason::PathEmpty(name)),
            Some(Some(text)) => self.path.push((name, text)),
            Some(None) => self.fail(RequestReason::PathUndefined(name)),
            None => {}
        }
    }

    fn query<T: ToJson + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        escape: Escape,
        value: &T,
    ) {
        if !value.is_left_out() {
            let json = json::to_string(value);
            let pairs = self.pairs(name, style, explode, escape, &json);
            self.query.extend(pairs);
        }
    }

    fn query_or_empty<T: ToJson + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        escape: Escape,
        value: &T,
    ) {
        let before = self.query.len();
        self.query(name, style, explode, escape, value);
        if self.query.len() == before {
            self.query.push((parameter::escaped(name), String::new()));
        }
    }

    fn cookie(&mut self, name: &'static str, style: Style, explode: bool, json: &str) {
        let escape = match style {
            Style::Cookie => Escape::Cookie,
            _ => Escape::All,
        };
        let pairs = self.pairs(name, style, explode, escape, json);
        if pairs.iter().any(|(_, value)| parameter::ends_cookie(value)) {
            self.fail(RequestReason::ParameterContent(name));
        }
        self.cookies.extend(pairs);
    }

    fn query_string(&mut self, style: Style, json: &str) {
        let written = match style {
            Style::Form => form::write(json, &[]),
            _ => parameter::inline("", style, false, Escape::All, json),
        };
        match written {
            Ok(Some(text)) => self.query_string = Some(text),
            Ok(None) | Err(_) => self.fail(RequestReason::ParameterContent("query")),
        }
    }

    fn pairs(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        escape: Escape,
        json: &str,
    ) -> Vec<(String, String)> {
        let pairs = parameter::pairs(name, style, explode, escape, json);
        self.check(name, pairs).unwrap_or_default()
    }

    fn header(&mut self, name: &'static str, style: Style, explode: bool, json: &str) {
        let written = parameter::inline(name, style, explode, Escape::Nothing, json);
        let Some(Some(text)) = self.check(name, written) else {
            return;
        };
        match header(name, &text) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            // Some documents declare `Content-Length`; the transport sends the right one.
            Err(HeaderProblem::Framing(_)) => {}
            Err(problem) => self.fail(RequestReason::Header(problem)),
        }
    }

    fn body(&mut self, content_type: &str, body: Body) {
        match header(CONTENT_TYPE.as_str(), content_type) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
                self.body = body;
            }
            Err(problem) => self.fail(RequestReason::Header(problem)),
        }
    }

    fn multipart(&mut self, content_type: &str, form: Multipart) {
        match form.finish() {
            Ok(Some((body, boundary))) => {
                self.body(&format!("{content_type}; boundary={boundary}"), body);
            }
            Ok(None) => self.fail(RequestReason::FormShape),
            Err(problem) => self.fail(RequestReason::Header(problem)),
        }
    }

    fn form(&mut self, json: &str, encodings: &[Encoding]) {
        match form::write(json, encodings) {
            Ok(Some(form)) => self.body("application/x-www-form-urlencoded", form.into()),
            Ok(None) | Err(_) => self.fail(RequestReason::FormShape),
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.0.operation.id())
            .field("method", &self.0.operation.method())
            .field("path", &self.0.operation.path())
            .field("headers", &HeaderNames(&self.0.headers))
            .field("own_headers", &HeaderNames(&self.0.own))
            .field("body", &self.0.body)
            .field("timeout", &self.0.timeout)
            .finish_non_exhaustive()
    }
}
