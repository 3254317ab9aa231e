//! Which types lead back to themselves, and where to cut?

use crate::hash::Set;
use crate::ir::TypeId;

/// What types lead to.
pub(super) struct Graph {
    edges: Vec<Vec<TypeId>>,
}

/// So often every type may be looked at again while cycles are cut one by one.
const MOST_ROUNDS: usize = 64;

impl Graph {
    pub(super) fn new(edges: Vec<Vec<TypeId>>) -> Self {
        Self { edges }
    }

    /// Cuts every cycle: `cut` is called with a type and those of its own cycles that it leads to directly, and says whether
    /// the type can be cut off from them. Of each knot of cycles the first type that can be is cut off, then what is left of
    /// the knot is looked at again. Of a knot that stays large for too long, all that can be are.
    pub(super) fn cut(&mut self, mut cut: impl FnMut(TypeId, &Set<TypeId>) -> bool) {
        let all: Vec<usize> = (0..self.edges.len()).collect();
        let mut work = MOST_ROUNDS * (all.len() + self.edges.iter().map(Vec::len).sum::<usize>());
        let mut components = Components::of(&self.edges, &all);
        let mut open = components.knots(&self.edges);
        while let Some(mut knot) = open.pop() {
            knot.sort_unstable();
            let size = |index: &usize| self.edges.get(*index).map_or(0, Vec::len);
            let left = work.checked_sub(knot.len() + knot.iter().map(size).sum::<usize>());
            work = left.unwrap_or(0);
            let mut rest = Vec::with_capacity(knot.len());
            let mut is_cut = false;
            for index in knot {
                let back = components.back(&self.edges, index);
                let wanted = !back.is_empty() && (!is_cut || left.is_none());
                if wanted && cut(TypeId::new(index), &back) {
                    is_cut = true;
                    if let Some(edges) = self.edges.get_mut(index) {
                        edges.retain(|to| !back.contains(to));
                    }
                } else {
                    rest.push(index);
                }
            }
            if is_cut {
                components.renew(&self.edges, &rest);
                open.extend(components.knots(&self.edges));
            }
        }
    }
}

/// The strongly connected components of some types, by Tarjan's algorithm.
struct Components {
    /// The number of the component of each type; components of different calls have different numbers.
    of: Vec<usize>,
    next: usize,
    /// When each type was met in the present call, from 1, and the earliest that it leads back to.
    met: Vec<(usize, usize)>,
    found: Vec<Vec<usize>>,
}

impl Components {
    fn of(edges: &[Vec<TypeId>], among: &[usize]) -> Self {
        let mut components = Self {
            of: vec![0; edges.len()],
            next: 1,
            met: vec![(0, 0); edges.len()],
            found: Vec::new(),
        };
        components.renew(edges, among);
        components
    }

    /// Looks for the components of these types alone.
    fn renew(&mut self, edges: &[Vec<TypeId>], among: &[usize]) {
        let region = self.next;
        self.next += 1;
        for &index in among {
            self.set(index, region);
            if let Some(met) = self.met.get_mut(index) {
                *met = (0, 0);
            }
        }
        self.found.clear();
        let mut time = 0;
        for &root in among {
            if self.met(root).0 == 0 && self.number(root) == region {
                self.visit(edges, root, region, &mut time);
            }
        }
    }

    fn visit(&mut self, edges: &[Vec<TypeId>], root: usize, region: usize, time: &mut usize) {
        let mut stack: Vec<usize> = Vec::new();
        // The way to the present type, with the next edge of each.
        let mut way: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((index, edge)) = way.last_mut() {
            let index = *index;
            if *edge == 0 {
                *time += 1;
                self.set_met(index, (*time, *time));
                stack.push(index);
            }
            let to = edges.get(index).and_then(|edges| edges.get(*edge));
            *edge += 1;
            if let Some(to) = to.map(|to| to.0) {
                if self.number(to) != region {
                    continue;
                }
                match self.met(to).0 {
                    0 => way.push((to, 0)),
                    earlier => self.lower(index, earlier),
                }
                continue;
            }
            way.pop();
            let (first, lowest) = self.met(index);
            if let Some((above, _)) = way.last() {
                self.lower(*above, lowest);
            }
            if first == lowest {
                let begin = stack.iter().rposition(|one| *one == index).unwrap_or(0);
                let component = stack.split_off(begin);
                for one in &component {
                    self.set(*one, self.next);
                }
                self.next += 1;
                self.found.push(component);
            }
        }
    }

    fn number(&self, index: usize) -> usize {
        self.of.get(index).copied().unwrap_or(0)
    }

    fn set(&mut self, index: usize, number: usize) {
        if let Some(of) = self.of.get_mut(index) {
            *of = number;
        }
    }

    fn met(&self, index: usize) -> (usize, usize) {
        self.met.get(index).copied().unwrap_or_default()
    }

    fn set_met(&mut self, index: usize, met: (usize, usize)) {
        if let Some(known) = self.met.get_mut(index) {
            *known = met;
        }
    }

    fn lower(&mut self, index: usize, to: usize) {
        let (first, lowest) = self.met(index);
        self.set_met(index, (first, lowest.min(to)));
    }

    /// The types that one leads to directly and that lead back to it.
    fn back(&self, edges: &[Vec<TypeId>], index: usize) -> Set<TypeId> {
        let own = self.number(index);
        let edges = edges.get(index).into_iter().flatten();
        edges
            .filter(|to| self.number(to.0) == own)
            .copied()
            .collect()
    }

    /// The components in which types lead back to themselves, the last one first.
    fn knots(&mut self, edges: &[Vec<TypeId>]) -> Vec<Vec<usize>> {
        let found = std::mem::take(&mut self.found);
        let is_knot = |component: &Vec<usize>| match component.as_slice() {
            [only] => !self.back(edges, *only).is_empty(),
            several => several.len() > 1,
        };
        found.into_iter().filter(is_knot).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(edges: &[&[usize]], can_be: impl Fn(usize) -> bool) -> Vec<(usize, Vec<usize>)> {
        let edges = edges
            .iter()
            .map(|to| to.iter().map(|to| TypeId::new(*to)).collect());
        let mut cuts = Vec::new();
        Graph::new(edges.collect()).cut(|at, back| {
            if can_be(at.0) {
                let mut back: Vec<usize> = back.iter().map(|to| to.0).collect();
                back.sort();
                cuts.push((at.0, back));
            }
            can_be(at.0)
        });
        cuts.sort();
        cuts
    }

    #[test]
    fn cycles_are_cut_at_their_first_type() {
        let any = |_| true;
        assert_eq!(cuts(&[&[1], &[2], &[]], any), []);
        assert_eq!(cuts(&[&[0]], any), [(0, vec![0])]);
        assert_eq!(
            cuts(&[&[1], &[2], &[0, 1]], any),
            [(0, vec![1]), (1, vec![2])]
        );
        assert_eq!(cuts(&[&[1], &[0]], |at| at != 0), [(1, vec![0])]);
        assert_eq!(cuts(&[&[1], &[0]], |_| false), []);
    }

    #[test]
    fn a_large_knot_takes_no_longer_than_its_size() {
        // Each of many types leads to the last one, which leads to all of them.
        let many = 20_000;
        let mut edges: Vec<Vec<TypeId>> = vec![vec![TypeId::new(many)]; many];
        edges.push((0..many).map(TypeId::new).collect());
        let mut calls = 0;
        Graph::new(edges).cut(|_, _| {
            calls += 1;
            true
        });
        assert!(calls <= many + 1);
    }
}
