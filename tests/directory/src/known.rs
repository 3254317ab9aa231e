//! Failures that are known, each with its reason.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Reasons, by document and kind.
pub struct Known(BTreeMap<(String, String), String>);

impl Known {
    /// Reads `[[problem]]` tables of `document`, `kind` and `reason`.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path);
        let text = text.map_err(|error| format!("{}: {error}", path.display()))?;
        let root: Value = basic_toml::from_str(&text).map_err(|error| error.to_string())?;
        let mut known = BTreeMap::new();
        for problem in root["problem"].as_array().into_iter().flatten() {
            let text = |key: &str| match problem[key].as_str() {
                Some(text) if !text.is_empty() => Ok(text.to_owned()),
                _ => Err(format!("known.toml: a problem without `{key}`: {problem}")),
            };
            known.insert((text("document")?, text("kind")?), text("reason")?);
        }
        Ok(Self(known))
    }

    pub fn reason(&self, document: &str, kind: &str) -> Option<&str> {
        let key = (document.to_owned(), kind.to_owned());
        self.0.get(&key).map(String::as_str)
    }

    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        let names = self.0.keys();
        names.map(|(document, kind)| (document.as_str(), kind.as_str()))
    }
}
