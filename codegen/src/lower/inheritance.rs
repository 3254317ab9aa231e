//! Inheritance: a schema with a `discriminator` that others name in their `allOf` (OpenAPI 3.0.4,
//! section 4.7.25). Where it is used, a value is one of those others.

use crate::document::Pointer;
use crate::hash::Map;
use crate::lower::all_of::Place;
use crate::lower::shape::{Discriminator, Kind, Shape, Target};
use crate::lower::union::Alternative;
use crate::lower::{Lower, Lowered, content};

/// The component schemas that name each one in their `allOf`.
pub(super) type Children = Map<Pointer, Vec<Pointer>>;

impl Lower<'_> {
    /// The union of the schemas that inherit from the one here, if there are any.
    pub(super) fn inherited(&mut self, place: &Place<'_>, shape: &Shape) -> Option<Lowered> {
        let declared = shape.discriminator.as_ref()?;
        let heirs = self.heirs(place.at, shape);
        if heirs.is_empty() {
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
        let mut next = 0;
        while let Some(one) = heirs.get(next) {
            let children = self.children.as_ref().and_then(|all| all.get(one));
            let fresh: Vec<Pointer> = children
                .into_iter()
                .flatten()
                .filter(|child| !heirs.contains(child))
                .cloned()
                .collect();
            heirs.extend(fresh);
            next += 1;
        }
        heirs.extend(self.mapped(declared, &heirs));
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

    fn mapped(&self, declared: &Discriminator, known: &[Pointer]) -> Vec<Pointer> {
        let is_named = |name: &str, at: &Pointer| {
            let resolved = self.document.resolve(at).ok();
            let targets = declared.mapping.iter().map(|(_, target)| target);
            targets.chain(&declared.default).any(|target| match target {
                Target::Name(target) => target == name,
                Target::At(target) => target == at || Some(target) == resolved.as_ref(),
            })
        };
        let schemas = self.document.schemas().into_iter();
        let fresh = |(name, at): (String, Pointer)| {
            (is_named(&name, &at) && !known.contains(&at)).then_some(at)
        };
        schemas.filter_map(fresh).collect()
    }
}
