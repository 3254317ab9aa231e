use super::scan::{is_plain, plain_length};

/// Room for a usual object; a longer text doubles it a few times.
const CAPACITY: usize = 1024;

/// Room for a value that stands alone: a parameter.
const SHORT: usize = 64;

/// Writes compact JSON text (RFC 8259).
///
/// ```
/// use openapi_build_runtime::json::Writer;
///
/// let mut writer = Writer::new();
/// writer.entries(|writer| {
///     writer.entry("name", &String::from("front\tdoor"));
///     writer.entry("open", &true);
/// });
/// assert_eq!(writer.into_string(), r#"{"name":"front\tdoor","open":true}"#);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Writer {
    text: String,
    /// What an object has to say that begins at `tagged_at`, unless it does so itself.
    tags: Vec<Tag>,
    tagged_at: usize,
}

/// A property, and the string that it is.
type Tag = (&'static str, &'static str);

impl Writer {
    /// An empty writer.
    pub fn new() -> Self {
        Self {
            text: String::with_capacity(CAPACITY),
            ..Self::default()
        }
    }

    /// Begins again, in the same memory.
    pub(crate) fn restart(&mut self) {
        self.text.clear();
        self.text.reserve(SHORT);
    }

    /// What was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What was written.
    pub fn into_string(self) -> String {
        self.text
    }

    /// Has the value that is written next say this, if it is an object, unless it does so itself.
    pub(super) fn tag_next(&mut self, name: &'static str, value: &'static str) {
        if self.tagged_at != self.text.len() {
            self.tags.clear();
        }
        self.tagged_at = self.text.len();
        // The variant of a union that is a variant knows better.
        self.tags.retain(|(other, _)| *other != name);
        self.tags.push((name, value));
    }

    /// Forgets what was no object.
    pub(super) fn drop_tags(&mut self) {
        self.tags.clear();
    }

    /// What the object has to say that begins here.
    #[inline]
    pub(super) fn take_tags(&mut self) -> Vec<Tag> {
        match self.tagged_at == self.text.len() {
            true => std::mem::take(&mut self.tags),
            false => Vec::new(),
        }
    }

    /// Writes the name of a property of the object that is open. Its value must follow.
    pub fn name(&mut self, name: &str) {
        self.separate(b'{');
        self.string(name);
        self.text.push(':');
    }

    /// [`name`](Self::name) for one that is known to need no escapes, and to be the first one or not.
    #[inline]
    pub(super) fn plain_name(&mut self, is_first: bool, name: &str) {
        self.text.reserve(name.len() + 4);
        match is_first {
            true => self.text.push('"'),
            false => self.text.push_str(",\""),
        }
        self.text.push_str(name);
        self.text.push_str("\":");
    }

    /// A comma, unless the bracket was just opened. No value ends with such a bracket.
    #[inline]
    pub(super) fn separate(&mut self, bracket: u8) {
        if self.text.as_bytes().last() != Some(&bracket) {
            self.text.push(',');
        }
    }

    /// Writes an array; `items` writes its items by [`item`](Self::item).
    pub fn items(&mut self, items: impl FnOnce(&mut Self)) {
        self.open('[');
        items(self);
        self.close(']');
    }

    /// Writes an object; `entries` writes its properties by [`entry`](Self::entry).
    pub fn entries(&mut self, entries: impl FnOnce(&mut Self)) {
        self.open('{');
        entries(self);
        self.close('}');
    }

    #[inline]
    pub(super) fn open(&mut self, bracket: char) {
        self.text.push(bracket);
    }

    #[inline]
    pub(super) fn close(&mut self, bracket: char) {
        self.text.push(bracket);
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.text.push_str("null");
    }

    /// Writes a boolean.
    pub fn bool(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// Writes a string, with the escapes that RFC 8259 section 7 demands and no others.
    pub fn string(&mut self, value: &str) {
        if is_plain(value.as_bytes()) {
            return self.plain_string(value);
        }
        self.text.push('"');
        self.escaped(value);
        self.text.push('"');
    }

    #[cold]
    fn escaped(&mut self, mut rest: &str) {
        loop {
            let (plain, tail) = rest.split_at(plain_length(rest.as_bytes()));
            self.text.push_str(plain);
            let mut characters = tail.chars();
            let Some(character) = characters.next() else {
                return;
            };
            rest = characters.as_str();
            match character {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                '\u{8}' => self.text.push_str("\\b"),
                '\u{c}' => self.text.push_str("\\f"),
                control => {
                    self.text.push_str("\\u00");
                    for shift in [4, 0] {
                        let digit = (u32::from(control) >> shift) & 0xf;
                        self.text.extend(char::from_digit(digit, 16));
                    }
                }
            }
        }
    }

    /// Writes text between quotation marks that is known to need no escapes.
    #[inline]
    pub(crate) fn plain_string(&mut self, value: &str) {
        self.text.reserve(value.len() + 2);
        self.text.push('"');
        self.text.push_str(value);
        self.text.push('"');
    }

    /// Writes text that is JSON already.
    #[inline]
    pub(crate) fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    /// Writes a whole number.
    pub fn integer(&mut self, value: impl itoa::Integer) {
        self.text.push_str(itoa::Buffer::new().format(value));
    }

    /// Writes a number, whole ones without a point as JavaScript and RFC 8785 do; NaN and infinities, which JSON does
    /// not have, as `null`.
    pub fn float(&mut self, value: f64) {
        const EXACT: u64 = 9_007_199_254_740_992; // 2^53
        let whole = value as i64;
        let is_whole = whole as f64 == value && whole.unsigned_abs() < EXACT;
        if is_whole && (whole != 0 || value.is_sign_positive()) {
            self.integer(whole);
        } else if value.is_finite() {
            self.text.push_str(zmij::Buffer::new().format_finite(value));
        } else {
            self.null();
        }
    }

    /// [`float`](Self::float) for single precision: the shortest digits that give the same `f32`.
    pub fn float32(&mut self, value: f32) {
        const EXACT: f32 = 16_777_216.0; // 2^24
        if value.abs() < EXACT && value.trunc() == value || !value.is_finite() {
            self.float(value.into());
        } else {
            self.text.push_str(zmij::Buffer::new().format_finite(value));
        }
    }
}
