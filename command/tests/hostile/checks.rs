//! What every output has to be, whatever the document says.

use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};
use serde_json::Value;

use openapi_build::inert::acts as is_control;
use openapi_build::{Generated, Output};

/// The names of what a manifest has, without those of features.
pub fn manifest(output: &Output) -> Vec<String> {
    let text = |path: &str| {
        let of = |(name, _): &&(std::path::PathBuf, String)| name.as_os_str() == path;
        output
            .files
            .iter()
            .find(of)
            .map(|(_, text)| text.as_str())
            .unwrap_or_default()
    };
    let mut names = Vec::new();
    for path in ["Cargo.toml", "runtime/Cargo.toml"] {
        let Ok(Value::Object(manifest)) = basic_toml::from_str::<Value>(text(path)) else {
            return vec![format!("{path} is no TOML")];
        };
        for (table, values) in &manifest {
            names.push(format!("{path} {table}"));
            let values = values.as_object().into_iter().flatten();
            let values = values.filter(|_| table != "features");
            names.extend(values.map(|(name, _)| format!("{path} {table}.{name}")));
        }
    }
    names
}

/// Looks at the files of a package.
pub fn output(output: &Output, shape: &[String]) -> Result<(), String> {
    let own = manifest(output);
    if own != shape {
        return Err(format!("a manifest of another shape: {own:?}"));
    }
    for (path, text) in &output.files {
        let name = path.display();
        if let Some(c) = text.chars().find(|c| *c != '\n' && is_control(*c)) {
            return Err(format!("{name}: the character {c:?}"));
        }
        match path.extension().and_then(|one| one.to_str()) {
            Some("rs") => source(text).map_err(|error| format!("{name}: {error}"))?,
            // The mark of what is generated is HTML of ours.
            Some("md") => markdown(text.split_once("-->").map_or(text, |(_, text)| text), true)
                .map_err(|error| format!("{name}: {error}"))?,
            _ => {}
        }
    }
    Ok(())
}

/// Looks at what is said about a document.
pub fn findings(generated: &Generated) {
    for report in &generated.reports {
        let line = report.one_line();
        assert!(!line.contains(is_control), "{line:?}");
        assert!(line.len() < MOST_SAID, "{line}");
        let text = report.to_string();
        assert!(!text.contains(|c| c != '\n' && is_control(c)), "{text:?}");
    }
}

/// Bytes of the longest finding.
const MOST_SAID: usize = 2_000;

fn source(text: &str) -> Result<(), String> {
    let tokens: TokenStream = text
        .parse()
        .map_err(|error| format!("no tokens: {error}"))?;
    let mut docs = Vec::new();
    documentation(tokens.clone(), &mut docs);
    syn::parse2::<syn::File>(tokens).map_err(|error| format!("no Rust: {error}"))?;
    docs.iter().try_for_each(|text| markdown(text, false))
}

/// The documentation of each item: all its attributes are one text, as rustdoc has it.
fn documentation(tokens: TokenStream, all: &mut Vec<String>) {
    let mut lines: Vec<String> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '#') {
            tokens.next_if(|next| matches!(next, TokenTree::Punct(mark) if mark.as_char() == '!'));
            if let Some(TokenTree::Group(group)) = tokens.next() {
                let meta = syn::parse2::<syn::MetaNameValue>(group.stream());
                let meta = meta.ok().filter(|meta| meta.path.is_ident("doc"));
                if let Some(syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(line),
                    ..
                })) = meta.map(|meta| meta.value)
                {
                    lines.push(line.value());
                }
            }
            continue;
        }
        if !lines.is_empty() {
            let strip = |line: &String| line.strip_prefix(' ').unwrap_or(line).to_owned();
            all.push(lines.iter().map(strip).collect::<Vec<_>>().join("\n"));
            lines.clear();
        }
        if let TokenTree::Group(group) = token {
            documentation(group.stream(), all);
        }
    }
}

/// Looks at some documentation as rustdoc does: where it shows it, and where it looks for tests. A readme has code of ours.
pub fn markdown(text: &str, readme: bool) -> Result<(), String> {
    let shown = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    for options in [shown, Options::empty()] {
        let mut broken = Vec::new();
        let callback = |link: pulldown_cmark::BrokenLink<'_>| {
            broken.push(link.reference.to_string());
            None
        };
        let parser = Parser::new_with_broken_link_callback(text, options, Some(callback));
        if let Some((label, _)) = parser.reference_definitions().iter().next() {
            return Err(format!("the definition {label:?} in {text:?}"));
        }
        let mut bad = Vec::new();
        for event in parser {
            bad.extend(match event {
                Event::Start(Tag::CodeBlock(kind)) if is_compiled(&kind) && !readme => {
                    Some(format!("code {kind:?}"))
                }
                Event::Start(Tag::Image { dest_url, .. }) => Some(format!("the image {dest_url}")),
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    ..
                }) if !is_link(link_type, &dest_url) => Some(format!("a link to {dest_url}")),
                Event::Html(html) | Event::InlineHtml(html)
                    if !matches!(html.trim(), "<br>" | "<br/>" | "<br />") =>
                {
                    Some(format!("the HTML {html}"))
                }
                Event::FootnoteReference(_) => Some("a footnote".to_owned()),
                _ => None,
            });
        }
        let broken = broken.into_iter().filter(|reference| {
            HOSTILE_NAMES.contains(&reference.trim_matches('`'))
                || !is_path(reference.trim_matches('`'))
        });
        bad.extend(broken.map(|reference| format!("a reference to {reference}")));
        if let Some(bad) = bad.first() {
            return Err(format!("{bad} in {text:?}"));
        }
    }
    Ok(())
}

/// Whether rustdoc takes a block for Rust: it has no language, or only words that rustdoc knows.
fn is_compiled(kind: &CodeBlockKind<'_>) -> bool {
    let CodeBlockKind::Fenced(info) = kind else {
        return true;
    };
    let known = |word: &str| {
        matches!(
            word,
            "" | "rust"
                | "should_panic"
                | "no_run"
                | "ignore"
                | "compile_fail"
                | "test_harness"
                | "standalone_crate"
        ) || ["ignore-", "edition", "E0", "{", "."]
            .iter()
            .any(|start| word.starts_with(start))
    };
    info.split([' ', ',', '\t']).all(known)
}

/// Whether a link leads to a page, to mail, or to an item.
fn is_link(kind: LinkType, dest: &CowStr<'_>) -> bool {
    let lower = dest.to_lowercase();
    let leads = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme));
    kind == LinkType::Email || leads || (is_path(dest) && dest.contains("::"))
}

/// What the texts say in brackets; names of ours are of two parts where they are in brackets.
const HOSTILE_NAMES: &[&str] = &["Hostile", "hostile", "hostile::Hostile", "^hostile"];

/// Whether a text is the path of an item.
fn is_path(text: &str) -> bool {
    syn::parse_str::<syn::Path>(text).is_ok()
}
