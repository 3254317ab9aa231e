//! Requests, filled in by generated code.

mod prepare;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method};

use super::error::{Error, RequestError, RequestReason};
use super::settings::Settings;
use crate::contract::{Encoding, Operation, Parameter};
use crate::json::{self, Json, ToJson};
use crate::message::credentials::Chosen;
use crate::message::header::{HeaderNames, header};
use crate::message::parameter::{Escape, ValueProblem, Values};
use crate::message::url::{BaseUrl, Url};
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
    values: Values,
    /// Query parameters that the document doesn't declare, as they are sent.
    query: String,
    /// The media type of the body.
    content_type: Option<HeaderValue>,
    /// Headers of the caller: they replace what is there otherwise.
    own: HeaderMap,
    body: Body,
    timeout: Option<Duration>,
    idle_timeout: Option<Duration>,
    /// The media type of a success, where the caller chose one of several.
    accept: Option<&'static str>,
    /// Whether the caller takes any media type, whatever was asked for.
    takes_any: bool,
    failure: Option<RequestReason>,
}

/// A request that is ready to be sent, and sent again after a redirect.
pub(super) struct Prepared {
    pub(super) settings: Arc<Settings>,
    pub(super) operation: &'static Operation,
    pub(super) method: Method,
    /// Where its path was appended.
    pub(super) base: Arc<BaseUrl>,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
    pub(super) has_body: bool,
    /// Whether the body is bytes, which can be sent again.
    pub(super) repeatable: bool,
    pub(super) credentials: Chosen,
    /// The media type of a success that was chosen.
    pub(super) accept: Option<&'static str>,
    pub(super) takes_any: bool,
    pub(super) timeout: Option<Duration>,
    /// How long a stream may be silent.
    pub(super) idle_timeout: Option<Duration>,
}

impl Prepared {
    /// Why it has no credential, if it has none.
    pub(super) fn unsigned(&self) -> Option<&'static str> {
        // One that the caller put there is marked as what it is.
        let mut own = self.headers.values();
        if !self.credentials.is_empty()
            || self.headers.contains_key(AUTHORIZATION)
            || own.any(HeaderValue::is_sensitive)
        {
            return None;
        }
        let alternatives = self.operation.security_alternatives();
        Some(match alternatives {
            [] => "the document says that this operation needs none",
            _ if alternatives.iter().all(|all| !all.is_empty()) => {
                "the client is `anonymous`, and has none for this operation"
            }
            _ => "the document says that it may be left out, and the client has none",
        })
    }
}

impl Request {
    pub(super) fn new(settings: Arc<Settings>, operation: &'static Operation) -> Self {
        let (timeout, idle_timeout) = (settings.timeout, settings.idle_timeout);
        Self(Box::new(Filled {
            settings,
            operation,
            values: Values::default(),
            query: String::new(),
            content_type: None,
            own: HeaderMap::new(),
            body: Body::empty(),
            timeout,
            idle_timeout,
            accept: None,
            takes_any: false,
            failure: None,
        }))
    }

    /// The operation.
    pub fn operation(&self) -> &'static Operation {
        self.0.operation
    }

    /// What was set for parameters so far: each with its value as it is sent, escaped for where it stands, in the order in
    /// which they were set. A value of the query is all its pairs, `ids=1&ids=2`, or what it adds to the `Cookie` header.
    pub fn parameters(&self) -> impl Iterator<Item = (&Parameter, &str)> {
        self.0.values.iter()
    }

    /// Sets a path parameter that is as [`Parameter::path`] says. Values that would lead to another path, because they are
    /// empty, `.` or `..`, are an error.
    pub fn path<T: ToJson + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.set(&Parameter::path(name), value);
    }

    /// Sets a query parameter that is as [`Parameter::query`] says. Null, an empty array and an empty object add nothing.
    pub fn query<T: ToJson + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.set(&Parameter::query(name), value);
    }

    /// Sets a header parameter that is as [`Parameter::header`] says. Null, an empty array and an empty object add nothing.
    pub fn header<T: ToJson + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.set(&Parameter::header(name), value);
    }

    /// Sets a cookie parameter that is as [`Parameter::cookie`] says. Null, an empty array and an empty object add nothing.
    pub fn cookie<T: ToJson + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.set(&Parameter::cookie(name), value);
    }

    /// Sets a parameter, in place of a value that was set for it before.
    pub fn set<T: ToJson + ?Sized>(&mut self, parameter: &Parameter, value: &T) {
        let written = self.0.values.set(parameter, value);
        self.0.check(parameter, written);
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
        self.0.content_type = None;
        self.0.body = Body::empty();
    }

    /// Adds a query parameter that the document doesn't declare. Name and value are escaped.
    pub fn add_query(&mut self, name: &str, value: &str) {
        let query = &mut self.0.query;
        query.push_str(if query.is_empty() { "" } else { "&" });
        Escape::All.push(name, query);
        query.push('=');
        Escape::All.push(value, query);
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

    /// Takes a success of any media type, whatever the document declares.
    pub(super) fn take_any(&mut self) {
        self.0.takes_any = true;
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

    fn check(&mut self, parameter: &Parameter, written: Result<(), ValueProblem>) {
        if let Err(problem) = written {
            self.fail(match problem {
                ValueProblem::Empty => RequestReason::PathEmpty(parameter.name),
                ValueProblem::Undefined => RequestReason::PathUndefined(parameter.name),
                ValueProblem::Content => RequestReason::ParameterContent(parameter.name),
            });
        }
    }

    fn body(&mut self, content_type: &str, body: Body) {
        match header(CONTENT_TYPE.as_str(), content_type) {
            Ok((_, value)) => {
                self.content_type = Some(value);
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
        let mut form = String::with_capacity(json.len());
        match form::write(json, encodings, &mut form) {
            Ok(true) => self.body("application/x-www-form-urlencoded", form.into()),
            Ok(false) | Err(_) => self.fail(RequestReason::FormShape),
        }
    }
}

/// Prints the names of parameters that have a value.
struct ParameterNames<'a>(&'a Values);

impl fmt::Debug for ParameterNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.iter().map(|(parameter, _)| parameter.name);
        f.debug_list().entries(names).finish()
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.0.operation.id())
            .field("method", &self.0.operation.method())
            .field("path", &self.0.operation.path())
            .field("parameters", &ParameterNames(&self.0.values))
            .field("own_headers", &HeaderNames(&self.0.own))
            .field("body", &self.0.body)
            .field("timeout", &self.0.timeout)
            .finish_non_exhaustive()
    }
}
