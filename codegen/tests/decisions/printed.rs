//! The schemas of a document in, each type on one line out.

use std::fmt::Write;

use openapi_build::diagnostics::{Diagnostics, Place};
use openapi_build::document::Document;
use openapi_build::ir::{
    Additional, Api, Constraints, Field, Hidden, Presence, Preset, Struct, Type, TypeDef, TypeKind,
    Union, VariantTag, Written,
};
use openapi_build::{Config, Source, lower, passes};

/// What became of a document.
pub struct Made {
    pub api: Api,
    findings: Vec<String>,
}

/// What lowering and all passes make of component schemas, one on each line.
pub fn made(schemas: &str) -> Made {
    made_for("", schemas)
}

/// The same beside paths, one on each line.
pub fn made_for(paths: &str, schemas: &str) -> Made {
    let indented = |text: &str, by: &str| -> String {
        let lines = text.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty());
        lines.map(|line| format!("{by}{line}\n")).collect()
    };
    let (paths, schemas) = (indented(paths, "  "), indented(schemas, "    "));
    made_of(&format!(
        "openapi: 3.2.0\ninfo: {{ title: Decisions, version: '1' }}\npaths:\n  /none: {{}}\n{paths}components:\n  schemas:\n{schemas}"
    ))
}

/// The same of a whole document.
pub fn made_of(text: &str) -> Made {
    let mut diagnostics = Diagnostics::new();
    let source = Source::from_text("decisions.yaml", text);
    let document = Document::read(source, &mut diagnostics).expect("a document");
    let mut api = lower(&document, &Config::default(), &mut diagnostics);
    passes::run(&mut api, &mut diagnostics);
    let reports = diagnostics.finish(Some(&document));
    let findings = reports.iter().map(|report| {
        let found = report.diagnostic();
        let at = match &found.at {
            Place::Node(at) => at.to_string(),
            other => format!("{other:?}"),
        };
        format!("{} {}", found.code, at.replace("#/components/schemas/", ""))
    });
    Made {
        api,
        findings: findings.collect(),
    }
}

impl Made {
    /// The places of what was found of this kind.
    pub fn found(&self, code: &str) -> Vec<&str> {
        let of_code = |found: &'_ String| found.split_once(' ').is_some_and(|(one, _)| one == code);
        let found = self.findings.iter().filter(|found| of_code(found));
        found
            .filter_map(|found| found.split_once(' '))
            .map(|(_, at)| at)
            .collect()
    }

    /// The names of all types.
    pub fn names(&self) -> Vec<&str> {
        self.api.types.iter().map(|def| def.name.as_str()).collect()
    }

    fn def(&self, name: &str) -> &TypeDef {
        let mut types = self.api.types.iter();
        let found = types.find(|def| def.name.as_str() == name);
        found.unwrap_or_else(|| panic!("{name} is none of {:?}", self.names()))
    }

    /// The names of the values of an enum.
    pub fn value_names(&self, name: &str) -> Vec<&str> {
        match &self.def(name).kind {
            TypeKind::Enum(list) => list.variants.iter().map(|one| one.name.as_str()).collect(),
            other => panic!("{other:?}"),
        }
    }

    fn object(&self, name: &str) -> &Struct {
        match &self.def(name).kind {
            TypeKind::Struct(object) => object,
            other => panic!("{other:?}"),
        }
    }

    /// The rules of an object as a whole.
    pub fn struct_rules(&self, name: &str) -> String {
        format!("{:?}", self.object(name).rules)
    }

    /// The names of the fields of a struct.
    pub fn field_names(&self, name: &str) -> Vec<&str> {
        let fields = self.object(name).fields.iter();
        fields.map(|field| field.name.as_str()).collect()
    }

    /// The properties that whoever builds a struct has to give, and the struct that names them if there is one.
    pub fn arguments(&self, name: &str) -> (Vec<&str>, Option<String>) {
        let object = self.object(name);
        let arguments = object.arguments().map(|field| field.wire.as_str());
        let named = object.arguments.as_ref().map(|name| name.to_string());
        (arguments.collect(), named)
    }

    /// The properties that all variants of a union have.
    pub fn common(&self, name: &str) -> Vec<String> {
        let common = self.union(name).common.iter();
        let one = common.map(|one| {
            let deprecated = if one.deprecated { " deprecated" } else { "" };
            format!("{}: {}{deprecated}", one.wire, self.used(&one.ty))
        });
        one.collect()
    }

    pub fn union(&self, name: &str) -> &Union {
        match &self.def(name).kind {
            TypeKind::Union(union) => union,
            other => panic!("{other:?}"),
        }
    }

    /// A type as it is defined: `{ id: Uuid, name?: String }`, `A(A) "a" | B(B)`, `"low" | "high"`, `= Vec<A>`.
    pub fn ty(&self, name: &str) -> String {
        match &self.def(name).kind {
            TypeKind::Struct(object) => self.structure(object),
            TypeKind::Union(union) => self.variants(union),
            TypeKind::Enum(list) => {
                let values = list.variants.iter().map(|one| one.value.to_string());
                values.collect::<Vec<_>>().join(" | ")
            }
            TypeKind::Alias { ty, constraints } => {
                format!("= {}{}", self.used(ty), rules(constraints))
            }
            TypeKind::Newtype { ty, constraints } => {
                format!("({}){}", self.used(ty), rules(constraints))
            }
            TypeKind::Same { ty, .. } => match ty {
                Type::Named(id) => format!("same as {}", self.api.types[id.0].name),
                other => panic!("{other:?}"),
            },
        }
    }

    fn structure(&self, object: &Struct) -> String {
        let mut members: Vec<String> = object.fields.iter().map(|one| self.field(one)).collect();
        if let Additional::Typed {
            ty, constraints, ..
        } = &object.additional
        {
            members.push(format!("..: {}{}", self.used(ty), rules(constraints)));
        }
        match &object.hidden {
            Hidden::All => members.push("hides all".to_owned()),
            Hidden::Named(names) if !names.is_empty() => {
                members.push(format!("hides {}", names.join(", ")));
            }
            Hidden::Named(_) => {}
        }
        format!("{{ {} }}", members.join(", "))
    }

    /// `?` for what may be missing, `|null` for what may be null, a preset behind `=`.
    fn field(&self, field: &Field) -> String {
        let (missing, null) = match field.presence {
            Presence::Required => ("", ""),
            Presence::RequiredNullable => ("", "|null"),
            Presence::Optional => ("?", ""),
            Presence::OptionalNullable => ("?", "|null"),
        };
        let mut text = format!("{}{missing}: {}{null}", field.wire, self.used(&field.ty));
        text.push_str(&rules(&field.constraints));
        match &field.preset {
            None => {}
            Some(Preset::Text(preset)) => write!(text, " = {preset:?}").unwrap(),
            Some(Preset::Variant(id, index)) => {
                let TypeKind::Enum(list) = &self.api.get(*id).unwrap().kind else {
                    panic!("{id:?} is no enum");
                };
                write!(text, " = {}", list.variants[*index].value).unwrap();
            }
        }
        if field.sensitive {
            text.push_str(" secret");
        }
        text
    }

    /// The tags of each variant, `default` for the one without, and what the union writes behind `+`.
    fn variants(&self, union: &Union) -> String {
        let variants = union.variants.iter().map(|one| {
            let mut text = format!("{}({})", one.name.as_str(), self.used(&one.ty));
            text.push_str(&rules(&one.constraints));
            for tag in &one.tags {
                write!(text, " {tag}").unwrap();
            }
            if one.default {
                text.push_str(" default");
            }
            match &one.written {
                Written::Nothing => {}
                Written::Tag(tag) => write!(text, " + {tag}").unwrap(),
                Written::Chosen { .. } => text.push_str(" + chosen"),
            }
            text
        });
        variants.collect::<Vec<_>>().join(" | ")
    }

    /// The forms that values of a union have, in the order in which they are tried: the variant and what tells it from others.
    pub fn cases(&self, name: &str) -> Vec<String> {
        let union = self.union(name);
        let cases = union.cases.iter().map(|case| {
            let mut text = union.variants[case.variant].name.as_str().to_owned();
            let tag = |tag: &VariantTag| format!("{} {}", tag.property, tag.values.join("/"));
            if let Some(one) = &case.tag {
                write!(text, ", tag {}", tag(one)).unwrap();
            }
            for one in &case.hints {
                write!(text, ", hint {}", tag(one)).unwrap();
            }
            if !case.required.is_empty() {
                write!(text, ", needs {}", case.required.join("/")).unwrap();
            }
            if !case.known.is_empty() {
                write!(text, ", knows {}", case.known.join("/")).unwrap();
            }
            if !case.values.is_empty() {
                write!(text, ", one of {}", case.values.join("/")).unwrap();
            }
            text
        });
        cases.collect()
    }

    /// A type where it is used.
    fn used(&self, ty: &Type) -> String {
        let around = |outer: &str, inner: &Type| format!("{outer}<{}>", self.used(inner));
        match ty {
            Type::Integer(name) => (*name).to_owned(),
            Type::List(inner) => around("Vec", inner),
            Type::Map(inner) => around("Map", inner),
            Type::Nullable(inner) => around("Option", inner),
            Type::Omissible(inner) => around("Omissible", inner),
            Type::Boxed(inner) => around("Box", inner),
            Type::NumberOrText(inner) => around("NumberOrText", inner),
            Type::JsonText(inner) => around("JsonText", inner),
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.used(item)).collect();
                format!("({})", items.join(", "))
            }
            Type::Named(id) => self.api.types[id.named().0].name.to_string(),
            plain => format!("{plain:?}"),
        }
    }
}

/// ` [MinLength(1), each MaxLength(2)]`, or nothing.
fn rules(constraints: &Constraints) -> String {
    let mut all = Vec::new();
    let mut each = String::new();
    let mut next = Some(constraints);
    while let Some(constraints) = next {
        let rules = constraints.rules.iter();
        all.extend(rules.map(|rule| format!("{each}{rule:?}")));
        each.push_str("each ");
        next = constraints.each.as_deref();
    }
    match all.is_empty() {
        true => String::new(),
        false => format!(" [{}]", all.join(", ")),
    }
}
