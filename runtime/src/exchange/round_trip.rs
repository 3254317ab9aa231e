//! One exchange: a request goes out, a reply comes in, redirects are followed.

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use http::StatusCode;
use http::header::{ACCEPT, ACCEPT_LANGUAGE, USER_AGENT};

use super::error::{BodyError, Error, RequestError, RequestReason, TimeoutError, TransportFailure};
use super::read::read;
use super::redirect::{self, Answered, Redirect};
use super::request::{Prepared, Request};
use super::stream::StreamBody;
use crate::contract::{Operation, Reply, Status};
use crate::message::reply::{Mismatch, RawReply};
use crate::message::url::Url;
use crate::transport::{Body, Streaming, TimeLimit, TransportError};

/// Whether the body of a reply with this head can be the stream.
pub(super) type Check = fn(&RawReply) -> Result<(), Mismatch>;

/// A whole reply, or the head of one that streams.
pub(super) struct Arrived {
    pub(super) operation: &'static Operation,
    pub(super) reply: RawReply,
    /// The body of a success that streams, or why it can't.
    pub(super) stream: Option<Result<StreamBody, Mismatch>>,
    /// Why a redirect was not followed.
    pub(super) redirect: Option<&'static str>,
    /// Why no credential was sent, if the server asked for one.
    pub(super) unsigned: Option<&'static str>,
}

/// Sends a request and reads the reply, after as many redirects as are allowed.
///
/// With `stream`, the body of a success that passes it is left to arrive.
pub(super) async fn exchange(request: Request, stream: Option<Check>) -> Result<Arrived, Error> {
    let mut request = request.prepare()?;
    let deadline = request
        .timeout
        .and_then(|limit| Instant::now().checked_add(limit));
    let mut followed = 0;
    loop {
        let (head, body) = send(&mut request, deadline, stream.is_some(), followed)
            .await?
            .into_parts();
        let declared = request.operation.reply_for(head.status);
        // `default` declares an error, not that this redirect is the answer.
        let is_declared = declared.is_some_and(|reply| reply.status() != Status::Default);
        let answered = Answered {
            method: &request.method,
            url: &request.url,
            has_body: request.has_body,
            repeatable: request.repeatable,
            followed,
            limit: request.settings.max_redirects,
        };
        let redirect = match redirect::decide(&answered, head.status, &head.headers) {
            Redirect::Follow(url) if !is_declared => {
                if follow(&mut request, url) {
                    followed += 1;
                    continue;
                }
                Some(redirect::UNUSABLE)
            }
            Redirect::Refuse(reason) if !is_declared => Some(reason),
            _ => None,
        };
        let (operation, limit) = (request.operation, request.settings.max_body);
        let unsigned = match head.status {
            StatusCode::UNAUTHORIZED => request.unsigned(),
            _ => None,
        };
        let mut reply = RawReply {
            status: head.status,
            headers: head.headers,
            body: Bytes::new(),
            declared,
            wanted: wanted(&request, declared),
            base: Some(Arc::clone(&request.base)),
            deadline: None,
        };
        let is_success = reply.is_success();
        let checked = stream.filter(|_| is_success).map(|check| check(&reply));
        if let Some(Ok(())) = checked {
            return Ok(Arrived {
                operation,
                reply,
                stream: Some(Ok(StreamBody::new(body, limit, request.timeout))),
                redirect,
                unsigned,
            });
        }
        let failure;
        (reply.body, failure) = read(body, limit).await;
        reply.deadline = deadline.filter(|_| failure.is_none());
        return match failure {
            None => Ok(Arrived {
                operation,
                reply,
                stream: checked.and_then(Result::err).map(Err),
                redirect,
                unsigned,
            }),
            Some(cause) => Err(Error::Body(Box::new(BodyError {
                operation,
                reply,
                cause,
            }))),
        };
    }
}

/// The media type that a success is read as: the one that was chosen, where this status has it.
fn wanted(request: &Prepared, declared: Option<&'static Reply>) -> Option<&'static str> {
    let declared = declared.filter(|_| !request.takes_any)?;
    let others = declared.other_media();
    let chosen = request.accept.filter(|chosen| others.contains(chosen));
    chosen.or(declared.accept())
}

async fn send(
    request: &mut Prepared,
    deadline: Option<Instant>,
    streams: bool,
    followed: u32,
) -> Result<http::Response<Body>, Error> {
    let (operation, limit) = (request.operation, request.timeout);
    let base = Arc::clone(&request.base);
    let timeout = |cause| {
        Error::Timeout(Box::new(TimeoutError {
            operation,
            base: Arc::clone(&base),
            limit,
            cause,
            followed,
        }))
    };
    let mut message = message(request)?;
    if let Some(deadline) = deadline {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(timeout(None));
        }
        message.extensions_mut().insert(TimeLimit(left));
    }
    if streams {
        let idle = request.idle_timeout;
        message.extensions_mut().insert(Streaming { idle });
    }
    let sent = request.settings.transport.send(message).await;
    sent.map_err(|cause: TransportError| match cause.is_timeout() {
        true => timeout(Some(cause)),
        false => Error::Transport(Box::new(TransportFailure {
            operation,
            base: Arc::clone(&base),
            cause,
            followed,
        })),
    })
}

fn message(request: &mut Prepared) -> Result<http::Request<Body>, Error> {
    let mut message = http::Request::builder()
        .method(request.method.clone())
        .uri(request.url.text())
        .body(request.body.lend())
        .map_err(|error| {
            let reason = RequestReason::Url(error);
            Error::Request(Box::new(RequestError::new(request.operation, reason)))
        })?;
    *message.headers_mut() = request.headers.clone();
    Ok(message)
}

/// Points the request to another URL, if that is one that can be asked. No credential goes along to another origin,
/// whoever put it into the request; and none comes back when a later redirect leads home.
fn follow(request: &mut Prepared, mut url: Url) -> bool {
    let is_same = url.origin == request.url.origin;
    match is_same {
        true => request.credentials.add_query(&mut url),
        false => request.credentials.remove_from_query(&mut url),
    }
    if http::Uri::try_from(url.text()).is_err() {
        return false;
    }
    if !is_same {
        request.credentials.forget_query();
        let headers = std::mem::take(&mut request.headers);
        // A list of what is harmless, and not one of credentials: any header that the document or
        // the caller names may hold one.
        for name in [ACCEPT, ACCEPT_LANGUAGE, USER_AGENT] {
            if let Some(value) = headers.get(&name) {
                request.headers.insert(name, value.clone());
            }
        }
    }
    request.url = url;
    true
}
