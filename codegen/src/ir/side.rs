//! Which way values go.

use crate::document::Pointer;
use crate::ir::{Api, Type, TypeDef, TypeId, TypeKind};

/// Which way a value goes. A `readOnly` property is there in what a server sends alone, a `writeOnly`
/// one in what a client sends alone (OpenAPI 3.0.4, section 4.7.24).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// From the server: replies, their headers, requests of webhooks and callbacks.
    #[default]
    Reply,
    /// To the server: parameters and request bodies.
    Request,
}

/// Which types are kept although no operation needs them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// Those of component schemas, as replies have them.
    #[default]
    Components,
    /// Those of component schemas, as requests and as replies have them.
    BothSides,
    /// None: only a choice of the operations is wanted, and what they need.
    Nothing,
}

impl Kept {
    /// Whether the type of a component schema for `side` is kept.
    #[must_use]
    pub fn has(self, side: Side) -> bool {
        match self {
            Self::Components => side == Side::Reply,
            Self::BothSides => true,
            Self::Nothing => false,
        }
    }
}

impl Api {
    /// The type of the component schema at `at` for values that go this way. Where both ways have one
    /// type, it is that.
    ///
    /// None when there is no such component, or when its type for requests was left out, as no request
    /// has it.
    #[must_use]
    pub fn component(&self, at: &Pointer, side: Side) -> Option<TypeId> {
        let mut at = at;
        // A component that is a reference alone has the sides of what it refers to.
        for _ in 0..=self.types.len() {
            let find = |side| {
                let is_it = |def: &TypeDef| def.component && def.side == side && def.at == *at;
                self.types.iter().position(is_it).map(TypeId::new)
            };
            let found = find(side).or_else(|| find(Side::Reply))?;
            match self.get(found) {
                Some(TypeDef {
                    kind:
                        TypeKind::Alias {
                            ty: Type::Named(target),
                            ..
                        },
                    side: of,
                    ..
                }) if *of != side => at = &self.get(*target)?.at,
                _ => return Some(found),
            }
        }
        None
    }
}
