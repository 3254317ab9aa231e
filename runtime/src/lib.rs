//! What a generated client calls.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::todo,
    clippy::unreachable
)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

// From the ground up: none of them knows one that stands further down.
pub mod json;
mod values;

mod contract;
pub mod transport;

mod message;

mod exchange;

#[cfg(feature = "sources")]
pub mod sources;

pub use contract::{
    Encoding, Link, LinkTarget, Media, Operation, Parameter, ParameterIn, Reply, Requirement,
    SecurityScheme, Server, Status, Style, Variable,
};
pub use exchange::{
    BodyError, BuildError, ByteStream, Call, CallFuture, DecodeError, Error, Event, EventText,
    Events, FromEvent, HttpClient, HttpClientBuilder, ItemError, JsonLines, ReadFailure, Request,
    RequestError, SendFuture, StatusError, StreamBody, StreamError, Streamed, TimeoutError,
    TransportFailure,
};
pub use json::redacted::Redacted;
pub use json::rules::{Checker, Violation, Violations};
pub use json::validate::Validate;
pub use json::value::{Number, Value, ValueIndex};
// In generated code, where a schema may well be called `Number`.
#[doc(no_inline)]
pub use json::value::Number as JsonNumber;
pub use message::reply::{self, HeaderMismatch, Mismatch, RawReply, Response, Undeclared};
pub use message::{Argument, Multipart, OptionalArgument, Part, Problem, Secret};
#[doc(inline)]
pub use transport::{Body, Transport};
pub use values::{
    AdditionalProperties, Base64, Date, DateTime, JsonText, Nullable, NumberOrText, ParseDateError,
    Parsed, ParsedNumber,
};

// What stands in signatures here, so that a client needs no dependency of its own for it.
pub use bytes::{self, Bytes};
pub use http;
pub use jiff;
pub use serde;
pub use serde_json;
pub use uuid::Uuid;
