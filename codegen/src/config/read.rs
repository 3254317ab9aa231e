//! Options as they are written: TOML, in which each has its place.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::place::{PlaceKey, PlaceOptions};
use super::written::{WrittenOption, joined};
use super::{Config, Filter, INVALID_OPTIONS, RuntimeLayout};
use crate::diagnostics::{Diagnostic, Guesses, Lines, Location, Place};
use crate::hash::Map;

/// The options themselves.
const OPTIONS: &[&str] = &[
    "roots",
    "runtime",
    "runtime-path",
    "places",
    "formats",
    "keep-unknown-properties",
    "serde",
    "features-per-tag",
    "include",
    "exclude",
];
const FILTERS: &[&str] = &["tags", "paths", "operations"];

/// Reads all of it, and says all that is wrong with it.
pub(super) fn read(name: &Path, text: &str) -> Result<Config, Vec<Diagnostic>> {
    let mut reader = Reader {
        name,
        text,
        lines: Lines::of(text),
        offsets: Map::default(),
        guesses: Guesses::new(),
        found: Vec::new(),
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(text.len(), |span| span.start);
        reader.report(at, error.message().to_owned(), HELP.to_owned());
    }
    let mut config = match reader.found.is_empty() {
        true => reader.config(table.get_ref()),
        false => Config::default(),
    };
    if !reader.found.is_empty() {
        return Err(reader.finish());
    }
    config.written = WrittenOption::of(name, text, reader.offsets);
    Ok(config)
}

/// So many mistakes are listed.
const MOST: usize = 100;

const HELP: &str =
    "options are written in TOML (https://toml.io) and documented at `openapi_build::Config`";

const NAMES_NOTHING: &str = "name tags, paths or operations, or leave it out";

/// A value, and the keys that lead to it.
struct TomlValue<'v> {
    keys: Vec<&'v str>,
    /// The first byte of the last key.
    key_at: usize,
    value: &'v Spanned<DeValue<'v>>,
}

struct Reader<'t> {
    name: &'t Path,
    text: &'t str,
    lines: Lines,
    offsets: Map<String, usize>,
    guesses: Guesses,
    /// What is wrong, each with the byte where it is.
    found: Vec<(usize, Diagnostic)>,
}

impl Reader<'_> {
    fn config(&mut self, table: &DeTable<'_>) -> Config {
        let mut config = Config::default();
        for one in Self::members(&[], table) {
            match one.key() {
                "roots" => {
                    let roots = self.texts(&one).unwrap_or_default();
                    config.roots = roots.into_iter().map(PathBuf::from).collect();
                }
                "runtime" => config.runtime = self.runtime(&one).unwrap_or_default(),
                "runtime-path" => {
                    config.runtime_path = self.text(&one).unwrap_or_default();
                }
                "places" => config.places = self.places(&one),
                "formats" => config.formats = self.formats(&one),
                "keep-unknown-properties" => {
                    config.keep_unknown_properties = self.flag(&one).unwrap_or(true);
                }
                "serde" => config.serde = self.flag(&one).unwrap_or(true),
                "features-per-tag" => {
                    config.features_per_tag = self.flag(&one).unwrap_or(false);
                }
                "include" => config.include = self.filter(&one),
                "exclude" => config.exclude = self.filter(&one),
                key if PlaceKey::ALL.iter().any(|one| one.word() == key) => {
                    let help = format!("write `\"<place>\".{key} = ...` below `[places]`");
                    self.report(one.at(), format!("`{key}` is said of a place"), help);
                }
                key => self.unknown(&one, key, OPTIONS),
            }
        }
        config
    }

    fn places(&mut self, all: &TomlValue<'_>) -> BTreeMap<String, PlaceOptions> {
        self.remember(&all.keys, all.key_at);
        let mut places = BTreeMap::new();
        for place in self.table(all) {
            self.remember(&place.keys, place.key_at);
            let options = self.place(&place);
            places.insert(place.key().to_owned(), options);
        }
        places
    }

    fn place(&mut self, place: &TomlValue<'_>) -> PlaceOptions {
        let mut options = PlaceOptions::default();
        for one in self.table(place) {
            if PlaceKey::ALL.iter().any(|key| key.word() == one.key()) {
                self.remember(&one.keys, one.key_at);
            }
            match one.key() {
                "optional" => options.optional = self.flag(&one),
                "sensitive" => options.sensitive = self.flag(&one),
                "name" => options.name = self.text(&one),
                "type" => options.r#type = self.text(&one),
                "derives" => options.derives = self.texts(&one),
                "attributes" => options.attributes = self.texts(&one),
                "skip" => options.skip = self.flag(&one),
                key => self.unknown(&one, key, &PlaceKey::ALL.map(PlaceKey::word)),
            }
        }
        options
    }

    fn formats(&mut self, all: &TomlValue<'_>) -> BTreeMap<String, String> {
        let mut formats = BTreeMap::new();
        for one in self.table(all) {
            self.remember(&one.keys, one.key_at);
            let ty = self.text(&one);
            formats.extend(ty.map(|ty| (one.key().to_owned(), ty)));
        }
        formats
    }

    fn filter(&mut self, all: &TomlValue<'_>) -> Filter {
        let mut filter = Filter::default();
        let is_empty = |table: &DeTable<'_>| table.is_empty();
        if all.value.get_ref().as_table().is_some_and(is_empty) {
            let message = format!("`{}` is empty, so it names nothing", all.key());
            self.report(all.at(), message, NAMES_NOTHING.to_owned());
        }
        for one in self.table(all) {
            let texts = match one.key() {
                "tags" => &mut filter.tags,
                "paths" => &mut filter.paths,
                "operations" => &mut filter.operations,
                key => {
                    self.unknown(&one, key, FILTERS);
                    continue;
                }
            };
            let listed = self.texts(&one);
            if listed.as_ref().is_some_and(Vec::is_empty) {
                let message = format!(
                    "`{}` of `{}` is empty, so it names nothing",
                    one.key(),
                    all.key()
                );
                self.report(one.at(), message, NAMES_NOTHING.to_owned());
            }
            *texts = listed.unwrap_or_default();
            for (text, item) in texts.iter().zip(one.items()) {
                self.remember(&[all.key(), one.key(), text], item.span().start);
            }
        }
        filter
    }

    fn runtime(&mut self, one: &TomlValue<'_>) -> Option<RuntimeLayout> {
        match one.value.get_ref().as_str() {
            Some("package") => Some(RuntimeLayout::Package),
            Some("module") => Some(RuntimeLayout::Module),
            _ => {
                self.wrong(one, "`\"package\"` or `\"module\"`");
                None
            }
        }
    }

    fn flag(&mut self, one: &TomlValue<'_>) -> Option<bool> {
        let flag = one.value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(one, "`true` or `false`");
        }
        flag
    }

    fn text(&mut self, one: &TomlValue<'_>) -> Option<String> {
        let text = one.value.get_ref().as_str();
        if text.is_none() {
            self.wrong(one, "a string");
        }
        text.map(str::to_owned)
    }

    fn texts(&mut self, one: &TomlValue<'_>) -> Option<Vec<String>> {
        let is_list = one.value.get_ref().is_array();
        let texts = one.items().iter().map(|item| item.get_ref().as_str());
        let texts: Option<Vec<String>> = texts.map(|text| text.map(str::to_owned)).collect();
        if !is_list || texts.is_none() {
            self.wrong(one, "a list of strings");
        }
        texts.filter(|_| is_list)
    }

    fn table<'v>(&mut self, one: &TomlValue<'v>) -> Vec<TomlValue<'v>> {
        match one.value.get_ref() {
            DeValue::Table(table) => Self::members(&one.keys, table),
            _ => {
                self.wrong(one, "a table");
                Vec::new()
            }
        }
    }

    /// The values of a table, which these keys lead to.
    fn members<'v>(keys: &[&'v str], table: &'v DeTable<'v>) -> Vec<TomlValue<'v>> {
        let member =
            |(key, value): (&'v Spanned<Cow<'v, str>>, &'v Spanned<DeValue<'v>>)| TomlValue {
                keys: keys.iter().copied().chain([&**key.get_ref()]).collect(),
                key_at: key.span().start,
                value,
            };
        table.iter().map(member).collect()
    }

    fn remember(&mut self, keys: &[&str], at: usize) {
        self.offsets.insert(joined(keys), at);
    }

    fn unknown(&mut self, one: &TomlValue<'_>, key: &str, known: &[&str]) {
        let guess = self.guesses.closest(key, known.iter().copied());
        let help = match guess {
            Some(guess) => format!("did you mean `{guess}`?"),
            None => format!("there are `{}`", known.join("`, `")),
        };
        self.report(one.key_at, format!("there is no option `{key}` here"), help);
    }

    fn wrong(&mut self, one: &TomlValue<'_>, expected: &str) {
        let given = match one.value.get_ref() {
            DeValue::String(text) if text.len() < 40 => format!("`{text:?}`"),
            DeValue::String(_) => "a string".to_owned(),
            DeValue::Integer(_) => "an integer".to_owned(),
            DeValue::Float(_) => "a number with a point".to_owned(),
            DeValue::Boolean(flag) => format!("`{flag}`"),
            DeValue::Datetime(_) => "a date".to_owned(),
            DeValue::Array(_) => "this list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        let message = format!("`{}` is {expected}, not {given}", one.key());
        self.report(one.at(), message, HELP.to_owned());
    }

    /// What is wrong, in order. Nobody reads thousands of mistakes.
    fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|(at, _)| *at);
        let more = self.found.len().saturating_sub(MOST);
        self.found.truncate(MOST);
        let mut found: Vec<Diagnostic> = self.found.into_iter().map(|(_, one)| one).collect();
        if more > 0 {
            let message = format!(
                "{more} more mistakes in {} are not listed",
                self.name.display()
            );
            found.push(Diagnostic::new(INVALID_OPTIONS, Place::Nowhere, message));
        }
        found
    }

    fn report(&mut self, at: usize, message: String, help: String) {
        let place = Location::among(self.name.into(), self.text, &self.lines, at);
        let found = Diagnostic::new(INVALID_OPTIONS, Place::Text(place), message);
        self.found.push((at, found.help(help)));
    }
}

impl<'v> TomlValue<'v> {
    fn key(&self) -> &'v str {
        self.keys.last().copied().unwrap_or_default()
    }

    /// The items of a list.
    fn items(&self) -> &'v [Spanned<DeValue<'v>>] {
        self.value.get_ref().as_array().map_or(&[], |items| items)
    }

    fn at(&self) -> usize {
        self.value.span().start
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Report;

    fn errors(text: &str) -> Vec<String> {
        let errors = Config::from_toml("options.toml", text).unwrap_err();
        let lines = errors.into_iter().map(|one| Report::from(one).one_line());
        lines.collect()
    }

    #[test]
    fn the_runtime_is_a_package_or_a_module() {
        let read = |text: &str| Config::from_toml("o", text).map(|config| config.runtime);
        assert_eq!(read(""), Ok(RuntimeLayout::Package));
        assert_eq!(read("runtime = \"package\""), Ok(RuntimeLayout::Package));
        assert_eq!(read("runtime = \"module\""), Ok(RuntimeLayout::Module));
        let told = "error[invalid-options]: `runtime` is `\"package\"` or `\"module\"`, not";
        for (text, place) in [
            ("serde = false\nruntime = \"modul\"", "options.toml:2:11"),
            ("runtime = true", "options.toml:1:11"),
        ] {
            let all = errors(text);
            assert!(
                all.len() == 1 && all[0].starts_with(&format!("{place}: {told}")),
                "{all:?}"
            );
        }
    }

    #[test]
    fn all_mistakes_are_told_each_with_its_place() {
        let text = "sensitive = []\nserd = true\n[places]\npet = { name = 1, optinal = true }\ncat.skip = 'x'\ndog = 1\n\
            [include]\ntag = []\ntags = [1]\n";
        let told = [
            "1:13: error[invalid-options]: `sensitive` is said of a place (help: write `\"<place>\".sensitive = ...` below `[places]`)",
            "2:1: error[invalid-options]: there is no option `serd` here (help: did you mean `serde`?)",
            "4:16: error[invalid-options]: `name` is a string, not an integer",
            "4:19: error[invalid-options]: there is no option `optinal` here (help: did you mean `optional`?)",
            "5:12: error[invalid-options]: `skip` is `true` or `false`, not `\"x\"`",
            "6:7: error[invalid-options]: `dog` is a table, not an integer",
            "8:1: error[invalid-options]: there is no option `tag` here (help: did you mean `tags`?)",
            "9:8: error[invalid-options]: `tags` is a list of strings, not this list",
        ];
        let all = errors(text);
        assert_eq!(all.len(), told.len(), "{all:#?}");
        for (one, told) in all.iter().zip(told) {
            assert!(one.starts_with(&format!("options.toml:{told}")), "{one}");
        }
    }

    /// A list of what is wanted that names nothing would leave all in, or all out.
    #[test]
    fn a_choice_that_names_nothing_is_a_mistake() {
        let told = [
            "1:11: error[invalid-options]: `include` is empty, so it names nothing",
            "2:18: error[invalid-options]: `tags` of `exclude` is empty, so it names nothing",
            "2:33: error[invalid-options]: `operations` of `exclude` is empty, so it names nothing",
        ];
        let all = errors("include = {}\nexclude = { tags=[], operations=[], paths = [\"/a\"] }");
        assert_eq!(all.len(), told.len(), "{all:#?}");
        for (one, told) in all.iter().zip(told) {
            assert!(one.starts_with(&format!("options.toml:{told}")), "{one}");
        }
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_place() {
        for (text, place) in [
            ("roots = [\n", "1:10"),
            ("a = 1\na = 2\n", "2:1"),
            ("= 1", "1:1"),
        ] {
            let all = errors(text);
            assert!(
                all[0].starts_with(&format!("options.toml:{place}: error[invalid-options]")),
                "{all:?}"
            );
        }
        // Nesting has an end.
        assert!(!errors(&format!("x = {}", "[".repeat(1_000_000))).is_empty());
    }
}
