//! Which types there are, and what a type has besides what it holds.

use super::{Api, EnumRepr, Struct, Type, TypeId, TypeKind};

/// What the options add to a struct or an enum.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Extras {
    /// Paths of traits to derive, beside those that it has anyway.
    pub derives: Vec<String>,
    /// Attributes, each as it is written.
    pub attributes: Vec<String>,
}

impl TypeKind {
    /// The traits that it derives unless the options say more.
    #[must_use]
    pub fn derives(&self) -> &'static [&'static str] {
        match self {
            Self::Struct(_) => &["Clone"],
            Self::Enum(list) => match list.repr {
                EnumRepr::String => &["Clone", "Debug", "PartialEq", "Eq", "Hash"],
                EnumRepr::Integer => &["Clone", "Copy", "Debug", "PartialEq", "Eq", "Hash"],
                EnumRepr::Json => &["Clone", "Debug", "PartialEq"],
            },
            Self::Union(union) if union.sensitive => &["Clone", "PartialEq"],
            Self::Union(_) => &["Clone", "Debug", "PartialEq"],
            // The items of a tuple need not have a default.
            Self::Newtype {
                ty: Type::Tuple(_), ..
            } => &["Clone", "Debug", "PartialEq"],
            Self::Newtype { .. } => &["Clone", "Debug", "Default", "PartialEq"],
            Self::Alias { .. } | Self::Same { .. } => &[],
        }
    }

    /// Whether it has this trait of std anyway, derived or not.
    #[must_use]
    pub fn has_trait(&self, name: &str) -> bool {
        self.derives().contains(&name)
            || match self {
                Self::Struct(object) => {
                    matches!(name, "Debug" | "PartialEq")
                        || name == "Default" && object.is_default()
                }
                Self::Union(_) => name == "Debug",
                Self::Enum(_) | Self::Newtype { .. } | Self::Alias { .. } | Self::Same { .. } => {
                    false
                }
            }
    }
}

impl Struct {
    /// Whether nothing has to be given to build one.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.arguments.is_none() && self.arguments().next().is_none()
    }
}

impl Api {
    /// Which types something leads to that is used: those of operations, and components that are kept.
    #[must_use]
    pub fn needed(&self) -> Vec<bool> {
        let mut needed = vec![false; self.types.len()];
        let mut open: Vec<TypeId> = Vec::new();
        for (index, def) in self.types.iter().enumerate() {
            if def.component && !def.unwanted && self.kept.has(def.side) {
                open.push(TypeId::new(index));
            }
        }
        let open_named = |ty: &Type, open: &mut Vec<TypeId>| {
            ty.for_each_named(&mut |id| open.extend([id, id.named()]));
        };
        self.for_each_used_type(&mut |ty| open_named(ty, &mut open));
        while let Some(id) = open.pop() {
            let Some(seen) = needed.get_mut(id.0) else {
                continue;
            };
            if std::mem::replace(seen, true) {
                continue;
            }
            if let Some(def) = self.get(id) {
                def.kind.for_each_type(&mut |ty| open_named(ty, &mut open));
            }
        }
        needed
    }
}
