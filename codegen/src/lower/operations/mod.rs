//! Operations: parameters, bodies, replies, security, servers.

pub(in crate::lower) mod body;
pub(in crate::lower) mod content;
pub(in crate::lower) mod filter;
pub(in crate::lower) mod function_names;
pub(in crate::lower) mod headers;
pub(in crate::lower) mod incoming;
pub(in crate::lower) mod links;
pub(in crate::lower) mod multipart;
pub(in crate::lower) mod operation;
pub(in crate::lower) mod parameters;
pub(in crate::lower) mod reply_content;
pub(in crate::lower) mod responses;
pub(in crate::lower) mod security;
pub(in crate::lower) mod server;
