//! The first paragraph of a description, which stands alone.

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::{Edit, apply, escape, is_inert, markdown, options};

/// The first paragraph of a description, on one line.
pub fn first_paragraph(text: &str) -> String {
    let text = markdown(text);
    let Some(end) = text.find("\n\n") else {
        return one_line(&text);
    };
    let first = text.get(..end).unwrap_or(&text);
    if !first.contains(['[', '<', '`', '~']) {
        return one_line(first);
    }
    // Definitions of links stand further down.
    let inline = apply(first, links(&text, end));
    match is_inert(&inline) {
        true => one_line(&inline),
        false => one_line(&escape(first)),
    }
}

fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().take_while(|line| !line.is_empty()).collect();
    lines.join(" ")
}

/// What makes links before `end` say themselves where they lead.
fn links(text: &str, end: usize) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        if range.end > end {
            continue;
        }
        let Event::Start(
            Tag::Link {
                link_type,
                dest_url,
                ..
            }
            | Tag::Image {
                link_type,
                dest_url,
                ..
            },
        ) = event
        else {
            continue;
        };
        let written = text.get(range.clone()).unwrap_or_default();
        let label = match link_type {
            LinkType::Reference | LinkType::Collapsed => written.rfind("][").map(|at| at + 1),
            LinkType::Shortcut => Some(written.len()),
            _ => None,
        };
        if let Some(label) = label {
            let target = dest_url.replace('<', "%3C").replace('>', "%3E");
            edits.push((range.start + label..range.end, format!("(<{target}>)")));
        }
    }
    edits
}
