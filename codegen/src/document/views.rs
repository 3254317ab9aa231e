//! Single nodes of the document as `openapiv3` types.
//!
//! Children that can be a reference are one in a view, always: their address, which
//! [`At::target`] reads. Operations of a path item, callbacks, links and examples are not in
//! the views; [`Resolver::operations`] and [`Resolver::raw`] give them. Schemas have no view:
//! [`Resolver::schema`] gives the node itself, because `openapiv3` knows those of 3.0 only.

use std::ops::Deref;

use openapiv3::{
    Header, Info, MediaType, Operation, Parameter, ReferenceOr, RequestBody, SecurityRequirement,
    SecurityScheme, Server, Tag,
};
use serde::de::value::Error;
use serde::de::{Deserialize, DeserializeOwned};

use super::direct::{Direct, Fields, ParameterFields};
use super::grammar::{Kind, METHODS, is_extension};
use super::reference::{Broken, End};
use super::view::View;
use super::{Node, PathItem, Pointer, Resolver};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// A node's view, and the address of the node: that of the target when the way led over `$ref`.
#[derive(Clone, Debug, PartialEq)]
pub struct At<T> {
    /// Where the node is.
    pub at: Pointer,
    /// What it says.
    pub value: T,
}

impl<T> At<T> {
    /// The address of a child of the node.
    ///
    /// `None` for a value that is no reference, which views never hold.
    #[must_use]
    pub fn target<C>(&self, child: &ReferenceOr<C>) -> Option<Pointer> {
        match child {
            ReferenceOr::Reference { reference } => Some(self.at.join(reference)),
            ReferenceOr::Item(_) => None,
        }
    }

    /// The addresses of children of the node.
    #[must_use]
    pub fn targets<C>(&self, children: &[ReferenceOr<C>]) -> Vec<Pointer> {
        let children = children.iter();
        children.filter_map(|child| self.target(child)).collect()
    }
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
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

macro_rules! views {
    ($($(#[$doc:meta])* $name:ident: $kind:ident => $type:ty;)*) => {
        impl Resolver<'_> {
            $($(#[$doc])*
            ///
            /// Follows `$ref`.
            ///
            /// # Errors
            ///
            /// When there is no such node, or it can't be understood.
            pub fn $name(&self, pointer: &Pointer) -> Result<At<$type>, Unusable> {
                self.view(pointer, Kind::$kind)
            }
            )*
        }
    };
}

views! {
    /// The Request Body Object at `pointer`.
    request_body: RequestBody => RequestBody;
    /// The Header Object at `pointer`.
    header: Header => Header;
    /// The Media Type Object at `pointer`.
    media_type: MediaType => MediaType;
    /// The Security Scheme Object at `pointer`.
    security_scheme: SecurityScheme => SecurityScheme;
    /// The Server Object at `pointer`.
    server: Server => Server;
    /// The Tag Object at `pointer`.
    tag: Tag => Tag;
}

impl<'d> Resolver<'d> {
    /// What the Path Item Object at `pointer` says for all of its operations.
    ///
    /// Follows `$ref`.
    ///
    /// # Errors
    ///
    /// When there is no such node, or it can't be understood.
    pub fn path_item(&self, pointer: &Pointer) -> Result<At<PathItem>, Unusable> {
        self.direct(pointer, Kind::PathItem, Ok)
    }

    /// The Operation Object at `pointer`, without its callbacks.
    ///
    /// Follows `$ref`.
    ///
    /// # Errors
    ///
    /// When there is no such node, or it can't be understood.
    pub fn operation(&self, pointer: &Pointer) -> Result<At<Operation>, Unusable> {
        self.direct(pointer, Kind::Operation, Ok)
    }

    /// The Parameter Object at `pointer`.
    ///
    /// Follows `$ref`.
    ///
    /// # Errors
    ///
    /// When there is no such node, or it can't be understood.
    pub fn parameter(&self, pointer: &Pointer) -> Result<At<Parameter>, Unusable> {
        self.direct(pointer, Kind::Parameter, ParameterFields::parameter)
    }

    /// The Info Object.
    ///
    /// # Errors
    ///
    /// When it is missing or can't be understood.
    pub fn info(&self) -> Result<At<Info>, Unusable> {
        self.view(&Pointer::root().child("info"), Kind::Info)
    }

    /// The servers of the whole document. Servers that can't be understood are left out: they were
    /// reported.
    #[must_use]
    pub fn servers(&self) -> Vec<At<Server>> {
        self.items("servers")
            .iter()
            .filter_map(|at| self.server(at).ok())
            .collect()
    }

    /// The tags of the whole document.
    #[must_use]
    pub fn tags(&self) -> Vec<At<Tag>> {
        self.items("tags")
            .iter()
            .filter_map(|at| self.tag(at).ok())
            .collect()
    }

    /// The security requirements of the whole document; `None` when it names none.
    #[must_use]
    pub fn security(&self) -> Option<Vec<SecurityRequirement>> {
        let at = Pointer::root().child("security");
        self.raw(&at)?;
        let view = |at: &Pointer| self.view(at, Kind::SecurityRequirement).ok();
        Some(
            self.items("security")
                .iter()
                .filter_map(view)
                .map(|view| view.value)
                .collect(),
        )
    }

    /// The paths in the order of the document, each with the address of its Path Item Object.
    #[must_use]
    pub fn path_items(&self) -> Vec<(String, Pointer)> {
        let at = Pointer::root().child("paths");
        let members = self.members(&at).into_iter();
        members.filter(|(path, _)| !is_extension(path)).collect()
    }

    /// The operations of the path item at `pointer`, each with its method in lower case, in the
    /// order of the document. Follows `$ref`. Those of `additionalOperations` have their method as it
    /// is sent.
    #[must_use]
    pub fn operations(&self, pointer: &Pointer) -> Vec<(String, Pointer)> {
        let Ok(at) = self.follow(pointer) else {
            return Vec::new();
        };
        let Some(item) = self.raw(&at).and_then(|node| node.as_mapping()) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for key in item.keys() {
            if METHODS.contains(&key) {
                found.push((key.to_owned(), at.child(key)));
            } else if key == "additionalOperations" {
                let more = self.members(&at.child(key));
                found.extend(more.into_iter().filter(|(_, at)| !self.is_bad(at)));
            }
        }
        found
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

    /// The Response Object at `pointer`, as it was written: there is little to it.
    ///
    /// Follows `$ref`.
    ///
    /// # Errors
    ///
    /// When there is no such node, or it can't be understood.
    pub fn response(&self, pointer: &Pointer) -> Result<At<&'d Node>, Unusable> {
        let (at, value) = self.object(pointer)?;
        if value.as_mapping().is_none() {
            let message = format!("this is {}, and no response", value.kind());
            return Err(self.unusable_node(Diagnostic::new(Code::UNUSABLE, &at, message)));
        }
        Ok(At { at, value })
    }

    /// The entries of the map at `pointer`, such as the `headers` of a reply, each with the address of
    /// what it is. Follows `$ref`.
    #[must_use]
    pub fn entries(&self, pointer: &Pointer) -> Vec<(String, Pointer)> {
        let Some(mapping) = self.raw(pointer).and_then(Node::as_mapping) else {
            return Vec::new();
        };
        let target = |key: &str, node: &'d Node| match node.reference() {
            None => Some(pointer.child(key)),
            Some(reference) => match self.known_reference(pointer.file(), reference) {
                Some((target, node)) if node.reference().is_none() => Some(target),
                _ => self.follow(&pointer.child(key)).ok(),
            },
        };
        let entries = mapping.iter();
        let entries = entries.filter_map(|(key, node)| Some((key.to_owned(), target(key, node)?)));
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
        let target = self.reference_target(at, reference).ok()?;
        self.raw(&target).map(|_| target)
    }

    /// Whether the document has a `$ref` at `pointer`.
    #[must_use]
    pub fn is_reference(&self, pointer: &Pointer) -> bool {
        self.raw(pointer)
            .is_some_and(|node| node.reference().is_some())
    }

    /// The target of the `$ref` at `pointer`, where keywords beside it keep [`Self::resolve`] from following it.
    #[must_use]
    pub fn reference(&self, pointer: &Pointer) -> Option<Pointer> {
        let reference = self.raw(pointer)?.reference()?;
        self.reference_target(pointer, reference).ok()
    }

    /// The text of a keyword beside the `$ref` at `pointer`, which replaces that of the target (OpenAPI 3.1,
    /// section 4.8.23); nothing in 3.0, where it counts for nothing.
    #[must_use]
    pub fn beside_reference(&self, pointer: &Pointer, keyword: &str) -> Option<&'d str> {
        let node = self.raw(pointer)?;
        node.reference()?;
        let text = node.get(keyword)?.as_str();
        text.filter(|_| self.version.has_json_schema())
    }

    fn view<T: DeserializeOwned>(&self, pointer: &Pointer, kind: Kind) -> Result<At<T>, Unusable> {
        self.viewed(pointer, kind, |view| T::deserialize(view))
    }

    /// What `completed` makes of an object that is read field by field.
    fn direct<F: Fields, T>(
        &self,
        pointer: &Pointer,
        kind: Kind,
        completed: impl FnOnce(F) -> Result<T, Error>,
    ) -> Result<At<T>, Unusable> {
        self.viewed(pointer, kind, |view| {
            let Direct(fields) = Direct::deserialize(view)?;
            completed(fields)
        })
    }

    fn viewed<T>(
        &self,
        pointer: &Pointer,
        kind: Kind,
        read: impl FnOnce(View<'d>) -> Result<T, Error>,
    ) -> Result<At<T>, Unusable> {
        let (at, node) = self.object(pointer)?;
        match read(View::object(node, kind)) {
            Ok(value) => Ok(At { at, value }),
            Err(error) => {
                let name = kind.grammar().name;
                let message = format!("this is not {name} that can be used: {error}");
                Err(self.unusable_node(Diagnostic::new(Code::UNUSABLE, &at, message)))
            }
        }
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

    fn items(&self, section: &str) -> Vec<Pointer> {
        let at = Pointer::root().child(section);
        let items = self
            .raw(&at)
            .and_then(|node| node.as_sequence())
            .unwrap_or_default();
        (0..items.len()).map(|index| at.index(index)).collect()
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
