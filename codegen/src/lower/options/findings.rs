//! What is said of places and patterns that are none.

use super::address::Lost;
use crate::config::{Config, PlaceKey};
use crate::diagnostics::Diagnostic;
use crate::lower::codes;

impl Lost {
    pub(super) fn finding(self, config: &Config, place: &str) -> Diagnostic {
        let written = config.written(&["places", place]);
        let mut found = Diagnostic::new(codes::UNUSED_OPTION, written, self.message);
        for (at, words) in self.near {
            found = found.related(at, words);
        }
        found.help(self.help)
    }
}

pub(super) fn unmatched(config: &Config, place: &str, reached: &str) -> Diagnostic {
    let written = config.written(&["places", place]);
    let message = format!("nothing in the document matches `{place}`");
    let found = Diagnostic::new(codes::UNUSED_OPTION, written, message);
    found.help(match reached {
        "" => "`*` stands for one step and `**` for any number; places in other files begin with the file, as in `common.yaml#/*/properties/id`, and those in all files with `*#/`".to_owned(),
        reached => format!("something matches as far as `{reached}`"),
    })
}

pub(super) fn conflict(config: &Config, one: &str, other: &str, key: PlaceKey) -> Diagnostic {
    let word = key.word();
    let written = |place: &str| config.written(&["places", place, word]);
    let message = format!("`{one}` and `{other}` say different things about `{word}` of one place");
    Diagnostic::new(codes::CONFLICTING_OPTIONS, written(other), message)
        .related(written(one), format!("`{one}` is as specific as `{other}`"))
        .help("remove one of them, or name the place itself, which counts more than any pattern")
}

pub(super) fn too_many(config: &Config) -> Diagnostic {
    let message = "these patterns match in more ways than can be followed, so none of them is";
    Diagnostic::new(codes::UNUSED_OPTION, config.written(&["places"]), message)
        .help("write fewer patterns with `**`")
}
