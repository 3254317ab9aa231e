//! How parameters, and properties of forms, are written.

/// How a parameter is written (OpenAPI 3.0.4, section 4.8.12.2.3, and RFC 6570).
///
/// Null items and properties are left out (RFC 6570, section 2.3). Arrays and objects within
/// arrays and objects, which OpenAPI leaves open, are written as JSON. [`Style::DeepObject`]
/// nests its brackets and numbers the items of arrays, `a[b][0]=1`: the one form in which an array of
/// one item, and one of objects, cannot be taken for something else. Stripe, PHP, Rails and what uses
/// `qs` read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `blue,black`: paths and headers.
    Simple,
    /// `.blue.black`: paths.
    Label,
    /// `;color=blue;color=black`: paths.
    Matrix,
    /// `color=blue&color=black`: queries, and cookies, where `; ` stands for `&`.
    Form,
    /// `color=blue; color=black`: cookies whose values are not percent-encoded (OpenAPI 3.2, section
    /// 4.12.2.3).
    Cookie,
    /// `color=blue%20black`: queries.
    SpaceDelimited,
    /// `color=blue%7Cblack`: queries.
    PipeDelimited,
    /// `color%5BR%5D=100`: queries.
    DeepObject,
    /// JSON text: parameters with `content: application/json`.
    Json,
}

/// How one property of a form body is written (OpenAPI 3.0.4, section 4.8.15).
///
/// A property without one: an array repeats its name, an object is JSON.
#[derive(Debug)]
pub struct Encoding {
    pub(crate) property: &'static str,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) allow_reserved: bool,
}

impl Encoding {
    /// `style` and `explode` of a property; [`Style::Json`] for `contentType: application/json`.
    pub const fn new(property: &'static str, style: Style, explode: bool) -> Self {
        Self {
            property,
            style,
            explode,
            allow_reserved: false,
        }
    }

    /// `allowReserved: true`
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }
}
