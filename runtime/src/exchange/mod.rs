//! From a call to its result: what is sent, what comes back, and what can go wrong.

mod call;
mod client;
mod error;
mod read;
mod redirect;
mod request;
mod round_trip;
mod settings;
mod stream;

pub use self::call::{Call, CallFuture, SendFuture};
pub use self::client::{HttpClient, HttpClientBuilder};
pub use self::error::{
    BodyError, BuildError, DecodeError, Error, RequestError, StatusError, TimeoutError,
    TransportFailure,
};
pub use self::read::ReadFailure;
pub use self::request::Request;
pub use self::stream::{
    ByteStream, Event, EventText, Events, FromEvent, ItemError, JsonLines, StreamBody, StreamError,
    Streamed,
};
