//! Security schemes and requirements (OpenAPI 3.0.4, sections 4.7.27 and 4.7.30).

use indexmap::IndexSet;

use super::Operations;
use crate::diagnostics::Diagnostic;
use crate::document::{Pointer, SecurityRequirement, SecuritySchemeKind};
use crate::hash::{Map, Seeded, Set};
use crate::ir::{Docs, Operation, Requirement, SchemeKind, SecurityScheme};
use crate::lower::codes;
use crate::names::{Scope, Wish, reserved};
use crate::parameter::ParameterIn;

impl Operations<'_, '_> {
    pub(super) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let mut methods = Scope::reserving(reserved::BUILDER);
        let mut statics = Scope::default();
        let mut schemes = Vec::new();
        let declared = self.document.components("securitySchemes");
        let wishes: Vec<Wish> = declared.iter().map(|(id, _)| Wish::of(id)).collect();
        let names = methods.functions(&wishes);
        for ((id, at), name) in declared.into_iter().zip(names) {
            let declared = match self.document.security_scheme(&at) {
                Ok(declared) => declared.value,
                Err(unusable) => {
                    self.schemas.report_unusable(unusable);
                    continue;
                }
            };
            match &declared.kind {
                SecuritySchemeKind::MutualTls => self.report_certificate(&id, &at),
                SecuritySchemeKind::Http { scheme, .. } if is_challenge(scheme) => {
                    self.report_challenge(scheme, &at);
                }
                _ => {}
            }
            schemes.push(SecurityScheme {
                name,
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

    fn report_challenge(&mut self, scheme: &str, at: &Pointer) {
        let message = format!(
            "credentials of the HTTP scheme `{scheme}` answer a challenge of the server, which the client does not compute"
        );
        self.schemas.report(
            Diagnostic::new(codes::CHALLENGE_SCHEME, at, message)
                .help("let a transport answer it: `ClientBuilder::transport`, with `ClientBuilder::anonymous`"),
        );
    }

    /// What is taken by operations of which nothing is said, and a finding about each scheme that is asked for nowhere in
    /// the document: `operations` are all that it has.
    pub(super) fn unasked<'p>(
        &mut self,
        schemes: &[SecurityScheme],
        operations: impl Iterator<Item = &'p Pointer>,
    ) -> Unasked {
        let mut asked: Set<&str> = Set::default();
        let document = self.document;
        let root = Pointer::root();
        let of_document = document.asked_schemes(&root);
        let is_said = of_document.is_some();
        asked.extend(of_document.into_iter().flatten());
        let mut has_operations = false;
        for operation in operations {
            has_operations = true;
            asked.extend(document.asked_schemes(operation).into_iter().flatten());
        }
        let held = |scheme: &SecurityScheme| scheme.kind != SchemeKind::MutualTls;
        let is_taken = asked.is_empty() && !is_said;
        let all = root.child("components").child("securitySchemes");
        for scheme in schemes
            .iter()
            .filter(|scheme| held(scheme) && has_operations)
        {
            if !asked.contains(scheme.id.as_str()) {
                self.report_unasked(&scheme.id, &all.child(&scheme.id), is_taken);
            }
        }
        let places = schemes.iter().enumerate();
        Unasked {
            taken: places
                .clone()
                .filter(|(_, scheme)| is_taken && held(scheme))
                .map(|(place, _)| place)
                .collect(),
            in_authorization: places
                .filter(|(_, scheme)| is_in_authorization(&scheme.kind))
                .map(|(place, _)| place)
                .collect(),
        }
    }

    fn report_unasked(&mut self, id: &str, at: &Pointer, is_taken: bool) {
        let message = match is_taken {
            true => format!(
                "no operation asks for `{id}`, nor for any other scheme, so calls carry its credential if the client has one"
            ),
            false => {
                format!("no operation asks for `{id}`, so the client takes no credential for it")
            }
        };
        self.schemas.report(
            Diagnostic::new(codes::UNASKED_SCHEME, at, message).help(format!(
                "say `security: [{{ {id}: [] }}]` in the operations that need it, or at the top of the document for all"
            )),
        );
    }
}

/// HTTP schemes whose credentials can't be had before the server has answered.
const CHALLENGES: &[&str] = &[
    "digest",
    "hoba",
    "mutual",
    "negotiate",
    "scram-sha-1",
    "scram-sha-256",
];

fn is_challenge(scheme: &str) -> bool {
    CHALLENGES
        .iter()
        .any(|one| scheme.eq_ignore_ascii_case(one))
}

fn is_in_authorization(kind: &SchemeKind) -> bool {
    match kind {
        SchemeKind::MutualTls => false,
        SchemeKind::Key(location, name) => {
            *location == ParameterIn::Header && name.eq_ignore_ascii_case("authorization")
        }
        SchemeKind::Bearer { .. }
        | SchemeKind::Basic
        | SchemeKind::Http(_)
        | SchemeKind::OAuth2
        | SchemeKind::OpenIdConnect => true,
    }
}

/// The schemes of a document that asks for none anywhere. Somebody declared them for something, so each operation takes any of them
/// that the client has.
#[derive(Debug)]
pub struct Unasked {
    /// Schemes that operations take, of which nothing is said.
    taken: Vec<usize>,
    /// Schemes whose credential is sent as `Authorization`.
    in_authorization: Set<usize>,
}

impl Unasked {
    /// What an operation takes of which nothing is said. `authorization`: whether this header is among its parameters, and whether it
    /// is required.
    pub fn requirements(&self, authorization: Option<bool>) -> Vec<Vec<Requirement>> {
        let is_in_authorization = |scheme: &usize| self.in_authorization.contains(scheme);
        let is_needed = authorization == Some(true) && self.taken.iter().any(is_in_authorization);
        let taken = self.taken.iter().copied();
        let taken = taken.filter(|scheme| !is_needed || is_in_authorization(scheme));
        let alternatives = taken.map(|scheme| {
            vec![Requirement {
                scheme,
                scopes: Vec::new(),
            }]
        });
        let mut alternatives: Vec<Vec<Requirement>> = alternatives.collect();
        if !is_needed && !alternatives.is_empty() {
            alternatives.push(Vec::new());
        }
        alternatives
    }

    /// Whether one of these is sent as `Authorization`.
    pub fn is_in_authorization(&self, alternatives: &[Vec<Requirement>]) -> bool {
        let mut all = alternatives.iter().flatten();
        all.any(|one| self.in_authorization.contains(&one.scheme))
    }
}

/// The requirements that an operation declares, or the document for it.
pub fn requirements(
    declared: &[SecurityRequirement],
    schemes: &Map<String, usize>,
) -> Vec<Vec<Requirement>> {
    let alternatives = declared.iter();
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

/// Removes the schemes that no operation asks for: their credentials would go nowhere.
pub fn drop_unused(schemes: &mut Vec<SecurityScheme>, operations: &mut [Operation]) {
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
    schemes.retain(|_| {
        let keep = is_used.next() == Some(&true);
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
