//! Single nodes of the document, each as what its version of OpenAPI says it is.
//!
//! A view is of one node: children that have a view of their own are their addresses, so a mistake costs its node and
//! a deeply nested document linear time. It is made in one place for all versions: what 3.0 has is read by
//! the types of `openapiv3`, what 3.1 and 3.2 add is read beside them, and what stands beside a `$ref` is applied. Media
//! types, headers and replies, of which there are tens of thousands, are read from the node alone: all that is
//! wanted of them are children and texts.
//!
//! Schemas have no view: [`Resolver::schema`] gives the node itself, because `openapiv3` knows those of 3.0 only.

mod content;
mod direct;
mod info;
mod operation;
mod parameter;
mod response;
mod security;
mod server;

pub use content::{Encoding, MediaType, RequestBody};
pub use info::{Info, Tag};
pub use operation::{Callback, Listed, Operation, PathItem};
pub use parameter::{Header, Parameter, ParameterKey, ParameterValue};
pub use response::{Link, Response, Status};
pub use security::{SecurityRequirement, SecurityScheme, SecuritySchemeKind};
pub use server::{Server, ServerVariable};

use std::borrow::Cow;
use std::ops::Deref;

use openapiv3::ReferenceOr;
use serde::de::value::Error;
use serde::de::{Deserialize, DeserializeOwned};

use self::direct::{Direct, Fields};

use super::grammar::{ObjectKind, is_extension};
use super::reference::{Broken, End, MOST_LINKS};
use super::view::View;
use super::{Node, Pointer, Resolver};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// A node's view, and the address of the node: that of the target when the way led over `$ref`.
#[derive(Clone, Debug, PartialEq)]
pub struct At<T> {
    /// Where the node is.
    pub at: Pointer,
    /// What it says.
    pub value: T,
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> At<T> {
    /// The address of a child of the node, out of a type of `openapiv3`, which has nothing else for it.
    fn target<C>(&self, child: &ReferenceOr<C>) -> Option<Pointer> {
        match child {
            ReferenceOr::Reference { reference } => Some(self.at.join(reference)),
            ReferenceOr::Item(_) => None,
        }
    }

    fn map<U>(self, to: impl FnOnce(T) -> U) -> At<U> {
        At {
            at: self.at,
            value: to(self.value),
        }
    }
}

/// Why a node has no view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable(Option<Box<Diagnostic>>);

impl Unusable {
    /// Reports it, unless the checks of [`super::Document::read`] did so already.
    pub fn report(self, diagnostics: &mut Diagnostics) {
        if let Some(diagnostic) = self.0 {
            diagnostics.report(*diagnostic);
        }
    }
}

impl<'d> Resolver<'d> {
    /// The paths in the order of the document, each with the address of its Path Item Object.
    #[must_use]
    pub fn path_items(&self) -> Vec<(String, Pointer)> {
        let at = Pointer::root().child("paths");
        let members = self.members(&at).into_iter();
        members.filter(|(path, _)| !is_extension(path)).collect()
    }

    /// The names of the component schemas in the order of the document, each with its address.
    #[must_use]
    pub fn schemas(&self) -> Vec<(String, Pointer)> {
        self.components("schemas")
    }

    /// The components of a section such as `securitySchemes`, in the order of the document.
    #[must_use]
    pub fn components(&self, section: &str) -> Vec<(String, Pointer)> {
        self.members(&Pointer::root().child("components").child(section))
    }

    /// The Schema Object at `pointer`, or the truth value in its place (JSON Schema Core 2020-12,
    /// section 4.3.2).
    ///
    /// Follows `$ref` as [`Self::resolve`] does.
    ///
    /// # Errors
    ///
    /// When there is no such node, or it can't be understood.
    pub fn schema(&self, pointer: &Pointer) -> Result<At<&'d Node>, Unusable> {
        let (at, value) = self.resolved(pointer)?;
        if self.is_bad(&at) {
            return Err(Unusable(None));
        }
        Ok(At { at, value })
    }

    /// The entries of the map at `pointer`, such as the `headers` of a reply, each with the address of
    /// what it is. Follows `$ref`.
    fn entries(&self, pointer: &Pointer) -> Vec<(String, Pointer)> {
        let Some(mapping) = self.raw(pointer).and_then(Node::as_mapping) else {
            return Vec::new();
        };
        let target = |key: &str, node: &'d Node| self.meant(pointer.child(key), node);
        let entries = mapping.iter();
        let entries = entries.filter_map(|(key, node)| {
            let (target, _) = target(key, node)?;
            Some((key.to_owned(), target))
        });
        entries.collect()
    }

    /// The schema that `pointer` means, with every `$ref` followed that says no more than its target:
    /// since 3.1, keywords beside a `$ref` that restrict values make a schema of its own.
    ///
    /// # Errors
    ///
    /// When there is no such node, or the references lead nowhere.
    pub fn resolve(&self, pointer: &Pointer) -> Result<Pointer, Unusable> {
        let (target, _) = self.resolved(pointer)?;
        Ok(target)
    }

    fn resolved(&self, pointer: &Pointer) -> Result<(Pointer, &'d Node), Unusable> {
        if let Some(known) = self.known(pointer) {
            return Ok(known);
        }
        if self.is_bad(pointer) {
            return Err(Unusable(None));
        }
        let (target, node) = self
            .follow_to(End::Schema, pointer)
            .map_err(|broken| self.unusable(broken))?;
        match node {
            Some(node) => {
                self.remember(pointer, &target, node);
                Ok((target, node))
            }
            None => {
                let message = format!("there is nothing at {target}");
                Err(self.unusable_node(Diagnostic::new(Code::UNUSABLE, target, message)))
            }
        }
    }

    /// Where the text of a reference that stands in the node at `at` leads, if there is anything.
    pub fn referred(&self, at: &Pointer, reference: &str) -> Option<Pointer> {
        let (target, _) = self.find(at, reference).ok()?;
        Some(target)
    }

    /// The target of the `$ref` at `pointer`, where keywords beside it keep [`Self::resolve`] from following it.
    #[must_use]
    pub fn reference(&self, pointer: &Pointer) -> Option<Pointer> {
        let reference = self.raw(pointer)?.reference()?;
        match self.referred_node(pointer, reference) {
            Ok((target, _)) => Some(target),
            Err(_) => self.reference_target(pointer, reference).ok(),
        }
    }

    /// The text of a keyword beside the `$ref` at `pointer`, which replaces that of the target (OpenAPI 3.1,
    /// section 4.8.23): of several references in a row, the first one that has it. Nothing in 3.0, where it counts for
    /// nothing.
    fn beside(&self, pointer: &Pointer, keyword: &str) -> Option<&'d str> {
        self.beside_of(pointer, self.raw(pointer)?, keyword)
    }

    /// The same beside the `$ref` that the node at `at` is.
    fn beside_of(&self, at: &Pointer, node: &'d Node, keyword: &str) -> Option<&'d str> {
        if !self.version.has_json_schema() {
            return None;
        }
        let (mut at, mut node) = (Cow::Borrowed(at), node);
        for _ in 0..MOST_LINKS {
            let reference = node.reference()?;
            if let Some(text) = node.get(keyword).and_then(Node::as_str) {
                return Some(text);
            }
            let (target, next) = self.referred_node(&at, reference).ok()?;
            (at, node) = (Cow::Owned(target), next);
        }
        None
    }

    /// What the node at `at` means, and where that is: itself, or what it refers to.
    fn meant(&self, at: Pointer, node: &'d Node) -> Option<(Pointer, &'d Node)> {
        let Some(reference) = node.reference() else {
            return Some((at, node));
        };
        match self.known_reference(at.file(), reference) {
            Some((target, node)) if node.reference().is_none() => Some((target, node)),
            _ => match self.follow_to(End::NoReference, &at).ok()? {
                (target, Some(node)) => Some((target, node)),
                (_, None) => None,
            },
        }
    }

    /// The description of what `pointer` means, of which that beside a `$ref` counts.
    fn described(&self, pointer: &Pointer, own: Option<String>) -> Option<String> {
        let beside = self.beside(pointer, "description");
        beside.map(str::to_owned).or(own)
    }

    /// The node at `at` as a type of `openapiv3`.
    fn declared<T: DeserializeOwned>(
        &self,
        at: &Pointer,
        node: &'d Node,
        kind: ObjectKind,
    ) -> Result<T, Unusable> {
        self.read(at, node, kind, |view| T::deserialize(view))
    }

    /// What `completed` makes of an object that is read field by field.
    fn direct<F: Fields, T>(
        &self,
        at: &Pointer,
        node: &'d Node,
        kind: ObjectKind,
        completed: impl FnOnce(F) -> Result<T, Error>,
    ) -> Result<T, Unusable> {
        self.read(at, node, kind, |view| {
            let Direct(fields) = Direct::deserialize(view)?;
            completed(fields)
        })
    }

    fn read<T>(
        &self,
        at: &Pointer,
        node: &'d Node,
        kind: ObjectKind,
        read: impl FnOnce(View<'d>) -> Result<T, Error>,
    ) -> Result<T, Unusable> {
        read(View::object(node, kind)).map_err(|error| {
            let name = kind.grammar().name;
            let message = format!("this is not {name} that can be used: {error}");
            self.unusable_node(Diagnostic::new(Code::UNUSABLE, at, message))
        })
    }

    /// What `openapiv3` has of the node that `pointer` means, where that is all there is to it.
    fn view<T: DeserializeOwned>(
        &self,
        pointer: &Pointer,
        kind: ObjectKind,
    ) -> Result<At<T>, Unusable> {
        let (at, node) = self.object(pointer)?;
        let value = self.declared(&at, node, kind)?;
        Ok(At { at, value })
    }

    /// The node that `pointer` means, if nothing was reported about it.
    fn object(&self, pointer: &Pointer) -> Result<(Pointer, &'d Node), Unusable> {
        if self.is_bad(pointer) {
            return Err(Unusable(None));
        }
        let found = self.follow_to(End::NoReference, pointer);
        let (at, node) = found.map_err(|broken| self.unusable(broken))?;
        match node {
            Some(node) if !self.is_bad(&at) => Ok((at, node)),
            _ => Err(Unusable(None)),
        }
    }

    fn unusable(&self, broken: Broken) -> Unusable {
        self.unusable_node(broken.diagnostic())
    }

    fn unusable_node(&self, diagnostic: Diagnostic) -> Unusable {
        Unusable(Some(Box::new(diagnostic)))
    }

    /// The addresses of the items of a list.
    fn items(&self, list: &Pointer) -> Vec<Pointer> {
        let items = self.raw(list).and_then(Node::as_sequence);
        let count = items.unwrap_or_default().len();
        (0..count).map(|index| list.index(index)).collect()
    }

    fn members(&self, at: &Pointer) -> Vec<(String, Pointer)> {
        let Some(mapping) = self.raw(at).and_then(|node| node.as_mapping()) else {
            return Vec::new();
        };
        mapping
            .keys()
            .map(|key| (key.to_owned(), at.child(key)))
            .collect()
    }
}
