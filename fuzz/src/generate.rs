use openapi_build::{Config, Source, generate as generated};

/// A document never makes the compiler panic, and what it generates is Rust that shows all it holds.
pub fn generate(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let source = Source::from_text("document.yaml", text);
    let Some(output) = generated(source, &Config::default(), "client.rs").output else {
        return;
    };
    for (path, text) in output.files {
        let hidden = text.chars().find(|&character| is_hidden(character));
        assert_eq!(hidden, None, "{}", path.display());
        if path.extension().is_some_and(|extension| extension == "rs") {
            let parsed = syn::parse_file(&text);
            assert!(parsed.is_ok(), "{}: {:?}", path.display(), parsed.err());
        }
    }
}

/// Whether a character is a control character or changes the direction of the text.
fn is_hidden(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}')
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
