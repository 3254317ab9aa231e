//! Finds nodes and follows references, and remembers what was found.

use std::cell::RefCell;
use std::ops::Deref;
use std::sync::Arc;

use super::Document;
use super::node::Node;
use super::reference::{End, Followed};
use crate::hash::{Map, Set};
use crate::pointer::{Pointer, unescape};

/// A document in which nodes are looked up often.
///
/// Where the last node was found is remembered with all nodes on the way to it: whoever goes through a
/// document asks for neighbours most of the time. Whoever goes through operations asks for components in between,
/// so the last of these is remembered beside the last of all else. So is which schema each reference means.
#[derive(Debug)]
pub struct Resolver<'d> {
    document: &'d Document,
    to_components: RefCell<Trail<'d>>,
    elsewhere: RefCell<Trail<'d>>,
    /// Where the last piece of the last long pointer starts from.
    last_head: RefCell<Option<(Arc<Pointer>, &'d Node)>>,
    targets: RefCell<Map<Pointer, Destination<'d>>>,
    /// The ends of long chains of references, by each of their links.
    chains: RefCell<Map<(End, Pointer), Followed<'d>>>,
    /// What each reference of a file leads to.
    pub(super) references: RefCell<References<'d>>,
}

/// What the texts of references mean, by the number of the file that they stand in.
type References<'d> = Map<(u32, &'d str), (Pointer, &'d Node)>;

/// What a pointer to a schema means.
#[derive(Debug)]
struct Destination<'d> {
    /// Where the schema is; `None` where the pointer itself leads to it.
    at: Option<Pointer>,
    node: &'d Node,
}

/// The way to a node.
#[derive(Debug)]
struct Trail<'d> {
    to: Pointer,
    /// The nodes on the way from where its last piece starts, each with the length of the text to it.
    nodes: Vec<(usize, &'d Node)>,
}

impl Document {
    /// The document as one in which nodes are looked up often.
    #[must_use]
    pub fn resolver(&self) -> Resolver<'_> {
        Resolver {
            document: self,
            to_components: RefCell::new(Trail::new()),
            elsewhere: RefCell::new(Trail::new()),
            last_head: RefCell::default(),
            targets: RefCell::default(),
            chains: RefCell::default(),
            references: RefCell::default(),
        }
    }
}

impl Deref for Resolver<'_> {
    type Target = Document;

    fn deref(&self) -> &Document {
        self.document
    }
}

impl<'d> Resolver<'d> {
    /// The node at `pointer`, as it was written.
    #[must_use]
    pub fn raw(&self, pointer: &Pointer) -> Option<&'d Node> {
        let file = self.document.files.get(pointer.file())?;
        let start = match pointer.head() {
            None => &file.root,
            Some(head) => self.head(head)?,
        };
        let trail = match pointer.tail().starts_with("/components/") {
            true => &self.to_components,
            false => &self.elsewhere,
        };
        trail.borrow_mut().follow(pointer, start)
    }

    /// The node that the last piece of a long pointer starts from.
    fn head(&self, head: &Arc<Pointer>) -> Option<&'d Node> {
        let last = self.last_head.borrow().clone();
        if let Some((known, node)) = last
            && Arc::ptr_eq(&known, head)
        {
            return Some(node);
        }
        let node = self.raw(head)?;
        self.last_head.replace(Some((Arc::clone(head), node)));
        Some(node)
    }

    /// What was found before for the schema at `pointer`.
    pub(super) fn known(&self, pointer: &Pointer) -> Option<(Pointer, &'d Node)> {
        let targets = self.targets.borrow();
        let known = targets.get(pointer)?;
        let at = known.at.as_ref().unwrap_or(pointer);
        Some((at.clone(), known.node))
    }

    pub(super) fn remember(&self, pointer: &Pointer, at: &Pointer, node: &'d Node) {
        let at = (at != pointer).then(|| at.clone());
        let target = Destination { at, node };
        self.targets.borrow_mut().insert(pointer.clone(), target);
    }

    /// Where the chain of references leads that the node at `at` is a link of.
    pub(super) fn chain(&self, end: End, at: &Pointer) -> Option<Followed<'d>> {
        self.chains.borrow().get(&(end, at.clone())).cloned()
    }

    pub(super) fn remember_chain(&self, end: End, links: Set<Pointer>, to: &Followed<'d>) {
        let links = links.into_iter();
        let known = links.map(|link| ((end, link), to.clone()));
        self.chains.borrow_mut().extend(known);
    }
}

impl<'d> Trail<'d> {
    fn new() -> Self {
        Self {
            to: Pointer::root(),
            nodes: Vec::new(),
        }
    }

    /// Goes to `pointer`, whose last piece starts from the node `start`, from where both ways part.
    fn follow(&mut self, pointer: &Pointer, start: &'d Node) -> Option<&'d Node> {
        let text = pointer.tail();
        let shared = match self.to.starts_where(pointer) {
            true => shared(self.to.tail().as_bytes(), text.as_bytes()),
            false => 0,
        };
        let is_end = |end: usize| matches!(text.as_bytes().get(end), None | Some(b'/'));
        while let Some((end, _)) = self.nodes.last()
            && (*end > shared || !is_end(*end))
        {
            self.nodes.pop();
        }
        self.to.clone_from(pointer);
        let (mut end, mut node) = self.nodes.last().copied().unwrap_or((0, start));
        while let Some(tokens) = text.get(end + 1..) {
            let token = tokens.get(..length_of_token(tokens))?;
            node = node.member(&unescape(token))?;
            end += 1 + token.len();
            self.nodes.push((end, node));
        }
        Some(node)
    }
}

fn length_of_token(text: &str) -> usize {
    let mut bytes = text.bytes();
    bytes.position(|byte| byte == b'/').unwrap_or(text.len())
}

/// How many bytes both begin with.
fn shared(one: &[u8], other: &[u8]) -> usize {
    let (one_words, _) = one.as_chunks::<16>();
    let (other_words, _) = other.as_chunks::<16>();
    let words = one_words.iter().zip(other_words);
    let start = 16 * words.take_while(|(one, other)| one == other).count();
    let tails = one.iter().zip(other).skip(start);
    start + tails.take_while(|(one, other)| one == other).count()
}
