//! What can be chosen.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::{self, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use crate::diagnostics::{Code, Diagnostic, Place, Severity};

const UNREADABLE_OPTIONS: Code = Code::new(
    "unreadable-options",
    Severity::Error,
    "The file of options can't be read.",
);
const INVALID_OPTIONS: Code = Code::new(
    "invalid-options",
    Severity::Error,
    "The file of options says something that is no option.",
);

/// The options of a client. The same names are the keys of an `openapi-build.toml`.
///
/// ```
/// use openapi_build::Config;
///
/// let mut config = Config::default();
/// config.sensitive = vec!["/components/schemas/acs_credential/properties/code".to_owned()];
/// assert_eq!(
///     config.sensitive,
///     Config::from_toml(r#"sensitive = ["/components/schemas/acs_credential/properties/code"]"#)
///         .unwrap()
///         .sensitive,
/// );
/// ```
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
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
    /// Properties that are optional although the document requires them, as JSON Pointers
    /// ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)) to their schemas, such as
    /// `/components/schemas/pet/properties/name`.
    pub optional: Vec<String>,
    /// Properties whose values never appear in `Debug`, as JSON Pointers to their schemas.
    /// Those of `format: password` never do.
    pub sensitive: Vec<String>,
    /// Names, by JSON Pointer to what is named: a schema, a property's schema, or a value of an `enum`. One
    /// that begins with a capital letter is that of the schema's type, another one that of the
    /// property's field. `x-rust-name` in the document says the same.
    pub names: BTreeMap<String, String>,
    /// Rust types of a `format`: for text `string` or the path of a type with `FromStr` and `Display`, whose
    /// values are held together with their text; for numbers `f32`, `f64` or one of Rust's integers.
    pub formats: BTreeMap<String, String>,
    /// The same for single schemas, by JSON Pointer.
    pub types: BTreeMap<String, String>,
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

/// Not derived: the parser of TOML knows the place of a text that is refused, but not that of a variant.
impl<'de> Deserialize<'de> for RuntimeLayout {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = RuntimeLayout;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"package\" or \"module\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<RuntimeLayout, E> {
                match text {
                    "package" => Ok(RuntimeLayout::Package),
                    "module" => Ok(RuntimeLayout::Module),
                    other => Err(E::invalid_value(Unexpected::Str(other), &self)),
                }
            }
        }

        deserializer.deserialize_str(Text)
    }
}

/// A choice of operations: those that one of its lists names.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
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
            optional: Vec::new(),
            sensitive: Vec::new(),
            names: BTreeMap::new(),
            formats: BTreeMap::new(),
            types: BTreeMap::new(),
            keep_unknown_properties: true,
            serde: true,
            features_per_tag: false,
            include: Filter::default(),
            exclude: Filter::default(),
        }
    }
}

impl Config {
    /// Reads options from TOML.
    ///
    /// # Errors
    ///
    /// A message with line and column when the text is not TOML, names an option that does not
    /// exist, or gives one a value of the wrong type.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        basic_toml::from_str(text).map_err(|error| error.to_string())
    }

    /// Reads options from a file. Paths in it are relative to it.
    ///
    /// # Errors
    ///
    /// A diagnostic that names the file.
    pub fn from_file(path: &Path) -> Result<Self, Box<Diagnostic>> {
        let name = path.display();
        let text = std::fs::read_to_string(path).map_err(|error| {
            let message = format!("{name}: {error}");
            Diagnostic::new(UNREADABLE_OPTIONS, Place::Nowhere, message)
                .help("name a file of options that exists, relative to the package")
        })?;
        let mut config = Self::from_toml(&text).map_err(|error| {
            Diagnostic::new(INVALID_OPTIONS, Place::Nowhere, format!("{name}: {error}"))
                .help("the options are documented at `openapi_build::Config`")
        })?;
        let directory = path.parent().unwrap_or(Path::new(""));
        for root in &mut config.roots {
            *root = directory.join(&*root);
        }
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runtime_is_a_package_or_a_module() {
        let read = |text: &str| Config::from_toml(text).map(|config| config.runtime);
        assert_eq!(read(""), Ok(RuntimeLayout::Package));
        assert_eq!(read("runtime = \"package\""), Ok(RuntimeLayout::Package));
        assert_eq!(read("runtime = \"module\""), Ok(RuntimeLayout::Module));
        for (text, told) in [
            (
                "serde = false\nruntime = \"modul\"",
                "invalid value: string \"modul\", expected \"package\" or \"module\" for key `runtime` at line 2 column 11",
            ),
            ("runtime = true", "for key `runtime` at line 1 column 11"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(told), "{error}");
        }
    }
}
