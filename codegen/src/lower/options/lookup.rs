//! What the options say about a node. Whoever asks does what is said, so to be asked is the effect, unless it is said otherwise.

use super::{OptionEntry, Options};
use crate::config::{PlaceKey, PlaceOptions};
use crate::diagnostics::Place;
use crate::document::Pointer;

impl Options<'_> {
    /// The entry that decides, and whether a less specific one says something else.
    fn entry(&self, at: &Pointer, key: PlaceKey) -> Option<(&OptionEntry<'_>, bool)> {
        if self.decided.is_empty() {
            return None;
        }
        let decision = self.decided.get(at)?;
        let by = (*decision.by.get(key.index())?)?;
        let entry = self.entries.get(by as usize)?;
        Some((entry, decision.overrides & (1 << key.index()) != 0))
    }

    /// Whether nothing is said about any place.
    pub fn says_nothing(&self) -> bool {
        self.decided.is_empty()
    }

    fn flag(&self, at: &Pointer, key: PlaceKey, of: fn(&PlaceOptions) -> Option<bool>) -> bool {
        let Some((entry, overrides)) = self.entry(at, key) else {
            return false;
        };
        let flag = of(&entry.said) == Some(true);
        // What only says `false` changes nothing unless another entry says `true`.
        if flag || overrides {
            entry.effect(key).inspect(|effect| effect.used());
        }
        flag
    }

    /// Whether the property or parameter at `at`, which is required, is optional all the same.
    pub fn is_optional(&self, at: &Pointer) -> bool {
        self.flag(at, PlaceKey::Optional, |said| said.optional)
    }

    /// Whether the value of the property at `at` is kept out of `Debug`.
    pub fn is_sensitive(&self, at: &Pointer) -> bool {
        self.flag(at, PlaceKey::Sensitive, |said| said.sensitive)
    }

    /// Whether what stands at `at`, which can be left out, is.
    pub fn skips(&self, at: &Pointer) -> bool {
        self.flag(at, PlaceKey::Skip, |said| said.skip)
    }

    /// Whether what stands at `at` is to be left out. It is no effect to be asked.
    pub fn would_skip(&self, at: &Pointer) -> bool {
        let entry = self.entry(at, PlaceKey::Skip);
        entry.is_some_and(|(entry, _)| entry.said.skip == Some(true))
    }

    /// The name for the type of the schema at `at`: one with a capital letter.
    pub fn type_name(&self, at: &Pointer) -> Option<&str> {
        self.name_if(at, |name| name.starts_with(char::is_uppercase))
    }

    /// The name for a field, an argument or a function: one without a capital letter.
    pub fn field_name(&self, at: &Pointer) -> Option<&str> {
        self.name_if(at, |name| !name.starts_with(char::is_uppercase))
    }

    fn name_if(&self, at: &Pointer, is_wanted: impl Fn(&str) -> bool) -> Option<&str> {
        let (entry, _) = self.entry(at, PlaceKey::Name)?;
        let name = entry.said.name.as_deref().filter(|name| is_wanted(name))?;
        entry.effect(PlaceKey::Name)?.used();
        Some(name)
    }

    /// Says so if `name` is not the name that was chosen for the type of the schema at `at`.
    pub fn check_type_name(&self, at: &Pointer, name: &str) {
        self.check_name(at, self.type_name(at), name);
    }

    /// The same for a field, an argument or a function.
    pub fn check_field_name(&self, at: &Pointer, name: &str) {
        self.check_name(at, self.field_name(at), name);
    }

    fn check_name(&self, at: &Pointer, chosen: Option<&str>, name: &str) {
        let name = name.trim_start_matches("r#");
        if let Some(chosen) = chosen.filter(|chosen| *chosen != name) {
            let why = format!(
                "`{chosen}` is taken or not written as Rust writes names; it would be `{name}`"
            );
            self.refuse(at, PlaceKey::Name, why);
        }
    }

    /// Whether the schema at `at` is any JSON value.
    pub fn is_json(&self, at: &Pointer) -> bool {
        let Some((entry, _)) = self.entry(at, PlaceKey::Type) else {
            return false;
        };
        let is_json = entry.said.r#type.as_deref() == Some("json");
        if is_json {
            entry.effect(PlaceKey::Type).inspect(|effect| effect.used());
        }
        is_json
    }

    /// Whether a type is chosen for the schema at `at` itself.
    pub fn has_type(&self, at: &Pointer) -> bool {
        self.entry(at, PlaceKey::Type).is_some()
    }

    /// The type for the text or number at `at`, or for its format.
    pub fn type_of(&self, at: &Pointer, format: Option<&str>) -> Option<&str> {
        let Some((entry, _)) = self.entry(at, PlaceKey::Type) else {
            return self.formats.get(format?).copied();
        };
        entry.effect(PlaceKey::Type)?.used();
        entry.said.r#type.as_deref()
    }

    /// The further derives of the type that is made of the schema at `at`, of those that it doesn't have anyway.
    pub fn derives(&self, at: &Pointer, is_new: impl Fn(&str) -> bool) -> Vec<String> {
        let entry = self.entry(at, PlaceKey::Derives).map(|(entry, _)| entry);
        let derives = entry.and_then(|entry| entry.said.derives.as_ref());
        let new = derives.into_iter().flatten().filter(|path| is_new(path));
        let new: Vec<String> = new.cloned().collect();
        if !new.is_empty() {
            entry
                .and_then(|entry| entry.effect(PlaceKey::Derives))
                .inspect(|effect| effect.used());
        }
        new
    }

    /// Its further attributes.
    pub fn attributes(&self, at: &Pointer) -> Vec<String> {
        let entry = self.entry(at, PlaceKey::Attributes).map(|(entry, _)| entry);
        entry
            .and_then(|entry| entry.effect(PlaceKey::Attributes))
            .inspect(|effect| effect.used());
        entry
            .and_then(|entry| entry.said.attributes.clone())
            .unwrap_or_default()
    }

    /// Where the options say something about a format.
    pub fn where_format(&self, format: &str) -> Place {
        self.config.written(&["formats", format])
    }

    /// Whether a discriminator names this property; only known where anything is left out.
    pub fn is_tag(&self, property: &str) -> bool {
        self.tags.contains(property)
    }

    /// Says that what an entry says about `at` can't be done, and why.
    pub fn refuse(&self, at: &Pointer, key: PlaceKey, why: impl Into<String>) {
        if let Some((entry, _)) = self.entry(at, key) {
            entry
                .effect(key)
                .inspect(|effect| effect.refused(at, why.into()));
        }
    }
}
