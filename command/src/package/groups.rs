//! Which group of the API does an operation, and a type, belong to? Each group is a module of a client that is a package.

use std::collections::HashMap;

use openapi_build::ir::{Api, Operation, Type, TypeDef, TypeId, TypeKind};
use openapi_build::names::{self, FunctionName, Scope};

/// A client in groups.
#[derive(Debug)]
pub struct Groups {
    /// The groups in the order of their first operations.
    pub list: Vec<Group>,
    /// Types of several groups, or none.
    pub shared: Group,
}

/// Operations that belong together, with the types that they alone need.
#[derive(Debug)]
pub struct Group {
    /// The module's name.
    pub name: FunctionName,
    /// What makes it one.
    pub origin: Origin,
    /// Indices into [`Api::operations`].
    pub operations: Vec<usize>,
    /// Its types.
    pub types: Vec<TypeId>,
}

/// What operations of a group have in common.
#[derive(Debug)]
pub enum Origin {
    /// Their first tag, and its description
    Tag(String, Option<String>),
    /// The first word of their paths; none for `/`
    Path(Option<String>),
    /// Nothing: what several groups need
    Shared,
}

impl Group {
    /// Its operations.
    pub fn operations<'a>(&self, api: &'a Api) -> impl Iterator<Item = &'a Operation> {
        let indices = self.operations.iter();
        indices.filter_map(|index| api.operations.get(*index))
    }

    /// Its types.
    #[must_use]
    pub fn types<'a>(&self, api: &'a Api) -> Vec<&'a TypeDef> {
        self.types.iter().filter_map(|id| api.get(*id)).collect()
    }
}

/// Names of modules and Cargo features that are there anyway, and of the crates whose paths generated code begins with.
const RESERVED: &[&str] = &[
    "alloc",
    "core",
    "default",
    "descriptions",
    "mod_",
    "operations",
    "reqwest",
    "runtime",
    "serde",
    "shared",
    "std",
    "types",
];

/// Divides the client into the groups that its document gives by tags: an operation belongs to its first
/// tag, or without one to the first word of its path; a type to the group whose operations alone lead
/// to it, or to the shared ones.
#[must_use]
pub fn divide(api: &Api) -> Groups {
    let mut scope = Scope::reserving(RESERVED);
    let mut list: Vec<Group> = Vec::new();
    let mut by_group: HashMap<String, usize> = HashMap::default();
    let mut described: HashMap<&str, Option<&String>> = HashMap::default();
    for (name, description) in &api.tags {
        described.entry(name).or_insert(description.as_ref());
    }
    for (index, operation) in api.operations.iter().enumerate() {
        let (name, origin) = group_of(&described, operation);
        let group = *by_group.entry(name).or_insert_with_key(|group| {
            list.push(Group {
                name: module_name(&mut scope, group, &operation.path),
                origin,
                operations: Vec::new(),
                types: Vec::new(),
            });
            list.len() - 1
        });
        if let Some(group) = list.get_mut(group) {
            group.operations.push(index);
        }
    }
    let mut shared = Group {
        name: Scope::default().function("shared"),
        origin: Origin::Shared,
        operations: Vec::new(),
        types: Vec::new(),
    };
    for (index, owner) in owners(api, &list).into_iter().enumerate() {
        let group = match owner {
            Owner::Group(group) => list.get_mut(group),
            Owner::Nobody | Owner::Several => None,
        };
        group.unwrap_or(&mut shared).types.push(TypeId::new(index));
    }
    Groups { list, shared }
}

/// The name of the group's modules and of its feature. Both are ASCII: files of other names, and modules that rustc looks for in
/// them, are trouble. A tag of another script is called as the paths of its operations begin.
fn module_name(scope: &mut Scope, group: &str, path: &str) -> FunctionName {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    // Not `api`, nor a version: these begin all paths alike.
    let is_word = |text: &String| match text.strip_prefix('v') {
        Some(rest) => rest.contains(is_letter),
        None => text != "api" && text.contains(is_letter),
    };
    let text = names::ascii(group)
        .or_else(|| words_of(path).filter_map(names::ascii).find(is_word))
        .unwrap_or_else(|| names::ascii_words(group));
    let words = names::function_words(&text);
    match RESERVED.contains(&words.as_str()) || names::is_device(&words) {
        true => scope.function(&format!("{words} group")),
        false => scope.function(&text),
    }
}

/// The words of a path, without its parameters.
fn words_of(path: &str) -> impl Iterator<Item = &str> {
    let segments = path.split('/');
    segments.filter(|segment| !segment.is_empty() && !segment.contains('{'))
}

/// The name of an operation's group, and what makes it one.
fn group_of(described: &HashMap<&str, Option<&String>>, operation: &Operation) -> (String, Origin) {
    if let Some(tag) = operation.tags.first() {
        let description = described.get(tag.as_str()).copied().flatten().cloned();
        return (tag.clone(), Origin::Tag(tag.clone(), description));
    }
    let word = words_of(&operation.path).next().map(str::to_owned);
    let name = word.clone().unwrap_or_else(|| "root".to_owned());
    (name, Origin::Path(word))
}

/// Whose a type is.
#[derive(Clone, Copy, PartialEq)]
enum Owner {
    Nobody,
    Group(usize),
    Several,
}

fn owners(api: &Api, groups: &[Group]) -> Vec<Owner> {
    let mut owners = vec![Owner::Nobody; api.types.len()];
    let of_group = |group: &Group| {
        let mut open: Vec<TypeId> = Vec::new();
        for operation in group.operations(api) {
            operation.for_each_type(&mut |ty| named(ty, &mut open));
        }
        open
    };
    // Headers, webhooks, callbacks, structs of arguments and shared errors are in no group: what they name is shared.
    let mut of_none: Vec<TypeId> = Vec::new();
    api.for_each_type_outside(&mut |ty| named(ty, &mut of_none));
    let shared = api.shared_errors.iter().flat_map(|one| &one.variants);
    let bodies = shared.filter_map(|variant| variant.body.ty());
    bodies.for_each(|ty| named(ty, &mut of_none));
    let with_struct = api.operations.iter().filter(|one| one.arguments.is_some());
    let fields = with_struct.flat_map(Operation::required);
    fields.for_each(|field| named(&field.ty, &mut of_none));
    let begun = groups.iter().map(of_group).chain([of_none]);
    for (index, mut open) in begun.enumerate() {
        while let Some(id) = open.pop() {
            let Some(owner) = owners.get_mut(id.0) else {
                continue;
            };
            *owner = match *owner {
                Owner::Nobody => Owner::Group(index),
                Owner::Group(other) if other != index => Owner::Several,
                // Seen already, and all that it leads to.
                Owner::Group(_) | Owner::Several => continue,
            };
            if let Some(def) = api.get(id) {
                def.kind.for_each_type(&mut |ty| named(ty, &mut open));
            }
        }
    }
    // Other names that nothing says are where the type is.
    for (index, def) in api.types.iter().enumerate() {
        let TypeKind::Same {
            ty: Type::Named(id),
            ..
        } = &def.kind
        else {
            continue;
        };
        let of_type = owners.get(id.0).copied();
        if let (Some(owner @ Owner::Nobody), Some(of_type)) = (owners.get_mut(index), of_type) {
            *owner = of_type;
        }
    }
    owners
}

/// Adds the types that this one names, each also as what it is called there.
fn named(ty: &Type, all: &mut Vec<TypeId>) {
    ty.for_each_named(&mut |id| all.extend([id, id.named()]));
}
