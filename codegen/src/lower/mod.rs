//! Document to ir: every question about a schema or an operation is answered here, once.
//!
//! This is the only part that sees both the document's types and the ir's. Schemas are lowered to a
//! [`Lowered`]: a type and what the place that uses it has to know. Component schemas get their
//! names first and inline ones after them, from where they stand, so that nothing that is added
//! elsewhere renames them.

mod codes;
mod operations;
mod options;
mod schemas;
mod shape;

use indexmap::IndexSet;

use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Node, Pointer, Resolver};
use crate::hash::{Map, Seeded, Set};
use crate::ir::{Api, Constraints, Docs, Incoming, Kept, Side, Type};
use crate::names::{Scope, reserved};

use operations::headers::HeaderSets;
use operations::{body, content, security};
use schemas::limits::Limits;
use schemas::types::Types;
use schemas::{formats, inheritance, nulls, sides};

/// Turns a document into a description of the Rust to generate.
///
/// What can't be represented is reported to `diagnostics`: an operation is skipped, a schema becomes
/// a JSON value; both are counted in the [`Api`].
#[must_use]
pub fn lower(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Api {
    let choices = formats::Choices::of(config, diagnostics);
    let resolver = document.resolver();
    let mut lower = Lower {
        client_server: Lower::first_server(&resolver),
        document: resolver,
        config,
        choices,
        diagnostics,
        types: Types::default(),
        limits: Limits::of(document),
        circles: Set::default(),
        nulls: nulls::Nulls::default(),
        side: Side::Reply,
        differing: sides::Differing::default(),
        family: None,
        pins: options::pins(&config.names),
        passwords: Map::default(),
        optional: pointers(&config.optional),
        sensitive: pointers(&config.sensitive)
            .into_iter()
            .map(|at| (at, false))
            .collect(),
        keep_unknown: config.keep_unknown_properties,
        header_sets: HeaderSets::default(),
        callbacks: Vec::new(),
        callback_names: Scope::reserving(reserved::OUTSIDE),
        fallbacks: IndexSet::default(),
        skipped: Vec::new(),
    };
    lower.check_options(config);
    lower.reserve_components();
    let mut schemes = lower.security_schemes();
    lower.lower_components();
    let mut operations = lower.operations(&schemes);
    security::drop_unused(&mut schemes, &mut operations);
    let webhooks = lower.webhooks();
    lower.check_sensitive(config);
    lower.check_defined();
    let info = lower.document.info().ok();
    let server = lower.server(&operations);
    let servers = lower.servers();
    Api {
        title: info
            .as_ref()
            .map(|info| info.title.clone())
            .unwrap_or_default(),
        version: info
            .as_ref()
            .map(|info| info.version.clone())
            .unwrap_or_default(),
        description: lower.summarized(
            &Pointer::root().child("info"),
            info.and_then(|info| info.value.description),
        ),
        server,
        tags: lower.described_tags(),
        servers,
        types: lower.types.finish(),
        operations,
        shared_errors: Vec::new(),
        headers: lower.header_sets.list,
        webhooks,
        callbacks: lower.callbacks,
        schemes,
        fallbacks: lower.fallbacks.into_iter().collect(),
        skipped: lower.skipped,
        kept: kept(config),
    }
}

fn kept(config: &Config) -> Kept {
    match config.include.is_empty() && config.exclude.is_empty() {
        true => Kept::Components,
        false => Kept::Nothing,
    }
}

/// What a schema becomes, and what its users have to know beside the type.
#[derive(Clone, Debug)]
struct Lowered {
    ty: Type,
    nullable: bool,
    /// Exactly one value is allowed.
    constant: bool,
    /// `format: password`
    sensitive: bool,
    constraints: Constraints,
    docs: Docs,
    default: Option<serde_json::Value>,
}

impl Lowered {
    fn new(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
            constant: false,
            sensitive: false,
            constraints: Constraints::default(),
            docs: Docs::default(),
            default: None,
        }
    }

    /// The type as an item of a list or a value of a map, where null has no other place.
    fn item_type(self) -> Type {
        if self.nullable && self.ty != Type::Json {
            return Type::Nullable(Box::new(self.ty));
        }
        self.ty
    }
}

struct Lower<'a> {
    document: Resolver<'a>,
    /// The URL of the document's first server.
    client_server: Option<String>,
    config: &'a Config,
    diagnostics: &'a mut Diagnostics,
    types: Types,
    limits: Limits,
    /// Schemas of which it was said that they are parts of themselves.
    circles: Set<Pointer>,
    nulls: nulls::Nulls,
    /// The way the values go of what is being lowered.
    side: Side,
    differing: sides::Differing,
    family: Option<inheritance::Family>,
    choices: formats::Choices,
    /// Names that the configuration gives to places.
    pins: Map<Pointer, String>,
    /// Of schemas looked at, whether they stand for passwords.
    passwords: Map<Pointer, bool>,
    optional: Set<Pointer>,
    /// What the options call sensitive, and whether that had an effect.
    sensitive: Map<Pointer, bool>,
    keep_unknown: bool,
    header_sets: HeaderSets,
    callbacks: Vec<Incoming>,
    callback_names: Scope,
    fallbacks: IndexSet<Pointer, Seeded>,
    skipped: Vec<Pointer>,
}

/// What there is to say about a schema that is nothing but itself.
fn schema_is_itself(at: &Pointer) -> Diagnostic {
    let message = "this schema is itself and nothing else, so its values are plain JSON";
    Diagnostic::new(Code::SCHEMA_IS_ITSELF, at, message)
}

fn pointers(texts: &[String]) -> Set<Pointer> {
    texts.iter().map(|text| Pointer::parse(text)).collect()
}

impl Lower<'_> {
    /// Options that name a place must name one that exists: a misspelt pointer would leave a secret
    /// in `Debug`.
    fn check_options(&mut self, config: &Config) {
        for (option, texts) in [
            ("optional", config.optional.iter().collect::<Vec<_>>()),
            ("sensitive", config.sensitive.iter().collect()),
            ("names", config.names.keys().collect()),
            ("types", config.types.keys().collect()),
        ] {
            for text in texts {
                if self.document.raw(&Pointer::parse(text)).is_some() {
                    continue;
                }
                let message = format!(
                    "the option `{option}` names `{text}`, which the document does not have"
                );
                self.diagnostics.report(
                    Diagnostic::new(codes::UNUSED_OPTION, self.nearest(text), message)
                        .help("the document ends here on the way to it; name the schema of a property, such as `/components/schemas/pet/properties/name`"),
                );
            }
        }
    }

    /// Says where `sensitive` has no effect: a secret would be left in `Debug`.
    fn check_sensitive(&mut self, config: &Config) {
        for text in &config.sensitive {
            let at = Pointer::parse(text);
            if self.sensitive.get(&at) != Some(&false) || self.document.raw(&at).is_none() {
                continue;
            }
            let message =
                "the option `sensitive` has no effect here: no property has this schema as its own";
            self.diagnostics.report(
                Diagnostic::new(codes::OPTION_WITHOUT_EFFECT, at, message)
                    .help("name the schemas of the properties that hold the value, such as `/components/schemas/pet/properties/name`"),
            );
        }
    }

    /// Says which schemas are nothing but themselves, by whatever keywords: no type came of them.
    fn check_defined(&mut self) {
        for at in self.types.undefined() {
            let found = schema_is_itself(&at);
            self.as_json(found, &at);
        }
    }

    /// The last node on the way to `text` that exists.
    fn nearest(&self, text: &str) -> Pointer {
        let mut at = Pointer::parse(text);
        while self.document.raw(&at).is_none() {
            let Some(parent) = at.parent() else {
                return at;
            };
            at = parent;
        }
        at
    }

    /// Reports that a schema became a JSON value, and counts it.
    fn as_json(&mut self, diagnostic: Diagnostic, at: &Pointer) -> Lowered {
        self.diagnostics.report(diagnostic);
        self.fall_back(at);
        Lowered::new(Type::Json)
    }

    /// Counts a schema that became a JSON value, once for both of its sides.
    fn fall_back(&mut self, at: &Pointer) {
        self.fallbacks.insert(at.clone());
    }

    /// The names of the tags, each with what the document says about it.
    fn described_tags(&self) -> Vec<(String, Option<String>)> {
        let tags = self.document.tags().into_iter();
        let described = tags.map(|tag| {
            let description = self.summarized(&tag.at, tag.value.description);
            (tag.value.name, description)
        });
        described.collect()
    }

    /// `summary` of the object at `at`, which 3.1 and 3.2 added to some, and its description.
    fn summarized(&self, at: &Pointer, description: Option<String>) -> Option<String> {
        let summary = self.document.raw(&at.child("summary"));
        joined(summary.and_then(Node::as_text), description)
    }
}

/// A summary and a description, each if there is one.
fn joined(summary: Option<String>, description: Option<String>) -> Option<String> {
    match (summary, description) {
        (Some(summary), Some(description)) => Some(format!("{summary}\n\n{description}")),
        (summary, description) => summary.or(description),
    }
}
