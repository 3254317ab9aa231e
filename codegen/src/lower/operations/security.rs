//! Security schemes and requirements (OpenAPI 3.0.4, sections 4.7.27 and 4.7.30).

use indexmap::IndexSet;
use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme as Declared};

use crate::diagnostics::Diagnostic;
use crate::document::{Node, Pointer};
use crate::hash::{Map, Seeded};
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
    pub(in crate::lower) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
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
    pub(in crate::lower) fn security(
        &self,
        own: Option<&Vec<SecurityRequirement>>,
        whole: Option<&Vec<SecurityRequirement>>,
        schemes: &Map<String, usize>,
    ) -> Vec<Vec<Requirement>> {
        let alternatives = own.or(whole).into_iter().flatten();
        // An alternative with an unknown scheme, which was reported, can't be met.
        let alternatives = alternatives.filter_map(|alternative| {
            let requirement = |(id, scopes): (&String, &Vec<String>)| {
                // Since 3.2, a URI may name the scheme.
                let name = id.rsplit_once("#/components/securitySchemes/");
                let name = name.map_or(id.as_str(), |(_, name)| name);
                Some(Requirement {
                    scheme: *schemes.get(name)?,
                    scopes: scopes.clone(),
                })
            };
            alternative.iter().map(requirement).collect()
        });
        let different: IndexSet<Vec<Requirement>, Seeded> = alternatives.collect();
        different.into_iter().collect()
    }
}

/// Removes the schemes that nothing would refer to: those that have no credential and that no operation asks for, and all
/// where there is no operation, and so no client.
pub(in crate::lower) fn drop_unused(
    schemes: &mut Vec<SecurityScheme>,
    operations: &mut [Operation],
) {
    if operations.is_empty() {
        schemes.clear();
    }
    let mut used = vec![false; schemes.len()];
    for requirement in operations
        .iter()
        .flat_map(|one| one.security.iter().flatten())
    {
        if let Some(used) = used.get_mut(requirement.scheme) {
            *used = true;
        }
    }
    let mut next = 0;
    let mut places: Vec<usize> = Vec::with_capacity(schemes.len());
    let mut is_used = used.iter();
    schemes.retain(|scheme| {
        let needs_nothing = scheme.kind == SchemeKind::MutualTls;
        let keep = is_used.next() == Some(&true) || !needs_nothing;
        places.push(next);
        next += usize::from(keep);
        keep
    });
    for operation in operations {
        for requirement in operation.security.iter_mut().flatten() {
            if let Some(place) = places.get(requirement.scheme) {
                requirement.scheme = *place;
            }
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
