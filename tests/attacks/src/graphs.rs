//! Random schema graphs: documents of a few schemas that use every keyword that combines schemas, in every
//! mixture, and refer to each other and into each other.

use std::io;

use serde_json::{Map, Value, json};

use crate::case::{Case, Content, Form, Layout};
use crate::drive::Run;
use crate::options::Options;
use crate::tree::Tree;

/// How many documents a run has unless it says otherwise.
const COUNT: u64 = 2_000;

/// Names of the component schemas.
const SCHEMAS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

/// Names of properties: few, so that schemas that are put together meet in them.
const PROPERTIES: [&str; 5] = ["a", "b", "c", "kind", "items"];

/// How deep schemas are written in each other.
const DEPTH: u32 = 3;

pub fn run(options: &Options) -> io::Result<bool> {
    // Every run has documents of its own: the seed is printed.
    let seed = options.seed.unwrap_or_else(|| fastrand::u64(..1_000_000));
    let run = Run::new("graphs", options, seed, COUNT);
    let make = |number: u64| {
        let mut random = run.random(number);
        let layout = match random.u8(..10) {
            0 => Layout::Harness,
            1 => Layout::Package,
            _ => Layout::File,
        };
        let text = document(random).to_string();
        let content = match Tree::read(&text) {
            Some(tree) => Content::Tree(tree, Form::Json),
            None => Content::Text(text.into_bytes()),
        };
        Case {
            content,
            options: String::new(),
            layout,
            origin: "a random graph of schemas".to_owned(),
        }
    };
    Ok(run.drive(&make)?.print())
}

fn document(mut random: fastrand::Rng) -> Value {
    let json_schema = random.bool();
    let count = random.usize(1..=SCHEMAS.len());
    let mut graph = Graph {
        random,
        json_schema,
        schemas: SCHEMAS.into_iter().take(count).collect(),
    };
    let mut schemas = Map::new();
    for name in graph.schemas.clone() {
        schemas.insert(name.to_owned(), graph.schema(DEPTH));
    }
    let (sent, received) = (graph.reference(), graph.schema(1));
    let version = if json_schema { "3.1.0" } else { "3.0.3" };
    json!({
        "openapi": version,
        "info": { "title": "Graph", "version": "1" },
        "paths": { "/graph": { "post": {
            "operationId": "send",
            "requestBody": { "content": { "application/json": { "schema": sent } } },
            "responses": { "200": {
                "description": "What came of it.",
                "content": { "application/json": { "schema": received } },
            } },
        } } },
        "components": { "schemas": schemas },
    })
}

struct Graph {
    random: fastrand::Rng,
    /// Whether the document is one of 3.1, whose schemas are those of JSON Schema.
    json_schema: bool,
    schemas: Vec<&'static str>,
}

impl Graph {
    fn one_in(&mut self, times: usize) -> bool {
        self.random.usize(..times) == 0
    }

    fn pick<T: Clone>(&mut self, among: &[T]) -> T {
        among[self.random.usize(..among.len())].clone()
    }

    /// Some of these, each with the same chance.
    fn some<T: Clone>(&mut self, among: &[T], one_in: usize) -> Vec<T> {
        let chosen = among.iter().filter(|_| self.one_in(one_in));
        chosen.cloned().collect()
    }

    /// A schema in which others stand at most `depth` deep.
    fn schema(&mut self, depth: u32) -> Value {
        if depth == 0 || self.one_in(4) {
            return self.leaf();
        }
        let mut schema = Map::new();
        for _ in 0..1 + self.random.usize(..3) {
            self.keyword(&mut schema, depth - 1);
        }
        if self.one_in(12) {
            self.annotation(&mut schema);
        }
        Value::Object(schema)
    }

    /// A schema in which no other stands.
    fn leaf(&mut self) -> Value {
        match self.random.usize(..10) {
            0..=4 => self.reference(),
            5 => json!({ "type": self.type_name() }),
            6 => json!({ "enum": self.values() }),
            7 => json!({ "required": self.names() }),
            8 if self.json_schema => self.pick(&[
                json!(true),
                json!(false),
                json!({ "type": "null" }),
                json!({ "const": "x" }),
            ]),
            _ => json!({}),
        }
    }

    /// A reference to a component, or to what may stand in one.
    fn reference(&mut self) -> Value {
        let schemas = self.schemas.clone();
        let mut target = format!("#/components/schemas/{}", self.pick(&schemas));
        if self.one_in(6) {
            let property = self.pick(&PROPERTIES);
            let inside = [
                format!("/properties/{property}"),
                "/allOf/0".to_owned(),
                "/oneOf/0".to_owned(),
                "/anyOf/1".to_owned(),
                "/items".to_owned(),
                "/prefixItems/0".to_owned(),
                "/additionalProperties".to_owned(),
                "/not".to_owned(),
            ];
            target.push_str(&self.pick(&inside));
        }
        let keyword = match self.json_schema && self.one_in(12) {
            true => "$dynamicRef",
            false => "$ref",
        };
        json!({ keyword: target })
    }

    /// Adds one keyword.
    fn keyword(&mut self, schema: &mut Map<String, Value>, depth: u32) {
        let (keyword, value) = match self.random.usize(..17) {
            0 => ("type", self.types()),
            1 | 2 => ("properties", self.properties(depth)),
            3 => ("required", json!(self.names())),
            4 | 5 => ("allOf", self.list(depth)),
            6 | 7 => ("oneOf", self.list(depth)),
            8 | 9 => ("anyOf", self.list(depth)),
            10 => ("not", self.schema(depth)),
            11 => ("enum", self.values()),
            12 => ("discriminator", self.discriminator()),
            13 => ("additionalProperties", self.schema_or_flag(depth)),
            14 => ("items", self.schema(depth)),
            15 if self.json_schema => match self.random.usize(..4) {
                0 => ("prefixItems", self.list(depth)),
                1 => ("patternProperties", self.properties(depth)),
                2 => ("unevaluatedProperties", self.schema_or_flag(depth)),
                _ => ("$ref", self.reference()["$ref"].clone()),
            },
            15 => ("nullable", json!(true)),
            _ => return self.rule(schema),
        };
        // A reference without the other keyword of its kind has none.
        if !value.is_null() {
            schema.insert(keyword.to_owned(), value);
        }
    }

    fn rule(&mut self, schema: &mut Map<String, Value>) {
        let (keyword, value) = self.pick(&[
            ("readOnly", json!(true)),
            ("writeOnly", json!(true)),
            ("default", json!("x")),
            ("default", json!({ "a": 1 })),
            ("format", json!("date-time")),
            ("format", json!("password")),
            ("minLength", json!(1)),
            ("maxItems", json!(2)),
            ("minProperties", json!(1)),
            ("maximum", json!(7)),
        ]);
        schema.insert(keyword.to_owned(), value);
    }

    fn annotation(&mut self, schema: &mut Map<String, Value>) {
        let keyword = self.pick(&["title", "description"]);
        schema.insert(keyword.to_owned(), json!("Something"));
        let flag = self.pick(&["deprecated", "x-unknown"]);
        schema.insert(flag.to_owned(), json!(true));
    }

    fn type_name(&mut self) -> &'static str {
        self.pick(&[
            "object", "object", "array", "string", "integer", "number", "boolean",
        ])
    }

    fn types(&mut self) -> Value {
        if self.json_schema && self.one_in(3) {
            let mut types = vec![self.type_name(), self.type_name()];
            types.dedup();
            if self.one_in(2) {
                types.push("null");
            }
            return json!(types);
        }
        json!(self.type_name())
    }

    fn names(&mut self) -> Vec<&'static str> {
        self.some(&PROPERTIES, 2)
    }

    fn values(&mut self) -> Value {
        let values = [json!("a"), json!("b"), json!(1), json!(null), json!(true)];
        let mut some = self.some(&values, 2);
        if some.is_empty() {
            some.push(json!("x"));
        }
        Value::Array(some)
    }

    fn properties(&mut self, depth: u32) -> Value {
        let mut properties = Map::new();
        for _ in 0..1 + self.random.usize(..3) {
            let name = self.pick(&PROPERTIES);
            properties.insert(name.to_owned(), self.schema(depth));
        }
        Value::Object(properties)
    }

    fn list(&mut self, depth: u32) -> Value {
        let count = 1 + self.random.usize(..3);
        (0..count).map(|_| self.schema(depth)).collect()
    }

    fn schema_or_flag(&mut self, depth: u32) -> Value {
        match self.random.usize(..4) {
            0 => json!(false),
            1 => json!(true),
            _ => self.schema(depth),
        }
    }

    fn discriminator(&mut self) -> Value {
        let property = self.pick(&PROPERTIES);
        let mut mapping = Map::new();
        for name in self.some(&["a", "b", "A"], 3) {
            let schemas = self.schemas.clone();
            let schema = self.pick(&schemas);
            let target = match self.one_in(2) {
                true => schema.to_owned(),
                false => format!("#/components/schemas/{schema}"),
            };
            mapping.insert(name.to_owned(), json!(target));
        }
        json!({ "propertyName": property, "mapping": mapping })
    }
}
