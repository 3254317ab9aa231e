//! Random values that a schema allows, and values just beyond what it allows.

mod merge;
mod number;
mod text;

use serde_json::{Map, Value, json};

use crate::random::Random;
use crate::schema::LEFT_OUT;
use crate::validator::Validator;

/// Deeper than this only what is required is made.
const SHALLOW: usize = 4;
/// Deeper than this nothing is made.
const DEEPEST: usize = 14;
/// How many nodes one value may take, failed tries included.
const BUDGET: usize = 6_000;
/// How often a value is made anew because the validator refuses it.
const TRIES: usize = 100;

/// What a value has that its schema doesn't know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beyond {
    Member,
    Property,
    Variant,
}

impl Beyond {
    pub const ALL: [Self; 3] = [Self::Member, Self::Property, Self::Variant];

    /// As findings call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Member => "unknown-member",
            Self::Property => "unknown-property",
            Self::Variant => "unknown-variant",
        }
    }
}

/// Makes values for the schemas with numbers in `definitions`.
pub struct Maker<'a> {
    definitions: &'a [Value],
    random: Random,
    /// Texts that can stand in paths and headers.
    plain: bool,
    budget: usize,
    optional: usize,
    beyond: Option<Beyond>,
    is_beyond: bool,
}

impl<'a> Maker<'a> {
    pub fn new(definitions: &'a [Value], seed: &str) -> Self {
        Self {
            definitions,
            random: Random::new(seed),
            plain: false,
            budget: BUDGET,
            optional: 50,
            beyond: None,
            is_beyond: false,
        }
    }

    /// The same, for values that become text in a URL or a header.
    pub fn plain(mut self) -> Self {
        self.plain = true;
        self
    }

    pub fn random(&mut self) -> &mut Random {
        &mut self.random
    }

    /// A value that the validator agrees with; else why there is none.
    pub fn valid(&mut self, number: usize, validator: &Validator) -> Result<Value, String> {
        let mut reason = "no value could be made: it contradicts itself, or never ends".to_owned();
        for attempt in 0..TRIES {
            // All properties, none, and then by chance.
            self.optional = [100, 0, 50, 20, 80][attempt.min(4)];
            self.optional = if self.random.chance(50) {
                self.optional
            } else {
                50
            };
            let Some(value) = self.make(number) else {
                continue;
            };
            match validator.check(number, &value) {
                Ok(()) => return Ok(value),
                Err(error) => reason = format!("{error} in {value}"),
            }
        }
        Err(reason)
    }

    /// A value that its schema doesn't allow in one way, if the schema has such a place.
    pub fn beyond(&mut self, number: usize, beyond: Beyond) -> Option<Value> {
        self.beyond = Some(beyond);
        let mut found = None;
        for _ in 0..6 {
            self.is_beyond = false;
            self.optional = 70;
            found = self.make(number).filter(|_| self.is_beyond);
            if found.is_some() {
                break;
            }
        }
        self.beyond = None;
        found
    }

    fn make(&mut self, number: usize) -> Option<Value> {
        self.budget = BUDGET;
        self.value(self.definitions.get(number)?, 0)
    }

    fn value(&mut self, schema: &Value, depth: usize) -> Option<Value> {
        self.budget = self.budget.checked_sub(1)?;
        if depth > DEEPEST {
            return None;
        }
        let mut all = Map::new();
        if !self.flatten(schema, &mut all, 0) {
            return None;
        }
        if let Some(Value::Array(list)) = all.get("enum") {
            return self.member(list, &all);
        }
        let kind = self.kind(&all)?;
        match kind.as_str() {
            "null" => Some(Value::Null),
            "boolean" => Some(self.random.chance(50).into()),
            "integer" => number::integer(&all, &mut self.random),
            "number" => number::number(&all, &mut self.random),
            "string" => self.string(&all),
            "array" => self.array(&all, depth),
            "object" => self.object(&all, depth),
            _ => None,
        }
    }

    /// Everything that holds for one value, with a choice made wherever there is one.
    fn flatten(&mut self, schema: &Value, into: &mut Map<String, Value>, level: usize) -> bool {
        let Value::Object(map) = schema else {
            return schema != &Value::Bool(false);
        };
        if level > 24 || self.budget == 0 || !merge::merge(into, map) {
            return false;
        }
        self.budget -= 1;
        if let Some(target) = map.get("$ref").and_then(Value::as_str) {
            let definitions = self.definitions;
            let number = target
                .rsplit('/')
                .next()
                .and_then(|last| last.parse::<usize>().ok());
            let Some(target) = number.and_then(|number| definitions.get(number)) else {
                return false;
            };
            if !self.flatten(target, into, level + 1) {
                return false;
            }
        }
        let parts = map.get("allOf").and_then(Value::as_array);
        for part in parts.into_iter().flatten() {
            if !self.flatten(part, into, level + 1) {
                return false;
            }
        }
        ["oneOf", "anyOf"].iter().all(|key| {
            let choices = map.get(*key).and_then(Value::as_array);
            choices.is_none_or(|choices| self.choose(choices, map, into, level))
        })
    }

    fn choose(
        &mut self,
        choices: &[Value],
        map: &Map<String, Value>,
        into: &mut Map<String, Value>,
        level: usize,
    ) -> bool {
        let mut order: Vec<&Value> = choices.iter().collect();
        self.random.shuffle(&mut order);
        let discriminator = map.get("discriminator");
        for choice in order {
            let mut tried = into.clone();
            if self.flatten(choice, &mut tried, level + 1)
                && self.tag(discriminator, choice, &mut tried)
            {
                *into = tried;
                return true;
            }
        }
        false
    }

    /// The discriminator's value for the chosen schema, where the document gives one.
    fn tag(
        &mut self,
        discriminator: Option<&Value>,
        choice: &Value,
        into: &mut Map<String, Value>,
    ) -> bool {
        let Some(name) = discriminator.and_then(|one| one["propertyName"].as_str()) else {
            return true;
        };
        let mapping = discriminator.and_then(|one| one["mapping"].as_object());
        let tags: Vec<&String> = mapping
            .into_iter()
            .flatten()
            .filter(|(_, target)| choice.get("$ref") == Some(target))
            .map(|(tag, _)| tag)
            .collect();
        let mut property = match self.random.pick(&tags) {
            Some(tag) => json!({"properties": {name: {"enum": [tag]}}, "required": [name]}),
            None => json!({"properties": {name: {"type": "string"}}, "required": [name]}),
        };
        if self.wants(Beyond::Variant) {
            self.is_beyond = true;
            // In place of what was said about it, which would not allow this value.
            if let Some(Value::Object(properties)) = into.get_mut("properties") {
                properties.remove(name);
            }
            property =
                json!({"properties": {name: {"enum": ["zz_unknown_variant"]}}, "required": [name]});
        }
        property
            .as_object()
            .is_some_and(|property| merge::merge(into, property))
    }

    fn wants(&mut self, beyond: Beyond) -> bool {
        self.beyond == Some(beyond) && !self.is_beyond && self.random.chance(60)
    }

    fn member(&mut self, list: &[Value], all: &Map<String, Value>) -> Option<Value> {
        let types = all.get("type").map(merge::names);
        let fits = |value: &Value| match &types {
            None => true,
            Some(types) => types.iter().any(|kind| is(kind, value)),
        };
        let list: Vec<&Value> = list.iter().filter(|value| fits(value)).collect();
        let chosen = (*self.random.pick(&list)?).clone();
        let text = |beyond: &mut Self| {
            beyond.is_beyond = true;
            Some(Value::from("zz_unknown_member"))
        };
        match chosen {
            Value::String(_) if self.wants(Beyond::Member) => text(self),
            Value::Number(number) if number.is_i64() && self.wants(Beyond::Member) => {
                self.is_beyond = true;
                Some(987_654.into())
            }
            chosen => Some(chosen),
        }
    }

    fn kind(&mut self, all: &Map<String, Value>) -> Option<String> {
        if let Some(kinds) = all.get("type").map(merge::names) {
            let some: Vec<&str> = kinds
                .iter()
                .copied()
                .filter(|kind| *kind != "null")
                .collect();
            let null = some.len() < kinds.len() && (some.is_empty() || self.random.chance(25));
            let kind = if null {
                "null"
            } else {
                *self.random.pick(&some)?
            };
            return Some(kind.to_owned());
        }
        const TELLING: [(&str, &[&str]); 4] = [
            (
                "object",
                &[
                    "properties",
                    "required",
                    "additionalProperties",
                    "minProperties",
                    "patternProperties",
                ],
            ),
            ("array", &["items", "minItems", "prefixItems"]),
            ("string", &["pattern", "minLength", "maxLength", "format"]),
            ("number", &["minimum", "maximum", "multipleOf"]),
        ];
        let told = TELLING
            .iter()
            .find(|(_, keys)| keys.iter().any(|key| all.contains_key(*key)));
        let any = ["string", "integer", "object", "array", "boolean", "number"];
        let kind = told.map(|(kind, _)| *kind);
        kind.or_else(|| self.random.pick(&any).copied())
            .map(str::to_owned)
    }

    fn string(&mut self, all: &Map<String, Value>) -> Option<Value> {
        let low = size(all, "minLength").unwrap_or(0);
        let high = size(all, "maxLength").unwrap_or(usize::MAX);
        if low > 100_000 {
            return None;
        }
        if let Some(pattern) = all.get("pattern").and_then(Value::as_str) {
            return text::of_pattern(pattern, low, &mut self.random).map(Value::String);
        }
        let format = all.get("format").and_then(Value::as_str);
        let made = format.and_then(|format| text::of_format(format, &mut self.random));
        let made = made.filter(|text| (low..=high).contains(&text.chars().count()));
        Some(match made {
            Some(text) => text.into(),
            None => text::word(low, high, self.plain, &mut self.random).into(),
        })
    }

    fn array(&mut self, all: &Map<String, Value>, depth: usize) -> Option<Value> {
        let low = size(all, "minItems").unwrap_or(0);
        let high = size(all, "maxItems").unwrap_or(usize::MAX);
        let more = if depth > SHALLOW {
            0
        } else {
            self.random.below(3)
        };
        let first = all.get("prefixItems").and_then(Value::as_array);
        let first: &[Value] = first.map_or(&[], Vec::as_slice);
        let wanted = (low + more)
            .max(if depth > SHALLOW { 0 } else { first.len() })
            .min(high);
        let unique = all.get("uniqueItems") == Some(&Value::Bool(true));
        let anything = json!({"type": ["string", "integer"]});
        let rest = all.get("items").unwrap_or(&anything);
        let mut list: Vec<Value> = Vec::new();
        for _ in 0..wanted * 8 {
            if list.len() >= wanted {
                break;
            }
            let schema = first.get(list.len()).unwrap_or(rest);
            match self.value(schema, depth + 1) {
                Some(value) if unique && list.contains(&value) => {}
                Some(value) => list.push(value),
                None if list.len() >= low => break,
                None => return None,
            }
        }
        (list.len() >= low).then_some(Value::Array(list))
    }

    fn object(&mut self, all: &Map<String, Value>, depth: usize) -> Option<Value> {
        let empty = Map::new();
        let properties = all
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&empty);
        let required: Vec<&str> = all.get("required").map(merge::names).unwrap_or_default();
        let extra = all.get("additionalProperties");
        let anything = json!({"type": ["string", "integer", "boolean"]});
        let mut out = Map::new();
        for name in &required {
            let schema = properties
                .get(*name)
                .or(extra.filter(|extra| extra.is_object()));
            out.insert(
                (*name).to_owned(),
                self.value(schema.unwrap_or(&anything), depth + 1)?,
            );
        }
        for (name, schema) in properties {
            let left_out = schema.get(LEFT_OUT).is_some();
            let wanted = depth <= SHALLOW && self.random.chance(self.optional);
            if wanted
                && !left_out
                && !out.contains_key(name)
                && let Some(value) = self.value(schema, depth + 1)
            {
                out.insert(name.clone(), value);
            }
        }
        let least = size(all, "minProperties").unwrap_or(0);
        self.undeclared(&mut out, all, least, depth);
        if out.len() < least {
            // Some of those that were left to chance.
            for (name, schema) in properties {
                if out.len() < least && !out.contains_key(name) {
                    out.insert(name.clone(), self.value(schema, depth + 1)?);
                }
            }
        }
        if !extra.is_some_and(Value::is_object)
            && !properties.is_empty()
            && self.wants(Beyond::Property)
        {
            self.is_beyond = true;
            out.insert(
                "zz_unknown_property".to_owned(),
                json!({"a": [1, null, "b"]}),
            );
        }
        let most = size(all, "maxProperties").unwrap_or(usize::MAX);
        while out.len() > most {
            let spare = out
                .keys()
                .find(|name| !required.contains(&name.as_str()))?
                .clone();
            out.remove(&spare);
        }
        Some(Value::Object(out))
    }

    /// Properties by `additionalProperties` and `patternProperties`.
    fn undeclared(
        &mut self,
        out: &mut Map<String, Value>,
        all: &Map<String, Value>,
        least: usize,
        depth: usize,
    ) {
        let extra = all
            .get("additionalProperties")
            .filter(|extra| extra.is_object());
        let by_pattern = all.get("patternProperties").and_then(Value::as_object);
        let wanted = if depth > SHALLOW {
            0
        } else {
            self.random.below(3)
        };
        for index in 0..wanted.max(least.saturating_sub(out.len())) {
            let one = by_pattern.and_then(|map| map.iter().next());
            let (name, schema) = match (one, extra) {
                (Some((pattern, schema)), _) => {
                    (text::of_pattern(pattern, 0, &mut self.random), schema)
                }
                (None, Some(schema)) => (self.extra_name(all, index), schema),
                (None, None) => return,
            };
            if let Some(name) = name
                && !out.contains_key(&name)
                && let Some(value) = self.value(schema, depth + 1)
            {
                out.insert(name, value);
            }
        }
    }

    fn extra_name(&mut self, all: &Map<String, Value>, index: usize) -> Option<String> {
        match all.get("propertyNames").cloned() {
            Some(names) => {
                let names = json!({"allOf": [{"type": "string"}, names]});
                self.value(&names, SHALLOW)?.as_str().map(str::to_owned)
            }
            None => Some(format!("extra_{index}")),
        }
    }
}

fn size(all: &Map<String, Value>, key: &str) -> Option<usize> {
    all.get(key)?
        .as_u64()
        .and_then(|size| usize::try_from(size).ok())
}

/// Whether a value is of a type of JSON Schema.
fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}
