//! What a schema demands of values beyond their type (JSON Schema Validation 2020-12, section 6).

use serde_json::Number;

use super::reader::ShapeReader;
use crate::document::Node;
use crate::ir::Rule;

/// Keywords about numbers.
pub(super) const NUMERIC: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];

impl ShapeReader<'_, '_> {
    /// The rules for values of the types that the schema allows.
    pub(super) fn rules(&self) -> Vec<Rule> {
        let mut rules = Vec::new();
        if self.may_be("string") {
            rules.extend(self.least("minLength").map(Rule::MinLength));
            rules.extend(self.count("maxLength").map(Rule::MaxLength));
            let pattern = self.get("pattern").and_then(Node::as_str);
            rules.extend(pattern.map(|pattern| Rule::Pattern(pattern.to_owned())));
        }
        if self.may_be("integer") || self.may_be("number") {
            self.bounds(&mut rules);
        }
        if self.may_be("array") {
            rules.extend(self.least("minItems").map(Rule::MinItems));
            rules.extend(self.count("maxItems").map(Rule::MaxItems));
            let unique = self.get("uniqueItems").and_then(Node::as_flag);
            rules.extend(unique.filter(|unique| *unique).map(|_| Rule::UniqueItems));
        }
        if self.may_be("object") {
            rules.extend(self.least("minProperties").map(Rule::MinProperties));
            rules.extend(self.count("maxProperties").map(Rule::MaxProperties));
        }
        rules
    }

    /// A count that is no rule when it is zero.
    fn least(&self, keyword: &str) -> Option<u64> {
        self.count(keyword).filter(|&least| least > 0)
    }

    fn number(&self, keyword: &str) -> Option<Number> {
        self.get(keyword)?.as_number()
    }

    /// Before 3.1, `exclusiveMinimum: true` is about `minimum`; since then it is a bound of its own.
    fn bounds(&self, rules: &mut Vec<Rule>) {
        type Bound = fn(Number, bool) -> Rule;
        let bounds: [(&str, &str, Bound); 2] = [
            ("minimum", "exclusiveMinimum", Rule::Minimum),
            ("maximum", "exclusiveMaximum", Rule::Maximum),
        ];
        for (inclusive, exclusive, rule) in bounds {
            let flag = self.get(exclusive).and_then(Node::as_flag).unwrap_or(false);
            rules.extend(self.number(inclusive).map(|bound| rule(bound, flag)));
            rules.extend(self.number(exclusive).map(|bound| rule(bound, true)));
        }
        rules.extend(self.number("multipleOf").map(Rule::MultipleOf));
    }
}
