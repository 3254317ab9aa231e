//! What options add to types, and what they leave out.

use super::Schemas;
use crate::config::PlaceKey;
use crate::document::Pointer;
use crate::ir::{TypeDef, TypeKind};
use crate::lower::shape::ValueKind;

/// What serde's own traits are called; those of the options are the same if they are called so.
const SERDE: &[&str] = &["Serialize", "Deserialize"];

impl Schemas<'_> {
    /// Adds the derives and attributes that the options say, and whether the type is to be left out.
    pub(super) fn add_extras(&self, def: &mut TypeDef) {
        let target = self.document.resolve(&def.at).ok();
        let target = target.filter(|target| *target != def.at);
        let places = [Some(def.at.clone()), target];
        for at in places.iter().flatten() {
            if matches!(def.kind, TypeKind::Alias { .. }) {
                for key in [PlaceKey::Derives, PlaceKey::Attributes] {
                    let why = format!(
                        "`{}` is no struct or enum but another name for a type",
                        def.name
                    );
                    self.options.refuse(at, key, why);
                }
                continue;
            }
            let derives = self
                .options
                .derives(at, |path| !self.has_trait(&def.kind, path));
            def.extras.derives.extend(derives);
            def.extras.attributes.extend(self.options.attributes(at));
        }
        def.unwanted = def.component && self.options.skips(&def.at);
    }

    /// Whether every type of this kind has a trait anyway.
    fn has_trait(&self, kind: &TypeKind, path: &str) -> bool {
        let name = path.rsplit("::").next().unwrap_or_default();
        kind.has_trait(name) || self.options.has_serde && SERDE.contains(&name)
    }

    /// Whether the property `wire`, declared at the first place and the others, is left out by an option, which can't
    /// be where it is needed. `typed`: whether properties that are not declared have a type.
    pub(super) fn is_left_out(
        &mut self,
        wire: &str,
        (at, others): (&Pointer, &[&Pointer]),
        required: bool,
        typed: bool,
    ) -> bool {
        let all = || others.iter().copied().chain([at]);
        let Some(said) = all().find(|at| self.options.would_skip(at)) else {
            return false;
        };
        let shape = self.shape_behind(at);
        let is_constant = shape.is_some_and(
            |shape| matches!(&shape.kind, ValueKind::Enum(values) if values.len() == 1),
        );
        let needed = if required {
            "it is required; `optional = true` beside it says that it may be missing"
        } else if typed {
            "all properties of its object that are not declared have a type, which it would get"
        } else if is_constant || self.options.is_tag(wire) {
            "its value says which type an object has"
        } else {
            return all().filter(|at| self.options.skips(at)).count() > 0;
        };
        self.options.refuse(said, PlaceKey::Skip, needed);
        false
    }
}
