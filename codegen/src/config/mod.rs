//! What can be chosen.

mod place;
mod read;
mod written;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(crate) use place::PlaceKey;
pub use place::PlaceOptions;

use crate::diagnostics::{Code, Diagnostic, Place, Severity};
use written::WrittenOption;

const UNREADABLE_OPTIONS: Code = Code::new(
    "unreadable-options",
    Severity::Error,
    "The file of options can't be read.",
);
pub(crate) const INVALID_OPTIONS: Code = Code::new(
    "invalid-options",
    Severity::Error,
    "The options say something that is no option.",
);

/// The options of a client. The same names are the keys of an `openapi-build.toml`.
///
/// ```
/// use openapi_build::Config;
///
/// let mut config = Config::default();
/// config.place("acs_credential.code").sensitive = Some(true);
///
/// let text = r#"
/// [places]
/// "acs_credential.code".sensitive = true
/// "#;
/// let same = Config::from_toml("openapi-build.toml", text).expect("valid options");
/// assert_eq!(config.places, same.places);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Config {
    /// Directories whose files the document's references may lead to, besides the document's own. In a file of options they are
    /// relative to that file.
    ///
    /// A reference to a file anywhere else is reported, and the file not opened: documents come from elsewhere, and must
    /// not read what they like. A file is where its path leads after all symbolic links, and it is a regular one. A
    /// document has at most 10,000 files, of 256 MiB together.
    pub roots: Vec<PathBuf>,
    /// How a stand-alone client carries its runtime; a package of its own unless said otherwise.
    pub runtime: RuntimeLayout,
    /// The path by which a client that a build script generates names the runtime; `::openapi_build_runtime` unless said otherwise.
    pub runtime_path: String,
    /// What is said about places of the document, by place. [`Self::place`] adds to it.
    ///
    /// A place is written in one of these ways:
    ///
    /// | Place | Stands for |
    /// |---|---|
    /// | `pet` | the schema of this name in `components/schemas` |
    /// | `pet.owner.name` | a property of it, and a property of the object that is written there, as deep as you like |
    /// | `get_pet` | the operation with this `operationId` |
    /// | `/components/schemas/pet/properties/name` | the node at this JSON Pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)) |
    /// | `common.yaml#/pet/properties/name` | a node of another file of the document; its path is relative to the document |
    /// | `/components/schemas/*/properties/id` | every node with any one token at the `*` |
    /// | `/**/properties/token` | every node with any number of tokens at the `**`, also none |
    /// | `*#/**/properties/token` | the same in every file |
    ///
    /// Where several entries say something about one node, the more specific one wins, for each key by itself: a place without
    /// wildcards before a pattern, then the pattern with fewer `**`, then that with fewer `*`, then that with more other
    /// tokens. Two that are equally specific and differ are an error. So is an entry whose place does not exist, and one that asks for what
    /// can't be had there; one that changes nothing is reported as a warning. A pattern is only reported if that holds for all that it matches.
    ///
    /// A place is where something is written. A property that is a `$ref` is the property; what it refers to has a place
    /// of its own, and what is said there holds for all who refer to it.
    ///
    /// In TOML, short entries are lines of one table, and long ones tables of their own:
    ///
    /// ```
    /// # let text = r#"
    /// [places]
    /// "acs_credential.code".sensitive = true
    /// "acs_credential.errors".optional = true
    ///
    /// [places.acs_credential]
    /// name = "Credential"
    /// derives = ["Hash"]
    /// # "#;
    /// # openapi_build::Config::from_toml("openapi-build.toml", text).expect("valid options");
    /// ```
    pub places: BTreeMap<String, PlaceOptions>,
    /// The type of a `format`, in the words of [`PlaceOptions::type`](PlaceOptions::type).
    pub formats: BTreeMap<String, String>,
    /// Whether properties that the document does not declare are kept (and written back); `true`
    /// unless said otherwise.
    pub keep_unknown_properties: bool,
    /// Whether types implement serde's `Serialize` and `Deserialize`; `true` unless said otherwise. A stand-alone
    /// client does it with its Cargo feature `serde`, which is not a default.
    pub serde: bool,
    /// Whether a stand-alone client has a Cargo feature for each tag; `false` unless said otherwise.
    pub features_per_tag: bool,
    /// The operations to generate; all of them unless said otherwise. What then nothing needs
    /// is not generated.
    pub include: Filter,
    /// Operations that are left out of those.
    pub exclude: Filter,
    /// Where in a file all this is written.
    written: WrittenOption,
}

/// How a stand-alone client carries its runtime.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RuntimeLayout {
    /// As a package of its own in the directory `runtime`: it is compiled once, not again with each change of the client.
    #[default]
    Package,
    /// As the module `src/runtime`: the client is one package, which a registry takes as it is.
    Module,
}

/// A choice of operations: those that one of its lists names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Filter {
    /// Tags.
    pub tags: Vec<String>,
    /// Path templates; `*` stands for any text.
    pub paths: Vec<String>,
    /// Values of `operationId`.
    pub operations: Vec<String>,
}

impl Filter {
    /// Whether nothing is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.paths.is_empty() && self.operations.is_empty()
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            roots: Vec::new(),
            runtime: RuntimeLayout::default(),
            runtime_path: "::openapi_build_runtime".to_owned(),
            places: BTreeMap::new(),
            formats: BTreeMap::new(),
            keep_unknown_properties: true,
            serde: true,
            features_per_tag: false,
            include: Filter::default(),
            exclude: Filter::default(),
            written: WrittenOption::default(),
        }
    }
}

impl Config {
    /// Reads options from TOML. Findings call the text `name`.
    ///
    /// # Errors
    ///
    /// All that is wrong with the text, each with its place: it is not TOML, names an option that does not exist, or gives
    /// one a value of the wrong type.
    pub fn from_toml(name: impl Into<PathBuf>, text: &str) -> Result<Self, Vec<Diagnostic>> {
        read::read(&name.into(), text)
    }

    /// Reads options from a file. Paths in it are relative to it.
    ///
    /// # Errors
    ///
    /// All that is wrong with the file, each with its place.
    pub fn from_file(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            let message = format!("{}: {error}", path.display());
            let found = Diagnostic::new(UNREADABLE_OPTIONS, Place::Nowhere, message);
            vec![found.help("name a file of options that exists, relative to the package")]
        })?;
        let mut config = Self::from_toml(path, &text)?;
        let directory = path.parent().unwrap_or(Path::new(""));
        for root in &mut config.roots {
            *root = directory.join(&*root);
        }
        Ok(config)
    }

    /// What is said about a place of the document, to be added to. [`Self::places`] says how places are written.
    pub fn place(&mut self, place: impl Into<String>) -> &mut PlaceOptions {
        self.places.entry(place.into()).or_default()
    }

    /// Where something is written that these keys lead to; nowhere if that is no file.
    pub(crate) fn written(&self, keys: &[&str]) -> Place {
        self.written.place(keys)
    }
}
