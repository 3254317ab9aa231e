//! `oneOf` and `anyOf`: one of several types.

use std::rc::Rc;

use serde_json::Value;

use crate::diagnostics::Diagnostic;
use crate::document::Pointer;
use crate::ir::{Case, Type, TypeId, TypeKind, Union, UnionVariant};
use crate::lower::shape::{Discriminator, Kind, Object, Shape};
use crate::lower::types::Hint;
use crate::lower::{Lower, Lowered, codes};
use crate::names::Scope;

/// A variant before it has a name.
struct Part {
    at: Pointer,
    /// The values of the discriminator that stand for it.
    tags: Vec<String>,
}

impl Lower<'_> {
    pub(super) fn union(
        &mut self,
        at: &Pointer,
        hint: &Hint,
        id: Option<TypeId>,
        variants: &[Pointer],
        beside: &Object,
        shape: &Shape,
    ) -> Lowered {
        if !beside.properties.is_empty() {
            self.union_ignored(at, variants);
            return self.object(at, hint, id, beside, shape);
        }
        let (parts, nullable) = self.parts(variants, shape.discriminator.as_ref());
        let mut lowered = match parts.as_slice() {
            [] => Lowered::new(Type::Json),
            [only] => self.schema(&only.at, hint),
            _ => match self.open_enum(&parts) {
                Some(list) => self.schema(&list, hint),
                None => self.several(at, hint, id, &parts, shape),
            },
        };
        lowered.nullable |= nullable;
        lowered
    }

    /// The variants but for null, and whether null is among them.
    fn parts(
        &mut self,
        variants: &[Pointer],
        discriminator: Option<&Discriminator>,
    ) -> (Vec<Part>, bool) {
        let mut nullable = false;
        let mut parts = Vec::new();
        for variant in variants {
            if self
                .shape_behind(variant)
                .is_some_and(|shape| matches!(shape.kind, Kind::Null))
            {
                nullable = true;
                continue;
            }
            let tags = discriminator
                .map(|declared| self.tags(variant, declared))
                .unwrap_or_default();
            parts.push(Part {
                at: variant.clone(),
                tags,
            });
        }
        (parts, nullable)
    }

    fn shape_behind(&mut self, at: &Pointer) -> Option<Rc<Shape>> {
        let at = self.document.resolve(at).ok()?;
        self.shape(&at)
    }

    /// The values of the discriminator that stand for a variant: those of `mapping`, the value that
    /// the property itself allows, or the name of the component (OpenAPI 3.0.4, section 4.7.25).
    fn tags(&mut self, variant: &Pointer, declared: &Discriminator) -> Vec<String> {
        let resolved = self.document.resolve(variant).ok();
        let name = resolved.as_ref().and_then(super::content::component);
        let refers = |target: &String| {
            let target = target.rsplit('/').next().unwrap_or(target);
            name.as_deref() == Some(target)
        };
        let mapped: Vec<String> = declared
            .mapping
            .iter()
            .filter(|(_, target)| refers(target))
            .map(|(value, _)| value.clone())
            .collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let listed = self.listed(variant, &declared.property);
        if !listed.is_empty() {
            return listed;
        }
        name.into_iter().collect()
    }

    /// The strings that a property of an object schema lists.
    fn listed(&mut self, object: &Pointer, property: &str) -> Vec<String> {
        let Some(shape) = self.shape_behind(object) else {
            return Vec::new();
        };
        let (parts, own) = match &shape.kind {
            Kind::Object(own) => (&[][..], own),
            Kind::AllOf(parts, own) => (parts.as_slice(), own),
            _ => return Vec::new(),
        };
        if let Some((_, at)) = own.properties.iter().find(|(name, _)| name == property)
            && let Some(shape) = self.shape_behind(at)
            && let Kind::Enum(values) = &shape.kind
        {
            return values
                .iter()
                .filter_map(|value| value.as_str().map(str::to_owned))
                .collect();
        }
        // A later part is the more precise one.
        parts
            .iter()
            .rev()
            .filter(|part| *part != object)
            .map(|part| self.listed_once(part, property))
            .find(|list| !list.is_empty())
            .unwrap_or_default()
    }

    /// The same without looking into the parts of an `allOf`, which may lead back.
    fn listed_once(&mut self, object: &Pointer, property: &str) -> Vec<String> {
        let direct = self
            .shape_behind(object)
            .is_some_and(|shape| matches!(shape.kind, Kind::Object(_)));
        if direct {
            self.listed(object, property)
        } else {
            Vec::new()
        }
    }

    fn several(
        &mut self,
        at: &Pointer,
        hint: &Hint,
        id: Option<TypeId>,
        parts: &[Part],
        shape: &Shape,
    ) -> Lowered {
        let reserved = id.map(|id| (id, self.types.name_of(id)));
        let (id, name) = reserved.unwrap_or_else(|| {
            let (id, name) = self.types.reserve(hint, at);
            (id, name.to_string())
        });
        let mut scope = Scope::reserving(&["Unknown"]);
        let mut variants: Vec<UnionVariant> = Vec::with_capacity(parts.len());
        let mut nullable = false;
        for part in parts {
            let words = self.variant_words(part);
            let lowered = self.schema(
                &part.at,
                &Hint::within(&name, words.as_deref().unwrap_or("variant")),
            );
            nullable |= lowered.nullable;
            // A union is no alternative to itself.
            if lowered.ty == Type::Named(id) {
                continue;
            }
            if let Some(known) = variants.iter_mut().find(|known| known.ty == lowered.ty) {
                known.tags.extend(part.tags.iter().cloned());
                continue;
            }
            let words = words.unwrap_or_else(|| self.type_words(&lowered.ty));
            variants.push(UnionVariant {
                name: scope.variant(&words),
                ty: lowered.ty,
                tags: part.tags.clone(),
                case: Case::default(),
                docs: lowered.docs,
            });
        }
        let discriminator = shape
            .discriminator
            .as_ref()
            .map(|declared| declared.property.clone());
        self.types.define(
            id,
            shape.docs.clone(),
            TypeKind::Union(Union {
                variants,
                discriminator,
            }),
        );
        let mut lowered = Lowered::new(Type::Named(id));
        lowered.nullable = nullable;
        lowered
    }

    /// The enum, if the variants are any string and strings out of a list: an open enum is both.
    fn open_enum(&mut self, parts: &[Part]) -> Option<Pointer> {
        let [one, other] = parts else {
            return None;
        };
        for (list, any) in [(one, other), (other, one)] {
            let list_shape = self.shape_behind(&list.at)?;
            let any_shape = self.shape_behind(&any.at)?;
            let lists = matches!(&list_shape.kind, Kind::Enum(values) if values.iter().all(Value::is_string));
            if lists && matches!(any_shape.kind, Kind::String(None)) {
                return Some(list.at.clone());
            }
        }
        None
    }

    /// What a variant is called: its component, its tag, a constant of its own, its title.
    fn variant_words(&mut self, part: &Part) -> Option<String> {
        let resolved = self.document.resolve(&part.at).ok()?;
        if let Some(component) = super::content::component(&resolved) {
            return Some(component);
        }
        if let Some(tag) = part.tags.first() {
            return Some(tag.clone());
        }
        let shape = self.shape(&resolved)?;
        if let Kind::Object(object) = &shape.kind {
            for (name, _) in &object.properties {
                if let [only] = self.listed(&resolved, name).as_slice() {
                    return Some(only.clone());
                }
            }
        }
        shape.docs.title.clone()
    }

    fn type_words(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "boolean".to_owned(),
            Type::Integer(_) => "integer".to_owned(),
            Type::Float => "number".to_owned(),
            Type::String => "string".to_owned(),
            Type::Uuid => "uuid".to_owned(),
            Type::DateTime => "date time".to_owned(),
            Type::Date => "date".to_owned(),
            Type::Json => "any".to_owned(),
            Type::List(inner) => format!("{} list", self.type_words(inner)),
            Type::Tuple(_) => "tuple".to_owned(),
            Type::Map(inner) => format!("{} map", self.type_words(inner)),
            Type::Nullable(inner) | Type::Boxed(inner) => self.type_words(inner),
            Type::Named(id) => match self.types.kind(*id) {
                Some(TypeKind::Enum(_)) => "listed".to_owned(),
                Some(TypeKind::Struct(_)) => "object".to_owned(),
                _ => self.types.name_of(*id),
            },
        }
    }

    /// Says that the variants beside properties are not typed, unless they only say which properties
    /// are required together.
    pub(super) fn union_ignored(&mut self, at: &Pointer, variants: &[Pointer]) {
        let mut only_required = true;
        for variant in variants {
            let shape = self.shape_behind(variant);
            only_required &= shape.is_some_and(|shape| match &shape.kind {
                Kind::Object(object) => object.is_empty(),
                kind => matches!(kind, Kind::Any),
            });
        }
        if only_required {
            let message = "which properties are required together is not checked";
            self.diagnostics
                .report(Diagnostic::new(codes::KEYWORD_UNCHECKED, at, message));
            return;
        }
        let message = "the variants of this union are not typed; their properties are among the additional ones";
        self.diagnostics
            .report(Diagnostic::new(codes::UNION_AS_JSON, at, message));
        self.fallbacks.push(at.clone());
    }
}
