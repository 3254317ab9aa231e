//! A tree as text.

use super::Tree;

impl Tree {
    /// JSON on one line.
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        self.json(&mut text);
        text
    }

    fn json(&self, text: &mut String) {
        match self {
            Self::List(items) => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        text.push(',');
                    }
                    item.json(text);
                }
                text.push(']');
            }
            Self::Map(entries) => {
                text.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    if index > 0 {
                        text.push(',');
                    }
                    quoted(key, text);
                    text.push(':');
                    value.json(text);
                }
                text.push('}');
            }
            scalar => scalar.scalar(text),
        }
    }

    /// YAML in blocks.
    pub fn to_yaml(&self) -> String {
        let mut text = String::new();
        self.yaml(0, &mut text);
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }

    /// Writes the rest of a line that has a key or a dash already, or the whole text.
    fn yaml(&self, indent: usize, text: &mut String) {
        match self {
            Self::List(items) if !items.is_empty() => {
                for item in items {
                    new_line(indent, text);
                    text.push_str("- ");
                    item.yaml(indent + 2, text);
                }
            }
            Self::Map(entries) if !entries.is_empty() => {
                for (key, value) in entries {
                    new_line(indent, text);
                    plain(key, text);
                    text.push_str(": ");
                    value.yaml(indent + 2, text);
                }
            }
            Self::Text(value) => plain(value, text),
            other => other.json(text),
        }
    }

    fn scalar(&self, text: &mut String) {
        match self {
            Self::Bool(true) => text.push_str("true"),
            Self::Bool(false) => text.push_str("false"),
            Self::Number(number) => text.push_str(number),
            Self::Text(value) => quoted(value, text),
            _ => text.push_str("null"),
        }
    }
}

/// Ends the line unless it holds nothing but the dash of a list, where a block may begin.
fn new_line(indent: usize, text: &mut String) {
    let line = text.rsplit('\n').next().unwrap_or_default();
    if line.len() == indent && line.trim_start_matches([' ', '-']).is_empty() {
        return;
    }
    text.truncate(text.trim_end_matches(' ').len());
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
}

/// A text without quotes where YAML reads it as the same text.
fn plain(value: &str, text: &mut String) {
    let is_word = value.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '/' | '.'));
    let is_other = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
        .iter()
        .any(|other| value.eq_ignore_ascii_case(other));
    match is_word && !is_other {
        true => text.push_str(value),
        false => quoted(value, text),
    }
}

/// A text of JSON, which is one of YAML too.
fn quoted(value: &str, text: &mut String) {
    text.push('"');
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            '\r' => text.push_str("\\r"),
            control
                if control.is_control()
                    || matches!(control, '\u{feff}' | '\u{2028}' | '\u{2029}') =>
            {
                text.push_str(&format!("\\u{:04x}", u32::from(control)));
            }
            other => text.push(other),
        }
    }
    text.push('"');
}
