//! Which operations are generated, by choice of the configuration.

use crate::config::{Config, Filter};

/// What a filter looks at.
pub struct Subject<'a> {
    pub tags: &'a [&'a str],
    pub path: &'a str,
    pub id: Option<&'a str>,
}

/// Whether an operation is to be generated.
pub fn is_wanted(config: &Config, subject: &Subject<'_>) -> bool {
    let included = config.include.is_empty() || matches(&config.include, subject);
    included && !matches(&config.exclude, subject)
}

fn matches(filter: &Filter, subject: &Subject<'_>) -> bool {
    let has_tag = |tag: &String| subject.tags.contains(&tag.as_str());
    filter.tags.iter().any(has_tag)
        || filter.paths.iter().any(|glob| is_match(glob, subject.path))
        || filter.operations.iter().any(|id| subject.id == Some(id))
}

/// The entries of a filter that match none of `subjects`, each with the name of its list.
pub fn unused<'a>(filter: &'a Filter, subjects: &[Subject<'_>]) -> Vec<(&'static str, &'a str)> {
    let tags = filter.tags.iter().map(|tag| ("tags", tag));
    let paths = filter.paths.iter().map(|glob| ("paths", glob));
    let operations = filter.operations.iter().map(|id| ("operations", id));
    let hits = |list: &str, text: &str| {
        subjects.iter().any(|subject| match list {
            "tags" => subject.tags.contains(&text),
            "paths" => is_match(text, subject.path),
            _ => subject.id == Some(text),
        })
    };
    tags.chain(paths)
        .chain(operations)
        .map(|(list, text)| (list, text.as_str()))
        .filter(|(list, text)| !hits(list, text))
        .collect()
}

/// Whether `text` is what `glob` describes: `*` stands for any text.
fn is_match(glob: &str, text: &str) -> bool {
    let mut parts = glob.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some((_, after)) = rest.split_once(part) else {
            return false;
        };
        rest = after;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::is_match;

    #[test]
    fn globs_match_whole_texts() {
        for (glob, text, matches) in [
            ("/pets", "/pets", true),
            ("/pets", "/pets/{id}", false),
            ("/pets*", "/pets/{id}", true),
            ("*/{id}", "/pets/{id}", true),
            ("/a*c*e", "/abcde", true),
            ("/a*c*e", "/abde", false),
            ("*", "", true),
            ("/a*a", "/a", false),
        ] {
            assert_eq!(is_match(glob, text), matches, "{glob} {text}");
        }
    }
}
