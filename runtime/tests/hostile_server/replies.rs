//! What is sent, and what comes of it.

use super::Row;
use super::Wanted::{Body, BodyInTime, Decode, Status, Timeout, Transport, Value};

pub const TABLE: &[Row] = &[
    // Heads.
    Row("nothing", |_| {}, Transport),
    Row("silence", |peer| peer.wait(), Timeout),
    Row(
        "another protocol",
        |peer| {
            peer.send("SSH-2.0-x\r\n");
        },
        Transport,
    ),
    Row(
        "another version",
        |peer| {
            peer.send("HTTP/2.0 200 OK\r\n\r\n");
        },
        Transport,
    ),
    Row(
        "a status of four digits",
        |peer| {
            peer.send("HTTP/1.1 2000 OK\r\n\r\n");
        },
        Transport,
    ),
    Row(
        "heads of 1xx without end",
        |peer| peer.flood("HTTP/1.1 102 Processing\r\n\r\n"),
        Timeout,
    ),
    Row(
        "short heads of 1xx without end",
        |peer| peer.flood("HTTP/1.1 199 \r\n\r\n"),
        Timeout,
    ),
    Row(
        "heads of 1xx, slowly",
        |peer| peer.drip("HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n"),
        Timeout,
    ),
    Row(
        "a change of protocol",
        |peer| {
            peer.send(
                "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
            );
            peer.flood("x");
        },
        Status,
    ),
    Row(
        "a status line without end",
        |peer| {
            peer.send("HTTP/1.1 200 ");
            peer.flood("O");
        },
        Transport,
    ),
    Row(
        "headers without end",
        |peer| {
            peer.send("HTTP/1.1 200 OK\r\n");
            peer.flood("a: b\r\n");
        },
        Transport,
    ),
    Row(
        "a header without end",
        |peer| {
            peer.send("HTTP/1.1 200 OK\r\na: ");
            peer.flood("b");
        },
        Transport,
    ),
    Row(
        "a head, slowly",
        |peer| {
            peer.send("HTTP/1.1 200 OK\r\n");
            peer.drip("a: b\r\n");
        },
        Timeout,
    ),
    Row(
        "a NUL in a header",
        |peer| {
            peer.head("a: b\0c\r\n");
        },
        Transport,
    ),
    // Lengths.
    Row(
        "two lengths",
        |peer| {
            peer.head("content-length: 2\r\ncontent-length: 3\r\n");
            peer.send("{} ");
        },
        Transport,
    ),
    Row(
        "a length below 0",
        |peer| {
            peer.head("content-length: -1\r\n");
        },
        Transport,
    ),
    Row(
        "a length beyond 64 bits",
        |peer| {
            peer.head("content-length: 18446744073709551616\r\n");
        },
        Transport,
    ),
    Row(
        "the largest length",
        |peer| {
            peer.head("content-length: 18446744073709551613\r\n");
            peer.flood("1");
        },
        Body,
    ),
    Row(
        "less than the length",
        |peer| {
            peer.head("content-length: 10\r\n");
            peer.send("{}");
        },
        Body,
    ),
    Row(
        "more than the length",
        |peer| {
            peer.head("content-length: 2\r\n");
            peer.send("{}, and more");
        },
        Value,
    ),
    Row(
        "a body without end",
        |peer| {
            peer.head("content-type: application/json\r\n");
            peer.flood("[1,2,3],");
        },
        Body,
    ),
    Row(
        "a body, slowly",
        |peer| {
            peer.head("content-length: 1000000\r\n");
            peer.drip("1");
        },
        BodyInTime,
    ),
    Row(
        "a head and then silence",
        |peer| {
            peer.head("content-length: 2\r\n");
            peer.wait();
        },
        BodyInTime,
    ),
    // Chunks.
    Row(
        "chunks of one byte without end",
        |peer| {
            peer.head("transfer-encoding: chunked\r\n");
            peer.flood("1\r\n1\r\n");
        },
        BodyInTime,
    ),
    Row(
        "an extension of a chunk without end",
        |peer| {
            peer.head("transfer-encoding: chunked\r\n");
            peer.send("1;a=");
            peer.flood("b");
        },
        Body,
    ),
    Row(
        "extensions of all chunks without end",
        |peer| {
            peer.head("transfer-encoding: chunked\r\n");
            peer.flood("1;a=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n1\r\n");
        },
        Body,
    ),
    Row(
        "trailers without end",
        |peer| {
            peer.head("transfer-encoding: chunked\r\n");
            peer.send("2\r\n{}\r\n0\r\n");
            peer.flood("a: b\r\n");
        },
        Body,
    ),
    Row(
        "a trailer without end",
        |peer| {
            peer.head("transfer-encoding: chunked\r\n");
            peer.send("2\r\n{}\r\n0\r\na: ");
            peer.flood("b");
        },
        Body,
    ),
    Row(
        "a chunk beyond 64 bits",
        |peer| {
            peer.head("transfer-encoding: chunked\r\n");
            peer.send("10000000000000000\r\n{}");
        },
        Body,
    ),
    Row(
        "a chunk of no number",
        |peer| {
            peer.head("transfer-encoding: chunked\r\n");
            peer.send("zz\r\n{}");
        },
        Body,
    ),
    // Codings and types.
    Row(
        "a compressed body",
        |peer| {
            peer.head("content-encoding: gzip\r\ncontent-length: 2\r\n");
            peer.send("\x1f\u{b}");
        },
        Decode,
    ),
    Row(
        "a content type of 40 KB",
        |peer| {
            peer.head(&format!(
                "content-type: {}\r\ncontent-length: 2\r\n",
                "x".repeat(40_000)
            ));
            peer.send("{}");
        },
        Decode,
    ),
    Row(
        "an explanation of 1 MB",
        |peer| {
            let body = format!(r#"{{"error":"{}"}}"#, "x".repeat(1_000_000));
            peer.send(format!(
                "HTTP/1.1 500 X\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            ));
        },
        Status,
    ),
    // Redirects.
    Row(
        "redirects without end",
        |peer| {
            peer.send("HTTP/1.1 302 Found\r\nlocation: /next\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        },
        Status,
    ),
    Row(
        "redirects to ever longer places",
        |peer| {
            peer.send(format!(
                "HTTP/1.1 302 Found\r\nlocation: {}\r\nconnection: close\r\n\r\n",
                "a/".repeat(20_000)
            ));
        },
        Status,
    ),
    // JSON.
    Row(
        "arrays nested 2,000,000 deep",
        |peer| peer.json("[".repeat(2_000_000)),
        Decode,
    ),
    Row(
        "objects nested 500,000 deep",
        |peer| peer.json(r#"{"a":"#.repeat(500_000)),
        Decode,
    ),
    Row(
        "a number of 4,000,000 digits",
        |peer| peer.json(format!("0.{}1", "0".repeat(4_000_000))),
        Value,
    ),
    Row(
        "an exponent of 4,000,000 digits",
        |peer| peer.json(format!("1e{}", "9".repeat(4_000_000))),
        Value,
    ),
    Row(
        "100,000 escapes",
        |peer| peer.json(format!("\"{}\"", r"\n".repeat(100_000))),
        Value,
    ),
    Row(
        "100,000 surrogate pairs",
        |peer| peer.json(format!("\"{}\"", r"\ud83d\ude00".repeat(100_000))),
        Value,
    ),
    Row(
        "a name 50,000 times",
        |peer| peer.json(format!("{{{}\"a\":1}}", r#""a":1,"#.repeat(50_000))),
        Value,
    ),
    Row(
        "20,000 names",
        |peer| {
            let names: Vec<String> = (0..20_000)
                .map(|index| format!("\"{index:06}\":1"))
                .collect();
            peer.json(format!("{{{}}}", names.join(",")));
        },
        Value,
    ),
    Row(
        "200,000 arrays",
        |peer| peer.json(format!("[{}[]]", "[],".repeat(200_000))),
        Value,
    ),
    Row(
        "half of a surrogate pair",
        |peer| peer.json(r#""\ud800""#),
        Decode,
    ),
    Row("not UTF-8", |peer| peer.json(b"\"\xff\""), Decode),
    Row("UTF-16", |peer| peer.json(b"\xff\xfe1\0"), Decode),
    Row("a byte order mark", |peer| peer.json("\u{feff}1"), Value),
    Row(
        "white space only",
        |peer| peer.json(" ".repeat(4_000_000)),
        Decode,
    ),
    Row(
        "an integer beyond 64 bits",
        |peer| peer.json("123456789012345678901234567890"),
        Value,
    ),
    Row(
        "a number beyond the doubles",
        |peer| peer.json("1e999"),
        Value,
    ),
];
