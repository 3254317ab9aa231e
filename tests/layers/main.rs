//! The layers of the compiler and of the runtime: which module may know which, held against what the sources import and mention.

mod arrows;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use arrows::{Arrow, arrows, circles, is_within};
use sources::{Modules, modules, read};

/// What is allowed in a crate.
struct Layers {
    /// From the ground up: each room, and the rooms further up in this list that it may know. A room is a module with all in it,
    /// but for those that are rooms themselves.
    rooms: &'static [(&'static str, &'static [&'static str])],
    /// Arrows that run back up, to be got rid of.
    back: &'static [(&'static str, &'static str)],
    /// Whether files of one room may lean on each other in a circle: a module and those in it that add to its one object do.
    circles: bool,
    /// Types of the same name in two modules: what an object of OpenAPI is in the document, and what it becomes.
    twins: &'static [&'static str],
}

const RUNTIME: Layers = Layers {
    rooms: &[
        ("json", &[]),
        ("values", &["json"]),
        ("contract", &[]),
        ("transport", &[]),
        ("message", &["json", "contract", "transport"]),
        ("exchange", &["json", "contract", "transport", "message"]),
        ("sources", &[]),
    ],
    back: &[],
    circles: false,
    twins: &[],
};

const COMPILER: Layers = Layers {
    rooms: &[
        ("hash", &[]),
        ("inert", &[]),
        ("names", &["hash"]),
        ("docs", &["inert"]),
        ("parameter", &[]),
        ("pointer", &["hash"]),
        ("diagnostics", &["hash", "inert", "pointer"]),
        ("document", &["hash", "diagnostics", "parameter", "pointer"]),
        ("cargo", &["inert"]),
        ("config", &["hash", "diagnostics"]),
        ("ir", &["names", "parameter", "pointer"]),
        ("passes", &["hash", "names", "diagnostics", "ir"]),
        ("lower::codes", &["diagnostics"]),
        ("lower::media_name", &[]),
        ("lower::hint", &["names", "ir", "pointer"]),
        (
            "lower::options",
            &[
                "hash",
                "diagnostics",
                "document",
                "config",
                "lower::codes",
                "pointer",
            ],
        ),
        (
            "lower::shape",
            &["hash", "document", "ir", "lower::media_name", "pointer"],
        ),
        (
            "lower::schemas",
            &[
                "hash",
                "names",
                "diagnostics",
                "document",
                "config",
                "ir",
                "lower::codes",
                "lower::hint",
                "lower::media_name",
                "lower::options",
                "lower::shape",
                "pointer",
            ],
        ),
        (
            "lower::operations",
            &[
                "hash",
                "names",
                "diagnostics",
                "document",
                "config",
                "ir",
                "lower::codes",
                "lower::hint",
                "lower::media_name",
                "lower::options",
                "lower::schemas",
                "parameter",
                "pointer",
            ],
        ),
        (
            "lower",
            &[
                "hash",
                "names",
                "diagnostics",
                "document",
                "config",
                "ir",
                "lower::operations",
                "lower::options",
                "lower::schemas",
            ],
        ),
        (
            "emit",
            &[
                "hash",
                "names",
                "docs",
                "config",
                "ir",
                "parameter",
                "pointer",
            ],
        ),
        ("render", &["docs", "emit"]),
        ("write", &["inert", "render"]),
        (
            "generate",
            &[
                "inert",
                "diagnostics",
                "document",
                "config",
                "ir",
                "passes",
                "lower",
                "emit",
                "render",
                "pointer",
            ],
        ),
        (
            "build",
            &["diagnostics", "cargo", "config", "write", "generate"],
        ),
    ],
    back: &[],
    circles: true,
    twins: &[
        "Encoding",
        "Link",
        "Operation",
        "Parameter",
        "SecurityScheme",
        "Server",
        "ServerVariable",
    ],
};

impl Layers {
    /// The room that a module is in; none for the root of the crate, which only opens the doors.
    fn room(&self, module: &str) -> Option<&'static str> {
        let rooms = self.rooms.iter().map(|(room, _)| *room);
        rooms
            .filter(|room| is_within(module, room))
            .max_by_key(|room| room.len())
    }

    /// What the sources do that is not allowed, and what is allowed although they don't do it.
    fn broken(&self, modules: &Modules) -> Vec<String> {
        let mut broken = Vec::new();
        let known: BTreeSet<(&str, &str)> = self
            .rooms
            .iter()
            .flat_map(|(from, known)| known.iter().map(|to| (*from, *to)))
            .chain(self.back.iter().copied())
            .collect();
        let mut seen = BTreeSet::new();
        let arrows = arrows(modules);
        for module in modules.keys().filter(|module| !module.is_empty()) {
            if self.room(module).is_none() {
                broken.push(format!("`{module}` is in no room of the list"));
            }
        }
        for Arrow { from, to, path } in &arrows {
            let (Some(room), file) = (self.room(from), &modules[from].file) else {
                continue;
            };
            match self.room(to) {
                None => broken.push(format!("{file}: `{path}` leads to the root of the crate")),
                Some(other) if room == other => {}
                Some(other) if known.contains(&(room, other)) => {
                    seen.insert((room, other));
                }
                Some(other) => broken.push(format!(
                    "{file}: `{path}` leads to `{other}`, which `{room}` may not know"
                )),
            }
        }
        let unused = known.difference(&seen);
        broken.extend(unused.map(|(from, to)| format!("`{from}` does not know `{to}`: strike it")));
        broken.extend(self.upside_down());
        broken.extend(self.homonyms(modules));
        if !self.circles {
            broken.extend(
                circles(&arrows)
                    .iter()
                    .map(|circle| format!("a circle: {circle:?}")),
            );
        }
        broken
    }

    /// Types of the same name in two modules, and twins that are none.
    fn homonyms(&self, modules: &Modules) -> Vec<String> {
        let mut named: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for module in modules.values() {
            for (name, _) in module.defined.iter().filter(|(_, leads_on)| **leads_on) {
                named.entry(name).or_default().push(&module.file);
            }
        }
        let (twins, others): (Vec<_>, Vec<_>) = named
            .into_iter()
            .filter(|(_, files)| files.len() > 1)
            .partition(|(name, files)| self.twins.contains(name) && files.len() == 2);
        let single = self.twins.iter();
        let single = single.filter(|twin| !twins.iter().any(|(name, _)| name == *twin));
        let single = single.map(|name| format!("`{name}` is no twin: strike it"));
        others
            .into_iter()
            .map(|(name, files)| format!("`{name}` is in {}", files.join(" and in ")))
            .chain(single)
            .collect()
    }

    /// Arrows of the list itself that run back up.
    fn upside_down(&self) -> Vec<String> {
        let mut below = BTreeSet::new();
        let mut broken = Vec::new();
        for (from, known) in self.rooms {
            let up = known.iter().filter(|to| !below.contains(*to));
            broken.extend(up.map(|to| format!("`{from}` stands below `{to}`")));
            below.insert(from);
        }
        broken
    }
}

fn crate_at(directory: &str) -> Vec<(String, String)> {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(directory))
}

#[test]
fn the_runtime_keeps_its_layers() {
    let broken = RUNTIME.broken(&modules(&crate_at("runtime/src")));
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_compiler_keeps_its_layers() {
    let broken = COMPILER.broken(&modules(&crate_at("codegen/src")));
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// A crate of the runtime's rooms, in which `values/mod.rs` and `json/mod.rs` are these texts.
fn broken(values: &str, json: &str) -> Vec<String> {
    const SMALL: Layers = Layers {
        rooms: &[("json", &[]), ("values", &["json"])],
        ..RUNTIME
    };
    let files = [
        (
            "lib.rs",
            "pub mod json;\nmod values;\npub use values::Nullable;",
        ),
        ("values/mod.rs", values),
        ("values/nullable.rs", "pub struct Nullable;"),
        ("json/mod.rs", json),
        ("json/reader.rs", "pub struct Reader;\npub fn read() {}"),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    SMALL.broken(&modules(&files))
}

const VALUES: &str = "mod nullable;\npub use self::nullable::Nullable;\nuse crate::json::Reader;";
const JSON: &str = "mod reader;\npub use reader::Reader;";

#[test]
fn an_arrow_that_runs_back_up_is_found_however_it_is_written() {
    assert_eq!(broken(VALUES, JSON), [""; 0]);
    for (code, path) in [
        ("use crate::values::Nullable;", "crate::values::Nullable"),
        ("use crate::Nullable;", "crate::Nullable"),
        (
            "use super::{values::{self as other}, json};",
            "super::values",
        ),
        ("use crate::values::*;", "crate::values"),
        (
            "pub(crate) use crate::values::Nullable as N;",
            "crate::values::Nullable",
        ),
        ("fn f() -> crate::Nullable { todo!() }", "crate::Nullable"),
        (
            "fn f() { g(|| [super::values::Nullable]) }",
            "super::values::Nullable",
        ),
        ("fn f() { use crate::values; }", "crate::values"),
        (
            "macro_rules! m { () => { $crate::values::Nullable } }",
            "crate::values::Nullable",
        ),
        (
            "mod inner { use super::super::values::Nullable; }",
            "super::super::values::Nullable",
        ),
    ] {
        let expected =
            format!("json/mod.rs: `{path}` leads to `values`, which `json` may not know");
        assert_eq!(
            broken(VALUES, &format!("{JSON}\n{code}")),
            [expected],
            "{code}"
        );
    }
}

#[test]
fn what_is_no_code_of_the_crate_is_no_arrow() {
    for code in [
        "/// [`Nullable`](crate::values::Nullable)\npub struct Documented;",
        "#[cfg(test)]\nmod tests { use crate::values::Nullable; }",
        "#[cfg(test)]\nuse crate::values::{Nullable};\npub(in crate::json) struct Other;",
        "fn f() { quote!(use super::values::Nullable;) }",
        "use ::values::Nullable;",
        "fn f() { ::values::f(); <u8>::values::f(); }",
    ] {
        assert_eq!(
            broken(VALUES, &format!("{JSON}\n{code}")),
            [""; 0],
            "{code}"
        );
    }
}

#[test]
fn a_list_that_is_no_longer_true_is_found() {
    let unused = VALUES.replace("use crate::json::Reader;", "");
    let strike = "`values` does not know `json`: strike it";
    assert_eq!(broken(&unused, JSON), [strike]);
    let outside = format!("{VALUES}\npub use super::other;");
    assert_eq!(broken(&outside, JSON), [""; 0]);
    let files = [
        ("lib.rs", "mod json;\nmod new { fn f() {} }"),
        ("json.rs", ""),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let layers = Layers {
        rooms: &[("json", &["values"]), ("values", &[])],
        back: &[],
        circles: true,
        twins: &[],
    };
    assert_eq!(
        layers.broken(&modules(&files)),
        [
            "`new` is in no room of the list",
            "`json` does not know `values`: strike it",
            "`json` stands below `values`"
        ]
    );
}

#[test]
fn files_that_lean_on_each_other_are_found() {
    let json = format!("{JSON}\npub fn from() {{ reader::read() }}");
    assert_eq!(broken(VALUES, &json), [""; 0]);
    let values = "mod nullable;\nmod other { use super::nullable::Nullable; use crate::json::Reader; pub struct O; }";
    assert_eq!(broken(values, JSON), [""; 0]);
    let values = "mod nullable;\nuse self::nullable::Nullable;\npub mod deep { pub fn f() { super::g() } }\n\
        pub fn g() { deep::f(); crate::json::Reader; }";
    assert_eq!(
        broken(values, JSON),
        [r#"a circle: {"values", "values::deep"}"#]
    );
}

#[test]
fn two_types_of_one_name_are_found() {
    let json = format!("{JSON}\nenum Nullable {{}}\nfn read() {{}}");
    let found = "`Nullable` is in json/mod.rs and in values/nullable.rs";
    assert_eq!(broken(VALUES, &json), [found]);
}
