//! Security schemes and requirements (OpenAPI 3.0.4, sections 4.7.27 and 4.7.30).

use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme as Declared};

use crate::diagnostics::Diagnostic;
use crate::document::{Node, Pointer};
use crate::ir::{Docs, Operation, Place, Requirement, SchemeKind, SecurityScheme};
use crate::lower::{Lower, codes};
use crate::names::Scope;

/// The other methods of a client's builder.
const BUILDER_METHODS: &[&str] = &[
    "base_url",
    "build",
    "clone",
    "default",
    "fmt",
    "header",
    "idle_timeout",
    "max_body",
    "max_redirects",
    "new",
    "server",
    "timeout",
    "transport",
    "user_agent",
];

impl Lower<'_> {
    pub(super) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let mut methods = Scope::reserving(BUILDER_METHODS);
        let mut statics = Scope::default();
        let mut schemes = Vec::new();
        for (id, at) in self.document.components("securitySchemes") {
            if self.is_mutual_tls(&at) {
                schemes.push(self.mutual_tls(id, &at, &mut methods, &mut statics));
                continue;
            }
            match self.document.security_scheme(&at) {
                Ok(declared) => {
                    let (kind, description) = kind(&declared);
                    schemes.push(SecurityScheme {
                        name: methods.function(&id),
                        description: statics.constant(&id),
                        id,
                        kind,
                        docs: Docs {
                            description,
                            ..Docs::default()
                        },
                    });
                }
                Err(unusable) => unusable.report(self.diagnostics),
            }
        }
        schemes
    }

    /// `type: mutualTLS` (OpenAPI 3.1), which `openapiv3` doesn't know.
    fn is_mutual_tls(&self, at: &Pointer) -> bool {
        let resolved = self.document.resolve(at).ok();
        let kind = resolved.and_then(|at| self.document.raw(&at.child("type")));
        kind.and_then(Node::as_str) == Some("mutualTLS")
    }

    fn mutual_tls(
        &mut self,
        id: String,
        at: &Pointer,
        methods: &mut Scope,
        statics: &mut Scope,
    ) -> SecurityScheme {
        let message = format!("the certificate for `{id}` is up to the transport");
        self.diagnostics.report(
            Diagnostic::new(codes::MUTUAL_TLS, at, message)
                .help("give the client a transport that has one: `ClientBuilder::transport`"),
        );
        SecurityScheme {
            name: methods.function(&id),
            description: statics.constant(&id),
            id,
            kind: SchemeKind::MutualTls,
            docs: Docs::default(),
        }
    }

    /// The requirements of an operation: its own, or those of the whole document.
    pub(super) fn security(
        &self,
        own: Option<&Vec<SecurityRequirement>>,
        schemes: &[SecurityScheme],
    ) -> Vec<Vec<Requirement>> {
        let whole = self.document.security();
        let alternatives = own.or(whole.as_ref()).into_iter().flatten();
        // An alternative with an unknown scheme, which was reported, can't be met.
        let alternatives = alternatives.filter_map(|alternative| {
            let requirement = |(id, scopes): (&String, &Vec<String>)| {
                // Since 3.2, a URI may name the scheme.
                let name = id.rsplit_once("#/components/securitySchemes/");
                let name = name.map_or(id.as_str(), |(_, name)| name);
                let scheme = schemes.iter().position(|scheme| scheme.id == name)?;
                Some(Requirement {
                    scheme,
                    scopes: scopes.clone(),
                })
            };
            alternative
                .iter()
                .map(requirement)
                .collect::<Option<Vec<_>>>()
        });
        let mut different: Vec<Vec<Requirement>> = Vec::new();
        for alternative in alternatives {
            if !different.contains(&alternative) {
                different.push(alternative);
            }
        }
        different
    }
}

/// Removes the schemes that nothing would refer to: those that have no credential and that no operation asks for, and all
/// where there is no operation, and so no client.
pub(super) fn drop_unused(schemes: &mut Vec<SecurityScheme>, operations: &mut [Operation]) {
    if operations.is_empty() {
        schemes.clear();
    }
    let each = |operation: &mut Operation, change: &mut dyn FnMut(&mut usize)| {
        let all = operation.security.iter_mut().flatten();
        all.for_each(|requirement| change(&mut requirement.scheme));
    };
    for index in (0..schemes.len()).rev() {
        let mut is_used = false;
        for operation in &mut *operations {
            each(operation, &mut |scheme| is_used |= *scheme == index);
        }
        let needs_nothing = |scheme: &SecurityScheme| scheme.kind == SchemeKind::MutualTls;
        if is_used || !schemes.get(index).is_some_and(needs_nothing) {
            continue;
        }
        schemes.remove(index);
        for operation in &mut *operations {
            each(operation, &mut |scheme| {
                *scheme -= usize::from(*scheme > index)
            });
        }
    }
}

fn kind(declared: &Declared) -> (SchemeKind, Option<String>) {
    match declared {
        Declared::APIKey {
            location,
            name,
            description,
            ..
        } => {
            let place = match location {
                APIKeyLocation::Query => Place::Query,
                APIKeyLocation::Header => Place::Header,
                APIKeyLocation::Cookie => Place::Cookie,
            };
            (SchemeKind::Key(place, name.clone()), description.clone())
        }
        Declared::HTTP {
            scheme,
            bearer_format,
            description,
            ..
        } => {
            let kind = if scheme.eq_ignore_ascii_case("basic") {
                SchemeKind::Basic
            } else if scheme.eq_ignore_ascii_case("bearer") {
                SchemeKind::Bearer {
                    format: bearer_format.clone(),
                }
            } else {
                SchemeKind::Http(scheme.clone())
            };
            (kind, description.clone())
        }
        Declared::OAuth2 { description, .. } => (SchemeKind::OAuth2, description.clone()),
        Declared::OpenIDConnect { description, .. } => {
            (SchemeKind::OpenIdConnect, description.clone())
        }
    }
}
