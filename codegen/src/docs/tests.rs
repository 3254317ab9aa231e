use super::check::is_inert;
use super::wrap::WIDTH;
use super::{Block, Inline};

fn markdown(text: &str) -> String {
    super::markdown(text).0.into_owned()
}

fn first_paragraph(text: &str) -> String {
    super::first_paragraph(text).0.into_owned()
}

fn code(text: &str) -> String {
    super::code(text).0.into_owned()
}

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
        markdown("a <u>bold</u> <T>"),
        "a &lt;u&gt;bold&lt;/u&gt; &lt;T&gt;"
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

/// Texts made of pieces that mean something in Markdown.
fn texts() -> impl Iterator<Item = String> {
    let pieces = [
        "```",
        "    ",
        "\n",
        "\n\n",
        "[a]",
        "](b)",
        "](http://c)",
        "![",
        "<i>",
        "<",
        ">",
        "- ",
        "> ",
        "1. ",
        "https://x.y",
        "`",
        "\\",
        "|",
        "|-|",
        "[^1]: ",
        "[a]: b",
        "[a]: http://d",
        "\t",
        "&lt;",
        "&#x202e;",
        "<!--",
        "<br>",
        "\u{202e}",
        "*",
        "~~~",
        "~~~rust",
        "<javascript:x>",
        "<script>",
        "word ",
        "# ",
        "\r",
        "<b>",
        "</b>",
        "<code>",
        "</code>",
        "<a href=\"http://e\">",
        "<a href='javascript:x'>",
        "</a>",
        "<p>",
        "</p>",
        "<ul>",
        "<li>",
        "</ul>",
        "<ol>",
        "</ol>",
        "<pre>",
        "</pre>",
        "<h3>",
        "</h3>",
        "</i>",
        "<blockquote>",
        "</blockquote>",
        "\nassert!(x);\n",
    ];
    let mut state = 1_u32;
    std::iter::repeat_with(move || {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(pieces[(state >> 16) as usize % pieces.len()]);
        }
        text
    })
}

#[test]
fn nothing_a_document_says_stays_dangerous() {
    let mut before = String::new();
    for text in texts().take(5_000) {
        let result = markdown(&text);
        assert!(is_inert(&result), "{text:?} became {result:?}");
        let phrase = super::phrase(&text);
        let (first, value) = (super::first_paragraph(&text), super::code(&text));
        let line = "One " + phrase + ": " + first + " Default: " + value + ".";
        assert!(is_inert(&line.0), "{text:?} became {line:?}");
        // Texts of one item are one text for rustdoc.
        let joined = format!("{before}\n\n{result}\n\n{}", line.0);
        assert!(is_inert(&joined), "{text:?} became a part of {joined:?}");
        before = result;
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
        "The [digest](<https://a.b/c_(d)>), [one](https://e.f)."
    );
    assert_eq!(first_paragraph("[a](https://b.c)\n\nd"), "[a](https://b.c)");
}

#[test]
fn an_address_in_html_is_a_link() {
    assert_eq!(
        markdown("Your <img src=\"https://a.b/c\">page</a>."),
        "Your &lt;img src=\"<https://a.b/c>\"&gt;page&lt;/a&gt;."
    );
}

#[test]
fn links_lead_to_pages_and_mail_alone() {
    let cases = [
        ("<javascript:alert(1)>", "`javascript:alert(1)`"),
        ("<JavaScript:alert(1)>", "`JavaScript:alert(1)`"),
        ("[x](javascript&#58;alert(1))", "x (`javascript:alert(1)`)"),
        ("[x](javascript%3Aalert)", "x (`javascript%3Aalert`)"),
        ("<data:text/html,x>", "`data:text/html,x`"),
        ("[x](//a.example)", "x (`//a.example`)"),
        ("[x](HTTPS://a.example)", "[x](HTTPS://a.example)"),
        (
            "<https://a.example>, <a@b.example>",
            "<https://a.example>, <a@b.example>",
        ),
        ("[x](mailto:a@b.example)", "[x](mailto:a@b.example)"),
        (
            "[x](https://a.example \"The title\")",
            "[x](https://a.example \"The title\")",
        ),
    ];
    for (source, expected) in cases {
        assert_eq!(markdown(source), expected);
    }
}

#[test]
fn images_are_links() {
    let cases = [
        (
            "![the logo](https://a.example/b.png)",
            "[the logo](https://a.example/b.png)",
        ),
        ("![](https://a.example/b.png)", "<https://a.example/b.png>"),
        (
            "![x](data:image/png;base64,AA)",
            "x (`data:image/png;base64,AA`)",
        ),
        (
            "[![build](https://a.example/b.svg)](https://c.example)",
            "[build](https://c.example)",
        ),
        (
            "![logo][1]\n\n[1]: https://a.example/b.png",
            "[logo](https://a.example/b.png)",
        ),
    ];
    for (source, expected) in cases {
        assert_eq!(markdown(source), expected);
    }
}

#[test]
fn definitions_of_links_stand_where_they_are_used() {
    let cases = [
        ("a\n\n[unused]: https://a.example\n\nb", "a\n\n\nb"),
        ("[//]: # (a remark)\nb", "b"),
        (
            "[x][1] and [x][1]\n\n[1]: https://a.example",
            "[x](https://a.example) and [x](https://a.example)",
        ),
        ("[x]\n\n[x]: javascript:y", "x (`javascript:y`)"),
        ("[x]\n\n[x]: http://a\n[x]: http://b", "[x](http://a)"),
    ];
    for (source, expected) in cases {
        assert_eq!(markdown(source), expected);
    }
}

#[test]
fn texts_end_what_they_begin() {
    // A quote in one text closes none in the next.
    let text = super::first_paragraph("a ` b") + " Default: " + super::code("<script>") + ".";
    assert_eq!(text.0, "a \\` b Default: `<script>`.");
    // A block of code that nothing closes in a list goes on in no other text.
    let blocks = ["- ```\n  x", "  ~~~\n  ```\n  <script>\n  ~~~"].map(super::markdown);
    let mut comments = String::new();
    super::comments(&mut comments, 0, &blocks);
    assert!(
        is_inert(&comments.replace("/// ", "").replace("///", "")),
        "{comments}"
    );
    // Code on one line is none.
    assert!(is_inert(&first_paragraph("~~~text\n<script>\n~~~")));
}

#[test]
fn comments_hold_no_characters_that_control() {
    let all = "a\0\u{1b}[31m\r\u{61c}\u{200e}\u{200f}\u{202e}\u{2066}\u{2069}\u{feff}\u{85}b";
    assert_eq!(markdown(&all.replace('\r', "")), "a\\[31mb");
    assert_eq!(markdown("a&#x202e;b&#27;c"), "abc");
    // Texts of ours have none. If they had:
    let text: &'static str = "a\u{202e}\0\rb";
    let mut code = String::new();
    super::comments(&mut code, 0, &[text.into()]);
    super::remark(&mut code, "a\nb\u{202e}");
    assert_eq!(code, "/// ab\n// a\\nb\\u{202e}\n");
    assert_eq!(
        super::attributes(&[text.into()]).to_string(),
        "# [doc = \" ab\"]"
    );
}

#[test]
fn texts_are_put_together() {
    let text = "Sets " + super::code("a`b") + ", " + Inline::from("x") + ".";
    assert_eq!(text.0, "Sets ``a`b``, x.");
    assert_eq!(text.lower_first().0, "sets ``a`b``, x.");
    let list = Block::list(vec!["a".into(), super::codes(&["b", "c"])]);
    assert_eq!(list.as_str(), "- a\n- `b`, `c`");
}
