//! Inheritance: a schema with a `discriminator` that others name in their `allOf` (OpenAPI 3.0.4,
//! section 4.7.25). Where it is used, a value is one of those others.

use crate::document::Pointer;
use crate::hash::{Map, Set};
use crate::lower::all_of::Place;
use crate::lower::shape::{Discriminator, Kind, Shape, Target};
use crate::lower::union::Alternative;
use crate::lower::{Lower, Lowered, content};

/// The component schemas that name each one in their `allOf`.
pub(super) type Children = Map<Pointer, Vec<Pointer>>;

/// What a schema that inherits costs as a variant of each one that it inherits from, in the units of the budget.
const COST_OF_HEIR: usize = 4;

impl Lower<'_> {
    /// The union of the schemas that inherit from the one here, if there are any.
    pub(super) fn inherited(&mut self, place: &Place<'_>, shape: &Shape) -> Option<Lowered> {
        let declared = shape.discriminator.as_ref()?;
        let heirs = self.heirs(place.at, shape);
        if heirs.is_empty() || !self.afford(heirs.len() * COST_OF_HEIR, place.at) {
            return None;
        }
        let alternatives: Vec<Alternative> = heirs
            .into_iter()
            .map(|heir| Alternative {
                tags: self.tags(&heir, declared),
                default: self.is_default(&heir, declared),
                variants: vec![heir],
            })
            .collect();
        self.check_targets(place.at, &alternatives, declared);
        Some(self.union_of(place, &[], &alternatives, Some(declared)))
    }

    /// The component schemas that inherit from the one at `at`, directly or not, and those that its
    /// mapping names.
    pub(super) fn heirs(&mut self, at: &Pointer, shape: &Shape) -> Vec<Pointer> {
        let Some(declared) = &shape.discriminator else {
            return Vec::new();
        };
        if matches!(shape.kind, Kind::Union(..))
            || !shape.further.is_empty()
            || content::component(at).is_none()
        {
            return Vec::new();
        }
        if self.children.is_none() {
            self.children = Some(self.find_children());
        }
        let mut heirs = vec![at.clone()];
        let mut known = Set::from_iter([at.clone()]);
        let mut next = 0;
        while let Some(one) = heirs.get(next) {
            let children = self.children.as_ref().and_then(|all| all.get(one));
            let children = children.into_iter().flatten();
            let fresh: Vec<Pointer> = children
                .filter(|child| known.insert((*child).clone()))
                .cloned()
                .collect();
            heirs.extend(fresh);
            next += 1;
        }
        heirs.extend(self.mapped(declared, &known));
        heirs.remove(0);
        heirs
    }

    fn find_children(&mut self) -> Children {
        let mut children = Children::default();
        for (_, child) in self.document.schemas() {
            let Some(shape) = self.shape_behind(&child) else {
                continue;
            };
            let Kind::AllOf(parts, _) = &shape.kind else {
                continue;
            };
            for parent in parts {
                if let Ok(parent) = self.document.resolve(parent) {
                    children.entry(parent).or_default().push(child.clone());
                }
            }
        }
        children
    }

    /// The component schemas that a mapping names, but for those that are `known`.
    fn mapped(&self, declared: &Discriminator, known: &Set<Pointer>) -> Vec<Pointer> {
        let (mut names, mut places) = (Set::default(), Set::default());
        let targets = declared.mapping.iter().map(|(_, target)| target);
        for target in targets.chain(&declared.default) {
            match target {
                Target::Name(name) => names.insert(name.as_str()),
                Target::At(at) => places.insert(at),
            };
        }
        if names.is_empty() && places.is_empty() {
            return Vec::new();
        }
        let is_named = |name: &str, at: &Pointer| {
            let resolved = || self.document.resolve(at).ok();
            names.contains(name)
                || places.contains(at)
                || !places.is_empty() && resolved().is_some_and(|at| places.contains(&at))
        };
        let schemas = self.document.schemas().into_iter();
        let fresh = schemas.filter(|(name, at)| !known.contains(at) && is_named(name, at));
        fresh.map(|(_, at)| at).collect()
    }
}
