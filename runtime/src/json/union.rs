//! Which variant of a union a value is.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::failure::Failure;
use super::reader::{Kind, Reader};
use super::value::Value;

/// What tells a variant of a union from the others: data that generated code gives for each variant.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    kinds: &'static [Kind],
    tag: Option<(&'static str, &'static [&'static str])>,
    default: bool,
    hints: &'static [(&'static str, &'static [&'static str])],
    required: &'static [&'static str],
    known: &'static [&'static str],
    values: &'static [&'static str],
}

impl Case {
    /// A variant whose values are of these kinds.
    pub const fn of(kinds: &'static [Kind]) -> Self {
        Self {
            kinds,
            tag: None,
            default: false,
            hints: &[],
            required: &[],
            known: &[],
            values: &[],
        }
    }

    /// An object whose property `name` has one of these values, strings or numbers as texts (OpenAPI
    /// 3.0.4, section 4.8.25).
    #[must_use]
    pub const fn tagged(mut self, name: &'static str, values: &'static [&'static str]) -> Self {
        self.tag = Some((name, values));
        self
    }

    /// The one for objects whose tag is missing or that of no case (OpenAPI 3.2.0, section 4.25).
    #[must_use]
    pub const fn by_default(mut self) -> Self {
        self.default = true;
        self
    }

    /// An object whose properties of these names, where they are there, have one of these values each, as
    /// far as the document knows. A property with only one value is a constant: an object in which it has another one is
    /// not of this case.
    #[must_use]
    pub const fn hinted(
        mut self,
        hints: &'static [(&'static str, &'static [&'static str])],
    ) -> Self {
        self.hints = hints;
        self
    }

    /// An object with these properties, of which the `required` ones are always there.
    #[must_use]
    pub const fn object(
        mut self,
        required: &'static [&'static str],
        known: &'static [&'static str],
    ) -> Self {
        self.required = required;
        self.known = known;
        self
    }

    /// A string out of a list.
    #[must_use]
    pub const fn strings(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }
}

/// What the tag of a value says about a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    Nothing,
    Default,
    Named,
}

/// How well a case fits, more is better: whether its tag does, how few hints speak against it, how many
/// for it, how many properties are known and required, how few are missing.
type Fit = (Told, Reverse<usize>, usize, usize, usize, Reverse<usize>);

impl<'a> Reader<'a> {
    /// Reads a value of a union: by the first case that fits best and can read it, or else by
    /// `unknown`.
    ///
    /// A case with a tag that no other one has is the only one for a value with that tag; what is wrong
    /// with such a value is a failure. So is a case whose constants the value has, if they contradict all others. Other cases are
    /// guesses from the JSON type, the required and the known properties, and what hints there are. A guess that has all that is required, down to the last list,
    /// goes before one to which a blank value has to be added.
    ///
    /// # Errors
    ///
    /// Text that is not JSON, and values of a tagged case that don't match its type.
    pub fn union<T>(
        &mut self,
        cases: &'static [Case],
        read: fn(usize, &mut Self) -> Result<T, Failure>,
        unknown: fn(Value) -> T,
    ) -> Result<T, Failure> {
        let (order, certain) = self.candidates(cases)?;
        if certain && let [only] = order.as_slice() {
            return read(*only, self);
        }
        let within_guess = std::mem::replace(&mut self.exact, true);
        let mut guessed = self.guess(&order, read);
        self.exact = within_guess;
        if guessed.is_none() && !within_guess && matches!(self.look(), b'{' | b'[') {
            guessed = self.guess(&order, read);
        }
        match guessed {
            Some(value) => Ok(value),
            // Reading each union around this one as unknown would cost the text times their depth.
            None if self.guesses > 0 && !self.may_guess() => {
                Err(Failure::new("too many guesses at unions were wrong").at(self.offset()))
            }
            None => self.value().map(unknown),
        }
    }

    /// The value as the first of these cases that can read it.
    fn guess<T>(
        &mut self,
        order: &[usize],
        read: fn(usize, &mut Self) -> Result<T, Failure>,
    ) -> Option<T> {
        let start = self.position();
        for &index in order {
            if !self.may_guess() {
                break;
            }
            self.guesses += 1;
            let guessed = read(index, self);
            self.guesses -= 1;
            match guessed {
                Ok(value) => return Some(value),
                Err(_) => self.was_wrong(start),
            }
        }
        None
    }

    /// Passes over one value: its text if it is a string or a number, which is what a discriminator says.
    fn tag(&mut self) -> Result<Option<Cow<'a, str>>, Failure> {
        match self.peek()? {
            Kind::String => self.string().map(Some),
            Kind::Number => self.number().map(|number| Some(Cow::Borrowed(number))),
            _ => self.skip().map(|()| None),
        }
    }

    /// The cases that the next value may be, best first, and whether there can be no other.
    fn candidates(&mut self, cases: &'static [Case]) -> Result<(Vec<usize>, bool), Failure> {
        let kind = self.peek()?;
        let start = self.position();
        let was_recording = self.ends.record(true);
        let seen = Seen::look(self, kind, cases);
        self.ends.record(was_recording);
        self.stand(start);
        let seen = seen?;
        let mut fits: Vec<(Reverse<Fit>, usize)> = Vec::new();
        for (index, case) in cases.iter().enumerate() {
            if case.kinds.contains(&kind)
                && let Some(fit) = seen.fit(case)
            {
                fits.push((Reverse(fit), index));
            }
        }
        fits.sort_unstable();
        let tagged = matches!(fits.first(), Some((Reverse((Told::Named, ..)), _)));
        if tagged {
            fits.retain(|(Reverse((told, ..)), _)| *told == Told::Named);
        }
        let only = match fits.as_slice() {
            [(_, only)] => cases.get(*only),
            _ => None,
        };
        let certain = only.is_some_and(|only| tagged || seen.has_constant(only));
        Ok((fits.into_iter().map(|(_, index)| index).collect(), certain))
    }
}

/// What the next value looks like from outside.
struct Seen<'a> {
    /// Sorted.
    names: Vec<Cow<'a, str>>,
    tags: Vec<(&'static str, Option<Cow<'a, str>>)>,
    text: Option<Cow<'a, str>>,
}

impl<'a> Seen<'a> {
    /// Passes over the next value once, whatever is asked of it.
    fn look(reader: &mut Reader<'a>, kind: Kind, cases: &'static [Case]) -> Result<Self, Failure> {
        let mut seen = Self {
            names: Vec::new(),
            tags: Vec::new(),
            text: None,
        };
        match kind {
            Kind::String if cases.iter().any(|case| !case.values.is_empty()) => {
                seen.text = Some(reader.string()?);
            }
            Kind::Object => seen.look_at_object(reader, cases)?,
            // Different guesses may look ahead at different places in it, and those have to be known in their order.
            Kind::Array
                if cases
                    .iter()
                    .filter(|case| case.kinds.contains(&kind))
                    .count()
                    > 1 =>
            {
                reader.skip()?;
            }
            _ => {}
        }
        Ok(seen)
    }

    fn look_at_object(
        &mut self,
        reader: &mut Reader<'a>,
        cases: &'static [Case],
    ) -> Result<(), Failure> {
        let tags = cases
            .iter()
            .flat_map(|case| case.tag.iter().chain(case.hints));
        for &(name, _) in tags {
            if self.tags.iter().all(|(known, _)| *known != name) {
                self.tags.push((name, None));
            }
        }
        reader.entries(&mut |reader, name| {
            match self.tags.iter_mut().find(|(known, _)| *known == name) {
                // Of a name that is there twice, the last one counts.
                Some((_, tag)) => *tag = reader.tag()?,
                None => reader.skip()?,
            }
            self.names.push(name);
            Ok(())
        })?;
        self.names.sort_unstable();
        Ok(())
    }

    /// The text of a property that tags or hints are about.
    fn tag(&self, name: &str) -> Option<&str> {
        let (_, tag) = self.tags.iter().find(|(known, _)| *known == name)?;
        tag.as_deref()
    }

    /// Whether it has a constant of a case.
    fn has_constant(&self, case: &Case) -> bool {
        let mut constants = case.hints.iter().filter(|(_, values)| values.len() == 1);
        constants.any(|(name, values)| self.tag(name).is_some_and(|tag| values.contains(&tag)))
    }

    fn has(&self, name: &str) -> bool {
        let found = self.names.binary_search_by(|seen| (**seen).cmp(name));
        found.is_ok()
    }

    /// How well a case fits; none if it can't be.
    fn fit(&self, case: &Case) -> Option<Fit> {
        let told = match case.tag {
            Some((name, values)) if self.tag(name).is_some_and(|tag| values.contains(&tag)) => {
                Told::Named
            }
            _ if case.default => Told::Default,
            Some(_) => return None,
            None => Told::Nothing,
        };
        if let Some(text) = &self.text {
            let listed = case.values.iter().any(|value| value == text);
            let fit = match (case.values.is_empty(), listed) {
                (_, true) => 2,
                (true, false) => 1,
                (false, false) => 0,
            };
            return Some((told, Reverse(0), 0, fit, 0, Reverse(0)));
        }
        // What is missing from a value that has the tag is for whoever reads it to say.
        if case.tag.is_none() && !case.required.iter().all(|name| self.has(name)) {
            return None;
        }
        let (mut speak_for, mut against) = (0, 0);
        for (name, values) in case.hints {
            match self.tag(name) {
                Some(tag) if values.contains(&tag) => speak_for += 1,
                Some(_) if values.len() == 1 => return None,
                Some(_) => against += 1,
                None => {}
            }
        }
        let known = case.known.iter().filter(|name| self.has(name)).count();
        let required = case.required.iter().filter(|name| self.has(name)).count();
        Some((
            told,
            Reverse(against),
            speak_for,
            known,
            required,
            Reverse(case.known.len() - known),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Json, Writer, from_str};

    #[derive(Debug, PartialEq)]
    enum Any {
        Number(i64),
        Text(String),
        Case(usize),
        Unknown(Value),
    }

    fn read(index: usize, reader: &mut Reader<'_>) -> Result<Any, Failure> {
        match index {
            0 => reader.value().map(Any::Number),
            1 => reader.value().map(Any::Text),
            _ => {
                let value: Value = reader.value()?;
                if value.get("broken").is_some() {
                    return Err(Failure::new("broken"));
                }
                Ok(Any::Case(index))
            }
        }
    }

    #[derive(Debug, PartialEq)]
    struct ByShape(Any);

    impl Json for ByShape {
        fn blank() -> Self {
            Self(Any::Unknown(Value::Null))
        }

        fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
            const CASES: &[Case] = &[
                Case::of(&[Kind::Number]),
                Case::of(&[Kind::String]),
                Case::of(&[Kind::Object]).object(&["a"], &["a", "x"]),
                Case::of(&[Kind::Object]).object(&["a"], &["a", "b", "c"]),
                Case::of(&[Kind::Object]).object(&[], &["z"]),
            ];
            reader.union(CASES, read, Any::Unknown).map(Self)
        }

        fn write(&self, _: &mut Writer) {}
    }

    #[derive(Debug, PartialEq)]
    struct ByTag(Any);

    impl Json for ByTag {
        fn blank() -> Self {
            Self(Any::Unknown(Value::Null))
        }

        fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
            const CASES: &[Case] = &[
                Case::of(&[]),
                Case::of(&[Kind::String]),
                Case::of(&[Kind::Object]).tagged("type", &["cat", "lion"]),
                Case::of(&[Kind::Object]).tagged("type", &["dog"]),
            ];
            reader.union(CASES, read, Any::Unknown).map(Self)
        }

        fn write(&self, _: &mut Writer) {}
    }

    #[test]
    fn the_json_type_and_the_properties_decide() {
        let of = |text| from_str::<ByShape>(text).unwrap().0;
        assert_eq!(of("1"), Any::Number(1));
        assert_eq!(of("\"1\""), Any::Text("1".to_owned()));
        assert_eq!(of(r#"{"a": 1, "x": 2}"#), Any::Case(2));
        assert_eq!(of(r#"{"a": 1, "b": 2}"#), Any::Case(3));
        assert_eq!(of(r#"{"q": 1}"#), Any::Case(4));
        assert_eq!(of("1.5"), Any::Unknown(1.5.into()));
        assert_eq!(of("[]"), Any::Unknown(Value::Array(Vec::new())));
        assert!(matches!(
            of(r#"{"broken": 1}"#),
            Any::Unknown(Value::Object(_))
        ));
    }

    #[derive(Debug, PartialEq)]
    struct ByConstant(Any);

    impl Json for ByConstant {
        fn blank() -> Self {
            Self(Any::Unknown(Value::Null))
        }

        fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
            const CASES: &[Case] = &[
                Case::of(&[]),
                Case::of(&[Kind::String]),
                Case::of(&[Kind::Object])
                    .tagged("action", &["unlock"])
                    .hinted(&[("status", &["pending"])]),
                Case::of(&[Kind::Object])
                    .tagged("action", &["unlock"])
                    .hinted(&[("status", &["success"])]),
                Case::of(&[Kind::Object]).tagged("action", &["lock"]),
            ];
            reader.union(CASES, read, Any::Unknown).map(Self)
        }

        fn write(&self, _: &mut Writer) {}
    }

    #[test]
    fn a_case_whose_constant_the_value_contradicts_is_never_chosen() {
        let of = |text| from_str::<ByConstant>(text).map(|one| one.0);
        let pending = r#"{"action": "unlock", "status": "pending"}"#;
        assert_eq!(of(pending).unwrap(), Any::Case(2));
        let success = r#"{"action": "unlock", "status": "success"}"#;
        assert_eq!(of(success).unwrap(), Any::Case(3));
        let broken = r#"{"action": "unlock", "status": "success", "broken": 1}"#;
        assert_eq!(of(broken).unwrap_err().to_string(), "$: broken");
        let neither = r#"{"action": "unlock", "status": "error"}"#;
        assert!(matches!(of(neither).unwrap(), Any::Unknown(_)));
        // What doesn't say it may be either.
        assert_eq!(of(r#"{"action": "unlock"}"#).unwrap(), Any::Case(2));
    }

    #[test]
    fn a_tag_decides_alone() {
        let of = |text| from_str::<ByTag>(text).map(|one| one.0);
        assert_eq!(of(r#"{"type": "lion"}"#).unwrap(), Any::Case(2));
        assert_eq!(of(r#"{"x": [], "type": "dog"}"#).unwrap(), Any::Case(3));
        assert!(matches!(of(r#"{"type": "eel"}"#).unwrap(), Any::Unknown(_)));
        assert!(matches!(of("{}").unwrap(), Any::Unknown(_)));
        assert!(of(r#"{"type": "dog", "broken": 1}"#).is_err());
    }
}
