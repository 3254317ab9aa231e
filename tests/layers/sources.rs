//! The modules of a crate, as its sources declare them: what each defines, imports and mentions. Code that is compiled for tests
//! only is left out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

/// A module by its path from the root of the crate, such as `json::reader`; the root is the empty text.
pub type ModulePath = String;

/// The modules of a crate by their paths.
pub type Modules = BTreeMap<ModulePath, Module>;

#[derive(Debug, Default)]
pub struct Module {
    /// Below the directory of the sources.
    pub file: String,
    pub imports: Vec<Import>,
    /// Paths in the code, of two names or more.
    pub mentions: Vec<Vec<String>>,
    /// Names, and whether a path can lead on from them, as from a type.
    pub defined: BTreeMap<String, bool>,
}

/// One name of a `use`.
#[derive(Debug)]
pub struct Import {
    pub path: Vec<String>,
    /// None for all that is there, `*`.
    pub name: Option<String>,
    /// Whether it is there for others, too.
    pub is_door: bool,
}

/// The sources below a directory: paths and texts.
pub fn read(directory: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut directories = vec![directory.to_owned()];
    while let Some(next) = directories.pop() {
        for entry in fs::read_dir(&next).expect("it can be read") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                directories.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(directory).expect("it is below");
                let below = below.to_str().expect("it is UTF-8").replace('\\', "/");
                files.push((below, fs::read_to_string(&path).expect("it is UTF-8")));
            }
        }
    }
    files
}

/// The modules that `lib.rs` declares, and those in them.
pub fn modules(files: &[(String, String)]) -> Modules {
    let mut modules = Modules::new();
    let mut wanted = vec![(String::new(), "lib.rs".to_owned())];
    while let Some((path, file)) = wanted.pop() {
        let Some((_, text)) = files.iter().find(|(name, _)| *name == file) else {
            continue;
        };
        let mut walk = Walk {
            file,
            modules: &mut modules,
            elsewhere: Vec::new(),
        };
        walk.module(&path, text.parse().expect("it is Rust"));
        for module in walk.elsewhere {
            let below = module.replace("::", "/");
            wanted.push((module.clone(), format!("{below}.rs")));
            wanted.push((module, format!("{below}/mod.rs")));
        }
    }
    modules
}

/// The path of a module or an item in another module.
pub fn join(module: &str, name: &str) -> ModulePath {
    match module {
        "" => name.to_owned(),
        _ => format!("{module}::{name}"),
    }
}

/// Through one file.
struct Walk<'a> {
    file: String,
    modules: &'a mut Modules,
    /// Modules that it declares to be in other files.
    elsewhere: Vec<ModulePath>,
}

impl Walk<'_> {
    fn module(&mut self, module: &str, tokens: TokenStream) {
        self.at(module).file = self.file.clone();
        self.tokens(module, tokens, true);
    }

    fn at(&mut self, module: &str) -> &mut Module {
        self.modules.entry(module.to_owned()).or_default()
    }

    fn define(&mut self, module: &str, name: &TokenTree, leads_on: bool) {
        if let Some(name) = word(name) {
            *self.at(module).defined.entry(name).or_default() |= leads_on;
        }
    }

    /// `are_items`: not what stands in a function, a type or a macro.
    fn tokens(&mut self, module: &str, tokens: TokenStream, are_items: bool) {
        let tokens = without_tests(tokens);
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let rest = tokens.get(at + 1..).unwrap_or_default();
            let step = match (word(token).as_deref(), rest) {
                (Some("use"), _) => self.imports(module, is_public(&tokens, at), rest),
                (Some("mod"), [name, body, ..]) if are_items => {
                    let child = join(module, &word(name).unwrap_or_default());
                    match body {
                        TokenTree::Group(body) => self.module(&child, body.stream()),
                        _ => self.elsewhere.push(child),
                    }
                    2
                }
                // `pub(in crate::a)` says who may use it.
                (Some("pub"), [TokenTree::Group(_), ..]) => 1,
                // Code that is generated names nothing here.
                (Some("quote"), [bang, TokenTree::Group(_), ..]) if is(bang, '!') => 2,
                (Some("macro_rules"), [_, name, ..]) => {
                    self.define(module, name, false);
                    2
                }
                (Some(keyword), [name, ..]) if are_items && defines(keyword).is_some() => {
                    self.define(module, name, defines(keyword) == Some(true));
                    0
                }
                (Some(first), _) => {
                    let (path, length) = path(first, rest);
                    // Behind `::` it is the name of another crate, or what a type has.
                    let is_begun =
                        at > 0 && tokens.get(at - 1).is_some_and(|before| is(before, ':'));
                    let is_joint =
                        at > 1 && tokens.get(at - 2).is_some_and(|before| is(before, ':'));
                    if path.len() > 1 && !(is_begun && is_joint) {
                        self.at(module).mentions.push(path);
                    }
                    length
                }
                (None, _) => {
                    if let TokenTree::Group(group) = token {
                        self.tokens(module, group.stream(), false);
                    }
                    0
                }
            };
            at += 1 + step;
        }
    }

    /// Reads `a::{b, c as d}` up to its semicolon; gives how many tokens that are.
    fn imports(&mut self, module: &str, is_door: bool, tokens: &[TokenTree]) -> usize {
        let end = tokens.iter().position(|token| is(token, ';'));
        let tree = tokens.get(..end.unwrap_or(0)).unwrap_or_default();
        let mut found = Vec::new();
        branches(&[], tree, &mut found);
        let imports = found.into_iter().map(|(path, name)| Import {
            path,
            name,
            is_door,
        });
        self.at(module).imports.extend(imports);
        tree.len()
    }
}

/// Whether a keyword defines the name behind it, and one from which paths lead on.
fn defines(keyword: &str) -> Option<bool> {
    match keyword {
        "struct" | "enum" | "union" | "trait" | "type" => Some(true),
        "fn" | "const" | "static" => Some(false),
        _ => None,
    }
}

/// The paths of a tree of imports, each with the name that it has here.
fn branches(
    before: &[String],
    tokens: &[TokenTree],
    found: &mut Vec<(Vec<String>, Option<String>)>,
) {
    // `::a` is another crate.
    let is_here = |branch: &&[TokenTree]| !branch.first().is_some_and(|token| is(token, ':'));
    for branch in tokens.split(|token| is(token, ',')).filter(is_here) {
        let mut path = before.to_vec();
        let mut name = None;
        let mut words = branch.iter();
        while let Some(token) = words.next() {
            match (token, word(token).as_deref()) {
                (TokenTree::Group(group), _) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    branches(&path, &inner, found);
                    path.clear();
                }
                (_, Some("as")) => name = words.next().and_then(word),
                // `a::{self}` is `a`.
                (_, Some("self")) if !path.is_empty() => {}
                (_, Some(segment)) => path.push(segment.to_owned()),
                _ if is(token, '*') => found.push((std::mem::take(&mut path), None)),
                _ => {}
            }
        }
        let is_itself = branch
            .first()
            .and_then(word)
            .is_some_and(|first| first == "self");
        if path.len() > before.len() || is_itself && !path.is_empty() {
            let name = name.or_else(|| path.last().cloned());
            found.push((path, name));
        }
    }
}

/// The path that begins with this name, and how many tokens it takes behind it.
fn path(first: &str, rest: &[TokenTree]) -> (Vec<String>, usize) {
    let mut path = vec![first.to_owned()];
    let mut length = 0;
    while let Some([one, other, name, ..]) = rest.get(length..)
        && is(one, ':')
        && is(other, ':')
        && let Some(name) = word(name)
    {
        path.push(name);
        length += 3;
    }
    (path, length)
}

/// The tokens without items for tests: their attribute, and what follows up to a semicolon or the end of a block.
fn without_tests(tokens: TokenStream) -> Vec<TokenTree> {
    let mut kept: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        let is_for_tests = token.to_string().replace(' ', "") == "[cfg(test)]";
        if !is_for_tests || !kept.last().is_some_and(|last| is(last, '#')) {
            kept.push(token);
            continue;
        }
        kept.pop();
        let is_end = |token: &TokenTree| is(token, ';') || token.to_string().starts_with('{');
        let _ = tokens.find(is_end);
    }
    kept
}

/// Whether the item at `at` is there for others: after `pub` or `pub(crate)`.
fn is_public(tokens: &[TokenTree], at: usize) -> bool {
    let word_before = |distance: usize| tokens.get(at.checked_sub(distance)?).and_then(word);
    word_before(1).is_some_and(|word| word == "pub")
        || word_before(2).is_some_and(|word| word == "pub") && word_before(1).is_none()
}

fn word(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    }
}

fn is(token: &TokenTree, punctuation: char) -> bool {
    matches!(token, TokenTree::Punct(found) if found.as_char() == punctuation)
}
