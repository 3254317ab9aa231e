/// The pointer of a union, the name of a variant, whether something in its values says which it is, and what builds one.
type Variant = (&'static str, &'static str, bool, fn() -> Answer);

/// What became of each variant that is built, written and read again.
pub fn variants() -> Answer {
    let shown = VARIANTS.iter().map(|(schema, variant, said, build)| {
        let mut shown = build()?;
        shown["schema"] = json!(schema);
        shown["variant"] = json!(variant);
        shown["said"] = json!(said);
        Ok(shown)
    });
    let shown: Result<Vec<Any>, String> = shown.collect();
    Ok(json!({ "variants": shown? }))
}

fn built<T: Json + Debug>(value: T) -> Answer {
    let sent = json::to_string(&value);
    Ok(match json::from_str::<T>(&sent) {
        Ok(read) => json!({
            "value": sent,
            "read": name(&read),
            "back": json::to_string(&read),
        }),
        Err(failure) => json!({ "value": sent, "error": failure.to_string() }),
    })
}

fn unbuilt() -> Answer {
    Ok(json!({}))
}

/// The variant of a value.
fn name(value: &dyn Debug) -> String {
    let text = format!("{value:?}");
    text.split(['(', ' ']).next().unwrap_or_default().to_owned()
}

fn value<T: Json>(text: &str) -> T {
    json::from_str(text).unwrap_or_else(|failure| panic!("{text}: {failure}"))
}

/// A text, or the number that it is.
fn tag<T: Json>(text: &str) -> T {
    json::from_str(&json!(text).to_string()).unwrap_or_else(|_| value(text))
}

/// Text that is JSON of a type.
fn in_text<T: Json>(of: &T) -> runtime::JsonText<T> {
    value(&json!(json::to_string(of)).to_string())
}
