//! Texts that are hard to read: brackets, keys, anchors, lines, places.

use super::{Family, document, list};

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n";

fn yaml(value: &str) -> String {
    format!("{HEAD}x-a:{value}\n")
}

fn lines(count: usize, one: impl Fn(usize) -> String) -> String {
    let all: Vec<String> = (0..count)
        .map(|number| format!("\n{}", one(number)))
        .collect();
    yaml(&all.concat())
}

fn json(value: &str) -> String {
    document("3.0.3", "", &format!(",\"x-a\":{value}"))
}

macro_rules! families {
    ($($name:literal $document:expr;)*) => {
        &[$(Family { name: $name, document: $document }),*]
    };
}

pub const FAMILIES: &[Family] = families! {
    "yaml-open-lists" |n| "[".repeat(n);
    "yaml-open-mappings" |n| "{a: ".repeat(n);
    "yaml-open-lines" |n| "[\n".repeat(n);
    "yaml-nested-lists" |n| yaml(&format!(" {}{}", "[".repeat(n), "]".repeat(n)));
    "yaml-open-behind-text" |n| yaml(&format!(" |\n  {}\nb: {}", "[".repeat(n), "[x, ".repeat(n)));
    "yaml-dashes" |n| yaml(&format!(" {}a", "- ".repeat(n)));
    "yaml-question-marks" |n| yaml(&format!("\n  {}a", "? ".repeat(n)));
    "yaml-flat-mapping" |n| yaml(&format!(" {{{}}}", list(n, |i| format!("a{i}"))));
    "yaml-flat-list" |n| yaml(&format!(" [{}]", list(n, |i| format!("a{i}"))));
    "yaml-empty-lists" |n| yaml(&format!(" [{}]", "[],".repeat(n)));
    "yaml-deep-and-wide" |n| yaml(&format!(" {}{}{}", "[".repeat(100), "a,".repeat(n), "]".repeat(100)));
    "yaml-anchors" |n| lines(n, |i| format!("- &a{i} x"));
    "yaml-aliases" |n| lines(n, |i| if i == 0 { "- &a x".to_owned() } else { "- *a".to_owned() });
    "yaml-anchors-and-aliases" |n| lines(2 * n, |i| if i < n { format!("- &a{i} x") } else { format!("- *a{}", i - n) });
    "yaml-alias-as-key" |n| yaml(&format!("\n- ? &a {}1\n  : 1{}", " ".repeat(2 * n), "\n- *a : 1".repeat(n)));
    "yaml-merges" |n| lines(n, |i| format!("  <<: {{k{i}: 1}}"));
    "yaml-plain-lines" |n| yaml(&format!(" a{}", "\n  word".repeat(n)));
    "yaml-quoted-lines" |n| yaml(&format!(" \"a{}\"", "\n  word".repeat(n)));
    "yaml-block-lines" |n| yaml(&format!(" |{}", "\n  word".repeat(n)));
    "yaml-comments" |n| yaml(&"\n# c".repeat(n));
    "yaml-long-comment" |n| yaml(&format!(" #{}", " c".repeat(n)));
    "yaml-documents" |n| yaml(&" 1\n---\na:".repeat(n));
    "yaml-tabs" |n| yaml(&format!("{}1", "\t".repeat(n)));
    "yaml-blank-lines" |n| yaml(&"\n".repeat(n));
    "yaml-complex-keys" |n| lines(n, |i| format!("  ? k{i}\n  : v"));
    "yaml-long-key" |n| yaml(&format!(" 1\nx{}: 1", "a".repeat(n)));
    "yaml-number-keys" |n| lines(n, |i| format!("  {i}: v"));
    "yaml-directives" |n| {
        let directives: Vec<String> = (0..n).map(|i| format!("%TAG !e{i}! tag:x\n")).collect();
        format!("{}---\n{HEAD}", directives.concat())
    };
    "yaml-tags" |n| lines(n, |i| format!("- !a{i} x"));
    "yaml-equal-keys" |n| yaml(&"\n  a: 1".repeat(n));
    "yaml-equal-numbers" |n| yaml(&format!(" 1\ncomponents: {{schemas: {{A: {{type: integer, enum: [{}1]}}}}}}", "1, ".repeat(n)));
    "json-open-lists" |n| "[".repeat(n);
    "json-equal-keys" |n| json(&format!("{{{}}}", list(n, |_| "\"a\":1".to_owned())));
    "json-pairs-of-keys" |n| json(&format!("{{{}}}", list(n, |i| format!("\"a{}\":1", i / 2))));
    "json-keys-with-escapes" |n| json(&format!("{{{}}}", list(n, |i| format!("\"\\u0061{}\":1", i / 2))));
    "json-equal-keys-in-list" |n| json(&format!("[{}]", list(n, |_| "{\"a\":1,\"a\":2}".to_owned())));
    "json-huge-numbers" |n| json(&format!("[{}]", list(n, |_| "1e999".to_owned())));
    "json-long-number" |n| json(&"9".repeat(n));
    "json-equal-numbers" |n| document("3.0.3", "", &format!(",\"components\":{{\"schemas\":{{\"A\":{{\"type\":\"integer\",\"enum\":[{}]}}}}}}", list(n, |_| "1".to_owned())));
    "json-unknown-places" |n| document("3.0.3", "", &format!(",\"components\":{{\"schemas\":{{{}}}}}", list(n, |i| format!("\"\\u0041{i}\":{{\"$ref\":\"#/components/schemas/B\"}}"))));
};
