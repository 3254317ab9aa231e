//! Calls: from a request to a result.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT, ACCEPT_LANGUAGE, USER_AGENT};
use http_body::Body as _;
use http_body_util::BodyExt as _;

use crate::Body;
use crate::error::{
    BodyError, DecodeError, Error, ReadFailure, Reason, RequestError, StatusError, TimeoutError,
    TransportFailure, Undeclared,
};
use crate::operation::{Operation, Status};
use crate::redirect::{self, Answered, Redirect};
use crate::reply::{Mismatch, RawReply, Response};
use crate::request::{Prepared, Request};
use crate::stream::{ByteStream, StreamBody, Streamed};
use crate::transport::{Streaming, TimeLimit, TransportError};
use crate::url::Url;

/// A call of an operation. Nothing happens until it is awaited.
///
/// Awaiting it gives the result; [`Call::send`] gives the result with status and headers. `T` is
/// what the document declares for success, `E` what it declares for errors.
///
/// What generated code amounts to:
///
/// ```
/// use openapi_build_runtime::transport::InMemory;
/// use openapi_build_runtime::{
///     Call, HttpClient, Media, Operation, Reply, Requirement, SecurityScheme, Status, Style, reply,
/// };
///
/// static API_KEY: SecurityScheme = SecurityScheme::bearer("api_key");
/// static GET_TAGS: Operation = Operation::new("getTags", "GET", "/pets/{id}/tags")
///     .security(&[&[Requirement::new(&API_KEY)]])
///     .replies(&[Reply::success(Status::Code(200), Media::Json)]);
///
/// fn get_tags(client: &HttpClient, id: i64) -> Call<Vec<String>> {
///     let mut request = client.request(&GET_TAGS);
///     request.path("id", Style::Simple, false, &id);
///     request.call(reply::json, reply::undeclared)
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
/// let memory = InMemory::new();
/// memory.reply(200, "application/json", r#"["small"]"#);
/// let client = HttpClient::builder("https://api.example.com/v1")
///     .credential(&API_KEY, "secret")
///     .transport(memory.clone())
///     .build()?;
///
/// assert_eq!(get_tags(&client, 7).await?, ["small"]);
/// assert_eq!(memory.requests()[0].uri(), "https://api.example.com/v1/pets/7/tags");
/// # Ok(())
/// # })
/// # }
/// ```
#[must_use = "a call does nothing unless it is awaited"]
pub struct Call<T, E = Undeclared> {
    request: Request,
    decode: Decode<T, E>,
}

struct Decode<T, E> {
    success: Success<T>,
    error: fn(&RawReply) -> Result<E, Mismatch>,
}

/// How the body of a success becomes the result.
enum Success<T> {
    Whole(fn(&RawReply) -> Result<T, Mismatch>),
    Stream {
        open: fn(StreamBody) -> T,
        check: Check,
    },
}

/// Whether the body of a reply with this head can be the stream.
type Check = fn(&RawReply) -> Result<(), Mismatch>;

impl<T, E> Call<T, E> {
    pub(crate) const fn new(
        request: Request,
        success: fn(&RawReply) -> Result<T, Mismatch>,
        error: fn(&RawReply) -> Result<E, Mismatch>,
    ) -> Self {
        Self {
            request,
            decode: Decode {
                success: Success::Whole(success),
                error,
            },
        }
    }

    pub(crate) fn streaming(
        request: Request,
        open: fn(StreamBody) -> T,
        error: fn(&RawReply) -> Result<E, Mismatch>,
    ) -> Self
    where
        T: Streamed,
    {
        let check = T::check;
        Self {
            request,
            decode: Decode {
                success: Success::Stream { open, check },
                error,
            },
        }
    }

    /// Sets the time from the start of this call to the end of decoding its reply, in place of the
    /// client's; `None` for no limit.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.request.set_timeout(timeout.into());
        self
    }

    /// Sets how long the body of a stream may be silent, in place of the client's; `None` for no limit.
    /// The [`timeout`](Self::timeout) of a stream is for its beginning.
    pub fn idle_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.request.set_idle_timeout(timeout.into());
        self
    }

    /// Sets a header of this call. It replaces what the client, the document or a credential puts
    /// there. A name or value that cannot be sent is the call's error.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.request.set_header(name.as_ref(), value.as_ref());
        self
    }

    /// Sends no body, for an operation whose body the document lets be left out (`required` is not
    /// true, OpenAPI 3.0.4, section 4.7.13) although it is an argument here.
    pub fn without_body(mut self) -> Self {
        self.request.without_body();
        self
    }

    /// The request, to set more parameters.
    pub const fn request_mut(&mut self) -> &mut Request {
        &mut self.request
    }

    /// Sends it and gives the result together with status and headers.
    pub fn send(self) -> SendFuture<T, E> {
        let check = match self.decode.success {
            Success::Whole(_) => None,
            Success::Stream { check, .. } => Some(check),
        };
        SendFuture {
            reply: Box::pin(exchange(self.request, check)),
            decode: self.decode,
        }
    }

    /// Sends it and gives the body of a success as it arrives, whatever its size, without decoding
    /// it: for downloads. Errors are those of [`Call::send`].
    pub fn stream(self) -> SendFuture<ByteStream, E> {
        Call::streaming(self.request, ByteStream::new, self.decode.error).send()
    }
}

impl<T, E> IntoFuture for Call<T, E> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = CallFuture<T, E>;

    fn into_future(self) -> CallFuture<T, E> {
        CallFuture(self.send())
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.request).finish()
    }
}

/// The result of a [`Call`], on its way.
#[must_use = "a call does nothing unless it is awaited"]
pub struct CallFuture<T, E = Undeclared>(SendFuture<T, E>);

impl<T, E> Future for CallFuture<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0)
            .poll(context)
            .map_ok(Response::into_body)
    }
}

impl<T, E> fmt::Debug for CallFuture<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallFuture")
    }
}

/// The [`Response`] of a [`Call`], on its way.
///
/// The exchange itself is one future that knows nothing of `T` and `E`; only the decoding is
/// compiled per operation.
#[must_use = "a call does nothing unless it is awaited"]
pub struct SendFuture<T, E = Undeclared> {
    reply: Pin<Box<dyn Future<Output = Result<Arrived, Error>> + Send>>,
    decode: Decode<T, E>,
}

impl<T, E> Future for SendFuture<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.reply
            .as_mut()
            .poll(context)
            .map(|arrived| match arrived {
                Ok(arrived) => self.decode.apply(arrived),
                Err(error) => Err(error.widen()),
            })
    }
}

impl<T, E> fmt::Debug for SendFuture<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SendFuture")
    }
}

impl<T, E> Decode<T, E> {
    fn apply(&self, arrived: Arrived) -> Result<Response<T>, Error<E>> {
        let Arrived {
            operation,
            mut reply,
            stream,
            redirect,
        } = arrived;
        let declared = reply.declared;
        if declared.is_some_and(|declared| declared.is_success()) {
            let body = match (&self.success, stream) {
                (Success::Whole(decode), _) => decode(&reply),
                (Success::Stream { open, .. }, Some(Ok(stream))) => Ok(open(stream)),
                (Success::Stream { .. }, Some(Err(mismatch))) => Err(mismatch),
                (Success::Stream { .. }, None) => Err(Mismatch::Undeclared),
            };
            reply.deadline = None;
            return match body {
                Ok(body) => Ok(Response::new(reply, body)),
                Err(mismatch) => Err(undecoded(operation, reply, mismatch)),
            };
        }
        let has_body = declared.is_some_and(|declared| declared.accept().is_some());
        let (declared, mismatch) = match has_body.then(|| (self.error)(&reply)) {
            None | Some(Err(Mismatch::Undeclared)) => (None, None),
            Some(Ok(error)) => (Some(error), None),
            Some(Err(mismatch)) => (None, Some(mismatch)),
        };
        reply.deadline = None;
        Err(Error::Status(Box::new(StatusError {
            operation,
            reply,
            declared,
            mismatch,
            redirect,
        })))
    }
}

/// The error of a success whose body was not read.
fn undecoded<E>(operation: &'static Operation, reply: RawReply, mismatch: Mismatch) -> Error<E> {
    if mismatch.is_timeout() {
        return Error::Body(Box::new(BodyError {
            operation,
            reply,
            cause: ReadFailure::Decoding,
        }));
    }
    Error::Decode(Box::new(DecodeError {
        operation,
        reply,
        mismatch,
    }))
}

/// A whole reply, or the head of one that streams.
struct Arrived {
    operation: &'static Operation,
    reply: RawReply,
    /// The body of a success that streams, or why it can't.
    stream: Option<Result<StreamBody, Mismatch>>,
    /// Why a redirect was not followed.
    redirect: Option<&'static str>,
}

/// Sends a request and reads the reply, after as many redirects as are allowed.
///
/// With `stream`, the body of a success that passes it is left to arrive.
async fn exchange(request: Request, stream: Option<Check>) -> Result<Arrived, Error> {
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
            limit: request.client.0.max_redirects,
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
        let (operation, limit) = (request.operation, request.client.0.max_body);
        let mut reply = RawReply {
            status: head.status,
            headers: head.headers,
            body: Bytes::new(),
            declared,
            deadline: None,
        };
        let is_success = declared.is_some_and(|declared| declared.is_success());
        let checked = stream.filter(|_| is_success).map(|check| check(&reply));
        if let Some(Ok(())) = checked {
            return Ok(Arrived {
                operation,
                reply,
                stream: Some(Ok(StreamBody::new(body, limit))),
                redirect,
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
            }),
            Some(cause) => Err(Error::Body(Box::new(BodyError {
                operation,
                reply,
                cause,
            }))),
        };
    }
}

async fn send(
    request: &mut Prepared,
    deadline: Option<Instant>,
    streams: bool,
    followed: u32,
) -> Result<http::Response<Body>, Error> {
    let (operation, limit) = (request.operation, request.timeout);
    let timeout = |cause| {
        Error::Timeout(Box::new(TimeoutError {
            operation,
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
    let sent = request.client.0.transport.send(message).await;
    sent.map_err(|cause: TransportError| match cause.is_timeout() {
        true => timeout(Some(cause)),
        false => Error::Transport(Box::new(TransportFailure {
            operation,
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
            let reason = Reason::Url(error);
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

/// Reads a body up to its end or `limit` bytes; gives what was read in any case.
async fn read(mut body: Body, limit: u64) -> (Bytes, Option<ReadFailure>) {
    if body.size_hint().lower() > limit {
        return (Bytes::new(), Some(ReadFailure::TooLarge(limit)));
    }
    // A body that arrives in one piece, as most do, is not copied.
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    let failure = loop {
        let data = match body.frame().await {
            None => break None,
            Some(Err(error)) => break Some(ReadFailure::Transport(error)),
            Some(Ok(frame)) => match frame.into_data() {
                Ok(data) => data,
                // Trailers.
                Err(_) => continue,
            },
        };
        let left = limit - (first.len() + rest.len()) as u64;
        if data.len() as u64 > left {
            let fits = usize::try_from(left).unwrap_or(usize::MAX);
            rest.extend_from_slice(data.get(..fits).unwrap_or(&data));
            break Some(ReadFailure::TooLarge(limit));
        }
        if first.is_empty() {
            first = data;
        } else {
            rest.extend_from_slice(&data);
        }
    };
    if rest.is_empty() {
        return (first, failure);
    }
    let mut whole = BytesMut::with_capacity(first.len() + rest.len());
    whole.extend_from_slice(&first);
    whole.extend_from_slice(&rest);
    (whole.freeze(), failure)
}
