//! Numbers within bounds and of formats.

use serde_json::{Map, Number, Value};

use crate::random::Random;

/// A whole number, small ones and the ends of its range alike.
pub fn integer(all: &Map<String, Value>, random: &mut Random) -> Option<Value> {
    let (format_low, format_high) = range(all.get("format").and_then(Value::as_str));
    let step = bound(all, "multipleOf")
        .map_or(1, |step| step.ceil() as i128)
        .max(1);
    let low = [
        bound(all, "minimum").map(|low| low.ceil() as i128),
        bound(all, "exclusiveMinimum").map(|low| low.floor() as i128 + 1),
    ];
    let high = [
        bound(all, "maximum").map(|high| high.floor() as i128),
        bound(all, "exclusiveMaximum").map(|high| high.ceil() as i128 - 1),
    ];
    let low = low.into_iter().flatten().fold(format_low, i128::max);
    let high = high.into_iter().flatten().fold(format_high, i128::min);
    if low > high {
        return None;
    }
    let near = low.max(0.clamp(low, high));
    let number = match random.below(6) {
        0 => low,
        1 => high,
        _ => random.between(near, high.min(near.saturating_add(1_000))),
    };
    let number = number.div_euclid(step) * step;
    let number = if number < low { number + step } else { number };
    if number > high {
        return None;
    }
    whole(number)
}

/// A number with a fraction that every float can hold.
pub fn number(all: &Map<String, Value>, random: &mut Random) -> Option<Value> {
    let format = all.get("format").and_then(Value::as_str);
    if format.is_some_and(|format| format.contains("int")) || random.chance(20) {
        return integer(all, random);
    }
    let low = bound(all, "minimum").or(bound(all, "exclusiveMinimum"));
    let high = bound(all, "maximum").or(bound(all, "exclusiveMaximum"));
    let low = low.unwrap_or_else(|| high.map_or(-100.0, |high| high.min(0.0) - 100.0));
    let high = high.unwrap_or(low.max(0.0) + 1_000.0);
    let fraction = (1 + random.below(31)) as f64 / 32.0;
    let mut number = low + (high - low) * fraction;
    match bound(all, "multipleOf") {
        Some(step) => number = (number / step).round() * step,
        // Few digits, so that 32 bits are enough.
        None if high - low > 2.0 => number = (number * 4.0).floor() / 4.0,
        None => number = f64::from(number as f32),
    }
    Number::from_f64(number).map(Value::Number)
}

fn bound(all: &Map<String, Value>, key: &str) -> Option<f64> {
    all.get(key)?.as_f64()
}

/// What integers of a format can be; those of none fit 64 bits with a sign.
fn range(format: Option<&str>) -> (i128, i128) {
    match format {
        Some("int8") => (i8::MIN.into(), i8::MAX.into()),
        Some("int16") => (i16::MIN.into(), i16::MAX.into()),
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("uint8") => (0, u8::MAX.into()),
        Some("uint16") => (0, u16::MAX.into()),
        Some("uint32") => (0, u32::MAX.into()),
        Some("uint" | "uint64") => (0, u64::MAX.into()),
        // What every reader of JSON agrees on.
        Some("float" | "double") | None => (-(1 << 53), 1 << 53),
        Some(_) => (i64::MIN.into(), i64::MAX.into()),
    }
}

fn whole(number: i128) -> Option<Value> {
    let signed = i64::try_from(number).ok().map(Value::from);
    signed.or_else(|| u64::try_from(number).ok().map(Value::from))
}
