//! What does an alias stand for, and which rules does a property get from the alias that is its type?

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Api, Constraints, Rule, Type, TypeDef, TypeKind};

const TOO_MANY_RULES: Code = Code::new(
    "too-many-rules",
    Severity::Note,
    "Long lists of rules that very many places refer to; some of these places are not checked.",
);

/// Rules of values behind more aliases of aliases than this are not checked: each alias would hold those of all behind it.
const DEEPEST: usize = 32;

/// What the copies of rules may cost, in bytes of their texts, however small the document is.
const LEAST_ROOM: usize = 1 << 20;

/// What a rule costs besides its text, and what each place is thought to hold.
const RULE: usize = 32;

/// The copies may cost so many times what the document has itself.
const TIMES: usize = 16;

/// Finds what each alias stands for behind all others. Nothing, where aliases are no more than each other.
pub fn resolve(api: &mut Api) {
    let next: Vec<Option<usize>> = api.types.iter().map(|def| next_alias(api, def)).collect();
    let mut last: Vec<Option<usize>> = vec![None; next.len()];
    for start in 0..next.len() {
        let mut path = Vec::new();
        let mut at = start;
        // A path that is as long as there are types has led in a circle.
        while path.len() <= next.len() && last.get(at) == Some(&None) {
            path.push(at);
            match next.get(at).copied().flatten() {
                Some(behind) => at = behind,
                None => break,
            }
        }
        let found = last.get(at).copied().flatten().unwrap_or(at);
        for index in path {
            if let Some(last) = last.get_mut(index) {
                *last = Some(found);
            }
        }
    }
    let targets = last
        .into_iter()
        .map(|last| match &api.types.get(last?)?.kind {
            TypeKind::Alias { ty, .. } => Some(ty.clone()),
            _ => None,
        });
    let targets: Vec<Option<Type>> = targets.collect();
    for (def, target) in api.types.iter_mut().zip(targets) {
        def.stands_for = target;
    }
}

/// The alias whose name is all that another one is.
fn next_alias(api: &Api, def: &TypeDef) -> Option<usize> {
    let TypeKind::Alias {
        ty: Type::Named(id),
        ..
    } = &def.kind
    else {
        return None;
    };
    let is_alias = matches!(api.get(*id)?.kind, TypeKind::Alias { .. });
    is_alias.then_some(id.0)
}

/// Copies the rules of aliases to the places that use them: in Rust an alias is the type itself and
/// has no place for rules of its own.
pub fn spread_constraints(api: &mut Api, diagnostics: &mut Diagnostics) {
    let rules: Vec<Option<(Type, Constraints)>> = api
        .types
        .iter()
        .map(|def| match &def.kind {
            TypeKind::Alias { ty, constraints } => Some((ty.clone(), constraints.clone())),
            _ => None,
        })
        .collect();
    let mut own = 0;
    for def in &mut api.types {
        def.kind
            .for_each_place_mut(&mut |_, constraints| own += RULE + cost(constraints));
    }
    let mut spreading = Spreading {
        rules: &rules,
        room: LEAST_ROOM.max(TIMES * own),
        lacking: false,
    };
    for def in &mut api.types {
        def.kind.for_each_place_mut(&mut |ty, constraints| {
            spreading.add(ty, constraints, DEEPEST);
        });
        if std::mem::take(&mut spreading.lacking) {
            let message = "some values in here are not checked: very many places refer to long lists of rules";
            diagnostics.report(Diagnostic::new(TOO_MANY_RULES, &def.at, message));
        }
    }
}

/// What a copy of these rules costs.
fn cost(constraints: &Constraints) -> usize {
    let each = constraints.each.as_ref().map_or(0, |each| cost(each));
    let rules = constraints.rules.iter().map(|rule| match rule {
        Rule::Pattern(text) => RULE + text.len(),
        _ => RULE,
    });
    each + rules.sum::<usize>()
}

/// Copying of rules.
struct Spreading<'a> {
    rules: &'a [Option<(Type, Constraints)>],
    /// What copies may still cost.
    room: usize,
    /// Whether rules were left out.
    lacking: bool,
}

impl<'a> Spreading<'a> {
    /// Whether there is room for a copy of these rules.
    fn affords(&mut self, constraints: &Constraints) -> bool {
        match self.room.checked_sub(cost(constraints)) {
            Some(room) => self.room = room,
            None => self.lacking = true,
        }
        !self.lacking
    }

    /// Adds the rules that `ty` has as an alias. `depth` ends chains of aliases that lead in circles.
    fn add<'t>(&mut self, mut ty: &'t Type, to: &mut Constraints, mut depth: usize)
    where
        'a: 't,
    {
        loop {
            ty = match ty {
                Type::Named(id) => {
                    let Some(Some((target, constraints))) = self.rules.get(id.0) else {
                        return;
                    };
                    if !constraints.is_empty() && self.affords(constraints) {
                        merge(to, constraints);
                    }
                    let Some(rest) = depth.checked_sub(1) else {
                        return;
                    };
                    depth = rest;
                    target
                }
                Type::List(inner) | Type::Map(inner) => {
                    let mut each = to.each.take().map(|each| *each).unwrap_or_default();
                    self.add(inner, &mut each, depth);
                    to.each = (!each.is_empty()).then(|| Box::new(each));
                    return;
                }
                Type::Nullable(inner) | Type::Omissible(inner) | Type::Boxed(inner) => inner,
                _ => return,
            }
        }
    }
}

/// Adds rules that are not there yet.
fn merge(to: &mut Constraints, constraints: &Constraints) {
    for rule in &constraints.rules {
        if !to.rules.contains(rule) {
            to.rules.push(rule.clone());
        }
    }
    if to.each.is_none() {
        to.each.clone_from(&constraints.each);
    }
}
