//! Inheritance: a schema with a `discriminator` that others name in their `allOf` (OpenAPI 3.0.4,
//! section 4.7.25). Where it is used, a value is one of those others, or of the parent itself.

use std::rc::Rc;

use indexmap::IndexSet;

use super::site::Site;
use super::union::Alternative;
use super::{Lowered, Schemas};
use crate::document::Pointer;
use crate::hash::{Map, Seeded, Set};
use crate::lower::hint::component;
use crate::lower::shape::{Discriminator, MappingTarget, Shape, ValueKind};

/// Schemas that inherit from another one, in order.
pub(super) type Heirs = IndexSet<Pointer, Seeded>;

/// The component schemas, and how they inherit from each other.
#[derive(Default)]
pub(super) struct Inheritance {
    /// All, in the document's order.
    all: Vec<Pointer>,
    /// Where each is among all: by its own place and by that of what it refers to.
    places: Map<Pointer, Vec<usize>>,
    /// Those that name each one in their `allOf`.
    children: Map<Pointer, Vec<Pointer>>,
    /// What was found before for each one.
    heirs: Map<Pointer, Rc<Heirs>>,
}

/// What a schema that inherits costs as a variant of each one that it inherits from, in the units of the budget.
const COST_OF_HEIR: usize = 4;

impl Schemas<'_> {
    /// The union of the schemas that inherit from the one here, if there are any.
    pub(super) fn inherited(&mut self, place: &Site<'_>, shape: &Shape) -> Option<Lowered> {
        let declared = shape.discriminator.as_ref()?;
        let heirs = self.heirs(place.at, shape);
        if heirs.is_empty() || !self.afford(heirs.len() * COST_OF_HEIR, place.at) {
            return None;
        }
        let listed = self.listed(place.at, &declared.property);
        let mut alternatives: Vec<Alternative> = heirs
            .iter()
            .map(|heir| {
                let mut tags = self.tags(heir, declared);
                // What all have from their parent tells none of them apart.
                if tags.len() > 1 && tags == listed {
                    tags = self.implicit_tags(heir);
                }
                Alternative {
                    tags,
                    default: self.is_default(heir, declared),
                    variants: vec![heir.clone()],
                }
            })
            .collect();
        let parent = self.parent_itself(place.at, declared, listed, &alternatives);
        alternatives.push(parent);
        self.check_targets(place.at, &alternatives, declared);
        Some(self.union_of(place, &[], &alternatives, Some(declared)))
    }

    /// The parent as one of its own variants: for the values of the discriminator that the mapping gives it, or that none of its heirs
    /// has, and for those that the document doesn't know.
    fn parent_itself(
        &mut self,
        at: &Pointer,
        declared: &Discriminator,
        listed: Vec<String>,
        heirs: &[Alternative],
    ) -> Alternative {
        let taken: Set<&String> = heirs.iter().flat_map(|heir| &heir.tags).collect();
        let mut tags = self.mapped_tags(at, declared);
        if tags.is_empty() {
            let left = listed.into_iter().filter(|tag| !taken.contains(tag));
            tags = left.collect();
        }
        if tags.is_empty() {
            let implicit = self.implicit_tags(at).into_iter();
            tags = implicit.filter(|tag| !taken.contains(tag)).collect();
        }
        Alternative {
            variants: vec![at.clone()],
            tags,
            default: !heirs.iter().any(|heir| heir.default),
        }
    }

    /// The component schemas that inherit from the one at `at`, directly or not, and those that its
    /// mapping names.
    pub(super) fn heirs(&mut self, at: &Pointer, shape: &Shape) -> Rc<Heirs> {
        let Some(declared) = &shape.discriminator else {
            return Rc::default();
        };
        if matches!(shape.kind, ValueKind::Union(..))
            || !shape.further.is_empty()
            || component(at).is_none()
        {
            return Rc::default();
        }
        if self.family.is_none() {
            self.family = Some(self.find_family());
        }
        if let Some(known) = self.family.as_ref().and_then(|family| family.heirs.get(at)) {
            return Rc::clone(known);
        }
        let mut heirs = Heirs::from_iter([at.clone()]);
        let mut next = 0;
        while let Some(one) = heirs.get_index(next) {
            let children = self.family.as_ref().and_then(|all| all.children.get(one));
            heirs.extend(children.into_iter().flatten().cloned().collect::<Vec<_>>());
            next += 1;
        }
        heirs.extend(self.mapped(declared));
        let heirs: Rc<Heirs> = Rc::new(heirs.into_iter().skip(1).collect());
        if let Some(family) = &mut self.family {
            family.heirs.insert(at.clone(), Rc::clone(&heirs));
        }
        heirs
    }

    fn find_family(&mut self) -> Inheritance {
        let mut family = Inheritance::default();
        for (index, (_, child)) in self.document.schemas().into_iter().enumerate() {
            family.places.entry(child.clone()).or_default().push(index);
            if let Ok(target) = self.document.resolve(&child)
                && target != child
            {
                family.places.entry(target).or_default().push(index);
            }
            family.all.push(child.clone());
            let Some(shape) = self.shape_behind(&child) else {
                continue;
            };
            let ValueKind::AllOf(parts, _) = &shape.kind else {
                continue;
            };
            for parent in parts {
                if let Ok(parent) = self.document.resolve(parent) {
                    family
                        .children
                        .entry(parent)
                        .or_default()
                        .push(child.clone());
                }
            }
        }
        family
    }

    /// The component schemas that the mapping of a discriminator names, in the document's order.
    fn mapped(&self, declared: &Discriminator) -> Vec<Pointer> {
        let Some(family) = &self.family else {
            return Vec::new();
        };
        let schemas = Pointer::root().child("components").child("schemas");
        let targets = declared.mapping.iter().map(|(_, target)| target);
        let places = targets
            .chain(&declared.default)
            .flat_map(|target| match target {
                MappingTarget::Name(name) => {
                    let at = schemas.child(name);
                    let named = family.places.get(&at).into_iter().flatten();
                    // Not those that only refer to it.
                    let is_it = |place: &usize| family.all.get(*place) == Some(&at);
                    named.copied().filter(is_it).collect::<Vec<_>>()
                }
                MappingTarget::At(at) => family.places.get(at).cloned().unwrap_or_default(),
            });
        let mut places: Vec<usize> = places.collect();
        places.sort_unstable();
        places.dedup();
        places
            .into_iter()
            .filter_map(|place| family.all.get(place).cloned())
            .collect()
    }
}
