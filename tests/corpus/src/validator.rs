//! What somebody else's code says about a value and its schema.

use serde_json::{Map, Value, json};

use crate::harness::short;
use crate::schema::Schemas;

/// The `jsonschema` crate, with every schema of a document compiled once.
pub struct Validator {
    inner: jsonschema::Validator,
    /// Numbers of schemas that aren't schemas, with what is wrong about them.
    pub broken: Vec<(usize, String)>,
}

impl Validator {
    /// Formats aren't asserted: in OpenAPI they tell types, and only hint at rules.
    pub fn new(schemas: &Schemas<'_>) -> Result<Self, String> {
        Self::build(schemas, false)
    }

    /// With formats as rules.
    pub fn with_formats(schemas: &Schemas<'_>) -> Result<Self, String> {
        Self::build(schemas, true)
    }

    fn build(schemas: &Schemas<'_>, formats: bool) -> Result<Self, String> {
        let mut definitions: Map<String, Value> = schemas
            .definitions()
            .iter()
            .enumerate()
            .map(|(number, schema)| (number.to_string(), schema.clone()))
            .collect();
        let by_number: Map<String, Value> = definitions
            .keys()
            .map(|number| (number.clone(), json!({"$ref": format!("#/$defs/{number}")})))
            .collect();
        let mut broken = Vec::new();
        loop {
            let whole = json!({"properties": by_number, "$defs": definitions});
            let built = jsonschema::draft202012::options()
                .should_validate_formats(formats)
                .build(&whole);
            let error = match built {
                Ok(inner) => return Ok(Self { inner, broken }),
                Err(error) => error,
            };
            let at = error.instance_path().to_string();
            let number = at
                .strip_prefix("/$defs/")
                .and_then(|rest| rest.split('/').next());
            let (Some(number), true) = (number, broken.len() < 50) else {
                return Err(format!("{at}: {error}"));
            };
            definitions.insert(number.to_owned(), Value::Bool(true));
            broken.push((number.parse().unwrap_or_default(), error.to_string()));
        }
    }

    /// Nothing, or the first rule that the value breaks.
    pub fn check(&self, number: usize, value: &Value) -> Result<(), String> {
        let wrapped = json!({number.to_string(): value});
        self.inner.validate(&wrapped).map_err(|error| {
            let at = error.instance_path().to_string();
            let within = at.splitn(3, '/').nth(2).unwrap_or_default().to_owned();
            format!("$/{within}: {}", short(&error.to_string()))
        })
    }
}
