//! Checks of security schemes and requirements (OpenAPI 3.0.4 sections 4.8.27 and 4.8.30).

use super::super::node::{Mapping, Node};
use super::{Checker, Spot};
use crate::diagnostics::Code;

impl<'d> Checker<'d, '_> {
    pub(super) fn security_requirement(&mut self, requirement: &'d Mapping, at: &Spot<'_>) {
        for name in requirement.keys() {
            let root = self.document.files.get(0).map(|file| &file.root);
            let components = root.and_then(|root| root.get("components"));
            let schemes = components.and_then(|components| components.get("securitySchemes"));
            let schemes = schemes.and_then(Node::as_mapping);
            // Since 3.2 a requirement may also name its scheme by a URI.
            let target = || self.document.reference_target(&at.pointer(), name).ok();
            let by_uri =
                name.contains('#') && target().is_some_and(|at| self.document.raw(&at).is_some());
            if by_uri || schemes.is_some_and(|schemes| schemes.contains(name)) {
                continue;
            }
            let close = self
                .guesses
                .closest(name, schemes.iter().flat_map(|schemes| schemes.keys()));
            let help = match close {
                Some(close) => format!("did you mean `{close}`?"),
                None => "declare it under `components.securitySchemes`".to_owned(),
            };
            let message = format!("there is no security scheme `{name}`");
            self.report(Code::UNKNOWN_SECURITY_SCHEME, &at.key(name), message, help);
        }
    }

    /// Checks that a security scheme has what its type needs (OpenAPI 3.0.4 section 4.8.27).
    pub(super) fn security_scheme(&mut self, scheme: &'d Mapping, at: &Spot<'_>) {
        let typ = scheme
            .get("type")
            .and_then(Node::as_str)
            .unwrap_or_default();
        let needs: &[&str] = match typ {
            "apiKey" => &["name", "in"],
            "http" => &["scheme"],
            "oauth2" => &["flows"],
            "openIdConnect" => &["openIdConnectUrl"],
            "mutualTLS" => &[],
            _ => {
                self.bad.insert(at.pointer());
                return;
            }
        };
        for keyword in needs.iter().filter(|keyword| !scheme.contains(keyword)) {
            let message = format!("a security scheme of the type `{typ}` needs `{keyword}`");
            self.spoil(Code::MISSING_KEYWORD, at, message, "");
        }
        let place = scheme.get("in").and_then(Node::as_str);
        if typ == "apiKey" && place.is_some_and(|at| !["query", "header", "cookie"].contains(&at)) {
            self.bad.insert(at.pointer());
        }
    }
}
