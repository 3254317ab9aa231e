//! From what was filled in to the request that is sent.

use std::sync::Arc;

use http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderValue, Method};

use super::{Filled, Prepared};
use crate::contract::{Operation, ParameterIn, Reply};
use crate::exchange::error::RequestReason;
use crate::exchange::settings::BasePlace;
use crate::message::credentials::{Chosen, mark_sensitive};
use crate::message::header::{HeaderProblem, header};
use crate::message::parameter::{self, PathProblem};
use crate::message::url::BaseUrl;

impl Filled {
    pub(super) fn prepare(mut self) -> Result<Prepared, RequestReason> {
        if let Some(reason) = self.failure.take() {
            return Err(reason);
        }
        let operation = self.operation;
        let method = Method::from_bytes(operation.method().as_bytes())
            .map_err(|error| RequestReason::Url(error.into()))?;
        let mut headers = self.assemble_headers()?;
        let alternatives = operation.security_alternatives();
        let settings = &self.settings;
        let credentials = match settings.credentials.choose(alternatives, &headers) {
            Err(_) if settings.is_anonymous => Chosen::default(),
            chosen => chosen.map_err(RequestReason::Credentials)?,
        };
        mark_sensitive(alternatives, &mut headers);
        headers.extend(credentials.headers.clone());
        self.add_cookies(&credentials, &mut headers)?;
        let target = parameter::target(operation.path(), &self.values);
        let target = target.map_err(|problem| match problem {
            PathProblem::Missing(name) => RequestReason::PathMissing(name),
            PathProblem::Dots => RequestReason::PathDots,
        })?;
        let base = self.base()?;
        let mut url = base.join(&target);
        url.add_query(&self.query);
        credentials.add_query(&mut url);
        Ok(Prepared {
            operation,
            method,
            base,
            url,
            headers,
            has_body: !http_body::Body::is_end_stream(&self.body),
            repeatable: self.body.as_bytes().is_some(),
            body: self.body,
            credentials,
            accept: self.accept,
            takes_any: self.takes_any,
            timeout: self.timeout,
            idle_timeout: self.idle_timeout,
            settings: self.settings,
        })
    }

    /// The URL that the operation's path is appended to.
    fn base(&self) -> Result<Arc<BaseUrl>, RequestReason> {
        let settings = &self.settings;
        let Some(server) = self.operation.own_server() else {
            return Ok(Arc::clone(&settings.base));
        };
        let base = match settings.place {
            BasePlace::Whole if server.contains("://") => return Ok(Arc::clone(&settings.base)),
            BasePlace::Origin => settings.base.at_origin(server),
            BasePlace::Whole | BasePlace::Document => settings.base.of_operation(server),
        };
        base.map(Arc::new)
            .map_err(|problem| RequestReason::Server(server, problem))
    }

    /// Defaults first, then what the document says, then what the caller says.
    fn assemble_headers(&mut self) -> Result<HeaderMap, RequestReason> {
        let mut headers = self.settings.headers.clone();
        headers.insert(ACCEPT, accept(self.operation, self.accept));
        for (parameter, value) in self.values.of(ParameterIn::Header) {
            match header(parameter.name, value) {
                Ok((name, mut value)) => {
                    value.set_sensitive(value.is_sensitive() || parameter.sensitive);
                    headers.insert(name, value);
                }
                // Some documents declare `Content-Length`; the transport sends the right one.
                Err(HeaderProblem::Framing(_)) => {}
                Err(problem) => return Err(RequestReason::Header(problem)),
            }
        }
        if let Some(value) = self.content_type.take() {
            headers.insert(CONTENT_TYPE, value);
        }
        headers.extend(std::mem::take(&mut self.own));
        Ok(headers)
    }

    /// A `Cookie` header of the caller stays alone.
    fn add_cookies(
        &self,
        credentials: &Chosen,
        headers: &mut HeaderMap,
    ) -> Result<(), RequestReason> {
        if headers.contains_key(COOKIE) {
            return Ok(());
        }
        let mut cookies = String::new();
        let mut add = |texts: &[&str]| {
            cookies.push_str(if cookies.is_empty() { "" } else { "; " });
            cookies.extend(texts.iter().copied());
        };
        for (_, pairs) in self.values.of(ParameterIn::Cookie) {
            add(&[pairs]);
        }
        for (name, secret) in &credentials.cookies {
            add(&[name, "=", secret.expose()]);
        }
        if !cookies.is_empty() {
            let (name, value) = header(COOKIE.as_str(), &cookies).map_err(RequestReason::Header)?;
            headers.insert(name, value);
        }
        Ok(())
    }
}

/// The media types of all declared replies (RFC 9110, section 12.5.1), successes first. `chosen`
/// stands for those of successes.
fn accept(operation: &Operation, chosen: Option<&'static str>) -> HeaderValue {
    let mut types: Vec<&str> = chosen.into_iter().collect();
    let replies = operation.declared_replies();
    let (successes, errors): (Vec<_>, Vec<&Reply>) = replies.partition(|reply| reply.is_success());
    for media in successes
        .into_iter()
        .filter(|_| chosen.is_none())
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
