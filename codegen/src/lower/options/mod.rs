//! What the options say about places of the document, and whether it had an effect.
//!
//! Every place is looked for once, before anything is lowered: names and pointers by themselves, patterns all together. Then what is said
//! about a node is found by its pointer.

mod address;
mod effects;
mod findings;
mod lookup;
mod names;
mod patterns;
mod values;

use indexmap::IndexSet;

use crate::config::{Config, INVALID_OPTIONS, PlaceKey, PlaceOptions};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::document::{Pointer, Resolver};
use crate::hash::{Map, Seeded, Set};
use crate::lower::codes;
use address::{Address, Specificity, address, beginning};
use effects::Effect;
use names::ShortNames;
use patterns::{Matches, PlacePatterns, Step};

/// The options that name places, and those of formats.
pub struct Options<'c> {
    config: &'c Config,
    entries: Vec<OptionEntry<'c>>,
    /// Which entries decide about a node.
    decided: Map<Pointer, Decision>,
    formats: Map<&'c str, &'c str>,
    /// The properties that discriminators name, if anything is to be left out.
    tags: Set<String>,
    /// Whether types implement serde's traits.
    pub has_serde: bool,
    /// Whether objects keep properties that the document doesn't declare.
    pub keep_unknown: bool,
}

/// What is said about one place, as it is written.
struct OptionEntry<'c> {
    /// The place.
    place: &'c str,
    /// What can be used of it.
    said: PlaceOptions,
    specificity: Specificity,
    /// The node; none for a pattern.
    at: Option<Pointer>,
    effects: [Effect; PlaceKey::ALL.len()],
}

impl OptionEntry<'_> {
    fn is_pattern(&self) -> bool {
        self.at.is_none()
    }

    fn effect(&self, key: PlaceKey) -> Option<&Effect> {
        self.effects.get(key.index())
    }
}

/// Pairs of entries that say different things about a node, and what about.
type Conflicts = IndexSet<(u32, u32, PlaceKey), Seeded>;

/// Which entry decides about a node, for each key.
#[derive(Clone, Copy, Debug, Default)]
struct Decision {
    by: [Option<u32>; PlaceKey::ALL.len()],
    /// Whether a less specific entry says something else, a bit for each key.
    overrides: u8,
}

impl<'c> Options<'c> {
    /// Reads the options. One that names no place, or says what is no value, is reported.
    pub fn of(config: &'c Config, document: &Resolver<'_>, diagnostics: &mut Diagnostics) -> Self {
        let mut options = Self {
            config,
            entries: Vec::with_capacity(config.places.len()),
            decided: Map::default(),
            formats: Map::default(),
            tags: Set::default(),
            has_serde: config.serde,
            keep_unknown: config.keep_unknown_properties,
        };
        options.read_formats(diagnostics);
        if config.places.is_empty() {
            return options;
        }
        if config.places.values().any(|said| said.skip == Some(true)) {
            options.tags = tags(document);
        }
        let names = ShortNames::of(document);
        let mut patterns = PlacePatterns::default();
        let mut nodes: Map<Pointer, Vec<u32>> = Map::default();
        let mut of_patterns = Vec::new();
        for (place, said) in &config.places {
            let number = u32::try_from(options.entries.len()).unwrap_or(u32::MAX);
            let found = match address(place, document, &names) {
                Ok(found) => found,
                Err(lost) => {
                    diagnostics.report(lost.finding(config, place));
                    continue;
                }
            };
            options.add_entry(place, said, &found, diagnostics);
            match found {
                Address::Node(at) => nodes.entry(at).or_default().push(number),
                Address::Pattern(file, steps) => {
                    patterns.add(file, &steps, number);
                    of_patterns.push((number, file, steps));
                }
            }
        }
        let matches = options.matches(&patterns, &of_patterns, document, diagnostics);
        options.decide(nodes, &matches, diagnostics);
        options
    }

    /// What the patterns match, each with its entry. One that matches nothing is reported.
    fn matches(
        &mut self,
        patterns: &PlacePatterns,
        all: &[(u32, Option<u32>, Vec<Step<'_>>)],
        document: &Resolver<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Matches {
        let mut matches = Matches::default();
        if all.is_empty() {
            return matches;
        }
        let found = patterns.matches(document);
        let too_many = found.is_err();
        match found {
            Ok(found) => matches = found,
            Err(patterns::TooMany) => diagnostics.report(findings::too_many(self.config)),
        }
        let matched: Set<u32> = matches.entries().collect();
        for (number, file, steps) in all {
            let entry = self.entries.get_mut(*number as usize);
            let Some(entry) = entry.filter(|_| !matched.contains(number)) else {
                continue;
            };
            // That is all there is to say about it.
            entry.said = PlaceOptions::default();
            if !too_many {
                let length = patterns.length_reached(*file, steps, &matches);
                let reached = beginning(steps, length);
                diagnostics.report(findings::unmatched(self.config, entry.place, &reached));
            }
        }
        matches
    }

    fn read_formats(&mut self, diagnostics: &mut Diagnostics) {
        for (format, ty) in &self.config.formats {
            if values::is_type(ty) {
                self.formats.insert(format, ty);
                continue;
            }
            let written = self.config.written(&["formats", format]);
            let message = format!("the type of the format `{format}` is `{ty}`, which is no type");
            diagnostics.report(
                Diagnostic::new(codes::INVALID_TYPE, written, message)
                    .help("give the path of a type, such as `crate::Money`, or `string`"),
            );
        }
    }

    fn add_entry(
        &mut self,
        place: &'c str,
        said: &PlaceOptions,
        address: &Address<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let (usable, wrong) = values::usable(said);
        for (key, why) in wrong {
            let written = self.config.written(&["places", place, key.word()]);
            let message = format!("`{}` of `{place}`: {why}", key.word());
            diagnostics.report(Diagnostic::new(INVALID_OPTIONS, written, message));
        }
        if PlaceKey::ALL.iter().all(|key| !said.says(*key)) {
            let written = self.config.written(&["places", place]);
            let message = format!("nothing is said about `{place}`");
            diagnostics.report(Diagnostic::new(
                codes::OPTION_WITHOUT_EFFECT,
                written,
                message,
            ));
        }
        self.entries.push(OptionEntry {
            place,
            said: usable,
            specificity: address.specificity(),
            at: match address {
                Address::Node(at) => Some(at.clone()),
                Address::Pattern(..) => None,
            },
            effects: Default::default(),
        });
    }

    /// Decides for each node which entries hold there.
    fn decide(
        &mut self,
        mut nodes: Map<Pointer, Vec<u32>>,
        matches: &Matches,
        diagnostics: &mut Diagnostics,
    ) {
        let mut conflicts = Conflicts::default();
        let sets = matches.sets.iter();
        let sets: Vec<Decision> = sets
            .map(|entries| self.decision(entries.clone(), &mut conflicts))
            .collect();
        for (at, set) in &matches.places {
            if let Some(entries) = nodes.get_mut(at) {
                entries.extend(matches.sets.get(*set as usize).into_iter().flatten());
                let entries = nodes.remove(at).unwrap_or_default();
                let decision = self.decision(entries, &mut conflicts);
                self.decided.insert(at.clone(), decision);
            } else if let Some(decision) = sets.get(*set as usize) {
                self.decided.insert(at.clone(), *decision);
            }
        }
        for (at, entries) in nodes {
            let decision = self.decision(entries, &mut conflicts);
            self.decided.insert(at, decision);
        }
        for (one, other, key) in conflicts {
            let place = |index: u32| self.entries.get(index as usize).map(|entry| entry.place);
            let (Some(one), Some(other)) = (place(one), place(other)) else {
                continue;
            };
            diagnostics.report(findings::conflict(self.config, one, other, key));
        }
    }

    /// Which of several entries decide about one node.
    fn decision(&self, mut entries: Vec<u32>, conflicts: &mut Conflicts) -> Decision {
        entries.sort_by_key(|index| {
            let entry = self.entries.get(*index as usize);
            (entry.map(|entry| entry.specificity), *index)
        });
        let mut decision = Decision::default();
        for key in PlaceKey::ALL {
            let mut winner: Option<(u32, &OptionEntry<'_>)> = None;
            for index in entries.iter().copied() {
                let Some(entry) = self
                    .entries
                    .get(index as usize)
                    .filter(|one| one.said.says(key))
                else {
                    continue;
                };
                let Some((first, best)) = winner else {
                    winner = Some((index, entry));
                    continue;
                };
                if !best.said.agrees(&entry.said, key) {
                    match best.specificity == entry.specificity {
                        true => {
                            conflicts.insert((first, index, key));
                            entry.effect(key).inspect(|effect| effect.used());
                        }
                        false => decision.overrides |= 1 << key.index(),
                    }
                }
                entry.effect(key).inspect(|effect| effect.beaten());
            }
            if let Some(by) = decision.by.get_mut(key.index()) {
                *by = winner.map(|(index, _)| index);
            }
        }
        decision
    }
}

/// The properties that the discriminators of a document name.
fn tags(document: &Resolver<'_>) -> Set<String> {
    let mut pattern = PlacePatterns::default();
    let steps = ["discriminator", "propertyName"].map(|token| Step::Token(token.into()));
    pattern.add(None, &[&[Step::Any], steps.as_slice()].concat(), 0);
    let places = pattern.matches(document).map(|found| found.places);
    let texts = places.into_iter().flatten();
    let texts = texts.filter_map(|(at, _)| document.raw(&at)?.as_str());
    texts.map(str::to_owned).collect()
}
