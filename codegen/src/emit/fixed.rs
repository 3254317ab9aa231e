//! Code that is the same for every type but for the type's name: it is written down as the text that
//! comes out, so that nothing has to be parsed and laid out anew for each type.

use crate::names::TypeName;

/// What stands for the type's name in a text.
pub const NAME: &str = "$Name";

/// Adds a fixed text for the type `name` to `code`, a blank line before it.
pub fn add(code: &mut String, fixed: &str, name: &TypeName) {
    code.reserve(fixed.len() + 64);
    code.push('\n');
    let mut rest = fixed;
    while let Some((before, after)) = rest.split_once(NAME) {
        code.extend([before, name.as_str()]);
        rest = after;
    }
    code.push_str(rest);
}

/// `Serialize` and `Deserialize` of a type, each behind `$only`.
pub const SERDE: &str = "\
$onlyimpl serde::Serialize for $Name {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        json::serialize(self, serializer)
    }
}

$onlyimpl<'de> serde::Deserialize<'de> for $Name {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        json::deserialize(deserializer)
    }
}
";

/// `PartialEq` of an object.
pub const EQUAL: &str = "\
impl PartialEq for $Name {
    fn eq(&self, other: &Self) -> bool {
        json::equal(self, other)
    }
}
";

/// `Default` of a struct that needs nothing.
pub const DEFAULT: &str = "\
impl Default for $Name {
    fn default() -> Self {
        Self::new()
    }
}
";

/// How an enum of strings is read and written.
pub const STRING_ENUM_JSON: &str = "    fn blank() -> Self {
        Self::Unknown(String::new())
    }

    fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::Failure> {
        reader.string_enum(Self::known, Self::Unknown)
    }

    fn write(&self, writer: &mut json::Writer) {
        writer.string(self.as_str());
    }
";

/// What an enum of strings can do, by its `as_str` and `known`.
pub const STRING_ENUM: &str = "\
impl std::fmt::Display for $Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

impl From<&str> for $Name {
    fn from(text: &str) -> Self {
        Self::known(text).unwrap_or_else(|| Self::Unknown(text.to_owned()))
    }
}

impl From<String> for $Name {
    fn from(text: String) -> Self {
        Self::known(&text).unwrap_or(Self::Unknown(text))
    }
}

impl std::str::FromStr for $Name {
    type Err = std::convert::Infallible;

    // Not `Self::Err`: a variant may be called so.
    fn from_str(text: &str) -> Result<Self, std::convert::Infallible> {
        Ok(Self::from(text))
    }
}
";

/// How an enum of integers is read and written.
pub const INTEGER_ENUM_JSON: &str = "    fn blank() -> Self {
        Self::Unknown(0)
    }

    fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::Failure> {
        reader.integer_enum(Self::known, Self::Unknown)
    }

    fn write(&self, writer: &mut json::Writer) {
        json::Json::write(&self.as_i64(), writer);
    }
";

/// What an enum of integers can do, by its `as_i64` and `known`.
pub const INTEGER_ENUM: &str = "\
impl std::fmt::Display for $Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(&self.as_i64(), f)
    }
}

impl From<i64> for $Name {
    fn from(number: i64) -> Self {
        Self::known(number).unwrap_or(Self::Unknown(number))
    }
}

impl std::str::FromStr for $Name {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, std::num::ParseIntError> {
        text.parse().map(|number: i64| Self::from(number))
    }
}
";

/// How an enum of any JSON values is read and written.
pub const JSON_ENUM_JSON: &str = "    fn blank() -> Self {
        Self::Unknown(Value::Null)
    }

    fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::Failure> {
        reader.value_enum(Self::known, Self::Unknown)
    }

    fn write(&self, writer: &mut json::Writer) {
        json::Json::write(&self.to_value(), writer);
    }
";

/// What an enum of any JSON values can do, by its `to_value` and `known`.
pub const JSON_ENUM: &str = "\
impl std::fmt::Display for $Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(&self.to_value(), f)
    }
}

impl From<Value> for $Name {
    fn from(value: Value) -> Self {
        Self::known(&value).unwrap_or(Self::Unknown(value))
    }
}
";

/// What an enum of booleans can do besides.
pub const BOOLEAN_ENUM: &str = "\
impl $Name {
    /// The value if it is a boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        self.to_value().as_bool()
    }
}

impl From<bool> for $Name {
    fn from(value: bool) -> Self {
        Self::from(Value::Bool(value))
    }
}
";

/// The builder's methods that every client has.
pub const OPTIONS: &str = "\
impl ClientBuilder {
    /// The URL that all paths are appended to.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.inner = self.inner.base_url(url);
        self
    }

    /// Scheme and host, such as `http://127.0.0.1:8080`, in the place of the document's; the paths of its servers count.
    pub fn origin(mut self, url: impl Into<String>) -> Self {
        self.inner = self.inner.origin(url);
        self
    }

    /// Sends calls without a credential that the document asks for and this client doesn't have, instead of an error.
    pub fn anonymous(mut self) -> Self {
        self.inner = self.inner.anonymous();
        self
    }

    /// A header of every request.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.inner = self.inner.header(name, value);
        self
    }

    /// The `User-Agent` of every request; name and version of this crate unless set.
    pub fn user_agent(mut self, agent: impl AsRef<str>) -> Self {
        self.inner = self.inner.user_agent(agent);
        self
    }

    /// The time limit of a call, from its start to the end of decoding its reply; 30 seconds
    /// unless set, none with `None`.
    pub fn timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
        self.inner = self.inner.timeout(timeout);
        self
    }

    /// How long a stream may be silent; 5 minutes unless set, without end with `None`. The time limit
    /// of a call that gives a stream is for its beginning, and for decoding each item.
    pub fn idle_timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
        self.inner = self.inner.idle_timeout(timeout);
        self
    }

    /// The most bytes that the body of a reply may have, or an item of a stream; 64 MiB unless set.
    pub fn max_body(mut self, bytes: u64) -> Self {
        self.inner = self.inner.max_body(bytes);
        self
    }

    /// The most redirects that a call follows; 10 unless set.
    pub fn max_redirects(mut self, count: u32) -> Self {
        self.inner = self.inner.max_redirects(count);
        self
    }

    /// What sends the requests, in place of the default transport.
    pub fn transport(mut self, transport: impl runtime::Transport) -> Self {
        self.inner = self.inner.transport(transport);
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// What is wrong with a value that was set: a URL, a header, a credential that can't be sent.
    pub fn build(self) -> Result<Client, BuildError> {
        Ok(Client {
            inner: self.inner.build()?,
        })
    }
}
";

/// What every call can do; `send` follows.
pub const CALL: &str = "    /// Sets the time limit of this call.
    pub fn timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
        self.call = self.call.timeout(timeout);
        self
    }

    /// Sets a header of this call.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.call = self.call.header(name, value);
        self
    }

    /// Sends it and gives the result together with status and headers.
";

/// The way to all that a call can do; `into_call` follows.
pub const INTO_CALL: &str = "
    /// The call itself, for what the document lacks: a query parameter, or a reply of another media type or shape.
";

/// What a call of a stream can do.
pub const IDLE_TIMEOUT: &str = "
    /// Sets how long the stream may be silent.
    pub fn idle_timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
        self.call = self.call.idle_timeout(timeout);
        self
    }
";

/// What a call can do whose body may be left out.
pub const WITHOUT_BODY: &str = "    /// Sends no body: the document lets it be left out.
    pub fn without_body(mut self) -> Self {
        self.call = self.call.without_body();
        self
    }

";

/// Awaiting a call.
pub const INTO_FUTURE: &str = "
impl std::future::IntoFuture for $Name {
    type Output = Result<$Success, Error<$Error>>;
    type IntoFuture = runtime::CallFuture<$Success, $Error>;

    fn into_future(self) -> Self::IntoFuture {
        self.call.into_future()
    }
}
";

/// How a reply becomes one of several types, up to its arms.
pub const DECODE: &str =
    "    pub(super) fn decode(reply: &runtime::RawReply) -> Result<Self, runtime::Mismatch> {
        match reply.declared().map(runtime::Reply::status) {
";

/// What every form can do; it ends the block of its methods.
pub const ANY_PART: &str =
    "    /// Adds a part that the document does not declare, or one more of a name.
    #[must_use]
    pub fn part(mut self, name: impl Into<String>, part: impl Into<runtime::Part>) -> Self {
        self.parts.add(name, part);
        self
    }
}
";

/// A form and the parts that it stands for.
pub const FORM: &str = "\
/// Parts made by hand.
impl From<runtime::Multipart> for $Name {
    fn from(parts: runtime::Multipart) -> Self {
        Self { parts }
    }
}

impl From<$Name> for runtime::Multipart {
    fn from(form: $Name) -> Self {
        form.parts
    }
}
";
