//! What becomes of HTML, as the whole of a description's way has it.

use crate::docs::check::is_inert;
use crate::docs::markdown;

fn result(source: &str) -> String {
    markdown(source).0.into_owned()
}

/// Asserts what sources become, and that it stays so.
fn become_(cases: &[(&str, &str)]) {
    for (source, expected) in cases {
        let result = result(source);
        assert_eq!(&result, expected, "{source:?}");
        assert!(is_inert(&result), "{source:?}");
        assert_eq!(markdown(&result).0, result, "{source:?} again");
    }
}

#[test]
fn words() {
    become_(&[
        ("a <code>b_c</code> d", "a `b_c` d"),
        (
            "a <tt>b</tt>, <CODE class='x'>c`d</CODE>.",
            "a `b`, ``c`d``.",
        ),
        (
            "<p>a <code>b *c* &lt;d&gt; <i>e</i></code></p>",
            "a `b *c* <d> e`",
        ),
        ("<code>`a`</code> <code></code>b", "`a` b"),
        ("<code>Map<K></code>", "`Map<K>`"),
        ("a <b>b c</b> <strong>d</strong>", "a **b c** **d**"),
        ("a<b> b </b>c", "a **b** c"),
        ("a <i>b</i>, <em>c <b>d</b></em>", "a *b*, *c **d***"),
        ("<b><i>a</i></b>", "***a***"),
        ("<b>a</b><b>b</b><i>c</i>", "abc"),
        ("**<b>a</b>** <b></b>b", "**a** b"),
        ("a<b>(b)</b>c", "a(b)c"),
        ("a<br>b<BR CLEAR=all>c</br>d", "a<br>b<br>c<br>d"),
        ("- a <b>b</b>\n- <code>c</code>", "- a **b**\n- `c`"),
        ("# a <code>b</code>", "# a `b`"),
        (
            "| a | b |\n|---|---|\n| <i>c</i> | <code>d\\|e</code> |",
            "| a | b |\n|---|---|\n| *c* | `d\\|e` |",
        ),
    ]);
}

#[test]
fn links() {
    become_(&[
        (
            "a <a href=\"https://a.b/c_d?e=f&amp;g=h\" target=_blank onclick='x'>b <code>c</code></a>.",
            "a [b `c`](https://a.b/c_d?e=f&g=h).",
        ),
        (
            "<p><a href=http://a.b>c [d]</a></p>",
            "[c \\[d\\]](http://a.b)",
        ),
        (
            "x <a href=http://a.b>c [d]</a>",
            "x [c \\[d\\]](http://a.b)",
        ),
        ("<a HREF='MAILTO:a@b.c'>a</a> b", "[a](MAILTO:a@b.c) b"),
        (
            "<a href=\"http://a.b/ c(d)\">e</a>",
            "[e](<http://a.b/%20c(d)>)",
        ),
        ("<a href=\"/docs\">a</a> <a name=x>b</a> <a>c</a>", "a b c"),
        ("<a href=\"javascript:alert(1)\">a</a>", "a"),
        ("<a href=\" java&#115;cript&colon;alert(1)\">a</a>", "a"),
        ("<a href=\"&#104;ttps://a.b\">a</a>", "[a](https://a.b)"),
        ("<a href=\"https://a.b\"></a> c", "<https://a.b> c"),
        (
            "<a href=\"https://a.b\">c [d](http://e) f</a>",
            "c [d](http://e) f",
        ),
        (
            "<a href=\"https://a.b\">https://c.d</a>",
            "[https://c.d](https://a.b)",
        ),
        ("[<a href=http://c>d</a>](http://a.b)", "[d](http://a.b)"),
    ]);
}

#[test]
fn blocks() {
    become_(&[
        (
            "<p>a *b* &amp; c_d</p>\n<p>e</p>",
            "a \\*b\\* &amp; c_d\n\ne",
        ),
        ("a<p>b<p>c", "a\n\nb\n\nc"),
        (
            "<p>a</p>\n\n[b][1]\n\n---\n\n[1]: https://c.d\n\n<p>e</p>",
            "a\n\n[b](https://c.d)\n\n---\n\n\ne",
        ),
        (
            "<p>a</p>\n\n*b*\n\n- c\n    - d",
            "a\n\n*b*\n\n- c\n    - d",
        ),
        (
            "<p>One:</p>\n<ul>\n  <li>a</li>\n  <li>b <b>c</b>\n  d</li>\n</ul>\n<p>e</p>",
            "One:\n\n- a\n- b **c** d\n\ne",
        ),
        ("a: <ol><li>b<li>c</ol>d", "a:\n\n1. b\n2. c\n\nd"),
        (
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
            "- a\n  - b\n- c",
        ),
        (
            "<ul>\n<li>\n\n**a**\n\n```\nb\n```\n\n</li>\n</ul>\nc",
            "- **a**\n\n  ```text\n  b\n  ```\n\nc",
        ),
        ("<h2>a <i>b</i></h2>c", "## a *b*\n\nc"),
        ("<h3>a\nb</h3>", "### a b"),
        ("<blockquote>a<p>b</blockquote>c", "> a\n>\n> b\n\nc"),
        (
            "<p># a</p><p>1. b</p><p>- c</p>",
            "\\# a\n\n1\\. b\n\n\\- c",
        ),
        ("a <p># b", "a\n\n\\# b"),
        ("<p>a<br> <br/></p>b<br>", "a\n\nb"),
        (
            "a: <ul><li>b</li></ul><li>*c*</li><br>d",
            "a:\n\n- b\n\n&lt;li&gt;*c*&lt;/li&gt;<br>d",
        ),
        (
            "<p>a</p>\n\n    b<br>\n\n<p>c</p>",
            "a\n\n~~~text\nb<br>\n~~~\n\nc",
        ),
        ("<li>a</li>", "&lt;li&gt;a&lt;/li&gt;"),
    ]);
}

#[test]
fn preformatted_text_is_a_block_of_text() {
    become_(&[
        (
            "<pre><code class=\"rust\">let a = &quot;<b>b</b>&quot;;\n\n  assert!(c &lt; d);\n</code></pre>",
            "```text\nlet a = \"b\";\n\n  assert!(c < d);\n```",
        ),
        ("a <pre>b\n  c</pre> d", "a\n\n```text\nb\n  c\n```\n\nd"),
        ("<pre>```\na\n</pre>", "````text\n```\na\n````"),
        (
            "<p>a</p><pre>\n{\n\n  b\n}</pre>\nc",
            "a\n\n```text\n{\n\n  b\n}\n```\n\nc",
        ),
        (
            "<ul><li>a<pre>b\nc</pre></ul>",
            "- a\n\n  ```text\n  b\n  c\n  ```",
        ),
        ("<pre>a&#x202e;&#27;b</pre>", "```text\nab\n```"),
    ]);
}

#[test]
fn what_is_not_well_formed_is_text() {
    become_(&[
        ("a <b>b", "a &lt;b&gt;b"),
        ("a </b>b", "a &lt;/b&gt;b"),
        ("<b>a <i>b</b> c</i>", "**a &lt;i&gt;b** c&lt;/i&gt;"),
        ("<b>a\n\nb</b>", "&lt;b&gt;a\n\nb&lt;/b&gt;"),
        ("*a <b>b* c</b>", "*a &lt;b&gt;b* c&lt;/b&gt;"),
        (
            "<span>a</span> <b>b</b>",
            "&lt;span&gt;a&lt;/span&gt; **b**",
        ),
        ("<u>a</u>", "&lt;u&gt;a&lt;/u&gt;"),
        ("<ul><li>a", "&lt;ul&gt;&lt;li&gt;a"),
        ("<ol><b>a</ol>", "&lt;b&gt;a"),
        ("<bold>a</bold>", "&lt;bold&gt;a&lt;/bold&gt;"),
        ("a</p>b", "a&lt;/p&gt;b"),
        ("<!-- <b>a</b> -->", "&lt;!-- &lt;b&gt;a&lt;/b&gt; --&gt;"),
    ]);
}

#[test]
fn code_of_markdown_is_left_alone() {
    become_(&[
        ("`<b>a</b>` <b>b</b>", "`<b>a</b>` **b**"),
        (
            "```html\n<b>a</b>\n```\n\n<b>b</b>",
            "```html\n<b>a</b>\n```\n\n**b**",
        ),
        (
            "<p>a</p>\n\n~~~text\n<b>b</b>\n\n&lt;\n~~~",
            "a\n\n~~~text\n<b>b</b>\n\n&lt;\n~~~",
        ),
    ]);
}

#[test]
fn what_comes_out_is_of_the_size_of_what_goes_in() {
    let pieces = [
        "<b>",
        "</b>",
        "<b></i>",
        "<a href=",
        "<a href=\"",
        "<a href='http://a'>",
        "<pre>",
        "<code>",
        "<code>a</code>",
        "<p>",
        "<p>a",
        "<ul><li>",
        "<ul><li>a\n\n",
        "<blockquote>a\n",
        "<ul><li>a</ul>",
        "<li>",
        "<!--",
        "<h1>[",
        "<br>\n",
        "a<b> </b>",
        "<",
    ];
    let source = |piece: &str, size: usize| {
        let many = piece.repeat(size / piece.len());
        format!("a <b>b</b>\n\n<p>c</p>{many}")
    };
    for piece in pieces {
        let many = source(piece, 100_000);
        let translated = super::translated(&many).unwrap_or_default();
        assert!(translated.starts_with("a **b**\n\nc"), "{piece:?}");
        assert!(translated.len() < many.len() * 5, "{piece:?}");
        assert!(is_inert(&result(&source(piece, 5_000))), "{piece:?}");
    }
}
