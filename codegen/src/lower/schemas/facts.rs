//! What is true of a schema by what it consists of, however deep.

use super::Schemas;
use crate::document::Pointer;
use crate::hash::Map;
use crate::lower::shape::{Shape, Undeclared, ValueKind};

/// What those who use a schema have to know of it before it has a type. The least that is true where schemas lead in circles:
/// a schema that is null if it is null, isn't.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// Null is allowed.
    pub nullable: bool,
    /// It stands for passwords, or for lists or maps of them: there is no type of its own that could keep them out of `Debug`.
    pub secret: bool,
    /// It is one type in requests and another in replies: a `readOnly` or `writeOnly` property is part of it.
    pub two_sided: bool,
}

/// What is known of each schema that was looked at.
pub(super) type KnownFacts = Map<Pointer, Facts>;

/// Which facts of a part are true of the whole, beside that it is two-sided.
#[derive(Clone, Copy, Default)]
struct Shared {
    nullable: bool,
    secret: bool,
}

/// A schema that has another one as a part.
#[derive(Clone, Copy)]
struct User {
    index: usize,
    shared: Shared,
}

/// A schema that was met.
struct Met {
    at: Pointer,
    facts: Facts,
    users: Vec<User>,
    /// So many of its parts have to allow null for it to do so.
    nulls: usize,
}

/// All schemas that one leads to.
#[derive(Default)]
struct Search {
    met: Vec<Met>,
    places: Map<Pointer, usize>,
}

impl Schemas<'_> {
    /// What is true of the schema at `at`.
    pub(super) fn facts(&mut self, at: &Pointer) -> Facts {
        let Ok(at) = self.document.resolve(at) else {
            return Facts::default();
        };
        if let Some(known) = self.known.get(&at) {
            return *known;
        }
        // Schemas lead in circles, so all that this one leads to are collected first. Then facts go back from those that have
        // them by themselves.
        let mut search = Search::default();
        search.place(at.clone());
        let mut next = 0;
        while let Some(at) = search.met.get(next).map(|met| met.at.clone()) {
            self.look_at(&at, next, &mut search);
            next += 1;
        }
        search.spread(
            |facts| &mut facts.nullable,
            |of| of.nullable,
            |met| met.nulls,
        );
        search.spread(|facts| &mut facts.secret, |of| of.secret, |_| 1);
        search.spread(|facts| &mut facts.two_sided, |_| true, |_| 1);
        let met = search.met.into_iter();
        self.known.extend(met.map(|met| (met.at, met.facts)));
        self.known.get(&at).copied().unwrap_or_default()
    }

    /// Finds what a schema is by itself, and its parts.
    fn look_at(&mut self, at: &Pointer, index: usize, search: &mut Search) {
        if let Some(known) = self.known.get(at) {
            search.set(index, *known, 0);
            return;
        }
        let Some(shape) = self.shape(at) else {
            return;
        };
        let mut facts = Facts {
            nullable: shape.nullable || matches!(shape.kind, ValueKind::Null),
            secret: shape.password,
            two_sided: false,
        };
        let mut nulls = match &shape.kind {
            ValueKind::AllOf(parts, _) => parts.len(),
            _ => 1,
        };
        for (part, shared) in parts(&shape) {
            match self.document.resolve(part) {
                Ok(part) => search.part(part, User { index, shared }),
                // It can be anything, so that nothing is known of all parts.
                Err(_) if matches!(shape.kind, ValueKind::AllOf(..)) => nulls = usize::MAX,
                Err(_) => {}
            }
        }
        facts.two_sided =
            self.document.has_sides() && self.look_at_properties(at, &shape, index, search);
        search.set(index, facts, nulls);
    }

    /// Finds the properties of a schema, and the schemas that inherit from it; says whether there is a property that only
    /// values have that go one way.
    fn look_at_properties(
        &mut self,
        at: &Pointer,
        shape: &Shape,
        index: usize,
        search: &mut Search,
    ) -> bool {
        let mut one_way = false;
        let shared = Shared::default();
        let user = User { index, shared };
        let properties = shape.declared().into_iter();
        for at in properties.flat_map(|own| own.properties.values()) {
            if let Ok(target) = self.document.resolve(at) {
                one_way |= self.side_of_target(&target).is_some();
                search.part(target, user);
            }
        }
        for at in self.heirs(at, shape).iter() {
            if let Ok(target) = self.document.resolve(at) {
                search.part(target, user);
            }
        }
        one_way
    }
}

/// What a schema consists of, without its properties.
fn parts(shape: &Shape) -> Vec<(&Pointer, Shared)> {
    let mut found = Vec::new();
    let mut add = |at, nullable, secret| {
        found.push((at, Shared { nullable, secret }));
    };
    for at in shape.further.iter().flatten() {
        add(at, false, false);
    }
    match &shape.kind {
        ValueKind::Array(items) => items.iter().for_each(|at| add(at, false, true)),
        ValueKind::Tuple(items, _) => items.iter().for_each(|at| add(at, false, true)),
        ValueKind::Embedded(content) => add(content, false, true),
        ValueKind::AllOf(parts, beside) => {
            let alone = beside.is_empty() && parts.len() == 1;
            parts.iter().for_each(|at| add(at, true, alone));
        }
        ValueKind::Union(parts, beside) => {
            let alone = beside.properties.is_empty();
            parts.iter().for_each(|at| add(at, alone, false));
        }
        _ => {}
    }
    if let Some(own) = shape.declared() {
        let is_map = matches!(shape.kind, ValueKind::Object(_)) && own.properties.is_empty();
        match &own.additional {
            Undeclared::Schema(values) => add(values, false, is_map),
            Undeclared::Several(_, schemas) => {
                schemas.iter().for_each(|at| add(at, false, is_map));
            }
            Undeclared::Any | Undeclared::None => {}
        }
    }
    found
}

impl Search {
    /// The index of the schema at `at`, which is no reference.
    fn place(&mut self, at: Pointer) -> usize {
        let met = &mut self.met;
        *self.places.entry(at).or_insert_with_key(|at| {
            met.push(Met {
                at: at.clone(),
                facts: Facts::default(),
                users: Vec::new(),
                nulls: 1,
            });
            met.len() - 1
        })
    }

    /// Says what a schema is by itself.
    fn set(&mut self, index: usize, facts: Facts, nulls: usize) {
        if let Some(met) = self.met.get_mut(index) {
            met.facts = facts;
            met.nulls = nulls;
        }
    }

    /// Says that the schema at `at` is a part of another one.
    fn part(&mut self, at: Pointer, of: User) {
        let place = self.place(at);
        if let Some(met) = self.met.get_mut(place) {
            met.users.push(of);
        }
    }

    /// Spreads a fact from parts to those that have them: to a schema of which so many parts have it as it `needs`.
    fn spread(
        &mut self,
        fact: fn(&mut Facts) -> &mut bool,
        flows: fn(Shared) -> bool,
        needs: fn(&Met) -> usize,
    ) {
        let mut missing: Vec<usize> = self.met.iter().map(needs).collect();
        let have = self.met.iter_mut().enumerate();
        let mut open: Vec<usize> = have
            .filter_map(|(index, met)| (*fact(&mut met.facts)).then_some(index))
            .collect();
        while let Some(index) = open.pop() {
            let Some(met) = self.met.get_mut(index) else {
                continue;
            };
            let users = std::mem::take(&mut met.users);
            for user in users.iter().filter(|user| flows(user.shared)) {
                let Some(left) = missing.get_mut(user.index) else {
                    continue;
                };
                *left = left.saturating_sub(1);
                if *left > 0 {
                    continue;
                }
                if let Some(of) = self.met.get_mut(user.index)
                    && !std::mem::replace(fact(&mut of.facts), true)
                {
                    open.push(user.index);
                }
            }
            if let Some(met) = self.met.get_mut(index) {
                met.users = users;
            }
        }
    }
}
