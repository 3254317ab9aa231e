//! Rules: what a schema demands of values beyond their type.

/// What a schema demands of values beyond their type (JSON Schema Validation, section 6).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Constraints {
    /// Rules for the value itself.
    pub rules: Vec<Rule>,
    /// Rules for each item of a list or each value of a map.
    pub each: Option<Box<Constraints>>,
}

impl Constraints {
    /// Whether there is nothing to check.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.each.is_none()
    }
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// `minLength`, in characters
    MinLength(u64),
    /// `maxLength`, in characters
    MaxLength(u64),
    /// `pattern`
    Pattern(String),
    /// `minimum`, and whether it is exclusive
    Minimum(serde_json::Number, bool),
    /// `maximum`, and whether it is exclusive
    Maximum(serde_json::Number, bool),
    /// `multipleOf`
    MultipleOf(serde_json::Number),
    /// `minItems`
    MinItems(u64),
    /// `maxItems`
    MaxItems(u64),
    /// `uniqueItems`
    UniqueItems,
    /// `minProperties`
    MinProperties(u64),
    /// `maxProperties`
    MaxProperties(u64),
}
