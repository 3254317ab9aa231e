//! The texts that are decoded and encoded.

use std::fmt::Write as _;

#[path = "../../../benches/inputs.rs"]
#[expect(dead_code, reason = "the short one is for the benches")]
mod inputs;

/// The full `acs_credential`.
pub fn credential() -> String {
    inputs::FULL.to_owned()
}

/// A list of 100 orders: 200 KB.
pub fn orders() -> String {
    let orders: Vec<String> = (0..100).map(order).collect();
    format!(r#"{{"orders":[{}],"has_more":false}}"#, orders.join(","))
}

fn order(number: u64) -> String {
    let lines: Vec<String> = (0..5).map(|line| item(number * 5 + line)).collect();
    let status = ["open", "paid", "shipped", "delivered"][number as usize % 4];
    let address = |door: u64| {
        format!(
            r#"{{"name":"Zoë Ångström","street":"{door} Königsallee, 3rd floor","city":"Düsseldorf","postcode":"40212","country":"DE","latitude":51.2{door:04},"longitude":6.7{:04}}}"#,
            door * 7
        )
    };
    let id = format!("73a0a199-024f-454d-a916-9bbda850{number:04x}");
    let mut text = format!(
        r#"{{"id":"{id}","number":{},"status":"{status}","created_at":"2025-06-16T16:54:17.{:06}Z","updated_at":"2025-07-01T08:00:{:02}Z","currency":"EUR","customer":{{"id":"0fc82df4-391b-4d00-a234-86378f1c{number:04x}","name":"Zoë Ångström","email":"zoe.angstrom{number}@example.com","phone":"+49 211 555{number:04}","accepts_marketing":{},"order_count":{}}},"#,
        100_000 + number * 37,
        number * 7919 + 1,
        number % 60,
        number.is_multiple_of(2),
        number % 17,
    );
    let total = 120.5 + number as f64 * 1.25;
    let _ = write!(
        text,
        r#""billing_address":{},"shipping_address":{},"lines":[{}],"totals":{{"subtotal":{total},"discount":{},"shipping":4.9,"tax":{:.2},"total":{:.2}}},"is_gift":false,"note":"Please ring at \"Ångström\".\nThe dog is friendly, and whoever comes gets coffee.","tags":["web","returning","campaign-2025-06"],"metadata":{{"source":"storefront","session":"sess_{number:016x}","warehouse":"dus-2"}}}}"#,
        address(number + 100),
        address(number + 200),
        lines.join(","),
        (number % 4) as f64 * 2.5,
        total * 0.19,
        total * 1.19 + 4.9,
    );
    text
}

fn item(number: u64) -> String {
    let (quantity, cents) = (number % 4 + 1, 995 + number * 13 % 5000);
    let price = cents as f64 / 100.0;
    format!(
        r#"{{"sku":"SKU-{number:06}","name":"Merino sweater, size {}, forest green","quantity":{quantity},"unit_price":{price},"total":{:.2},"tax_rate":0.19,"weight_grams":{},"is_digital":false}}"#,
        ["S", "M", "L", "XL"][number as usize % 4],
        price * quantity as f64,
        180 + number % 90,
    )
}

const WORDS: [&str; 12] = [
    "The",
    " quick",
    " brown",
    " fox",
    " said",
    " \\\"hello",
    " world",
    "\\\"",
    ",",
    " über",
    "\\n",
    " \u{1f98a}",
];

/// The chunks of a chat completion: 64 KB, each a text of its own.
pub fn chunks() -> Vec<String> {
    let (mut chunks, mut size) = (Vec::new(), 0);
    while size < 64 * 1024 {
        let number = chunks.len();
        let word = WORDS[number % WORDS.len()];
        let delta = match number {
            0 => r#"{"role":"assistant","content":"","refusal":null}"#.to_owned(),
            _ => format!(r#"{{"content":"{word}"}}"#),
        };
        let text = format!(
            r#"{{"id":"chatcmpl-BkG7vV8oBq0lD2nXg3zJH5mYt6wQe","object":"chat.completion.chunk","created":1750092857,"model":"gpt-4.1-2025-04-14","service_tier":"default","system_fingerprint":"fp_51e1070cf2","choices":[{{"index":0,"delta":{delta},"logprobs":{{"content":[{{"token":"{word}","logprob":-0.{:06},"bytes":[32,{},{}]}}]}},"finish_reason":null}}],"obfuscation":"{}"}}"#,
            number * 3571 % 1_000_000 + 1,
            97 + number % 26,
            97 + number % 25,
            "aB3xY9kQ2mZ7".split_at(number % 12).0,
        );
        size += text.len();
        chunks.push(text);
    }
    chunks
}
