//! Names for several that may want the same one.

use super::{
    FieldName, FunctionName, Scope, TypeName, VariantName, camel, shortened, snake, twin_words,
};
use crate::hash::Set;

/// Something that wants a name.
#[derive(Debug, Default)]
pub struct Wish<R = ()> {
    /// What it is called in the document. The one comes first whose spelling needs the least change.
    pub text: String,
    /// Whether somebody chose this name for it: that comes before all others.
    pub is_chosen: bool,
    /// Of those that are spelled equally well, those of a lower class come first.
    pub class: u8,
    /// Other words, where another one has the name.
    pub others: Vec<String>,
    /// Whether its characters in words are another name for it.
    pub is_spelled: bool,
    /// Settles who comes first where all else is equal.
    pub rank: R,
}

impl Wish {
    /// A wish for a name after `text`, or else after its characters in words.
    #[must_use]
    pub fn of(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            is_spelled: true,
            ..Self::default()
        }
    }

    /// The same, but for the name that somebody chose, if there is one. It has to be one that nothing else is spelled as.
    #[must_use]
    pub fn called_or(chosen: Option<&str>, text: &str) -> Self {
        Self {
            class: u8::from(chosen.is_some()),
            ..Self::of(chosen.unwrap_or(text))
        }
    }

    /// The same, and a name that somebody chose comes before all others.
    #[must_use]
    pub fn chosen_or(chosen: Option<&str>, text: &str) -> Self {
        Self {
            is_chosen: chosen.is_some(),
            ..Self::of(chosen.unwrap_or(text))
        }
    }
}

/// What a wish gets.
struct Claim<'a, R> {
    wish: &'a Wish<R>,
    wanted: String,
    /// Between how the wish is spelled, and how the name.
    changes: usize,
    name: Option<String>,
}

impl<R> Claim<'_, R> {
    /// The order of those who want the same name.
    fn key(&self) -> (bool, usize, u8, &str, &R) {
        let wish = self.wish;
        let Wish { class, rank, .. } = wish;
        (!wish.is_chosen, self.changes, *class, &wish.text, rank)
    }
}

/// How a kind of names is made.
struct NameForm {
    name: fn(&str) -> String,
    /// What stands before a number.
    separator: &'static str,
}

const TYPE: NameForm = NameForm {
    name: |text| camel(text, "T"),
    separator: "",
};
const VARIANT: NameForm = NameForm {
    name: |text| camel(text, "Value"),
    separator: "",
};
const FIELD: NameForm = NameForm {
    name: |text| snake(text, "field_"),
    separator: "_",
};
const FUNCTION: NameForm = NameForm {
    name: |text| snake(text, "call_"),
    separator: "_",
};

impl Scope {
    /// Types, one for each wish.
    pub fn types<R: Ord>(&mut self, wishes: &[Wish<R>]) -> Vec<TypeName> {
        let names = self.settle(wishes, &TYPE);
        names.into_iter().map(TypeName).collect()
    }

    /// The variants of an enum.
    pub fn variants(&mut self, wishes: &[Wish]) -> Vec<VariantName> {
        let names = self.settle(wishes, &VARIANT);
        names.into_iter().map(VariantName).collect()
    }

    /// The fields of a struct, or the arguments and setters of a call.
    pub fn fields(&mut self, wishes: &[Wish]) -> Vec<FieldName> {
        let names = self.settle(wishes, &FIELD);
        names.into_iter().map(FieldName).collect()
    }

    /// Functions, one for each wish.
    pub fn functions(&mut self, wishes: &[Wish]) -> Vec<FunctionName> {
        let names = self.settle(wishes, &FUNCTION);
        names.into_iter().map(FunctionName).collect()
    }

    /// A setter of the name that its field has.
    pub fn setter(&mut self, field: &FieldName) -> FieldName {
        FieldName(self.claim(field.0.clone(), FIELD.separator))
    }

    /// The names in the order of the wishes, on which nothing else depends: of several that want one name the one gets it
    /// whose spelling needs the least change; the others get what they want else, or a number.
    fn settle<R: Ord>(&mut self, wishes: &[Wish<R>], form: &NameForm) -> Vec<String> {
        let wanted = wishes.iter().map(|wish| shortened((form.name)(&wish.text)));
        let wanted: Vec<String> = wanted.collect();
        let mut seen: Set<&str> = Set::default();
        if wanted
            .iter()
            .all(|name| !self.is_taken(name) && seen.insert(name))
        {
            self.taken.extend(wanted.iter().cloned());
            return wanted;
        }
        let given = wishes.iter().zip(wanted);
        let mut given: Vec<Claim<'_, R>> = given
            .map(|(wish, wanted)| Claim {
                changes: changes(&wish.text, &wanted),
                wish,
                wanted,
                name: None,
            })
            .collect();
        let mut order: Vec<&mut Claim<'_, R>> = given.iter_mut().collect();
        order.sort_by(|one, other| one.key().cmp(&other.key()));
        for one in &mut order {
            if !self.is_taken(&one.wanted) {
                one.name = Some(self.claim(one.wanted.clone(), form.separator));
            }
        }
        for one in order.into_iter().filter(|one| one.name.is_none()) {
            // What Rust or we have taken is spelled as it is.
            let is_twin = one.wish.is_spelled && !self.is_reserved(&one.wanted);
            let twin = is_twin.then(|| twin_words(&one.wish.text));
            let others = one.wish.others.iter().chain(&twin);
            let mut others = others.map(|text| shortened((form.name)(text)));
            let free = others.find(|name| !self.is_taken(name));
            let name = free.unwrap_or_else(|| one.wanted.clone());
            one.name = Some(self.claim(name, form.separator));
        }
        given.into_iter().filter_map(|one| one.name).collect()
    }
}

/// How many characters of `text` are not those of `name`, in their order.
fn changes(text: &str, name: &str) -> usize {
    let mut rest = name;
    let mut changes = 0;
    for c in text.chars() {
        match rest.find(c) {
            Some(at) => rest = rest.get(at + c.len_utf8()..).unwrap_or_default(),
            None => changes += 1,
        }
    }
    changes
}
