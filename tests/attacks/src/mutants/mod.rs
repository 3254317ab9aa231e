//! Documents with random changes.

mod structure;
mod text;
mod words;

use std::io;

use fastrand::Rng;

use crate::bases::{self, Base};
use crate::case::{Case, Content, Form, Layout};
use crate::drive::Run;
use crate::options::Options;

/// The seed of every run that names none: the same documents each time, so that a change of the compiler is to blame for what fails.
const SEED: u64 = 1;
/// How many documents a run has unless it says otherwise.
const COUNT: u64 = 5_000;

/// KiB of addresses for a process, most of which are taken before it has a document: none of the documents has 100 KB.
const MEMORY: u64 = 512 << 10;

const MODULE: &str = "runtime = \"module\"\n";

/// Options that change what is generated.
const OPTIONS: &[&str] = &[
    "keep-unknown-properties = false\n",
    "serde = false\n",
    "features-per-tag = true\n",
    MODULE,
    "formats = { date-time = \"string\", int64 = \"u64\", uuid = \"String\" }\n",
    "exclude = { paths = [\"/*\"] }\n",
];

pub fn run(options: &Options) -> io::Result<bool> {
    let bases = bases::all()?;
    let mut run = Run::new("mutants", options, options.seed.unwrap_or(SEED), COUNT);
    run.limits.memory = options.memory.unwrap_or(MEMORY);
    let make = |number: u64| mutant(&bases, &mut run.random(number));
    Ok(run.drive(&make)?.print())
}

/// A document with one to six changes, most have one or two.
fn mutant(bases: &[Base], random: &mut Rng) -> Case {
    let base = &bases[random.usize(..bases.len())];
    let changes = 1 + (random.u8(..64).leading_zeros() as usize).saturating_sub(2);
    let content = match random.u8(..10) {
        0..=2 => of_text(base.text.clone().into_bytes(), changes, random),
        3 => {
            let tree = of_structure(base, bases, (structure::ANY, changes), random);
            of_text(tree.bytes(), 1, random)
        }
        _ => of_structure(base, bases, (structure::ANY, changes), random),
    };
    let layout = match random.u8(..50) {
        0..=1 => Layout::Harness,
        2..=7 => Layout::Package,
        _ => Layout::File,
    };
    Case {
        content,
        options: match random.u8(..8) {
            0 => some_options(base, random),
            _ => String::new(),
        },
        layout,
        origin: base.name.clone(),
    }
}

/// A document that most likely gives code, with three to twelve changes.
pub fn for_compiling(bases: &[Base], random: &mut Rng) -> Case {
    let base = &bases[random.usize(..bases.len())];
    let changes = random.usize(3..=12);
    let is_optional = random.u8(..4) == 0;
    Case {
        content: of_structure(base, bases, (structure::LIKELY, changes), random),
        options: match is_optional {
            // The runtime of all packages is the same package.
            true => some_options(base, random).replace(MODULE, ""),
            false => String::new(),
        },
        layout: Layout::Harness,
        origin: base.name.clone(),
    }
}

fn of_structure(
    base: &Base,
    bases: &[Base],
    (kinds, changes): (&[structure::Kind], usize),
    random: &mut Rng,
) -> Content {
    let mut tree = base.tree.clone();
    for _ in 0..changes {
        structure::change(&mut tree, kinds, bases, random);
    }
    let form = match random.bool() {
        true => Form::Json,
        false => Form::Yaml,
    };
    Content::Tree(tree, form)
}

fn of_text(mut text: Vec<u8>, changes: usize, random: &mut Rng) -> Content {
    for _ in 0..changes {
        text::change(&mut text, random);
    }
    Content::Text(text)
}

/// Options, some of them by the places of nodes, as pointers or as patterns of them.
fn some_options(base: &Base, random: &mut Rng) -> String {
    let mut text = OPTIONS[random.usize(..OPTIONS.len())].to_owned();
    text.push_str("[places]\n");
    for _ in 0..random.usize(1..4) {
        let node = random.usize(..base.tree.size());
        let pointer = base.tree.pointer(&base.tree.nth(node));
        let step = |step: &str| match random.u8(..8) {
            0 => "*".to_owned(),
            1 => "**".to_owned(),
            _ => step.to_owned(),
        };
        let steps = pointer.trim_start_matches('#').split('/').map(step);
        let mut place = steps.collect::<Vec<String>>().join("/");
        if random.u8(..4) == 0 {
            place.insert_str(0, "*#");
        }
        let word = words::hostile(random);
        let said = match random.u8(..8) {
            0 => "optional = true".to_owned(),
            1 => "sensitive = true".to_owned(),
            2 => format!("name = {word:?}"),
            3 => format!("type = {word:?}"),
            4 => "type = \"json\"".to_owned(),
            5 => format!("derives = [\"Eq\", {word:?}]"),
            6 => format!("attributes = [{word:?}]"),
            _ => "skip = true".to_owned(),
        };
        text.push_str(&format!("{place:?} = {{ {said} }}\n"));
    }
    text
}
