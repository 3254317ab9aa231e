//! Operations: what each becomes, with its parameters, bodies, replies, security and servers.
//!
//! Schemas are looked into through [`Schemas`] alone: it says what a schema becomes, and what a body of it is.

mod arguments;
mod body;
mod events;
mod filter;
mod function_names;
mod functions;
mod headers;
mod incoming;
mod links;
mod media;
mod media_groups;
mod multipart;
mod nesting;
mod operation;
mod parameters;
mod reply_content;
mod responses;
mod security;
mod server;

use indexmap::IndexMap;

use self::headers::HeaderSets;
use super::options::Options;
use super::schemas::Schemas;
use crate::config::Config;
use crate::document::{Pointer, Resolver};
use crate::hash::Seeded;
use crate::ir::{EventUnion, HeaderSet, Incoming, Operation, SecurityScheme, Servers};
use crate::names::{Scope, reserved};

/// All operations, and what they share.
pub struct Operations<'a, 's> {
    document: &'a Resolver<'a>,
    config: &'a Config,
    options: &'a Options<'a>,
    schemas: &'s mut Schemas<'a>,
    /// The URL of the document's first server.
    server: Option<String>,
    header_sets: HeaderSets,
    /// By the schemas of their events.
    event_unions: IndexMap<Pointer, EventUnion, Seeded>,
    callbacks: Vec<Incoming>,
    callback_names: Scope,
    skipped: Vec<Pointer>,
}

/// What operations become, and what becomes of the rest of the document that is no schema.
pub struct Client {
    pub operations: Vec<Operation>,
    pub schemes: Vec<SecurityScheme>,
    pub server: Option<String>,
    pub servers: Option<Servers>,
    pub headers: Vec<HeaderSet>,
    /// The enums of the data of events, by their names.
    pub event_unions: Vec<EventUnion>,
    pub webhooks: Vec<Incoming>,
    pub callbacks: Vec<Incoming>,
    /// Operations that can't be called.
    pub skipped: Vec<Pointer>,
}

impl<'a, 's> Operations<'a, 's> {
    pub fn of(
        document: &'a Resolver<'a>,
        config: &'a Config,
        options: &'a Options<'a>,
        schemas: &'s mut Schemas<'a>,
    ) -> Self {
        Self {
            document,
            config,
            options,
            schemas,
            server: server::first(document),
            header_sets: HeaderSets::default(),
            event_unions: IndexMap::default(),
            callbacks: Vec::new(),
            callback_names: Scope::reserving(reserved::OUTSIDE),
            skipped: Vec::new(),
        }
    }

    /// Lowers all of them.
    pub fn lowered(mut self) -> Client {
        let mut schemes = self.security_schemes();
        let (mut operations, unwanted) = self.operations(&schemes);
        security::drop_unused(&mut schemes, &mut operations);
        let webhooks = self.webhooks();
        self.reserve_names(unwanted);
        let servers = self.servers();
        Client {
            server: self.server_of(&operations),
            operations,
            schemes,
            servers,
            headers: self.header_sets.finish(),
            event_unions: self.event_unions.into_values().collect(),
            webhooks,
            callbacks: self.callbacks,
            skipped: self.skipped,
        }
    }
}

/// A summary and a description, each if there is one.
pub fn joined(summary: Option<String>, description: Option<String>) -> Option<String> {
    match (summary, description) {
        (Some(summary), Some(description)) => Some(format!("{summary}\n\n{description}")),
        (summary, description) => summary.or(description),
    }
}
