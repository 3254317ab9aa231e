//! The texts.

/// Texts that mean something to Markdown, Rust, Cargo, TOML, HTTP, a terminal or a file system. What they would do is called
/// `hostile`, so that checks can tell it from what is ours.
pub fn payloads() -> Vec<String> {
    let mut payloads: Vec<String> = PAYLOADS.iter().map(|text| (*text).to_owned()).collect();
    payloads.push("hostile ".repeat(1_300));
    payloads.push("hostile`".repeat(1_300));
    payloads.push("x".repeat(10_000));
    payloads
}

const PAYLOADS: &[&str] = &[
    "",
    " ",
    "\n",
    // Markdown: code
    "```\nhostile!();\n```",
    "```rust\nhostile!();\n```\nafter",
    "a\n\n```\nhostile!();",
    "~~~\nhostile!();\n~~~",
    "~~~rust,should_panic\nhostile!();\n~~~",
    "a\n\n    hostile!();\n\nb",
    "- a\n\n      hostile!();\n- ```\n  hostile!();",
    "> ```\n> hostile!();\n> ```",
    "[^1]: a\n\n        hostile!();",
    "`\n```\nhostile!();\n```\n`",
    "a`b",
    "``a```",
    // Markdown: links, images, HTML
    "[hostile](javascript:alert(1))",
    "[hostile](JaVaScRiPt&#58;alert(1))",
    "<javascript:hostile()>",
    "<data:text/html,hostile>",
    "![hostile](https://hostile.example/pixel.png)",
    "[![hostile](https://hostile.example/a.svg)](https://hostile.example)",
    "[hostile]: javascript:hostile\n\n[hostile]",
    "[`Client`]: https://hostile.example\n[`ClientBuilder::base_url`]: javascript:hostile",
    "[unused]: https://hostile.example \"hostile\"",
    "[`Hostile`] [hostile::Hostile] [hostile][Hostile]",
    "https://hostile.example/a_b_c?d=e&f=*g*",
    "[^hostile] [^hostile]: hostile",
    "<script>hostile()</script>",
    "<b onclick=\"hostile()\">",
    "</div></section><style>*{display:none}",
    "<!-- hostile",
    "<pre><code class=\"rust\">\nhostile!();\n\n    hostile!();</code></pre>",
    "<ul><li>hostile<pre>~~~\n```rust\nhostile!();</pre></ul>",
    "<a href=\"java&#115;cript:hostile()\" onclick=hostile()>hostile</a>",
    "<a href='https://hostile.example/\"><script>hostile()</script>'>[hostile](data:x)</a>",
    "<b>a</b>\n<p>hostile<blockquote>\n\n    hostile!();\n\n</blockquote><h1>`hostile",
    "a <b",
    "c> d",
    "| a | b |\n|---|---|\n| <i> | `|` |",
    "hostile\n===\n# hostile",
    "***\n- [ ] hostile\n1. hostile",
    "\\",
    "\\\\`",
    // Rust
    "*/ hostile!(); /*",
    "\n#![hostile]\n",
    "\n//! hostile\n",
    "\nhostile!();\n//",
    "\"hostile",
    "\"#; hostile!(); r#\"",
    "'; hostile!(); '",
    "{hostile} {} {0} {:?}",
    "$(hostile)* $hostile #hostile",
    "fn",
    "Self",
    "r#type",
    "String",
    "crate::hostile::<T>()",
    // Characters
    "a\rhostile",
    "a\0hostile",
    "\u{1b}[31mhostile\u{7}",
    "\u{202e}hostile\u{202c}\u{2066}\u{2069}\u{61c}\u{200e}\u{200f}",
    "\u{2028}hostile\u{2029}\u{85}\u{feff}",
    "&#x202e;hostile&#27;&NewLine;",
    "\u{200b}hos\u{200d}tile\u{ad}",
    "e\u{301}\u{301}\u{301}hostile\u{20dd}",
    "用户管理 Ünïcödé ʿ 🦀",
    // Cargo, TOML, paths
    "\"\"\"\n[package]\nname = \"hostile\"",
    "\n[dependencies]\nhostile = \"1\"\n",
    "\ncargo::rustc-env=HOSTILE=1",
    "../../hostile",
    "/etc/passwd",
    "C:\\hostile\\nul",
    "${HOSTILE} %HOSTILE% $(hostile) `hostile`",
];
