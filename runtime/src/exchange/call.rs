//! Calls: from a request to a result.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

use super::error::{BodyError, DecodeError, Error, StatusError};
use super::read::ReadFailure;
use super::request::Request;
use super::round_trip::{Arrived, Check, exchange};
use super::stream::{ByteStream, Events, JsonLines, StreamBody, Streamed};
use crate::contract::Operation;
use crate::json::Json;
use crate::message::reply::{self, Mismatch, RawReply, Response, Undeclared};

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
///     Call, HttpClient, Media, Operation, Reply, Requirement, SecurityScheme, Status, reply,
/// };
///
/// static API_KEY: SecurityScheme = SecurityScheme::bearer("api_key");
/// static GET_TAGS: Operation = Operation::new("getTags", "GET", "/pets/{id}/tags")
///     .security(&[&[Requirement::new(&API_KEY)]])
///     .replies(&[Reply::success(Status::Code(200), Media::Json)]);
///
/// fn get_tags(client: &HttpClient, id: i64) -> Call<Vec<String>> {
///     let mut request = client.request(&GET_TAGS);
///     request.path("id", &id);
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

/// From a request that is filled in to its call.
impl Request {
    /// Makes a call of it whose result arrives piece by piece: `open` is a constructor of
    /// [`Events`](crate::Events) or [`JsonLines`](crate::JsonLines).
    pub fn stream<T: Streamed, E>(
        self,
        open: fn(StreamBody) -> T,
        error: fn(&RawReply) -> Result<E, Mismatch>,
    ) -> Call<T, E> {
        Call::streaming(self, open, error)
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
}

impl<T, E> Call<T, E> {
    const fn new(
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

    fn streaming(
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

    /// Sets the time from the start of this call to the end of decoding its reply, redirects included, in place of the
    /// client's; `None` for no limit.
    ///
    /// A stream may last longer: for one it is the time from the start until status and headers have arrived, and then, for
    /// each item by itself, the time that decoding it may take. In between, [`idle_timeout`](Self::idle_timeout) counts.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.request.set_timeout(timeout.into());
        self
    }

    /// Sets how long each wait for a piece of a stream's body may take, in place of the client's; `None` for no limit.
    /// What the [`timeout`](Self::timeout) of a stream covers is said there.
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

    /// The request as far as it is filled in.
    pub const fn request(&self) -> &Request {
        &self.request
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

/// What the document doesn't know: another query parameter, and replies of another media type or of another shape than declared.
///
/// ```
/// # use openapi_build_runtime::transport::InMemory;
/// # use openapi_build_runtime::{Call, HttpClient, Media, Operation, Reply, Status, reply};
/// static GET_IMAGE: Operation = Operation::new("getImage", "GET", "/image")
///     .replies(&[Reply::success(Status::Code(200), Media::Text)]);
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
/// # let memory = InMemory::new();
/// # memory.reply(200, "image/png", &[0x89, b'P', b'N', b'G'][..]);
/// # let client = HttpClient::builder("https://api.example.com").transport(memory.clone()).build()?;
/// let call: Call<String> = client.request(&GET_IMAGE).call(reply::text, reply::undeclared);
/// // The document says text; the server sends a picture.
/// let image = call.query_extra("width", "80").bytes().await?;
/// assert!(image.starts_with(b"\x89PNG"));
/// # assert_eq!(memory.requests()[0].uri(), "https://api.example.com/image?width=80");
/// # Ok(())
/// # })
/// # }
/// ```
impl<T, E> Call<T, E> {
    /// Adds a query parameter that the document doesn't declare. Name and value are escaped.
    pub fn query_extra(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.request.add_query(name.as_ref(), value.as_ref());
        self
    }

    /// Reads a success as JSON of this type, whatever the document declares.
    pub fn json<U: Json>(self) -> Call<U, E> {
        self.instead("application/json", reply::json)
    }

    /// Reads a success as text, whatever the document declares.
    pub fn text(self) -> Call<String, E> {
        self.instead("text/plain", reply::text)
    }

    /// Takes a success as its bytes, whatever the document declares: at most as many as the client allows. For more there is
    /// [`stream`](Self::stream).
    pub fn bytes(self) -> Call<Bytes, E> {
        self.instead("*/*", reply::bytes)
    }

    /// Reads a success as server-sent events whose data is JSON of this type, whatever the document declares.
    pub fn events<U: Json>(mut self) -> Call<Events<U>, E> {
        self.request.accept("text/event-stream");
        Call::streaming(self.request, Events::json, self.decode.error)
    }

    /// Reads a success as JSON values of this type, one on each line, whatever the document declares.
    pub fn json_lines<U: Json>(mut self) -> Call<JsonLines<U>, E> {
        self.request.accept("application/jsonl");
        Call::streaming(self.request, JsonLines::lines, self.decode.error)
    }

    fn instead<U>(
        mut self,
        media: &'static str,
        success: fn(&RawReply) -> Result<U, Mismatch>,
    ) -> Call<U, E> {
        self.request.accept(media);
        self.request.take_any();
        Call::new(self.request, success, self.decode.error)
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
            unsigned,
        } = arrived;
        let declared = reply.declared;
        if reply.is_success() {
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
            unsigned,
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
