//! Links between operations, as plain constant data.

/// How a value of a reply leads to another operation (OpenAPI 3.0.4, section 4.7.20).
///
/// Expressions are those of section 4.7.20.3, such as `$response.body#/id`; they are not evaluated
/// here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    name: &'static str,
    target: LinkTarget,
    parameters: &'static [(&'static str, &'static str)],
    request_body: Option<&'static str>,
}

/// The operation that a [`Link`] leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkTarget {
    /// Its `operationId`.
    Id(&'static str),
    /// A reference to it, such as `#/paths/~1users~1{id}/get`.
    Reference(&'static str),
}

impl Link {
    /// A link by its name in the document.
    pub const fn new(name: &'static str, target: LinkTarget) -> Self {
        Self {
            name,
            target,
            parameters: &[],
            request_body: None,
        }
    }

    /// The parameters to pass: names, which may begin with their place as in `path.id`, and
    /// expressions or constants. A constant that is no string is written as JSON.
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [(&'static str, &'static str)]) -> Self {
        self.parameters = parameters;
        self
    }

    /// The body to send: an expression or a constant.
    #[must_use]
    pub const fn request_body(mut self, body: &'static str) -> Self {
        self.request_body = Some(body);
        self
    }

    /// Its name in the document.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The operation it leads to.
    pub const fn target(&self) -> LinkTarget {
        self.target
    }

    /// The parameters to pass.
    pub const fn declared_parameters(&self) -> &'static [(&'static str, &'static str)] {
        self.parameters
    }

    /// The body to send.
    pub const fn declared_request_body(&self) -> Option<&'static str> {
        self.request_body
    }
}
