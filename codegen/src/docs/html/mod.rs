//! HTML of descriptions as Markdown: the usual tags, where they are well-formed and nested. All else stays as it is, and is
//! made text with the rest. What comes out is Markdown of the document still, and is made inert like any other.

mod read;
mod tags;
mod write;

/// `source` with Markdown for its HTML, or nothing where there is none that Markdown has an equal for.
pub fn translated(source: &str) -> Option<String> {
    if !tags::has_tag(source) {
        return None;
    }
    let items = read::items(source);
    items
        .iter()
        .any(|item| item.changes(source))
        .then(|| write::written(source, &items))
}

#[cfg(test)]
mod tests;
