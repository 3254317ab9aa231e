use super::*;

#[test]
fn code_is_never_compiled() {
    let cases = [
        ("```\nlet x = 1;\n```", "```text\nlet x = 1;\n```"),
        ("```rust,no_run\nx\n```", "```text\nx\n```"),
        ("~~~ Rust\nx\n~~~", "~~~text\nx\n~~~"),
        ("```json\n{}\n```", "```json\n{}\n```"),
        (
            "Run:\n\n    assert!(false);\n\n    second",
            "Run:\n\n~~~text\nassert!(false);\n\nsecond\n~~~",
        ),
    ];
    for (source, expected) in cases {
        assert_eq!(markdown(source), expected);
    }
}

#[test]
fn links_are_kept_and_what_looks_like_one_is_text() {
    let cases = [
        (
            "See [the docs](https://a.example/b).",
            "See [the docs](https://a.example/b).",
        ),
        ("See https://a.example/b.", "See <https://a.example/b>."),
        ("an [Option] or a[0]", "an \\[Option\\] or a\\[0\\]"),
        ("See [here](#/paths/x) now", "See here (`#/paths/x`) now"),
        ("[x](javascript:alert(1))", "x (`javascript:alert(1)`)"),
        ("`[code]` stays", "`[code]` stays"),
        ("\\[kept\\]", "\\[kept\\]"),
    ];
    for (source, expected) in cases {
        assert_eq!(markdown(source), expected);
    }
}

#[test]
fn html_is_text() {
    assert_eq!(
        markdown("a <b>bold</b> <T>"),
        "a &lt;b&gt;bold&lt;/b&gt; &lt;T&gt;"
    );
    assert_eq!(markdown("a<br>b"), "a<br>b");
    assert!(!markdown("<script>\nalert([1])\n</script>\n").contains("<script"));
}

#[test]
fn lists_have_one_line_an_item() {
    assert_eq!(markdown("- a\nb\n-  c\n     d"), "- a b\n-  c d");
    assert_eq!(markdown("> a\nb"), "> a b");
}

#[test]
fn long_lines_are_broken_where_nothing_changes() {
    let source = "word ".repeat(40)
        + "[a link](https://a.example/with spaces) - no list 1. "
        + &"x ".repeat(60);
    let wrapped = markdown(&source);
    assert!(
        wrapped.lines().all(|line| line.len() <= WIDTH + 45),
        "{wrapped}"
    );
    assert!(
        wrapped
            .lines()
            .all(|line| !line.starts_with("- ") && !line.starts_with("1."))
    );
    assert_eq!(
        wrapped.replace('\n', " "),
        markdown(&source).replace('\n', " ")
    );
}

#[test]
fn nothing_a_document_says_stays_dangerous() {
    let pieces = [
        "```",
        "    ",
        "\n",
        "[a]",
        "](b)",
        "<i>",
        "- ",
        "> ",
        "1. ",
        "https://x.y",
        "`",
        "\\",
        "|",
        "[^1]: ",
        "[a]: b",
        "\t",
        "&lt;",
        "<!--",
        "\u{202e}",
        "*",
        "~~~rust",
    ];
    let mut state = 1_u32;
    for _ in 0..5000 {
        let mut text = String::new();
        for _ in 0..9 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(pieces[(state >> 16) as usize % pieces.len()]);
        }
        let result = markdown(&text);
        assert!(is_inert(&result), "{text:?} became {result:?}");
    }
}

#[test]
fn code_spans_hold_anything() {
    assert_eq!(code("a"), "`a`");
    assert_eq!(code(""), r#"`""`"#);
    assert_eq!(code("a``b"), "```a``b```");
    assert_eq!(code("`"), "`` ` ``");
}

#[test]
fn an_open_code_block_ends_with_its_text() {
    assert_eq!(markdown("a\n\n```\ncode"), "a\n\n```text\ncode\n```");
    assert_eq!(markdown("~~~~json\n{}\n~~~"), "~~~~json\n{}\n~~~\n~~~~");
    assert_eq!(markdown("```"), "```text\n```");
    // One that is closed stays as it is.
    assert_eq!(markdown("```\ncode\n```\n\nb"), "```text\ncode\n```\n\nb");
    assert_eq!(markdown("```\ncode\n```"), "```text\ncode\n```");
}

#[test]
fn a_first_paragraph_stands_alone() {
    assert_eq!(first_paragraph("a\nb\n\nc"), "a b");
    assert_eq!(
        first_paragraph(
            "The [digest][1], [one].\n\nMore.\n\n[1]: https://a.b/c_(d)\n[one]: https://e.f"
        ),
        "The [digest](<https://a.b/c_(d)>), [one](<https://e.f>)."
    );
    assert_eq!(first_paragraph("[a](https://b.c)\n\nd"), "[a](https://b.c)");
}

#[test]
fn an_address_in_html_is_a_link() {
    assert_eq!(
        markdown("Your <a href=\"https://a.b/c\">page</a>."),
        "Your &lt;a href=\"<https://a.b/c>\"&gt;page&lt;/a&gt;."
    );
}
