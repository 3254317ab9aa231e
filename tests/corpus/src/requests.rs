//! Requests from generated arguments, built by the generated functions.

use std::cell::OnceCell;

use serde_json::{Value, json};

use crate::document::{Document, child};
use crate::findings::Findings;
use crate::harness::{Answers, short};
use crate::judge::{Judge, Verdict};
use crate::operations::{self, Operation, Parameter, is_json};
use crate::own_judge;
use crate::schema::{Schemas, Side};
use crate::styles::Style;
use crate::validator::Validator;
use crate::value::Maker;

/// Header parameters of these names say nothing, by the specification.
const NO_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// Makes arguments for the operations of a document.
pub struct Arguments<'a> {
    document: &'a Document,
    schemas: Schemas<'a>,
    validator: Validator,
    /// Made when it is asked for, which is seldom.
    with_formats: OnceCell<Option<Validator>>,
}

impl<'a> Arguments<'a> {
    pub fn new(document: &'a Document, operations: &[Operation]) -> Result<Self, String> {
        let mut schemas = Schemas::new(document, Side::Request).strict();
        for operation in operations {
            for schema in operation
                .parameters
                .iter()
                .filter_map(|one| one.schema.as_ref())
            {
                schemas.add(schema);
            }
            for (_, content) in &operation.bodies {
                schemas.add(&child(content, "schema"));
            }
        }
        Ok(Self {
            document,
            validator: Validator::new(&schemas)?,
            with_formats: OnceCell::new(),
            schemas,
        })
    }

    /// Arguments of every parameter; of those that are optional by chance after the first round.
    pub fn parameters(&self, operation: &Operation, round: usize) -> Result<Value, String> {
        let mut args = json!({"path": {}, "query": {}, "header": {}, "cookie": {}});
        if let Some(url) = operation.base_url {
            args["base_url"] = url.into();
        }
        for parameter in &operation.parameters {
            let seed = format!("{} {} {round}", operation.name, parameter.name);
            let mut maker = Maker::new(self.schemas.definitions(), &seed).plain();
            let ignored = parameter.place == "header"
                && NO_PARAMETERS.contains(&parameter.name.to_lowercase().as_str());
            let wanted = parameter.required || round == 0 || maker.random().chance(50);
            if ignored || !wanted {
                continue;
            }
            match self.argument(parameter, &mut maker) {
                Ok(value) => args[&parameter.place][&parameter.name] = value,
                Err(reason) if parameter.required => {
                    return Err(format!("parameter {}: {reason}", parameter.name));
                }
                Err(_) => {}
            }
        }
        Ok(args)
    }

    fn argument(&self, parameter: &Parameter, maker: &mut Maker<'_>) -> Result<Value, String> {
        // A variable of the path that nothing declares is a text all the same.
        if parameter.schema.is_none() && parameter.place == "path" {
            return Ok(json!("alpha"));
        }
        let number = parameter
            .schema
            .as_ref()
            .and_then(|schema| self.schemas.find(schema))
            .ok_or("it has no schema")?;
        let mut reason = "every value is empty or null, which has no text".to_owned();
        for _ in 0..30 {
            match maker.valid(number, &self.validator) {
                Ok(value) if has_text(&value) => return Ok(value),
                Ok(_) => {}
                Err(error) => {
                    reason = error;
                    break;
                }
            }
        }
        Err(reason)
    }

    fn body(&self, media_type: &str, content: &str, round: usize) -> Result<Value, String> {
        let schema = child(content, "schema");
        let structured = is_json(media_type)
            || (media_type.starts_with("text/") && self.is_text(&schema))
            || media_type.starts_with("multipart/")
            || media_type.starts_with("application/x-www-form-urlencoded");
        if !structured {
            return Ok(self.opaque(media_type, content));
        }
        if self.document.at(&schema).is_none() {
            return Ok(json!({"a": 1}));
        }
        let number = self.schemas.find(&schema).ok_or("it has no schema")?;
        let seed = format!("{content} {round}");
        let mut maker = Maker::new(self.schemas.definitions(), &seed);
        if is_json(media_type) {
            return maker.valid(number, &self.validator);
        }
        maker = maker.plain();
        let mut body = maker.valid(number, &self.validator)?;
        for _ in 0..30 {
            if !has_empty_list(&body) {
                break;
            }
            body = maker.valid(number, &self.validator)?;
        }
        Ok(body)
    }

    fn is_text(&self, schema: &str) -> bool {
        let resolved = self.document.resolve(schema);
        resolved
            .is_some_and(|(_, schema)| schema["type"] == "string" && schema["format"] != "binary")
    }

    /// A body that is no structure for us: a text, unless the document says that it is bytes.
    fn opaque(&self, media_type: &str, content: &str) -> Value {
        let schema = self.document.resolve(&child(content, "schema"));
        let format = schema.and_then(|(_, schema)| schema["format"].as_str());
        let essence = media_type.split(';').next().unwrap_or_default();
        let is_text = essence.starts_with("text/")
            || essence.contains("xml")
            || essence.contains("yaml")
            || essence.contains("script")
            || essence.contains("sdp");
        if is_text && format != Some("binary") {
            json!("a text")
        } else {
            json!({"base64": "aGVsbG8="})
        }
    }

    /// Sends every example of a parameter beside made values of the others.
    pub fn send_examples(
        &self,
        operations: &[Operation],
        harness: &mut dyn Answers,
        findings: &mut Findings,
    ) {
        let mut seen = Vec::new();
        for operation in operations {
            for parameter in &operation.parameters {
                if seen.contains(&parameter.pointer) {
                    continue;
                }
                seen.push(parameter.pointer.clone());
                for pointer in self.parameter_examples(parameter) {
                    self.send_example(operation, parameter, &pointer, harness, findings);
                }
            }
        }
    }

    fn parameter_examples(&self, parameter: &Parameter) -> Vec<String> {
        let mut examples = vec![child(&parameter.pointer, "example")];
        for one in self
            .document
            .children(&child(&parameter.pointer, "examples"))
        {
            let resolved = self.document.resolve(&one);
            examples.extend(resolved.map(|(at, _)| child(&at, "value")));
        }
        if let Some(schema) = &parameter.schema {
            examples.push(child(schema, "example"));
            examples.extend(self.document.children(&child(schema, "examples")));
        }
        examples.retain(|pointer| self.document.at(pointer).is_some());
        examples
    }

    fn send_example(
        &self,
        operation: &Operation,
        parameter: &Parameter,
        pointer: &str,
        harness: &mut dyn Answers,
        findings: &mut Findings,
    ) {
        let (Some(value), Some(schema)) = (self.document.at(pointer), &parameter.schema) else {
            return;
        };
        let number = self.schemas.find(schema);
        let wrong = number.and_then(|number| self.validator.check(number, value).err());
        if let Some(why) = wrong {
            findings.note("invalid-example", pointer, why);
            return;
        }
        if !has_text(value) {
            findings.note(
                "example-unreached",
                pointer,
                "an empty value has no text in a URL or header",
            );
            return;
        }
        match self.arguments(operation, operation.bodies.first(), 1) {
            Ok(mut args) => {
                args[&parameter.place][&parameter.name] = value.clone();
                let answer = harness.ask(&json!({"operation": operation.name, "args": args}));
                let built = answer.get("url").map(|_| ());
                let outcome = built.ok_or_else(|| short(&answer.to_string()).to_owned());
                let format = number.filter(|_| outcome.is_err());
                match format.and_then(|number| self.breaks_format(number, value)) {
                    Some(why) => findings.note("invalid-example", pointer, why),
                    None => findings.check("example", pointer, outcome),
                }
            }
            Err(reason) => findings.note("example-unreached", pointer, reason),
        }
    }

    /// What only its format forbids may be refused.
    fn breaks_format(&self, number: usize, value: &Value) -> Option<String> {
        let made = || Validator::with_formats(&self.schemas).ok();
        let validator = self.with_formats.get_or_init(made).as_ref()?;
        validator.check(number, value).err()
    }

    /// All that one call of an operation needs, with a body of a media type.
    pub fn arguments(
        &self,
        operation: &Operation,
        body: Option<&(String, String)>,
        round: usize,
    ) -> Result<Value, String> {
        let mut args = self.parameters(operation, round)?;
        if let Some((media_type, content)) = body {
            let made = self.body(media_type, content, round);
            args["body"] = made.map_err(|reason| format!("body: {reason}"))?;
            args["content_type"] = media_type.as_str().into();
        }
        Ok(args)
    }
}

/// Whether there is something of a value in a URL or a header: nothing is of null, `""`, `[]`, `{}`.
fn has_text(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty() && !text.contains(['\n', '\r']),
        Value::Array(list) => !list.is_empty() && list.iter().all(has_text),
        Value::Object(map) => !map.is_empty() && map.values().all(has_text),
        _ => true,
    }
}

/// Whether a form has a list that nothing of can be sent.
fn has_empty_list(form: &Value) -> bool {
    let mut values = form.as_object().into_iter().flat_map(|map| map.values());
    values.any(|value| value.as_array().is_some_and(Vec::is_empty))
}

/// Has each operation called `count` times per media type of its body, and every request judged.
pub fn check(
    document: &Document,
    count: usize,
    harness: &mut dyn Answers,
    judge: &mut Judge,
    findings: &mut Findings,
) -> Result<(), String> {
    let operations = operations::all(document);
    let arguments = Arguments::new(document, &operations)?;
    for operation in &operations {
        let mut bodies: Vec<Option<&(String, String)>> =
            operation.bodies.iter().map(Some).collect();
        if bodies.is_empty() || !operation.body_required {
            bodies.push(None);
        }
        for body in bodies {
            for round in 0..count {
                let args = match arguments.arguments(operation, body, round) {
                    Ok(args) => args,
                    Err(reason) => {
                        findings.note("no-arguments", &operation.pointer, reason);
                        break;
                    }
                };
                let request = harness.ask(&json!({"operation": operation.name, "args": args}));
                let outcome = match request.get("url") {
                    Some(_) => judged(document, operation, &args, &request, judge, findings)?,
                    None => Err(format!("{} for {args}", short(&request.to_string()))),
                };
                findings.check("request", &operation.pointer, outcome);
            }
        }
    }
    Ok(())
}

fn judged(
    document: &Document,
    operation: &Operation,
    args: &Value,
    request: &Value,
    judge: &mut Judge,
    findings: &mut Findings,
) -> Result<Result<(), String>, String> {
    let method = operation.name.split(' ').next().unwrap_or_default();
    if request["method"] != method {
        return Ok(Err(format!("the method is {}", request["method"])));
    }
    let mut verdict = judge.judge(&operation.name, request)?;
    if let Verdict::Violations(list) = &mut verdict {
        let count = list.len();
        list.retain(|text| !is_about_spread(document, operation, args, text));
        if list.is_empty() && count > 0 {
            verdict = Verdict::Unjudged(SPREAD.to_owned());
        }
    }
    match verdict {
        Verdict::Violations(list) if !list.is_empty() => {
            return Ok(Err(format!("{} in {request}", list.join("; "))));
        }
        Verdict::Violations(_) => {}
        Verdict::Unjudged(reason) => {
            let known = findings
                .notes
                .iter()
                .any(|note| note.kind == "unjudged" && note.pointer == operation.pointer);
            if !known {
                findings.note("unjudged", &operation.pointer, reason);
            }
        }
    }
    let own = own_judge::check(document, operation, args, request);
    Ok(own.map_err(|why| format!("{why} in {request}")))
}

const SPREAD: &str =
    "openapi-core looks for the name of an object whose properties stand for themselves";

/// Whether a violation is about an exploded object of style `form`, whose name is nowhere in the URL (OpenAPI 3.0.4,
/// section 4.8.12.2.3; `R=100&G=200`).
fn is_about_spread(document: &Document, operation: &Operation, args: &Value, text: &str) -> bool {
    operation.parameters.iter().any(|parameter| {
        let node = document.at(&parameter.pointer).unwrap_or(&Value::Null);
        let missing = format!(
            "Missing required {} parameter: {}",
            parameter.place, parameter.name
        );
        Style::of(node, &parameter.place).is_spread(&args[&parameter.place][&parameter.name])
            && node.get("content").is_none()
            && text.ends_with(&missing)
    })
}

/// The path of an operation, from its name.
pub fn template(operation: &Operation) -> &str {
    operation.name.split_once(' ').map_or("", |(_, path)| path)
}
