//! Which rules of a schema are checked by the type that it becomes.

use super::Schemas;
use crate::diagnostics::Diagnostic;
use crate::document::Pointer;
use crate::ir::{Constraints, Rule, Type, TypeId};
use crate::lower::codes;
use crate::lower::shape::ValueKind;

impl Schemas<'_> {
    /// Whether a rule is one for values of this type. Of text that has a type of its own (`format: uuid`)
    /// the type is the rule; any JSON value is not checked.
    pub(super) fn is_for(&mut self, rule: &Rule, ty: &Type, at: &Pointer) -> bool {
        let applies = applies(rule, ty);
        let other = matches!(
            ty,
            Type::Json
                | Type::Uuid
                | Type::DateTime
                | Type::Date
                | Type::Base64
                | Type::Parsed(_)
                | Type::JsonText(_)
        );
        let unique = matches!((rule, ty), (Rule::UniqueItems, Type::Tuple(_)));
        let beside = matches!(ty, Type::Named(id) if self.is_beside(rule, *id, at));
        if !applies && (other || unique || beside) {
            let message = "rules for this value are not checked: its type says nothing about them";
            self.diagnostics
                .report(Diagnostic::new(codes::KEYWORD_UNCHECKED, at, message));
        }
        applies
    }

    /// Whether a rule stands beside a type of a name, which does not check it.
    fn is_beside(&mut self, rule: &Rule, id: TypeId, at: &Pointer) -> bool {
        let place = self.types.place_of(id);
        let place = place.and_then(|place| self.document.resolve(&place).ok());
        let Some(place) = place else {
            return false;
        };
        let counts = matches!(rule, Rule::MinProperties(_) | Rule::MaxProperties(_));
        self.shape(&place).is_some_and(|shape| match &shape.kind {
            ValueKind::Union(_, beside) => place != *at || beside.is_empty(),
            ValueKind::Object(_) | ValueKind::AllOf(..) => place != *at && counts,
            _ => false,
        })
    }

    /// Whether the generated code can check a rule; otherwise says so.
    pub(super) fn can_be_checked(&mut self, rule: &Rule, at: &Pointer) -> bool {
        let Rule::Pattern(pattern) = rule else {
            return true;
        };
        let Some(problem) = self.patterns.problem(pattern) else {
            return true;
        };
        let message = format!("values are not checked against this pattern: {problem}");
        self.diagnostics.report(
            Diagnostic::new(codes::PATTERN_UNCHECKED, at.child("pattern"), message).help(
                "patterns with look-around, back-references or Unicode classes can't be checked, nor very large ones",
            ),
        );
        false
    }
}

/// Whether a rule says something about values of this type: JSON Schema ignores `minimum` for a string.
pub(super) fn applies(rule: &Rule, ty: &Type) -> bool {
    match rule {
        Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(_) => *ty == Type::String,
        Rule::Minimum(..) | Rule::Maximum(..) | Rule::MultipleOf(_) => {
            matches!(
                ty,
                Type::Integer(_)
                    | Type::Float
                    | Type::Float32
                    | Type::Number
                    | Type::ParsedNumber(_)
                    | Type::NumberOrText(_)
            )
        }
        Rule::MinItems(_) | Rule::MaxItems(_) | Rule::UniqueItems => matches!(ty, Type::List(_)),
        Rule::MinProperties(_) | Rule::MaxProperties(_) => matches!(ty, Type::Map(_)),
    }
}

/// The rules of items, seen from what holds them.
pub(super) fn each(item: &Constraints) -> Constraints {
    Constraints {
        rules: Vec::new(),
        each: (!item.is_empty()).then(|| Box::new(item.clone())),
    }
}
