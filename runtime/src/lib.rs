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

// Values and JSON.
mod additional_properties;
mod date_time;
pub mod json;
mod nullable;
mod redacted;
mod text;
pub mod validate;
mod value;

// HTTP. (lines of the HTTP part go below)
mod body;
mod call;
mod client;
mod error;
mod form;
mod header;
mod link;
mod multipart;
mod operation;
mod parameter;
mod redirect;
pub mod reply;
mod request;
mod secret;
mod security;
mod server;
#[cfg(feature = "sources")]
pub mod sources;
mod stream;
pub mod transport;
mod url;

pub use body::Body;
pub use bytes::{self, Bytes};
pub use call::{Call, CallFuture, SendFuture};
pub use client::{HttpClient, HttpClientBuilder};
pub use error::{
    BodyError, BuildError, DecodeError, Error, Problem, ReadFailure, RequestError, StatusError,
    TimeoutError, TransportFailure, Undeclared,
};
pub use form::Encoding;
pub use http;
pub use link::{Link, LinkTarget};
pub use multipart::{Multipart, Part};
pub use operation::{Media, Operation, Reply, Requirement, Status};
pub use parameter::Style;
pub use reply::{HeaderMismatch, Mismatch, RawReply, Response};
pub use request::Request;
pub use secret::Secret;
pub use security::SecurityScheme;
pub use server::{Server, Variable};
pub use stream::{
    ByteStream, Event, Events, ItemError, JsonLines, StreamBody, StreamError, Streamed,
};
pub use transport::Transport;

pub use additional_properties::AdditionalProperties;
pub use date_time::{Date, DateTime, ParseDateError};
pub use jiff;
pub use nullable::Nullable;
pub use redacted::Redacted;
pub use serde;
pub use serde_json;
pub use text::{Base64, JsonText, Parsed};
pub use uuid::Uuid;
pub use validate::{Checker, Validate, Violation, Violations};
pub use value::{Number, Value};
