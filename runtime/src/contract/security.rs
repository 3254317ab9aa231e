//! Security schemes, and what an operation asks of them.

/// A security scheme of the document (OpenAPI 3.0.4, section 4.8.27): where a credential stands in
/// a request.
#[derive(Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    name: &'static str,
    carrier: Carrier,
    setter: &'static str,
}

/// Where a credential stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// `Authorization: <scheme> <credential>` (RFC 9110, section 11.6.2).
    Authorization(&'static str),
    /// `Authorization: Basic <base64 of user:password>` (RFC 7617).
    Basic,
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
    /// The connection itself proves who calls.
    Connection,
}

impl SecurityScheme {
    /// `type: http`, `scheme: bearer` (RFC 6750): `Authorization: Bearer <token>`.
    pub const fn bearer(name: &'static str) -> Self {
        Self::at(name, Carrier::Authorization("Bearer"))
    }

    /// `type: http`, `scheme: basic` (RFC 7617).
    pub const fn basic(name: &'static str) -> Self {
        Self::at(name, Carrier::Basic)
    }

    /// `type: http` with any other scheme: `Authorization: <scheme> <credential>`.
    pub const fn http(name: &'static str, scheme: &'static str) -> Self {
        Self::at(name, Carrier::Authorization(scheme))
    }

    /// `type: apiKey`, `in: header`.
    pub const fn api_key_header(name: &'static str, header: &'static str) -> Self {
        Self::at(name, Carrier::Header(header))
    }

    /// `type: apiKey`, `in: query`.
    pub const fn api_key_query(name: &'static str, parameter: &'static str) -> Self {
        Self::at(name, Carrier::Query(parameter))
    }

    /// `type: apiKey`, `in: cookie`.
    pub const fn api_key_cookie(name: &'static str, cookie: &'static str) -> Self {
        Self::at(name, Carrier::Cookie(cookie))
    }

    /// `type: oauth2`: the caller brings the access token, sent as a bearer token.
    pub const fn oauth2(name: &'static str) -> Self {
        Self::bearer(name)
    }

    /// `type: openIdConnect`: the caller brings the access token, sent as a bearer token.
    pub const fn open_id_connect(name: &'static str) -> Self {
        Self::bearer(name)
    }

    /// `type: mutualTLS`: the transport holds the certificate, so a request needs nothing.
    pub const fn mutual_tls(name: &'static str) -> Self {
        Self::at(name, Carrier::Connection)
    }

    const fn at(name: &'static str, carrier: Carrier) -> Self {
        Self {
            name,
            carrier,
            setter: name,
        }
    }

    /// The method of the generated client builder that sets this credential; error messages name
    /// it. Without it, they name the scheme.
    #[must_use]
    pub const fn setter(mut self, method: &'static str) -> Self {
        self.setter = method;
        self
    }

    /// The key of the scheme in the document.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The method of the client builder that sets this credential.
    pub const fn builder_method(&self) -> &'static str {
        self.setter
    }

    /// Whether the credential is a user name and a password.
    pub const fn is_basic(&self) -> bool {
        matches!(self.carrier, Carrier::Basic)
    }

    pub(crate) const fn carrier(&self) -> Carrier {
        self.carrier
    }
}

/// A security scheme that an operation asks for (OpenAPI 3.0.4, section 4.8.30).
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    scheme: &'static SecurityScheme,
    scopes: &'static [&'static str],
}

impl Requirement {
    /// The operation needs a credential for `scheme`.
    pub const fn new(scheme: &'static SecurityScheme) -> Self {
        Self::with_scopes(scheme, &[])
    }

    /// The operation needs a credential for `scheme` that carries these scopes (OAuth 2, OpenID Connect) or roles.
    pub const fn with_scopes(
        scheme: &'static SecurityScheme,
        scopes: &'static [&'static str],
    ) -> Self {
        Self { scheme, scopes }
    }

    /// The scheme.
    pub const fn scheme(&self) -> &'static SecurityScheme {
        self.scheme
    }

    /// The scopes that the credential must carry.
    pub const fn scopes(&self) -> &'static [&'static str] {
        self.scopes
    }
}
