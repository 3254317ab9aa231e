//! Which values of options are none: a name, a type, a path or an attribute that is no Rust.

use indexmap::IndexSet;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::{Attribute, File, Ident, Item, Path, TypePath};

use crate::config::{PlaceKey, PlaceOptions};
use crate::hash::Seeded;

/// Takes what can't be used out of what is said about a place. Gives the key of each, and what is wrong with it.
pub(super) fn usable(said: &PlaceOptions) -> (PlaceOptions, Vec<(PlaceKey, String)>) {
    let mut usable = said.clone();
    let mut wrong = Vec::new();
    if let Some(name) = said.name.as_ref().filter(|name| !is_name(name)) {
        wrong.push((PlaceKey::Name, format!("`{name}` is no name in Rust")));
        usable.name = None;
    }
    if let Some(ty) = said.r#type.as_ref().filter(|ty| !is_type(ty)) {
        wrong.push((PlaceKey::Type, format!("`{ty}` is no type")));
        usable.r#type = None;
    }
    usable.derives = said.derives.as_deref().and_then(|derives| {
        let words = "is no path of a trait such as `Hash` or `my_crate::Trait`";
        each(derives, path, (PlaceKey::Derives, words), &mut wrong)
    });
    usable.attributes = said.attributes.as_deref().and_then(|attributes| {
        let words = "is no attribute such as `allow(dead_code)`";
        each(
            attributes,
            attribute,
            (PlaceKey::Attributes, words),
            &mut wrong,
        )
    });
    (usable, wrong)
}

/// All of these, each once; if some are none, these go to `wrong`.
fn each(
    all: &[String],
    read: fn(&str) -> Option<String>,
    (key, words): (PlaceKey, &str),
    wrong: &mut Vec<(PlaceKey, String)>,
) -> Option<Vec<String>> {
    let before = wrong.len();
    let mut usable: IndexSet<String, Seeded> = IndexSet::default();
    for text in all {
        match read(text) {
            Some(one) => {
                usable.insert(one);
            }
            None => wrong.push((key, format!("`{text}` {words}"))),
        }
    }
    (wrong.len() == before).then(|| usable.into_iter().collect())
}

fn is_name(text: &str) -> bool {
    text.trim() == text && text != "_" && Ident::parse_any.parse_str(text).is_ok()
}

/// Whether a text can be the type of values: a path, or one of the words that stand for one.
pub(super) fn is_type(text: &str) -> bool {
    text == "string" || text == "json" || syn::parse_str::<TypePath>(text).is_ok()
}

/// A path without generic arguments, as rustfmt writes it.
fn path(text: &str) -> Option<String> {
    let path = Path::parse_mod_style.parse_str(text).ok()?;
    let path = path.to_token_stream().to_string();
    Some(path.replace(' ', ""))
}

/// One attribute, with or without `#[` and `]`, as rustfmt writes it.
fn attribute(text: &str) -> Option<String> {
    let text = text.trim();
    let whole = match text.starts_with("#[") {
        true => text.to_owned(),
        false => format!("#[{text}]"),
    };
    let attributes = Attribute::parse_outer.parse_str(&whole).ok()?;
    let [_] = attributes.as_slice() else {
        return None;
    };
    let item = syn::ItemStruct {
        attrs: attributes,
        ..syn::parse_quote!(
            struct A;
        )
    };
    let file = File {
        shebang: None,
        attrs: Vec::new(),
        items: vec![Item::Struct(item)],
        frontmatter: None,
    };
    let text = prettyplease::unparse(&file);
    Some(text.strip_suffix("struct A;\n")?.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_more_than_a_path_or_an_attribute_is_none() {
        assert_eq!(
            path(" serde :: Serialize").as_deref(),
            Some("serde::Serialize")
        );
        assert_eq!(path("::a::B").as_deref(), Some("::a::B"));
        for text in [
            "",
            "A, B",
            "A)] struct X; #[derive(B",
            "A<B>",
            "a b",
            "A /*",
        ] {
            assert_eq!(path(text), None, "{text}");
        }
        let allow = Some("#[allow(dead_code)]");
        assert_eq!(attribute("allow( dead_code )").as_deref(), allow);
        assert_eq!(attribute("#[allow(dead_code)]").as_deref(), allow);
        for text in [
            "",
            "a] struct X; #[b",
            "#[a] #[b]",
            "#![a]",
            "a // ]",
            "a(]",
        ] {
            assert_eq!(attribute(text), None, "{text}");
        }
        for text in ["", "a b", "a::b", "1a", "_", " a", "a\n", "r#", "'a"] {
            assert!(!is_name(text), "{text}");
        }
        assert!(is_name("type") && is_name("größe"));
    }
}
