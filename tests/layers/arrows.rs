//! Which file leans on which: a path leads through whatever hands names on to where the name is defined.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{Import, Module, ModulePath, Modules, join};

/// That one module uses what another one defines.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    pub from: ModulePath,
    pub to: ModulePath,
    /// As the code says it.
    pub path: String,
}

/// How many names may hand on to each other.
const DEEPEST: usize = 16;

/// All arrows between modules. That a module hands on what is in it is none.
pub fn arrows(modules: &Modules) -> BTreeSet<Arrow> {
    let mut arrows = BTreeSet::new();
    for (from, module) in modules {
        let imports = module.imports.iter();
        let imports = imports.map(|import| (&import.path, import.is_door));
        let mentions = module.mentions.iter().map(|path| (path, false));
        for (path, is_door) in imports.chain(mentions) {
            let Some(to) = resolve(modules, from, path, DEEPEST) else {
                continue;
            };
            if to != *from && !(is_door && is_within(&to, from)) {
                let path = path.join("::");
                let from = from.clone();
                arrows.insert(Arrow { from, to, path });
            }
        }
    }
    arrows
}

/// Whether a module is another one or in it.
pub fn is_within(module: &str, other: &str) -> bool {
    let rest = module.strip_prefix(other);
    rest.is_some_and(|rest| other.is_empty() || rest.is_empty() || rest.starts_with("::"))
}

/// The module that defines what a path in `from` leads to; none if that is another crate, or nothing that is known here.
fn resolve(modules: &Modules, from: &str, path: &[String], depth: usize) -> Option<ModulePath> {
    let depth = depth.checked_sub(1)?;
    let mut at = from.to_owned();
    for (index, segment) in path.iter().enumerate() {
        match segment.as_str() {
            "crate" => at.clear(),
            "self" => {}
            "super" => {
                at = at
                    .rsplit_once("::")
                    .map_or("", |(outer, _)| outer)
                    .to_owned()
            }
            name => {
                let module = modules.get(&at)?;
                let child = join(&at, name);
                if modules.contains_key(&child) {
                    at = child;
                    continue;
                }
                let rest = path.get(index + 1..).unwrap_or_default();
                return match module.defined.get(name) {
                    Some(leads_on) => (*leads_on || rest.is_empty()).then_some(at),
                    None => handed_on(modules, &at, module, name, rest, depth),
                };
            }
        }
    }
    Some(at)
}

/// [`resolve`] for a name that a module has from elsewhere.
fn handed_on(
    modules: &Modules,
    at: &str,
    module: &Module,
    name: &str,
    rest: &[String],
    depth: usize,
) -> Option<ModulePath> {
    let is_named = |import: &&Import| import.name.as_deref() == Some(name);
    if let Some(import) = module.imports.iter().find(is_named) {
        // `use url::Url` in a module without one is the crate of that name, and leads to nothing here.
        let path: Vec<String> = import.path.iter().chain(rest).cloned().collect();
        return resolve(modules, at, &path, depth);
    }
    let is_here = |first: &String| {
        matches!(first.as_str(), "crate" | "self" | "super")
            || modules.contains_key(&join(at, first))
    };
    let globs = module.imports.iter().filter(|import| import.name.is_none());
    let globs = globs.filter(|import| import.path.first().is_some_and(is_here));
    let mut globs = globs.map(|import| [import.path.clone(), vec![name.to_owned()]].concat());
    globs.find_map(|path| resolve(modules, at, &path, depth))
}

/// Files that lean on each other in a circle, by the names of their modules.
pub fn circles(arrows: &BTreeSet<Arrow>) -> Vec<BTreeSet<&str>> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for arrow in arrows {
        next.entry(&arrow.from).or_default().insert(&arrow.to);
    }
    let reached = |start: &str| -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut wanted: Vec<&str> = next.get(start).into_iter().flatten().copied().collect();
        while let Some(module) = wanted.pop() {
            if reached.insert(module) {
                wanted.extend(next.get(module).into_iter().flatten());
            }
        }
        reached
    };
    let all: BTreeMap<&str, BTreeSet<&str>> = next.keys().map(|key| (*key, reached(key))).collect();
    let mut circles: Vec<BTreeSet<&str>> = Vec::new();
    for (start, reached) in &all {
        let leads_back = |module: &&&str| all.get(**module).is_some_and(|far| far.contains(start));
        let circle: BTreeSet<&str> = reached.iter().filter(leads_back).copied().collect();
        if !circle.is_empty() && !circles.contains(&circle) {
            circles.push(circle);
        }
    }
    circles
}
