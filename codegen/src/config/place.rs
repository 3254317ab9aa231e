//! What can be said about one place of the document.

/// What is said about a place of the document; what is `None` is not said. See [`Config::places`](super::Config::places).
///
/// ```
/// let mut config = openapi_build::Config::default();
/// let credential = config.place("acs_credential");
/// credential.name = Some("Credential".to_owned());
/// credential.derives = Some(vec!["Hash".to_owned()]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlaceOptions {
    /// `true`: the property or parameter is optional although the document requires it. `false`: a less specific place
    /// does not make it so.
    pub optional: Option<bool>,
    /// `true`: the value of the property never appears in `Debug`. Of `additionalProperties`, that of none. Those of `format: password` never
    /// do. `false`: a less specific place does not make it so.
    pub sensitive: Option<bool>,
    /// Its name in Rust. For a schema one with a capital letter, that of its type. For a property one without, that of
    /// its field. Also for a parameter, an operation, and a value of an `enum` such as `/components/schemas/state/enum/1`.
    /// `x-rust-name` in the document says the same.
    pub name: Option<String>,
    /// The type of the schema's values. `json`: any JSON value. For text and numbers: the path of a type with `FromStr` and
    /// `Display`, whose values are held together with their text, such as `rust_decimal::Decimal`. For text: `string`. For numbers:
    /// `f32`, `f64`, one of Rust's integers, or `number` for those of any size and precision.
    pub r#type: Option<String>,
    /// Traits that the struct or enum of the schema derives besides those it has, as paths.
    pub derives: Option<Vec<String>>,
    /// Attributes that the struct or enum of the schema has besides those it has, such as `allow(clippy::large_enum_variant)`.
    pub attributes: Option<Vec<String>>,
    /// `true`: an operation, an optional parameter, an optional property or a schema of `components/schemas` is left out. Values of
    /// a property that is left out are kept with those that the document does not declare. A schema that something needs
    /// can't be left out. `false`: a less specific place does not do it.
    pub skip: Option<bool>,
}

/// The keys of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PlaceKey {
    Optional,
    Sensitive,
    Name,
    Type,
    Derives,
    Attributes,
    Skip,
}

impl PlaceKey {
    /// All of them, each at its number.
    pub(crate) const ALL: [Self; 7] = [
        Self::Optional,
        Self::Sensitive,
        Self::Name,
        Self::Type,
        Self::Derives,
        Self::Attributes,
        Self::Skip,
    ];

    /// Its number.
    pub(crate) fn index(self) -> usize {
        self as usize
    }

    /// As it is written.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Optional => "optional",
            Self::Sensitive => "sensitive",
            Self::Name => "name",
            Self::Type => "type",
            Self::Derives => "derives",
            Self::Attributes => "attributes",
            Self::Skip => "skip",
        }
    }
}

impl PlaceOptions {
    /// Whether this key is said.
    pub(crate) fn says(&self, key: PlaceKey) -> bool {
        match key {
            PlaceKey::Optional => self.optional.is_some(),
            PlaceKey::Sensitive => self.sensitive.is_some(),
            PlaceKey::Name => self.name.is_some(),
            PlaceKey::Type => self.r#type.is_some(),
            PlaceKey::Derives => self.derives.is_some(),
            PlaceKey::Attributes => self.attributes.is_some(),
            PlaceKey::Skip => self.skip.is_some(),
        }
    }

    /// Whether both say the same of this key.
    pub(crate) fn agrees(&self, other: &Self, key: PlaceKey) -> bool {
        match key {
            PlaceKey::Optional => self.optional == other.optional,
            PlaceKey::Sensitive => self.sensitive == other.sensitive,
            PlaceKey::Name => self.name == other.name,
            PlaceKey::Type => self.r#type == other.r#type,
            PlaceKey::Derives => self.derives == other.derives,
            PlaceKey::Attributes => self.attributes == other.attributes,
            PlaceKey::Skip => self.skip == other.skip,
        }
    }
}
