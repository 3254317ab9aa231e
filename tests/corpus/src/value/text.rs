//! Texts: of formats, of patterns, of lengths.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::random::Random;

const WORDS: [&str; 12] = [
    "alpha",
    "Bravo 2",
    "charlie",
    "delta-4",
    "écho",
    "fox_trot",
    "golf\"",
    "hôtel",
    "日本",
    "a/b?c&d",
    "line\nbreak",
    "juliett",
];
/// For places such as paths and headers, where not every character can stand.
const PLAIN_WORDS: [&str; 6] = ["alpha", "Bravo2", "charlie", "delta-4", "fox_trot", "golf"];

/// A text of a format; nothing for formats that say nothing about the text.
pub fn of_format(format: &str, random: &mut Random) -> Option<String> {
    let number = random.below(28) + 1;
    let date = format!(
        "20{:02}-{:02}-{number:02}",
        random.below(40),
        random.below(12) + 1
    );
    let time = format!(
        "{:02}:{:02}:{number:02}",
        random.below(24),
        random.below(60)
    );
    Some(match format {
        "date" => date,
        "time" => format!("{time}Z"),
        "date-time" => {
            let end = ["Z", ".5Z", ".123456Z", "+02:00", "-05:30", ".000+00:00"];
            format!("{date}T{time}{}", end[random.below(end.len())])
        }
        "uuid" => {
            let (high, low) = (random.next(), random.next());
            let hex = format!("{high:016x}{low:016x}");
            let version_4 = format!("4{}", &hex[13..16]);
            let variant = format!("a{}", &hex[17..20]);
            format!(
                "{}-{}-{version_4}-{variant}-{}",
                &hex[..8],
                &hex[8..12],
                &hex[20..]
            )
        }
        "email" | "idn-email" => format!("user{number}@example.com"),
        "uri" | "url" | "iri" => format!("https://example.com/a/{number}?q=1#f"),
        "uri-reference" | "iri-reference" => format!("/a/{number}"),
        "uri-template" => "https://example.com/{id}".to_owned(),
        "hostname" | "idn-hostname" => format!("h{number}.example.com"),
        "ipv4" | "ip" => format!("192.0.2.{number}"),
        "ipv6" => format!("2001:db8::{number:x}"),
        "byte" | "base64" => ["", "AA==", "aGVsbG8=", "/+8A"][random.below(4)].to_owned(),
        "base64url" => ["", "AA", "aGVsbG8", "_-8A"][random.below(4)].to_owned(),
        "duration" => ["P1D", "PT36H", "P1Y2M3DT4H5M6S", "P3W"][random.below(4)].to_owned(),
        "json-pointer" => format!("/a/{number}"),
        "regex" => "^a+$".to_owned(),
        "decimal" => format!("{number}.50"),
        "int32" | "int64" | "integer" | "uint64" => number.to_string(),
        "float" | "double" | "number" => format!("{number}.5"),
        _ => return None,
    })
}

/// A word between the lengths, in characters.
pub fn word(low: usize, high: usize, plain: bool, random: &mut Random) -> String {
    let words = if plain { &PLAIN_WORDS[..] } else { &WORDS[..] };
    let mut text = words[random.below(words.len())].to_owned();
    while text.chars().count() < low {
        text.push_str(PLAIN_WORDS[random.below(PLAIN_WORDS.len())]);
    }
    text.chars().take(high).collect()
}

/// A text that a pattern matches, if the pattern is a regular one.
pub fn of_pattern(pattern: &str, low: usize, random: &mut Random) -> Option<String> {
    // What JavaScript escapes and this parser doesn't know.
    let pattern = without_lookaround(pattern)
        .replace("\\/", "/")
        .replace("\\d", "[0-9]");
    let hir = regex_syntax::ParserBuilder::new()
        .unicode(true)
        .build()
        .parse(&pattern)
        .ok()?;
    let mut out = String::new();
    write(&hir, low, random, &mut out)?;
    Some(out)
}

/// The pattern without what it says about texts around: whether that holds, the validator tells.
fn without_lookaround(pattern: &str) -> String {
    let mut out = pattern.to_owned();
    while let Some(start) = ["(?!", "(?=", "(?<!", "(?<="]
        .iter()
        .filter_map(|look| out.find(look))
        .min()
    {
        let mut depth = 0_usize;
        let mut escaped = false;
        let end = out[start..].find(|letter| {
            match letter {
                _ if escaped => {}
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            escaped = letter == '\\' && !escaped;
            depth == 0
        });
        match end {
            Some(end) => out.replace_range(start..=start + end, ""),
            None => break,
        }
    }
    out
}

fn write(hir: &Hir, low: usize, random: &mut Random, out: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => out.push(of_class(class, random)?),
        HirKind::Repetition(repetition) => {
            let least = usize::try_from(repetition.min).ok()?;
            let most = repetition.max.and_then(|most| usize::try_from(most).ok());
            // Long enough for `minLength`, as far as one repetition can be.
            let wanted = low
                .saturating_sub(out.chars().count())
                .max(least + random.below(4));
            for _ in 0..wanted.clamp(least, most.unwrap_or(usize::MAX)) {
                write(&repetition.sub, 0, random, out)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, low, random, out)?,
        HirKind::Concat(parts) => {
            for part in parts {
                write(part, low, random, out)?;
            }
        }
        HirKind::Alternation(parts) => write(random.pick(parts)?, low, random, out)?,
    }
    Some(())
}

fn of_class(class: &Class, random: &mut Random) -> Option<char> {
    let ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => class
            .ranges()
            .iter()
            .map(|range| (u32::from(range.start()), u32::from(range.end())))
            .collect(),
        Class::Bytes(class) => class
            .ranges()
            .iter()
            .map(|range| (u32::from(range.start()), u32::from(range.end())))
            .collect(),
    };
    // Letters and digits where the class has some, so that texts stay readable and can go anywhere.
    let readable: Vec<char> = ('0'..='9')
        .chain('a'..='z')
        .chain('A'..='Z')
        .filter(|&letter| {
            ranges
                .iter()
                .any(|&(low, high)| (low..=high).contains(&u32::from(letter)))
        })
        .collect();
    if let Some(&letter) = random.pick(&readable) {
        return Some(letter);
    }
    let &(low, _) = random.pick(&ranges)?;
    char::from_u32(low)
}
