//! Which credentials a request carries.

use std::fmt;

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;

use super::Secret;
use super::parameter::Escape;
use super::url::Url;
use crate::contract::{Carrier, Requirement, SecurityScheme};

/// The credentials that a client holds, each in the form it is sent in.
#[derive(Clone, Default)]
pub(crate) struct Credentials(Vec<Credential>);

#[derive(Clone)]
struct Credential {
    scheme: &'static SecurityScheme,
    sent: Sent,
}

#[derive(Clone)]
enum Sent {
    Header(HeaderName, HeaderValue),
    Query(&'static str, Secret),
    Cookie(&'static str, Secret),
}

/// Why a credential cannot be sent. Names the scheme, never the credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CredentialProblem {
    Empty,
    Characters,
    NeedsUser,
    ColonInUser,
    HeaderName,
}

impl fmt::Display for CredentialProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "it is empty",
            Self::Characters => {
                "it holds a character that cannot be sent, such as a line break or a space at its end"
            }
            Self::NeedsUser => "it needs a user name and a password",
            Self::ColonInUser => "the user name holds a colon (RFC 7617, section 2)",
            Self::HeaderName => "the document gives it an invalid name",
        })
    }
}

impl Credentials {
    /// Adds a credential; a second one for the same scheme takes the place of the first.
    pub(crate) fn insert(
        &mut self,
        scheme: &'static SecurityScheme,
        secret: &Secret,
    ) -> Result<(), CredentialProblem> {
        let text = secret.expose();
        if text.is_empty() {
            return Err(CredentialProblem::Empty);
        }
        let sent = match scheme.carrier() {
            Carrier::Authorization(kind) => {
                Sent::Header(AUTHORIZATION, sensitive(&format!("{kind} {text}"))?)
            }
            Carrier::Basic => return Err(CredentialProblem::NeedsUser),
            Carrier::Header(name) => {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| CredentialProblem::HeaderName)?;
                Sent::Header(name, sensitive(text)?)
            }
            Carrier::Query(name) => Sent::Query(name, secret.clone()),
            Carrier::Cookie(name) if text.bytes().all(is_cookie_octet) => {
                Sent::Cookie(name, secret.clone())
            }
            Carrier::Cookie(_) => return Err(CredentialProblem::Characters),
            Carrier::Connection => return Ok(()),
        };
        self.put(scheme, sent);
        Ok(())
    }

    /// Adds a user name and a password.
    pub(crate) fn insert_basic(
        &mut self,
        scheme: &'static SecurityScheme,
        user: &str,
        password: &Secret,
    ) -> Result<(), CredentialProblem> {
        use base64::Engine as _;

        if user.contains(':') {
            return Err(CredentialProblem::ColonInUser);
        }
        let pair = format!("{user}:{}", password.expose());
        let encoded = base64::engine::general_purpose::STANDARD.encode(pair);
        let value = sensitive(&format!("Basic {encoded}"))?;
        self.put(scheme, Sent::Header(AUTHORIZATION, value));
        Ok(())
    }

    fn put(&mut self, scheme: &'static SecurityScheme, sent: Sent) {
        self.0.retain(|held| held.scheme != scheme);
        self.0.push(Credential { scheme, sent });
    }

    fn get(&self, scheme: &SecurityScheme) -> Option<&Sent> {
        self.0
            .iter()
            .find(|held| held.scheme == scheme)
            .map(|held| &held.sent)
    }

    /// The names of the schemes that have a credential.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|held| held.scheme.name())
    }

    /// Chooses the first alternative whose schemes all have a credential. Credentials that the
    /// caller put into `given` by hand count, and are not sent a second time. An alternative
    /// without schemes (credentials are optional) is the last resort wherever it stands, so that a
    /// credential the caller set up is used.
    pub(crate) fn choose(
        &self,
        alternatives: &[&[Requirement]],
        given: &HeaderMap,
    ) -> Result<Chosen, Vec<Vec<&'static SecurityScheme>>> {
        let optional = alternatives.is_empty() || alternatives.iter().any(|all| all.is_empty());
        for all in alternatives.iter().filter(|all| !all.is_empty()) {
            if let Some(chosen) = self.satisfy(all, given) {
                return Ok(chosen);
            }
        }
        if optional {
            return Ok(Chosen::default());
        }
        let schemes = |all: &&[Requirement]| all.iter().map(Requirement::scheme).collect();
        Err(alternatives.iter().map(schemes).collect())
    }

    fn satisfy(&self, all: &[Requirement], given: &HeaderMap) -> Option<Chosen> {
        let mut chosen = Chosen::default();
        for requirement in all {
            let scheme = requirement.scheme();
            if scheme.carrier() == Carrier::Connection || is_given(scheme, given) {
                continue;
            }
            match self.get(scheme)? {
                Sent::Header(name, value) => {
                    chosen.headers.insert(name.clone(), value.clone());
                }
                Sent::Query(name, secret) => chosen.query.push((name, secret.clone())),
                Sent::Cookie(name, secret) => chosen.cookies.push((name, secret.clone())),
            }
        }
        Some(chosen)
    }
}

/// The credentials of one request.
#[derive(Clone, Default)]
pub(crate) struct Chosen {
    pub(crate) headers: HeaderMap,
    pub(crate) query: Vec<(&'static str, Secret)>,
    pub(crate) cookies: Vec<(&'static str, Secret)>,
}

impl Chosen {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.headers.is_empty() && self.query.is_empty() && self.cookies.is_empty()
    }

    /// Adds the credentials that stand in the query, unless they are there already.
    pub(crate) fn add_query(&self, url: &mut Url) {
        for (name, secret) in &self.query {
            let pair = query_pair(name, secret);
            match url.query() {
                Some(query) if query.split('&').any(|given| given == pair) => {}
                _ => url.add_query(&pair),
            }
        }
    }

    /// From now on no credential is added to a query.
    pub(crate) fn forget_query(&mut self) {
        self.query.clear();
    }

    /// Takes the credentials out of a query into which a server has copied them, however it wrote
    /// them.
    pub(crate) fn remove_from_query(&self, url: &mut Url) {
        let Some(query) = url.query() else { return };
        let is_held = |pair: &&str| {
            let (_, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = value.replace('+', " ");
            let value = percent_decode_str(&value).decode_utf8_lossy();
            self.query
                .iter()
                .any(|(_, secret)| secret.expose() == value)
        };
        let kept: Vec<&str> = query.split('&').filter(|pair| !is_held(pair)).collect();
        let kept = kept.join("&");
        url.set_query(&kept);
    }
}

fn query_pair(name: &str, secret: &Secret) -> String {
    let mut pair = String::new();
    Escape::All.push(name, &mut pair);
    pair.push('=');
    Escape::All.push(secret.expose(), &mut pair);
    pair
}

/// Marks the headers in which the caller put a credential by hand.
pub(crate) fn mark_sensitive(alternatives: &[&[Requirement]], headers: &mut HeaderMap) {
    for requirement in alternatives.iter().copied().flatten() {
        if let Carrier::Header(name) = requirement.scheme().carrier()
            && let Some(value) = headers.get_mut(name)
        {
            value.set_sensitive(true);
        }
    }
}

fn is_given(scheme: &SecurityScheme, given: &HeaderMap) -> bool {
    match scheme.carrier() {
        Carrier::Authorization(_) | Carrier::Basic => given.contains_key(AUTHORIZATION),
        Carrier::Header(name) => given.contains_key(name),
        Carrier::Cookie(_) => given.contains_key(COOKIE),
        Carrier::Query(_) | Carrier::Connection => false,
    }
}

fn sensitive(text: &str) -> Result<HeaderValue, CredentialProblem> {
    // A credential read from a file often ends in a line break; a server would see another one.
    if text.trim() != text {
        return Err(CredentialProblem::Characters);
    }
    let mut value = HeaderValue::from_str(text).map_err(|_| CredentialProblem::Characters)?;
    value.set_sensitive(true);
    Ok(value)
}

/// RFC 6265, section 4.1.1.
fn is_cookie_octet(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2B | 0x2D..=0x3A | 0x3C..=0x5B | 0x5D..=0x7E)
}

#[cfg(test)]
mod tests {
    use super::*;

    static KEY: SecurityScheme = SecurityScheme::bearer("api_key");
    static PAT: SecurityScheme = SecurityScheme::bearer("pat");
    static WORKSPACE: SecurityScheme = SecurityScheme::api_key_header("ws", "seam-workspace");
    static BOTH_OR_KEY: &[&[Requirement]] = &[
        &[Requirement::new(&PAT), Requirement::new(&WORKSPACE)],
        &[Requirement::new(&KEY)],
    ];

    fn with(held: &[(&'static SecurityScheme, &str)]) -> Credentials {
        let mut credentials = Credentials::default();
        for (scheme, text) in held {
            credentials.insert(scheme, &Secret::from(*text)).unwrap();
        }
        credentials
    }

    fn authorization(chosen: &Chosen) -> Vec<&str> {
        chosen
            .headers
            .get_all(AUTHORIZATION)
            .iter()
            .map(|value| value.to_str().unwrap())
            .collect()
    }

    #[test]
    fn the_first_satisfied_alternative_is_sent_alone() {
        let none = HeaderMap::new();
        let all = with(&[(&KEY, "k"), (&PAT, "p"), (&WORKSPACE, "w")]);
        let chosen = all.choose(BOTH_OR_KEY, &none).ok().unwrap();
        assert_eq!(authorization(&chosen), ["Bearer p"]);
        assert_eq!(chosen.headers["seam-workspace"], "w");

        let half = with(&[(&KEY, "k"), (&PAT, "p")]);
        let chosen = half.choose(BOTH_OR_KEY, &none).ok().unwrap();
        assert_eq!(authorization(&chosen), ["Bearer k"]);
        assert_eq!(chosen.headers.len(), 1);

        assert!(with(&[(&PAT, "p")]).choose(BOTH_OR_KEY, &none).is_err());
    }

    #[test]
    fn optional_security_still_uses_a_credential_that_is_there() {
        static OPTIONAL: &[&[Requirement]] = &[&[], &[Requirement::new(&KEY)]];
        let none = HeaderMap::new();
        let chosen = with(&[(&KEY, "k")]).choose(OPTIONAL, &none).ok().unwrap();
        assert_eq!(authorization(&chosen), ["Bearer k"]);
        let chosen = with(&[]).choose(OPTIONAL, &none).ok().unwrap();
        assert!(chosen.headers.is_empty());
    }

    #[test]
    fn a_header_of_the_caller_stands_for_the_credential() {
        let mut given = HeaderMap::new();
        given.insert(AUTHORIZATION, HeaderValue::from_static("Bearer mine"));
        let chosen = with(&[(&KEY, "k")]).choose(&BOTH_OR_KEY[1..], &given);
        assert!(chosen.ok().unwrap().headers.is_empty());
    }

    #[test]
    fn credentials_that_cannot_be_sent_are_refused_by_reason() {
        static COOKIE_KEY: SecurityScheme = SecurityScheme::api_key_cookie("c", "session");
        static BASIC: SecurityScheme = SecurityScheme::basic("b");
        let mut credentials = Credentials::default();
        let mut refuse = |scheme, text| credentials.insert(scheme, &Secret::from(text)).err();
        assert_eq!(refuse(&KEY, ""), Some(CredentialProblem::Empty));
        assert_eq!(refuse(&KEY, "a\n"), Some(CredentialProblem::Characters));
        assert_eq!(
            refuse(&WORKSPACE, "a "),
            Some(CredentialProblem::Characters)
        );
        assert_eq!(
            refuse(&COOKIE_KEY, "a;b"),
            Some(CredentialProblem::Characters)
        );
        assert_eq!(refuse(&BASIC, "a:b"), Some(CredentialProblem::NeedsUser));
        let refused = credentials.insert_basic(&BASIC, "a:b", &Secret::from("c"));
        assert_eq!(refused, Err(CredentialProblem::ColonInUser));
    }
}
