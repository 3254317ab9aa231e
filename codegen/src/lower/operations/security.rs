//! Security schemes and requirements (OpenAPI 3.0.4, sections 4.7.27 and 4.7.30).

use indexmap::IndexSet;

use super::Operations;
use crate::diagnostics::Diagnostic;
use crate::document::{Pointer, SecurityRequirement, SecuritySchemeKind};
use crate::hash::{Map, Seeded};
use crate::ir::{Docs, Operation, Requirement, SchemeKind, SecurityScheme};
use crate::lower::codes;
use crate::names::{Scope, reserved};

impl Operations<'_, '_> {
    pub(super) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let mut methods = Scope::reserving(reserved::BUILDER);
        let mut statics = Scope::default();
        let mut schemes = Vec::new();
        for (id, at) in self.document.components("securitySchemes") {
            let declared = match self.document.security_scheme(&at) {
                Ok(declared) => declared.value,
                Err(unusable) => {
                    self.schemas.report_unusable(unusable);
                    continue;
                }
            };
            if declared.kind == SecuritySchemeKind::MutualTls {
                self.report_certificate(&id, &at);
            }
            schemes.push(SecurityScheme {
                name: methods.function(&id),
                description: statics.constant(&id),
                id,
                kind: kind(declared.kind),
                docs: Docs {
                    description: declared.description,
                    ..Docs::default()
                },
            });
        }
        schemes
    }

    fn report_certificate(&mut self, id: &str, at: &Pointer) {
        let message = format!("the certificate for `{id}` is up to the transport");
        self.schemas.report(
            Diagnostic::new(codes::MUTUAL_TLS, at, message)
                .help("give the client a transport that has one: `ClientBuilder::transport`"),
        );
    }
}

/// The requirements that an operation declares, or the document for it.
pub fn requirements(
    declared: Option<&Vec<SecurityRequirement>>,
    schemes: &Map<String, usize>,
) -> Vec<Vec<Requirement>> {
    let alternatives = declared.into_iter().flatten();
    // An alternative with an unknown scheme, which was reported, can't be met.
    let alternatives = alternatives.filter_map(|alternative| {
        let requirement = |(name, scopes): &(String, Vec<String>)| {
            Some(Requirement {
                scheme: *schemes.get(name)?,
                scopes: scopes.clone(),
            })
        };
        alternative.schemes.iter().map(requirement).collect()
    });
    let different: IndexSet<Vec<Requirement>, Seeded> = alternatives.collect();
    different.into_iter().collect()
}

/// Removes the schemes that nothing would refer to: those that have no credential and that no operation asks for, and all
/// where there is no operation, and so no client.
pub fn drop_unused(schemes: &mut Vec<SecurityScheme>, operations: &mut [Operation]) {
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

fn kind(declared: SecuritySchemeKind) -> SchemeKind {
    match declared {
        SecuritySchemeKind::ApiKey { location, name } => SchemeKind::Key(location, name),
        SecuritySchemeKind::Http { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
            SchemeKind::Basic
        }
        SecuritySchemeKind::Http {
            scheme,
            bearer_format,
        } => match scheme.eq_ignore_ascii_case("bearer") {
            true => SchemeKind::Bearer {
                format: bearer_format,
            },
            false => SchemeKind::Http(scheme),
        },
        SecuritySchemeKind::MutualTls => SchemeKind::MutualTls,
        SecuritySchemeKind::OAuth2 => SchemeKind::OAuth2,
        SecuritySchemeKind::OpenIdConnect => SchemeKind::OpenIdConnect,
    }
}
