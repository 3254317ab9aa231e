//! What a document says about an operation, as plain constant data.

use http::StatusCode;

use super::{Link, Parameter, ParameterIn, Requirement};

/// One operation of the document (OpenAPI 3.0.4, section 4.8.10).
///
/// Generated code holds one `static` per operation; everything the runtime knows about the
/// operation comes from here.
#[derive(Debug)]
pub struct Operation {
    id: &'static str,
    method: &'static str,
    path: &'static str,
    server: Option<&'static str>,
    query: &'static [&'static str],
    headers: &'static [&'static str],
    cookies: &'static [&'static str],
    parameters: &'static [&'static Parameter],
    security: &'static [&'static [Requirement]],
    replies: &'static [Reply],
    errors: &'static [Reply],
}

impl Operation {
    /// `id` is the `operationId` (or the name made up for it), `method` the HTTP method in upper
    /// case and `path` the path template, such as `/pets/{petId}`.
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            server: None,
            query: &[],
            headers: &[],
            cookies: &[],
            parameters: &[],
            security: &[],
            replies: &[],
            errors: &[],
        }
    }

    /// The URL of the operation's own server (section 4.8.5). An absolute one is used unless the client
    /// was given a base URL; a relative one replaces the path of the base URL always.
    #[must_use]
    pub const fn server(mut self, url: &'static str) -> Self {
        self.server = Some(url);
        self
    }

    /// The names of those parameters of the query (section 4.8.12) that are as [`Parameter::query`] says.
    #[must_use]
    pub const fn query(mut self, names: &'static [&'static str]) -> Self {
        self.query = names;
        self
    }

    /// The names of those header parameters that are as [`Parameter::header`] says.
    #[must_use]
    pub const fn headers(mut self, names: &'static [&'static str]) -> Self {
        self.headers = names;
        self
    }

    /// The names of those cookie parameters that are as [`Parameter::cookie`] says.
    #[must_use]
    pub const fn cookies(mut self, names: &'static [&'static str]) -> Self {
        self.cookies = names;
        self
    }

    /// The parameters of which there is more to say than a name and a place. What is in braces in the path and not among them
    /// is as [`Parameter::path`] says.
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [&'static Parameter]) -> Self {
        self.parameters = parameters;
        self
    }

    /// The security requirements (section 4.8.30): the outer list are alternatives, and all
    /// schemes of one inner list are needed together. No alternative at all means that no
    /// credential is needed; an empty inner list makes credentials optional.
    #[must_use]
    pub const fn security(mut self, alternatives: &'static [&'static [Requirement]]) -> Self {
        self.security = alternatives;
        self
    }

    /// The declared replies (section 4.8.16), all or those that [`errors`](Self::errors) doesn't list.
    #[must_use]
    pub const fn replies(mut self, replies: &'static [Reply]) -> Self {
        self.replies = replies;
        self
    }

    /// More declared replies: the errors, of which many operations have the same.
    #[must_use]
    pub const fn errors(mut self, errors: &'static [Reply]) -> Self {
        self.errors = errors;
        self
    }

    /// The `operationId`.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The HTTP method.
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// The path template as the document writes it.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The URL of its own server.
    pub const fn own_server(&self) -> Option<&'static str> {
        self.server
    }

    /// The parameters that the document declares: those of the path as they stand in it, then those of the query, headers
    /// and cookies; in each place those of which there is more to say than a name come last.
    ///
    /// ```
    /// use openapi_build_runtime::{Operation, Parameter, ParameterIn};
    ///
    /// static IDS: Parameter = Parameter::query("ids").explode(false);
    /// static TOKEN: Parameter = Parameter::header("X-Token").sensitive();
    /// static LIST: Operation = Operation::new("listParts", "GET", "/pets/{pet}/parts")
    ///     .query(&["limit"])
    ///     .parameters(&[&IDS, &TOKEN]);
    ///
    /// let shown = LIST.declared_parameters().filter(|parameter| !parameter.sensitive);
    /// let shown: Vec<_> = shown.map(|parameter| (parameter.location, parameter.name)).collect();
    /// assert_eq!(
    ///     shown,
    ///     [(ParameterIn::Path, "pet"), (ParameterIn::Query, "limit"), (ParameterIn::Query, "ids")]
    /// );
    /// ```
    pub fn declared_parameters(&self) -> impl Iterator<Item = Parameter> {
        let more = |location| {
            let is_there = move |one: &Parameter| one.location == location;
            self.parameters.iter().copied().copied().filter(is_there)
        };
        let names = || pieces(self.path).filter_map(|(_, name)| name);
        let is_first = move |&(place, name): &(usize, &str)| {
            !names().take(place).any(|earlier| earlier == name)
        };
        let of_path = names().enumerate().filter(is_first).map(move |(_, name)| {
            let declared = more(ParameterIn::Path).find(|one| one.name == name);
            declared.unwrap_or(Parameter::path(name))
        });
        let plain = |names: &'static [&'static str], parameter: fn(&'static str) -> Parameter| {
            names.iter().copied().map(parameter)
        };
        of_path
            .chain(plain(self.query, Parameter::query))
            .chain(more(ParameterIn::Query))
            .chain(more(ParameterIn::QueryString))
            .chain(plain(self.headers, Parameter::header))
            .chain(more(ParameterIn::Header))
            .chain(plain(self.cookies, Parameter::cookie))
            .chain(more(ParameterIn::Cookie))
    }

    /// The alternatives of credentials.
    pub const fn security_alternatives(&self) -> &'static [&'static [Requirement]] {
        self.security
    }

    /// The declared replies: those of [`replies`](Self::replies), then those of [`errors`](Self::errors).
    pub fn declared_replies(&self) -> impl Iterator<Item = &'static Reply> {
        self.replies.iter().chain(self.errors)
    }

    /// The declaration that covers `status`: an exact code before a range, a range before
    /// `default` (section 4.8.16.2). A success declared as `default` covers 2xx only.
    ///
    /// A 2xx that is not declared is a success all the same ([RFC 9110, section 15](https://www.rfc-editor.org/rfc/rfc9110#section-15):
    /// a code that is not known is one of its class). It is covered by the first declared one: for `204` and `205`, which
    /// have no content, one without a body, if there is one; otherwise one with a body. An error that is declared as `default`
    /// covers none.
    pub fn reply_for(&self, status: StatusCode) -> Option<&'static Reply> {
        let covering = self
            .declared_replies()
            .filter(|reply| reply.covers(status))
            .max_by_key(|reply| (reply.status.precision(), reply.success));
        match covering {
            Some(reply) if reply.success || reply.status != Status::Default => Some(reply),
            _ if status.is_success() => self.success_like(status),
            other => other,
        }
    }

    /// The declared success that stands in for one that is not declared.
    fn success_like(&self, status: StatusCode) -> Option<&'static Reply> {
        let is_empty = matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT);
        let successes = || {
            self.declared_replies().filter(|reply| {
                let is_2xx = match reply.status {
                    Status::Code(code) => (200..300).contains(&code),
                    Status::Range(digit) => digit == 2,
                    Status::Default => true,
                };
                reply.success && is_2xx
            })
        };
        let fitting = successes().find(|reply| (reply.media == Media::None) == is_empty);
        fitting.or_else(|| successes().next())
    }
}

/// A path template in pieces: text, and the name in braces behind it. Without its fragment, which is not sent.
pub(crate) fn pieces(template: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = template.split('#').next();
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let variable = text.split_once('{');
        let variable = variable.and_then(|(text, after)| Some((text, after.split_once('}')?)));
        Some(match variable {
            Some((text, (name, after))) => {
                rest = Some(after);
                (text, Some(name))
            }
            None => (text, None),
        })
    })
}

/// The key under which a reply is declared (OpenAPI 3.0.4, section 4.8.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One code, such as `200`.
    Code(u16),
    /// All codes that start with this digit: `4` for `4XX`.
    Range(u8),
    /// `default`: whatever nothing else covers.
    Default,
}

impl Status {
    const fn precision(self) -> u8 {
        match self {
            Self::Code(_) => 2,
            Self::Range(_) => 1,
            Self::Default => 0,
        }
    }
}

/// The kind of body that a reply has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Media {
    /// JSON: `application/json` or any type that ends in `+json`.
    Json,
    /// Text of any kind.
    Text,
    /// Bytes of any kind.
    Bytes,
    /// Server-sent events.
    Events,
    /// JSON values, one after the other.
    JsonLines,
    /// No body is declared.
    None,
}

/// One declared reply of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Reply {
    status: Status,
    media: Media,
    content_type: Option<&'static str>,
    others: &'static [&'static str],
    links: &'static [Link],
    success: bool,
}

impl Reply {
    /// A reply that is the operation's result.
    pub const fn success(status: Status, media: Media) -> Self {
        Self::declared(status, media, None, true)
    }

    /// The same with the media type as declared, where it is not the usual one of its kind. It is sent in `Accept`.
    pub const fn success_of(status: Status, media: Media, content_type: &'static str) -> Self {
        Self::declared(status, media, Some(content_type), true)
    }

    /// A reply that is an error.
    pub const fn error(status: Status, media: Media) -> Self {
        Self::declared(status, media, None, false)
    }

    /// The same with the media type as declared, where it is not the usual one of its kind. It is sent in `Accept`.
    pub const fn error_of(status: Status, media: Media, content_type: &'static str) -> Self {
        Self::declared(status, media, Some(content_type), false)
    }

    const fn declared(
        status: Status,
        media: Media,
        content_type: Option<&'static str>,
        success: bool,
    ) -> Self {
        Self {
            status,
            media,
            content_type,
            others: &[],
            links: &[],
            success,
        }
    }

    /// The other media types that the document declares for it, whose bodies are another thing.
    #[must_use]
    pub const fn others(mut self, media: &'static [&'static str]) -> Self {
        self.others = media;
        self
    }

    /// Where it leads (section 4.8.20).
    #[must_use]
    pub const fn links(mut self, links: &'static [Link]) -> Self {
        self.links = links;
        self
    }

    /// The links that the document declares for it.
    pub const fn declared_links(&self) -> &'static [Link] {
        self.links
    }

    /// The status it is declared for.
    pub const fn status(&self) -> Status {
        self.status
    }

    /// The kind of its body.
    pub const fn media(&self) -> Media {
        self.media
    }

    /// The other media types that the document declares for it.
    pub const fn other_media(&self) -> &'static [&'static str] {
        self.others
    }

    /// Whether it is the operation's result.
    pub const fn is_success(&self) -> bool {
        self.success
    }

    /// What `Accept` says for it; nothing when it has no body.
    pub const fn accept(&self) -> Option<&'static str> {
        match (self.content_type, self.media) {
            (Some(content_type), _) => Some(content_type),
            (None, Media::Json) => Some("application/json"),
            (None, Media::Text) => Some("text/plain"),
            (None, Media::Bytes) => Some("*/*"),
            (None, Media::Events) => Some("text/event-stream"),
            (None, Media::JsonLines) => Some("application/jsonl"),
            (None, Media::None) => None,
        }
    }

    fn covers(&self, status: StatusCode) -> bool {
        match self.status {
            Status::Code(code) => status.as_u16() == code,
            Status::Range(digit) => status.as_u16() / 100 == u16::from(digit),
            Status::Default => status.is_success() || !self.success,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static PETS: Operation = Operation::new("listPets", "GET", "/pets")
        .replies(&[
            Reply::error(Status::Default, Media::Json),
            Reply::success(Status::Range(2), Media::Json),
            Reply::success(Status::Code(204), Media::None),
        ])
        .errors(&[
            Reply::error(Status::Range(4), Media::Text),
            Reply::error(Status::Code(404), Media::None),
        ]);

    fn covered_by(status: u16) -> Option<Status> {
        PETS.reply_for(StatusCode::from_u16(status).unwrap())
            .map(Reply::status)
    }

    #[test]
    fn the_most_precise_declaration_covers_a_status() {
        assert_eq!(covered_by(200), Some(Status::Range(2)));
        assert_eq!(covered_by(204), Some(Status::Code(204)));
        assert_eq!(covered_by(404), Some(Status::Code(404)));
        assert_eq!(covered_by(418), Some(Status::Range(4)));
        assert_eq!(covered_by(500), Some(Status::Default));
    }

    #[test]
    fn a_success_that_is_not_declared_is_one() {
        static CREATE: Operation = Operation::new("a", "POST", "/a")
            .replies(&[
                Reply::success(Status::Code(302), Media::None),
                Reply::success(Status::Code(202), Media::None),
                Reply::success(Status::Code(200), Media::Json),
            ])
            .errors(&[Reply::error(Status::Default, Media::Json)]);
        let covered = |status| {
            let reply = CREATE.reply_for(StatusCode::from_u16(status).unwrap());
            reply.map(|reply| (reply.status, reply.success))
        };
        assert_eq!(covered(201), Some((Status::Code(200), true)));
        assert_eq!(covered(204), Some((Status::Code(202), true)));
        assert_eq!(covered(302), Some((Status::Code(302), true)));
        assert_eq!(covered(500), Some((Status::Default, false)));
        static NONE: Operation =
            Operation::new("b", "POST", "/b").errors(&[Reply::error(Status::Default, Media::Json)]);
        assert!(NONE.reply_for(StatusCode::OK).is_none());
        assert!(NONE.reply_for(StatusCode::IM_A_TEAPOT).is_some());
    }

    #[test]
    fn a_default_success_does_not_cover_a_failure() {
        static ONLY_DEFAULT: Operation = Operation::new("a", "GET", "/a").replies(&[
            Reply::error(Status::Default, Media::Json),
            Reply::success(Status::Default, Media::Json),
        ]);
        let success = |status| {
            ONLY_DEFAULT
                .reply_for(StatusCode::from_u16(status).unwrap())
                .map(Reply::is_success)
        };
        assert_eq!(success(200), Some(true));
        assert_eq!(success(302), Some(false));
        assert_eq!(success(500), Some(false));
    }
}
