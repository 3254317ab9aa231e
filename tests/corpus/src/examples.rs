//! Every example of a document whose schema is known.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::document::{Document, child, last_key};
use crate::findings::Findings;
use crate::harness::{Answers, short};
use crate::operations::{self, Operation, is_json};
use crate::requests::Arguments;
use crate::schema::{Schemas, Side};
use crate::validator::Validator;
use crate::value::Maker;

/// What takes a value to the generated code.
#[derive(Clone)]
enum Door {
    Component,
    Reply {
        operation: usize,
        status: u16,
        media_type: String,
    },
    Body {
        operation: usize,
        media_type: String,
    },
}

#[derive(Clone)]
enum Step {
    Property(String),
    Item,
}

struct Example {
    pointer: String,
    value: Value,
    /// The schema that it is an example of.
    schema: String,
    /// The schema that the door knows, and the way from it to the example's.
    root: String,
    door: Door,
    way: Vec<Step>,
}

struct Collector<'a> {
    document: &'a Document,
    seen: HashSet<String>,
    found: Vec<Example>,
    /// Examples of what isn't JSON: headers, texts.
    other: Vec<String>,
}

/// Sends every example, or lists why it can't be sent.
pub fn check(
    document: &Document,
    harness: &mut dyn Answers,
    findings: &mut Findings,
) -> Result<(), String> {
    let operations = operations::all(document);
    let arguments = Arguments::new(document, &operations)?;
    let mut collector = Collector {
        document,
        seen: HashSet::new(),
        found: Vec::new(),
        other: Vec::new(),
    };
    for pointer in document.component_schemas() {
        collector.schema(&pointer, &pointer, &Door::Component, &mut Vec::new());
    }
    for (index, operation) in operations.iter().enumerate() {
        collector.operation(index, operation);
    }
    for pointer in &collector.other {
        findings.note("example-not-json", pointer, "its media type is not JSON");
    }
    let reply = Side::Reply.prepared(document, &collector.found)?;
    let request = Side::Request.prepared(document, &collector.found)?;
    for example in &collector.found {
        let Some((chosen, value)) = prepared(example, &reply, &request, findings) else {
            continue;
        };
        let side = chosen.schemas.side();
        let outcome = send(example, &value, side, &operations, &arguments, harness);
        let wrong_format = chosen.breaks_format(example).filter(|_| outcome.is_err());
        match wrong_format {
            Some(why) => findings.note("invalid-example", &example.pointer, why),
            None => findings.check("example", &example.pointer, outcome),
        }
    }
    arguments.send_examples(&operations, harness, findings);
    Ok(())
}

/// The side that an example is valid on, and the value to send; or a note why there is none.
fn prepared<'p, 'd>(
    example: &Example,
    reply: &'p Prepared<'d>,
    request: &'p Prepared<'d>,
    findings: &mut Findings,
) -> Option<(&'p Prepared<'d>, Value)> {
    let (first, second) = match example.door {
        Door::Component => (reply, Some(request)),
        Door::Reply { .. } => (reply, None),
        Door::Body { .. } => (request, None),
    };
    let chosen = match (first.invalid(example), second) {
        (None, _) => first,
        // Only components go both ways.
        (Some(_), Some(second)) if second.invalid(example).is_none() => second,
        (Some(why), _) => {
            findings.note("invalid-example", &example.pointer, why);
            return None;
        }
    };
    let value = chosen.embed(example);
    if value.is_none() {
        let why = "no valid value could be made around it";
        findings.note("example-unreached", &example.pointer, why);
    }
    Some((chosen, value?))
}

fn send(
    example: &Example,
    value: &Value,
    side: Side,
    operations: &[Operation],
    arguments: &Arguments<'_>,
    harness: &mut dyn Answers,
) -> Result<(), String> {
    match &example.door {
        Door::Component => harness.round_trip(&example.root, side, value),
        Door::Reply {
            operation,
            status,
            media_type,
        } => harness.reply(&operations[*operation], (*status, media_type), value),
        Door::Body {
            operation,
            media_type,
        } => {
            let operation = &operations[*operation];
            let mut args = arguments.parameters(operation, 1)?;
            args["body"] = value.clone();
            args["content_type"] = media_type.as_str().into();
            let answer = harness.ask(&json!({"operation": operation.name, "args": args}));
            let body = answer.get("body").and_then(Value::as_str);
            let back = body.and_then(|body| serde_json::from_str(body).ok());
            match back {
                Some(back) => crate::compare::difference(value, &back).map_or(Ok(()), Err),
                None => Err(short(&answer.to_string()).to_owned()),
            }
        }
    }
}

impl Collector<'_> {
    fn operation(&mut self, index: usize, operation: &Operation) {
        for (media_type, content) in &operation.bodies {
            let door = Door::Body {
                operation: index,
                media_type: media_type.clone(),
            };
            self.content(media_type, content, &door);
        }
        for (key, media_type, content) in &operation.replies {
            let status = operations::status(key, operation);
            self.content(
                media_type,
                content,
                &Door::Reply {
                    operation: index,
                    status,
                    media_type: media_type.clone(),
                },
            );
        }
    }

    fn content(&mut self, media_type: &str, content: &str, door: &Door) {
        if !self.seen.insert(content.to_owned()) {
            return;
        }
        let schema = child(content, "schema");
        let mut examples = vec![child(content, "example")];
        for one in self.document.children(&child(content, "examples")) {
            let Some((at, _)) = self.document.resolve(&one) else {
                continue;
            };
            examples.push(child(&at, "value"));
        }
        examples.retain(|pointer| self.document.at(pointer).is_some());
        if !is_json(media_type) {
            self.other.append(&mut examples);
            return;
        }
        if self.document.at(&schema).is_none() {
            return;
        }
        for pointer in examples {
            self.add(pointer, &schema, &schema, door, &[]);
        }
        self.schema(&schema, &schema, door, &mut Vec::new());
    }

    fn add(&mut self, pointer: String, schema: &str, root: &str, door: &Door, way: &[Step]) {
        if let Some(value) = self.document.at(&pointer) {
            self.found.push(Example {
                value: value.clone(),
                pointer,
                schema: schema.to_owned(),
                root: root.to_owned(),
                door: door.clone(),
                way: way.to_vec(),
            });
        }
    }

    fn schema(&mut self, pointer: &str, root: &str, door: &Door, way: &mut Vec<Step>) {
        let Some(node) = self.document.at(pointer) else {
            return;
        };
        if way.len() > 12 || !self.seen.insert(pointer.to_owned()) {
            return;
        }
        if let Some(target) = node.get("$ref").and_then(Value::as_str) {
            if !target.starts_with("#/components/schemas/") {
                self.schema(target, root, door, way);
            }
            return;
        }
        self.add(child(pointer, "example"), pointer, root, door, way);
        if node.get("examples").is_some_and(Value::is_array) {
            for example in self.document.children(&child(pointer, "examples")) {
                self.add(example, pointer, root, door, way);
            }
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            for part in self.document.children(&child(pointer, key)) {
                self.schema(&part, root, door, way);
            }
        }
        let steps = [
            ("items", Step::Item),
            ("additionalProperties", Step::Property("extra".to_owned())),
        ];
        for (key, step) in steps {
            way.push(step);
            self.schema(&child(pointer, key), root, door, way);
            way.pop();
        }
        for property in self.document.children(&child(pointer, "properties")) {
            way.push(Step::Property(last_key(&property)));
            self.schema(&property, root, door, way);
            way.pop();
        }
    }
}

/// The schemas of all examples for one side.
struct Prepared<'a> {
    schemas: Schemas<'a>,
    validator: Validator,
    with_formats: Validator,
}

impl Side {
    fn prepared<'a>(
        self,
        document: &'a Document,
        examples: &[Example],
    ) -> Result<Prepared<'a>, String> {
        let mut schemas = Schemas::new(document, self);
        for example in examples {
            schemas.add(&example.schema);
            schemas.add(&example.root);
        }
        Ok(Prepared {
            validator: Validator::new(&schemas)?,
            with_formats: Validator::with_formats(&schemas)?,
            schemas,
        })
    }
}

impl Prepared<'_> {
    fn invalid(&self, example: &Example) -> Option<String> {
        let number = self.schemas.find(&example.schema)?;
        self.validator.check(number, &example.value).err()
    }

    /// What only its format forbids. A client that takes it all the same is fine.
    fn breaks_format(&self, example: &Example) -> Option<String> {
        let number = self.schemas.find(&example.schema)?;
        self.with_formats.check(number, &example.value).err()
    }

    /// A valid value of the root's schema with the example in it.
    fn embed(&self, example: &Example) -> Option<Value> {
        if example.way.is_empty() && example.schema == example.root {
            return Some(example.value.clone());
        }
        let number = self.schemas.find(&example.root)?;
        let mut maker = Maker::new(self.schemas.definitions(), &example.pointer);
        (0..20).find_map(|_| {
            let mut value = maker.valid(number, &self.validator).ok()?;
            put(&mut value, &example.way, &example.value)?;
            self.validator.check(number, &value).ok()?;
            Some(value)
        })
    }
}

fn put(into: &mut Value, way: &[Step], value: &Value) -> Option<()> {
    let Some((first, rest)) = way.split_first() else {
        *into = value.clone();
        return Some(());
    };
    match (first, &mut *into) {
        (Step::Property(name), Value::Object(map)) => put(
            map.entry(name.clone()).or_insert_with(|| next(rest)),
            rest,
            value,
        ),
        (Step::Item, Value::Array(list)) => {
            if list.is_empty() {
                list.push(next(rest));
            }
            put(list.first_mut()?, rest, value)
        }
        _ => {
            *into = next(way);
            match into {
                Value::Null => None,
                _ => put(into, way, value),
            }
        }
    }
}

/// Something empty for the next step to go into.
fn next(way: &[Step]) -> Value {
    match way.first() {
        Some(Step::Property(_)) => json!({}),
        Some(Step::Item) => json!([]),
        None => Value::Null,
    }
}
