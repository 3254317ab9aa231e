//! What the options say about places of the document, and whether it had an effect.

use crate::config::Config;
use crate::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::document::{Document, Pointer};
use crate::hash::{Map, Set};
use crate::lower::codes;

/// The options that name places.
pub struct Options {
    /// Chosen names.
    names: Map<Pointer, String>,
    /// Chosen types, by place and by format.
    types: Map<Pointer, String>,
    formats: Map<String, String>,
    optional: Set<Pointer>,
    /// What is called sensitive, and whether that had an effect.
    sensitive: Map<Pointer, bool>,
    /// Whether objects keep properties that the document doesn't declare.
    pub keep_unknown: bool,
}

impl Options {
    /// Reads the options. One that names no place, or no type, is reported.
    pub fn of(config: &Config, document: &Document, diagnostics: &mut Diagnostics) -> Self {
        let pointer = |text: &String| Pointer::parse(text);
        let formats = valid_types("formats", config.formats.iter(), diagnostics);
        let types = valid_types("types", config.types.iter(), diagnostics);
        check_places(config, document, diagnostics);
        let names = config.names.iter();
        Self {
            names: names
                .map(|(at, name)| (pointer(at), name.clone()))
                .collect(),
            types: types
                .iter()
                .map(|(at, ty)| (pointer(at), ty.clone()))
                .collect(),
            formats,
            optional: config.optional.iter().map(pointer).collect(),
            sensitive: config
                .sensitive
                .iter()
                .map(|at| (pointer(at), false))
                .collect(),
            keep_unknown: config.keep_unknown_properties,
        }
    }

    /// The name for what stands at `at`.
    pub fn name(&self, at: &Pointer) -> Option<&str> {
        self.names.get(at).map(String::as_str)
    }

    /// Whether a type is chosen for the schema at `at` itself.
    pub fn has_type(&self, at: &Pointer) -> bool {
        self.types.contains_key(at)
    }

    /// The type for the schema at `at`, or for its format.
    pub fn type_of(&self, at: &Pointer, format: Option<&str>) -> Option<&str> {
        let by_format = || self.formats.get(format?);
        self.types.get(at).or_else(by_format).map(String::as_str)
    }

    /// Whether the property at `at` may be missing although it is required.
    pub fn is_optional(&self, at: &Pointer) -> bool {
        self.optional.contains(at)
    }

    /// Whether the value of the property at `at` is kept out of `Debug`. That is an effect of the option.
    pub fn is_sensitive(&mut self, at: &Pointer) -> bool {
        match self.sensitive.get_mut(at) {
            Some(used) => {
                *used = true;
                true
            }
            None => false,
        }
    }

    /// Says where `sensitive` had no effect: a secret would be left in `Debug`.
    pub fn check_effects(
        &self,
        config: &Config,
        document: &Document,
        diagnostics: &mut Diagnostics,
    ) {
        for text in &config.sensitive {
            let at = Pointer::parse(text);
            if self.sensitive.get(&at) != Some(&false) || document.raw(&at).is_none() {
                continue;
            }
            let message =
                "the option `sensitive` has no effect here: no property has this schema as its own";
            diagnostics.report(
                Diagnostic::new(codes::OPTION_WITHOUT_EFFECT, at, message)
                    .help("name the schemas of the properties that hold the value, such as `/components/schemas/pet/properties/name`"),
            );
        }
    }
}

/// The entries of an option whose values are types. One that is no type is reported, and left out.
fn valid_types<'a>(
    option: &str,
    entries: impl Iterator<Item = (&'a String, &'a String)>,
    diagnostics: &mut Diagnostics,
) -> Map<String, String> {
    let mut valid = Map::default();
    for (key, ty) in entries {
        if ty == "string" || syn::parse_str::<syn::TypePath>(ty).is_ok() {
            valid.insert(key.clone(), ty.clone());
            continue;
        }
        let message = format!("the option `{option}` says `{ty}` for `{key}`, which is no type");
        diagnostics.report(
            Diagnostic::new(codes::INVALID_TYPE, Place::Nowhere, message)
                .help("give the path of a type, such as `crate::Money`, or `string`"),
        );
    }
    valid
}

/// Options that name a place must name one that exists: a misspelt pointer would leave a secret in `Debug`.
fn check_places(config: &Config, document: &Document, diagnostics: &mut Diagnostics) {
    let document = document.resolver();
    for (option, texts) in [
        ("optional", config.optional.iter().collect::<Vec<_>>()),
        ("sensitive", config.sensitive.iter().collect()),
        ("names", config.names.keys().collect()),
        ("types", config.types.keys().collect()),
    ] {
        for text in texts {
            let mut nearest = Pointer::parse(text);
            if document.raw(&nearest).is_some() {
                continue;
            }
            while document.raw(&nearest).is_none()
                && let Some(parent) = nearest.parent()
            {
                nearest = parent;
            }
            let message =
                format!("the option `{option}` names `{text}`, which the document does not have");
            diagnostics.report(
                Diagnostic::new(codes::UNUSED_OPTION, nearest, message)
                    .help("the document ends here on the way to it; name the schema of a property, such as `/components/schemas/pet/properties/name`"),
            );
        }
    }
}
