//! Files that would be too long, in parts by the first letters of the names in them.
//!
//! Letters don't move: a type that is added changes the file that it belongs to, and splits it at most.

use std::collections::BTreeMap;

use openapi_build::ir::{Docs, Operation, TypeDef, TypeKind};
use openapi_build::names::{FunctionName, Scope};

/// A file of more lines than this is divided.
const MOST_LINES: usize = 5_000;

/// A file with a part of what would be too much for one.
pub struct FilePart<'a, T> {
    /// The module, by the letters that all names in it begin with.
    pub name: FunctionName,
    /// What is in it, in the order of the document.
    pub items: Vec<&'a T>,
}

/// What has a name and a place in a file.
pub trait Measured {
    /// The name.
    fn name(&self) -> &str;

    /// About how many lines it takes.
    fn lines(&self) -> usize;
}

impl Measured for TypeDef {
    fn name(&self) -> &str {
        self.name.as_str()
    }

    fn lines(&self) -> usize {
        let own = match &self.kind {
            TypeKind::Struct(object) => {
                let fields = object.fields.iter();
                let fields = fields.map(|field| 12 + text_lines(&field.docs));
                50 + fields.sum::<usize>()
            }
            TypeKind::Enum(list) => {
                let variants = list.variants.iter();
                let variants = variants.map(|variant| 4 + text_lines(&variant.docs));
                70 + variants.sum::<usize>()
            }
            TypeKind::Union(union) => 60 + 16 * union.variants.len(),
            TypeKind::Alias { .. } | TypeKind::Same { .. } => 3,
            TypeKind::Newtype { .. } => 60,
        };
        own + text_lines(&self.docs)
    }
}

impl Measured for Operation {
    fn name(&self) -> &str {
        let first = self.functions.first();
        first.map_or("", |function| function.name.as_str())
    }

    fn lines(&self) -> usize {
        let parameters = self.parameters.iter();
        let parameters = parameters.map(|one| 8 + text_lines(&one.docs));
        let of_function = 24 + text_lines(&self.docs) + 3 * self.cases.len();
        let calls = self.functions.iter().filter(|one| one.call.is_some());
        48 * calls.count() + parameters.sum::<usize>() + of_function * self.functions.len()
    }
}

/// About how many lines a description takes.
fn text_lines(docs: &Docs) -> usize {
    let texts = [&docs.title, &docs.description].into_iter().flatten();
    texts.map(|text| 1 + text.len() / 90).sum()
}

/// The parts of what is too much for the file of the module `parent`; none where it isn't.
pub fn divided<'a, T: Measured>(parent: &FunctionName, items: &[&'a T]) -> Vec<FilePart<'a, T>> {
    if lines(items) <= MOST_LINES {
        return Vec::new();
    }
    let mut parts = BTreeMap::new();
    divide(items.to_vec(), 1, &mut parts);
    let mut scope = Scope::default();
    // Clippy asks for another name than that of the module around it.
    let _ = scope.function(parent.as_str());
    let parts = parts.into_iter();
    let parts = parts.map(|(letters, items)| FilePart {
        name: scope.function(&letters),
        items,
    });
    parts.collect()
}

/// Sorts by so many first letters, and by one more what is still too much.
fn divide<'a, T: Measured>(
    items: Vec<&'a T>,
    letters: usize,
    parts: &mut BTreeMap<String, Vec<&'a T>>,
) {
    let mut by_letters: BTreeMap<String, Vec<&T>> = BTreeMap::new();
    for item in items {
        let key = first_letters(item.name(), letters);
        by_letters.entry(key).or_default().push(item);
    }
    for (key, items) in by_letters {
        // Names that are no longer stay together.
        let is_short = key.len() < letters;
        if is_short || lines(&items) <= MOST_LINES {
            parts.entry(key).or_default().extend(items);
        } else {
            divide(items, letters + 1, parts);
        }
    }
}

/// Letters and digits at the beginning of a name, in small letters. One that begins otherwise has none that a file could be
/// called by everywhere.
fn first_letters(name: &str, count: usize) -> String {
    let letters = name.bytes().filter(|byte| *byte != b'_');
    let letters = letters.take_while(u8::is_ascii_alphanumeric).take(count);
    let letters: String = letters
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    match letters.is_empty() {
        true => "other".to_owned(),
        false => letters,
    }
}

fn lines<T: Measured>(items: &[&T]) -> usize {
    items.iter().map(|item| item.lines()).sum()
}
