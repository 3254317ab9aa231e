//! Requests, filled in by generated code.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderValue, Method};

use crate::Body;
use crate::call::Call;
use crate::client::HttpClient;
use crate::error::{Error, Reason, RequestError};
use crate::form::{self, Encoding};
use crate::header::{HeaderNames, HeaderProblem, header};
use crate::json::{self, Failure, Json, ToJson};
use crate::multipart::Multipart;
use crate::operation::{Operation, Reply};
use crate::parameter::{self, Escape, PathProblem, Style};
use crate::reply::{Mismatch, RawReply};
use crate::security::{Chosen, mark_sensitive};
use crate::url::{BaseUrl, Url};

/// A request for an operation, while it is filled in.
///
/// Mistakes, such as an empty path parameter, do not stop the filling in: the first one is the
/// error of the call, and nothing is sent. `Debug` shows names and no values.
pub struct Request(Box<Parts>);

struct Parts {
    client: HttpClient,
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
    failure: Option<Reason>,
}

/// A request that is ready to be sent, and sent again after a redirect.
pub(crate) struct Prepared {
    pub(crate) client: HttpClient,
    pub(crate) operation: &'static Operation,
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) has_body: bool,
    /// Whether the body is bytes, which can be sent again.
    pub(crate) repeatable: bool,
    pub(crate) credentials: Chosen,
    pub(crate) timeout: Option<Duration>,
}

impl Request {
    pub(crate) fn new(client: HttpClient, operation: &'static Operation) -> Self {
        let timeout = client.0.timeout;
        Self(Box::new(Parts {
            client,
            operation,
            path: Vec::new(),
            query: Vec::new(),
            query_string: None,
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            own: HeaderMap::new(),
            body: Body::empty(),
            timeout,
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
        let before = self.0.query.len();
        self.0.query(name, style, explode, Escape::All, value);
        if self.0.query.len() == before {
            self.0.query.push((parameter::escaped(name), String::new()));
        }
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

    /// Sets a header of the caller: it replaces what the client, the document or a credential
    /// puts there.
    pub fn set_header(&mut self, name: &str, value: &str) {
        match header(name, value) {
            Ok((name, value)) => {
                self.0.own.insert(name, value);
            }
            Err(problem) => self.0.fail(Reason::Header(problem)),
        }
    }

    /// Sets the time from the start of the call to the last byte of its reply; `None` for no
    /// limit.
    pub fn set_timeout(&mut self, timeout: Option<Duration>) {
        self.0.timeout = timeout;
    }

    /// Makes a call of it: `success` reads the body of a declared success, `error` that of a
    /// declared error. The functions of [`reply`](crate::reply) serve for both.
    pub fn call<T, E>(
        self,
        success: fn(&RawReply) -> Result<T, Mismatch>,
        error: fn(&RawReply) -> Result<E, Mismatch>,
    ) -> Call<T, E> {
        Call::new(self, success, error)
    }

    pub(crate) fn prepare(self) -> Result<Prepared, Error> {
        let operation = self.0.operation;
        self.0
            .prepare()
            .map_err(|reason| Error::Request(Box::new(RequestError::new(operation, reason))))
    }
}

impl Parts {
    fn fail(&mut self, reason: Reason) {
        self.failure.get_or_insert(reason);
    }

    fn check<T>(&mut self, name: &'static str, result: Result<T, Failure>) -> Option<T> {
        result
            .map_err(|_| self.fail(Reason::ParameterContent(name)))
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
            Some(Some(text)) if text.is_empty() => self.fail(Reason::PathEmpty(name)),
            Some(Some(text)) => self.path.push((name, text)),
            Some(None) => self.fail(Reason::PathUndefined(name)),
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

    fn cookie(&mut self, name: &'static str, style: Style, explode: bool, json: &str) {
        let escape = match style {
            Style::Cookie => Escape::Cookie,
            _ => Escape::All,
        };
        let pairs = self.pairs(name, style, explode, escape, json);
        if pairs.iter().any(|(_, value)| parameter::ends_cookie(value)) {
            self.fail(Reason::ParameterContent(name));
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
            Ok(None) | Err(_) => self.fail(Reason::ParameterContent("query")),
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
            Err(problem) => self.fail(Reason::Header(problem)),
        }
    }

    fn body(&mut self, content_type: &str, body: Body) {
        match header(CONTENT_TYPE.as_str(), content_type) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
                self.body = body;
            }
            Err(problem) => self.fail(Reason::Header(problem)),
        }
    }

    fn multipart(&mut self, content_type: &str, form: Multipart) {
        match form.finish() {
            Ok(Some((body, boundary))) => {
                self.body(&format!("{content_type}; boundary={boundary}"), body);
            }
            Ok(None) => self.fail(Reason::FormShape),
            Err(problem) => self.fail(Reason::Header(problem)),
        }
    }

    fn form(&mut self, json: &str, encodings: &[Encoding]) {
        match form::write(json, encodings) {
            Ok(Some(form)) => self.body("application/x-www-form-urlencoded", form.into()),
            Ok(None) | Err(_) => self.fail(Reason::FormShape),
        }
    }

    fn prepare(mut self) -> Result<Prepared, Reason> {
        if let Some(reason) = self.failure.take() {
            return Err(reason);
        }
        let operation = self.operation;
        let method = Method::from_bytes(operation.method().as_bytes())
            .map_err(|error| Reason::Url(error.into()))?;
        let mut headers = self.assemble_headers();
        let alternatives = operation.security_alternatives();
        let settings = &self.client.0;
        let credentials = settings
            .credentials
            .choose(alternatives, &headers)
            .map_err(Reason::Credentials)?;
        mark_sensitive(alternatives, &mut headers);
        headers.extend(credentials.headers.clone());
        self.add_cookies(&credentials, &mut headers)?;
        let target =
            parameter::fill(operation.path(), &self.path).map_err(|problem| match problem {
                PathProblem::Missing(name) => Reason::PathMissing(name),
                PathProblem::Dots => Reason::PathDots,
            })?;
        let mut url = self.base()?.join(&target);
        add_query(&mut url, self.query_string.as_deref(), &self.query);
        credentials.add_query(&mut url);
        Ok(Prepared {
            operation,
            method,
            url,
            headers,
            has_body: !http_body::Body::is_end_stream(&self.body),
            repeatable: self.body.as_bytes().is_some(),
            body: self.body,
            credentials,
            timeout: self.timeout,
            client: self.client,
        })
    }

    /// The URL that the operation's path is appended to.
    fn base(&self) -> Result<Cow<'_, BaseUrl>, Reason> {
        let settings = &self.client.0;
        match self.operation.own_server() {
            Some(server) if !(settings.is_base_given && server.contains("://")) => {
                let base = settings.base.of_operation(server);
                base.map(Cow::Owned)
                    .map_err(|problem| Reason::Server(server, problem))
            }
            _ => Ok(Cow::Borrowed(&settings.base)),
        }
    }

    /// Defaults first, then what the document says, then what the caller says.
    fn assemble_headers(&mut self) -> HeaderMap {
        let mut headers = self.client.0.headers.clone();
        headers.insert(ACCEPT, accept(self.operation));
        headers.extend(std::mem::take(&mut self.headers));
        headers.extend(std::mem::take(&mut self.own));
        headers
    }

    /// A `Cookie` header of the caller stays alone.
    fn add_cookies(&self, credentials: &Chosen, headers: &mut HeaderMap) -> Result<(), Reason> {
        if headers.contains_key(COOKIE) {
            return Ok(());
        }
        let own = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let held = credentials.cookies.iter();
        let held = held.map(|(name, secret)| format!("{name}={}", secret.expose()));
        let cookies: Vec<String> = own.chain(held).collect();
        if !cookies.is_empty() {
            let (name, value) =
                header(COOKIE.as_str(), &cookies.join("; ")).map_err(Reason::Header)?;
            headers.insert(name, value);
        }
        Ok(())
    }
}

fn add_query(url: &mut Url, whole: Option<&str>, pairs: &[(String, String)]) {
    let pairs = parameter::join(pairs);
    let parts = [url.query(), whole, Some(&pairs)];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let query = parts.collect::<Vec<_>>().join("&");
    url.set_query(&query);
}

/// The media types of all declared replies (RFC 9110, section 12.5.1), successes first.
fn accept(operation: &Operation) -> HeaderValue {
    let mut types: Vec<&str> = Vec::new();
    let replies = operation.declared_replies().iter();
    let (successes, errors): (Vec<_>, Vec<&Reply>) = replies.partition(|reply| reply.is_success());
    for media in successes
        .into_iter()
        .chain(errors)
        .filter_map(Reply::accept)
    {
        if !types.contains(&media) {
            types.push(media);
        }
    }
    if types.contains(&"*/*") {
        types = vec!["*/*"];
    }
    let anything = HeaderValue::from_static("*/*");
    if types.is_empty() {
        return anything;
    }
    HeaderValue::from_str(&types.join(", ")).unwrap_or(anything)
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
