//! Makes a document that fails smaller, as long as it fails in the same way.

use std::io;
use std::time::{Duration, Instant};

use crate::case::{Case, Content, Form};
use crate::tree::Tree;

/// How long it is tried: one that hangs costs seconds each time.
const TIME: Duration = Duration::from_secs(60);

/// What asks whether a document still fails.
type Fails<'a> = &'a mut dyn FnMut(&Case) -> io::Result<bool>;

struct Shrinker<'a> {
    case: Case,
    fails: Fails<'a>,
    tries: usize,
    end: Instant,
}

/// The smallest document found in so many tries that fails like `case`.
pub fn shrink(case: Case, tries: usize, fails: Fails<'_>) -> io::Result<Case> {
    let mut shrinker = Shrinker {
        case,
        fails,
        tries,
        end: Instant::now() + TIME,
    };
    // Parts of a tree are easier to remove than bytes of a text.
    let tree = match &shrinker.case.content {
        Content::Tree(tree, _) => Some(tree.clone()),
        Content::Text(text) => Tree::read(&String::from_utf8_lossy(text)),
    };
    if let Some(tree) = tree {
        shrinker.accept(Content::Tree(tree, Form::Yaml))?;
    }
    shrinker.run()?;
    Ok(shrinker.case)
}

impl Shrinker<'_> {
    fn run(&mut self) -> io::Result<()> {
        loop {
            let smaller = match self.case.content {
                Content::Tree(..) => self.nodes()?,
                Content::Text(_) => self.parts()?,
            };
            if !smaller || self.is_over() {
                return Ok(());
            }
        }
    }

    fn is_over(&self) -> bool {
        self.tries == 0 || Instant::now() >= self.end
    }

    /// Takes `content` if it fails too.
    fn accept(&mut self, content: Content) -> io::Result<bool> {
        if self.is_over() {
            return Ok(false);
        }
        self.tries -= 1;
        let case = Case {
            content,
            ..self.case.clone()
        };
        let fails = (self.fails)(&case)?;
        if fails {
            self.case = case;
        }
        Ok(fails)
    }

    /// Removes each node or puts one of its children into its place, the large ones first.
    fn nodes(&mut self) -> io::Result<bool> {
        let mut smaller = false;
        let mut index = 1;
        // Paths are in the order of the document, so what is removed comes before what is left.
        while let Content::Tree(tree, form) = &self.case.content {
            let paths = tree.paths();
            let Some(path) = paths.get(index) else {
                break;
            };
            let form = *form;
            let mut options = vec![without(tree, path)];
            if let Some(node) = tree.at(path) {
                let children = node.children().filter(|child| child.size() > 1).take(4);
                options.extend(children.map(|child| replaced(tree, path, child.clone())));
            }
            let mut changed = false;
            for option in options {
                if self.accept(Content::Tree(option, form))? {
                    changed = true;
                    break;
                }
            }
            smaller |= changed;
            index += usize::from(!changed);
        }
        Ok(smaller)
    }

    /// Removes runs of lines, then of bytes, long ones first.
    fn parts(&mut self) -> io::Result<bool> {
        let lines = |text: &[u8]| -> Vec<Vec<u8>> {
            let lines = text.split_inclusive(|byte| *byte == b'\n');
            lines.map(<[u8]>::to_vec).collect()
        };
        let bytes = |text: &[u8]| text.iter().map(|byte| vec![*byte]).collect();
        Ok(self.runs(&lines)? | self.runs(&bytes)?)
    }

    fn runs(&mut self, divide: &dyn Fn(&[u8]) -> Vec<Vec<u8>>) -> io::Result<bool> {
        let mut smaller = false;
        let Content::Text(text) = &self.case.content else {
            return Ok(false);
        };
        let mut length = divide(text).len() / 2;
        while length > 0 {
            let mut start = 0;
            while let Content::Text(text) = &self.case.content {
                let parts = divide(text);
                if start >= parts.len() || self.is_over() {
                    break;
                }
                let end = (start + length).min(parts.len());
                let rest: Vec<u8> = [&parts[..start], &parts[end..]].concat().concat();
                match self.accept(Content::Text(rest))? {
                    true => smaller = true,
                    false => start += length,
                }
            }
            length /= 2;
        }
        Ok(smaller)
    }
}

fn without(tree: &Tree, path: &[usize]) -> Tree {
    let mut tree = tree.clone();
    tree.remove(path);
    tree
}

fn replaced(tree: &Tree, path: &[usize], node: Tree) -> Tree {
    let mut tree = tree.clone();
    if let Some(place) = tree.at_mut(path) {
        *place = node;
    }
    tree
}
