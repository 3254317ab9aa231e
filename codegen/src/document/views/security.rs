//! Security schemes and requirements (OpenAPI 3.2.0, sections 4.27 and 4.30).

use openapiv3::{APIKeyLocation, SecurityScheme as Declared};

use super::{At, Unusable};
use crate::document::grammar::ObjectKind;
use crate::document::{Node, Pointer, Resolver};
use crate::parameter::ParameterIn;

/// A Security Scheme Object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// `type`, with what goes with it
    pub kind: SecuritySchemeKind,
    /// `description`
    pub description: Option<String>,
}

/// The kinds of security schemes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// `apiKey`
    ApiKey {
        /// `in`
        location: ParameterIn,
        /// `name`
        name: String,
    },
    /// `http`
    Http {
        /// `scheme`
        scheme: String,
        /// `bearerFormat`
        bearer_format: Option<String>,
    },
    /// `mutualTLS`, since 3.1
    MutualTls,
    /// `oauth2`
    OAuth2,
    /// `openIdConnect`
    OpenIdConnect,
}

/// A Security Requirement Object: schemes that are needed together, each with the scopes that are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecurityRequirement {
    /// The names of the schemes among the components, also where a URI says which (since 3.2).
    pub schemes: Vec<(String, Vec<String>)>,
}

impl Resolver<'_> {
    /// The Security Scheme Object at `pointer`. Follows `$ref`.
    ///
    /// # Errors
    ///
    /// When there is no such node, or it can't be understood.
    pub fn security_scheme(&self, pointer: &Pointer) -> Result<At<SecurityScheme>, Unusable> {
        let (at, node) = self.object(pointer)?;
        let text = |keyword: &str| node.get(keyword);
        let (kind, description) = match text("type").and_then(Node::as_str) {
            // `openapiv3` doesn't know it.
            Some("mutualTLS") => (
                SecuritySchemeKind::MutualTls,
                text("description").and_then(Node::as_text),
            ),
            _ => kind(self.declared(&at, node, ObjectKind::SecurityScheme)?),
        };
        let value = SecurityScheme {
            kind,
            description: self.described(pointer, description),
        };
        Ok(At { at, value })
    }

    /// The security requirements of the whole document; `None` when it names none.
    #[must_use]
    pub fn security(&self) -> Option<Vec<SecurityRequirement>> {
        let at = Pointer::root().child("security");
        self.raw(&at)?;
        let requirement = |at: &Pointer| self.view(at, ObjectKind::SecurityRequirement).ok();
        let places = self.items(&at);
        let requirements = places.iter().filter_map(requirement);
        Some(
            requirements
                .map(|view| view.value)
                .map(requirement_of)
                .collect(),
        )
    }
}

impl<'d> Resolver<'d> {
    /// The names of the schemes that the `security` of the document or of an operation asks for; `None` when it has none.
    #[must_use]
    pub fn asked_schemes(&self, owner: &Pointer) -> Option<Vec<&'d str>> {
        let alternatives = self.raw(owner)?.get("security")?.as_sequence()?;
        let alternatives = alternatives.iter().filter_map(Node::as_mapping);
        let names = alternatives.flat_map(|one| one.keys());
        // Since 3.2, the last part of a URI is a name.
        Some(
            names
                .map(|name| name.rsplit('/').next().unwrap_or(name))
                .collect(),
        )
    }
}

pub(super) fn requirement_of(declared: openapiv3::SecurityRequirement) -> SecurityRequirement {
    let scheme = |(name, scopes): (String, Vec<String>)| {
        let of_uri = name.rsplit_once("#/components/securitySchemes/");
        let of_uri = of_uri.map(|(_, name)| name.to_owned());
        (of_uri.unwrap_or(name), scopes)
    };
    SecurityRequirement {
        schemes: declared.into_iter().map(scheme).collect(),
    }
}

fn kind(declared: Declared) -> (SecuritySchemeKind, Option<String>) {
    match declared {
        Declared::APIKey {
            location,
            name,
            description,
            ..
        } => {
            let location = match location {
                APIKeyLocation::Query => ParameterIn::Query,
                APIKeyLocation::Header => ParameterIn::Header,
                APIKeyLocation::Cookie => ParameterIn::Cookie,
            };
            (SecuritySchemeKind::ApiKey { location, name }, description)
        }
        Declared::HTTP {
            scheme,
            bearer_format,
            description,
            ..
        } => {
            let kind = SecuritySchemeKind::Http {
                scheme,
                bearer_format,
            };
            (kind, description)
        }
        Declared::OAuth2 { description, .. } => (SecuritySchemeKind::OAuth2, description),
        Declared::OpenIDConnect { description, .. } => {
            (SecuritySchemeKind::OpenIdConnect, description)
        }
    }
}
