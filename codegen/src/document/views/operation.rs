//! Path items and their operations (OpenAPI 3.2.0, sections 4.9, 4.10 and 4.18).

use openapiv3::Operation as Declared;
use serde_json::Value;

use super::response::statuses;
use super::security::requirement_of;
use super::{At, SecurityRequirement, Server, Status, Unusable};
use crate::document::grammar::{METHODS, ObjectKind, is_extension};
use crate::document::{Mapping, Node, Pointer, Resolver};

/// A Path Item Object without its operations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathItem {
    /// The addresses of the parameters that its operations have beside their own.
    pub parameters: Vec<Pointer>,
    /// Where its operations are, unless they say so themselves.
    pub servers: Vec<At<Server>>,
}

/// An operation as the list of those of a path item has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<'d> {
    /// The method as it is sent: keywords in capitals, those of `additionalOperations` (since 3.2) as the author
    /// wrote them.
    pub method: String,
    /// Where the operation is.
    pub at: Pointer,
    /// `operationId`
    pub id: Option<&'d str>,
    /// `x-rust-name`
    pub rust_name: Option<&'d str>,
    /// `tags`
    pub tags: Vec<&'d str>,
}

/// An Operation Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `tags`
    pub tags: Vec<String>,
    /// `summary`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// The addresses of its `parameters`
    pub parameters: Vec<Pointer>,
    /// The address of its `requestBody`
    pub request_body: Option<Pointer>,
    /// The addresses of its `responses`, `default` at the end
    pub responses: Vec<(Status, Pointer)>,
    /// `security`, if it says so itself
    pub security: Option<Vec<SecurityRequirement>>,
    /// `servers`
    pub servers: Vec<At<Server>>,
    /// What is said under keys that begin with `x-` (section 4.24)
    pub extensions: Vec<(String, Value)>,
}

/// A request that a server sends for an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// The name under `callbacks`
    pub name: String,
    /// Where it is sent, as an expression
    pub expression: String,
    /// The path item of its operations
    pub item: Pointer,
}

impl<'d> Resolver<'d> {
    /// What the Path Item Object at `pointer` says for all of its operations. Follows `$ref`.
    ///
    /// # Errors
    ///
    /// When there is no such node, or it can't be understood.
    pub fn path_item(&self, pointer: &Pointer) -> Result<At<PathItem>, Unusable> {
        let (at, _) = self.object(pointer)?;
        let value = PathItem {
            parameters: self.items(&at.child("parameters")),
            servers: self.servers_of(&at),
        };
        Ok(At { at, value })
    }

    /// The operations of the path item at `pointer`, in the order of the document. Follows `$ref`.
    #[must_use]
    pub fn operations(&self, pointer: &Pointer) -> Vec<Listed<'d>> {
        let Ok(at) = self.follow(pointer) else {
            return Vec::new();
        };
        let Some(item) = self.raw(&at).and_then(Node::as_mapping) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for key in item.keys() {
            if METHODS.contains(&key) {
                found.push(self.listed(key.to_ascii_uppercase(), at.child(key)));
            } else if key == "additionalOperations" {
                let more = self.members(&at.child(key)).into_iter();
                let more = more.filter(|(_, at)| !self.is_bad(at));
                found.extend(more.map(|(method, at)| self.listed(method, at)));
            }
        }
        found
    }

    fn listed(&self, method: String, at: Pointer) -> Listed<'d> {
        let node = self.raw(&at);
        let text = |keyword: &str| {
            let text = node?.get(keyword)?.as_str()?;
            Some(text).filter(|text| !text.is_empty())
        };
        let tags = node.and_then(|node| node.get("tags")?.as_sequence());
        Listed {
            id: text("operationId"),
            rust_name: text("x-rust-name"),
            tags: tags
                .into_iter()
                .flatten()
                .filter_map(Node::as_str)
                .collect(),
            method,
            at,
        }
    }

    /// The Operation Object at `pointer`. Follows `$ref`.
    ///
    /// # Errors
    ///
    /// When there is no such node, or it can't be understood.
    pub fn operation(&self, pointer: &Pointer) -> Result<At<Operation>, Unusable> {
        let (at, node) = self.object(pointer)?;
        let value: Declared = self.direct(&at, node, ObjectKind::Operation, Ok)?;
        let view = At { at, value };
        let servers = match view.servers.as_slice() {
            [] => Vec::new(),
            _ => self.servers_of(&view.at),
        };
        let parameters = view.parameters.iter();
        let parameters = parameters.filter_map(|one| view.target(one)).collect();
        let request_body = view.request_body.as_ref();
        let request_body = request_body.and_then(|body| view.target(body));
        let responses = statuses(&view);
        let entries = node.as_mapping().into_iter().flat_map(Mapping::iter);
        let extensions = entries.filter(|(key, _)| is_extension(key));
        let extensions = extensions.map(|(key, value)| (key.to_owned(), value.to_json()));
        let extensions = extensions.collect();
        Ok(view.map(|declared| Operation {
            parameters,
            request_body,
            responses,
            security: declared
                .security
                .map(|all| all.into_iter().map(requirement_of).collect()),
            tags: declared.tags,
            summary: declared.summary,
            description: declared.description,
            deprecated: declared.deprecated,
            servers,
            extensions,
        }))
    }

    /// The callbacks of the operation at `pointer`, which is no reference.
    #[must_use]
    pub fn callbacks(&self, pointer: &Pointer) -> Vec<Callback> {
        let callbacks = self.entries(&pointer.child("callbacks")).into_iter();
        let requests = callbacks.flat_map(|(name, callback)| {
            let requests = self.entries(&callback).into_iter();
            let requests = requests.filter(|(expression, _)| !is_extension(expression));
            requests.map(move |(expression, item)| Callback {
                name: name.clone(),
                expression,
                item,
            })
        });
        requests.collect()
    }

    /// The webhooks (since 3.1), each with its name and its path item.
    #[must_use]
    pub fn webhooks(&self) -> Vec<(String, Pointer)> {
        self.entries(&Pointer::root().child("webhooks"))
    }
}
