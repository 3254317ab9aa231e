/// Reads a value of a type and writes it again.
type RoundTrip = fn(&str) -> Answer;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = answer(&line).unwrap_or_else(|error| json!({ "error": error }));
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn answer(line: &str) -> Answer {
    // Floats are to come back as they came, which serde_json's reader doesn't promise.
    let line: Any = json::from_str(line).map_err(|failure| failure.to_string())?;
    if let Some(pointer) = line["schema"].as_str() {
        let side = line["side"].as_str().unwrap_or("reply");
        let value = line.get("value").ok_or("the line has no `value`")?;
        return round_trip_of(pointer, side)?(&value.to_string());
    }
    match line["variants"] {
        Any::Bool(true) => variants(),
        _ => called(&line),
    }
}

fn round_trip_of(pointer: &str, side: &str) -> Result<RoundTrip, String> {
    let of = |side: &str| {
        let same = SCHEMAS.iter().find(|entry| entry.0 == pointer && entry.1 == side);
        same.map(|entry| entry.2)
    };
    of(side)
        .or_else(|| of("both"))
        .ok_or_else(|| format!("there is no type for the schema `{pointer}`"))
}

fn round_trip<T: Json>(text: &str) -> Answer {
    Ok(match json::from_str::<T>(text) {
        Ok(value) => json!({ "value": written(&value) }),
        Err(failure) => json!({ "error": failure.to_string(), "path": failure.path() }),
    })
}

fn written<T: Json>(value: &T) -> Any {
    json::from_str(&json::to_string(value)).unwrap_or_default()
}

