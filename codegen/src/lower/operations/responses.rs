//! Replies (OpenAPI 3.0.4, sections 4.7.16 and 4.7.17).

use super::links::link;
use super::{Operations, joined};
use crate::document::{At, Header, Pointer, Status};
use crate::hash::Set;
use crate::ir::{
    EventData, Replies, ReplyBody, ReplyCase, ReplyContent, ReplyVariant, StatusPattern, Success,
};
use crate::lower::hint::{Hint, component};
use crate::names::Scope;

/// What an operation's replies become.
pub(super) struct Outcome {
    /// What success gives in each media type, best first.
    pub(super) successes: Vec<Success>,
    /// A word for each of them but the best.
    pub(super) words: Vec<String>,
    pub(super) error: Replies,
    pub(super) cases: Vec<ReplyCase>,
    /// The headers that the replies declare.
    pub(super) headers: Vec<(String, At<Header>)>,
}

/// A declared reply in each of its media types.
struct DeclaredReply {
    /// Without its contents.
    case: ReplyCase,
    /// What each media type is, behind a word for it.
    contents: Vec<(String, ReplyContent)>,
    /// What it gives to the plain function.
    plain: ReplyBody,
    headers: Vec<(String, At<Header>)>,
}

/// A body that a status may have.
struct Given<'r> {
    case: &'r ReplyCase,
    /// The media types that tell it from others of the status, and a word for them; nothing where there are no others.
    media: &'r [String],
    word: &'r str,
    body: &'r ReplyBody,
}

impl<'r> Given<'r> {
    /// The only body of a status.
    fn only(case: &'r ReplyCase, body: &'r ReplyBody) -> Self {
        Self {
            case,
            media: &[],
            word: "",
            body,
        }
    }
}

impl Operations<'_, '_> {
    /// The replies to a request of `method`.
    pub(super) fn responses(
        &mut self,
        operation: &str,
        method: &str,
        declared: &[(Status, Pointer)],
    ) -> Outcome {
        let statuses = declared.iter();
        let all: Vec<(StatusPattern, &Pointer)> = statuses
            .map(|(status, at)| (pattern(*status), at))
            .collect();
        let any_success = all.iter().any(|(status, _)| status.is_success());
        let successes = all.iter().filter(|(status, _)| status.is_success()).count();
        let mut found = Vec::new();
        let mut headers = Vec::new();
        for (status, at) in all {
            // Without a declared success, `default` describes that too.
            let success = status.is_success() || (!any_success && status == StatusPattern::Default);
            let role = match success && successes <= 1 {
                true => "response".to_owned(),
                false => format!("{} response", status_words(status)),
            };
            let mut one = self.declared_reply(at, (status, success), operation, &role);
            headers.append(&mut one.headers);
            // It is every status: those of successes, and all others.
            let error = (success && status == StatusPattern::Default)
                .then(|| self.declared_reply(at, (status, false), operation, &role));
            found.push(one);
            found.extend(error);
        }
        if method == "HEAD" {
            found.iter_mut().for_each(DeclaredReply::drop_content);
        }
        choose(&mut found);
        let others = self.other_successes(operation, &found);
        let (words, others): (Vec<_>, Vec<_>) = others.into_iter().unzip();
        let successes = found.iter().filter(|one| one.case.success);
        let successes = successes.map(|one| Given::only(&one.case, &one.plain));
        let best = Success {
            accept: None,
            replies: self.replies(operation, "reply", successes.collect()),
        };
        let errors = found.iter().filter(|one| !one.case.success);
        let errors = errors.flat_map(DeclaredReply::each);
        let error = self.replies(operation, "error", errors.collect());
        Outcome {
            successes: std::iter::once(best).chain(others).collect(),
            words,
            error,
            cases: found.into_iter().map(DeclaredReply::into_case).collect(),
            headers,
        }
    }

    /// The reply at `at`, which is for these statuses, a success or not. `role` names inline types.
    fn declared_reply(
        &mut self,
        at: &Pointer,
        (status, success): (StatusPattern, bool),
        operation: &str,
        role: &str,
    ) -> DeclaredReply {
        let mut case = ReplyCase {
            status,
            success,
            contents: Vec::new(),
            description: String::new(),
            links: Vec::new(),
        };
        let At {
            at,
            value: response,
        } = match self.document.response(at) {
            Ok(response) => response,
            Err(unusable) => {
                self.schemas.report_unusable(unusable);
                // The status is declared all the same, and its body is raw, as that of an error is without a word.
                let raw = ReplyContent {
                    media: Vec::new(),
                    body: ReplyBody::Bytes,
                };
                let contents = success.then(|| (String::new(), raw));
                return DeclaredReply::new(case, contents.into_iter().collect());
            }
        };
        let contents = match component(&at) {
            Some(component) => self.reply_contents(&response.content, &component, "response"),
            None => self.reply_contents(&response.content, operation, role),
        };
        case.description = described(response.summary, response.description);
        case.links = response.links.into_iter().filter_map(link).collect();
        let mut declared = DeclaredReply::new(case, contents);
        declared.headers = response.headers;
        declared
    }

    /// What success is in each media type that the plain function doesn't ask for, behind a word for that.
    fn other_successes(
        &mut self,
        operation: &str,
        found: &[DeclaredReply],
    ) -> Vec<(String, Success)> {
        let successes = || found.iter().filter(|one| one.case.success);
        let mut asked: Set<&String> = Set::default();
        let mut others = Vec::new();
        for one in successes() {
            for (index, (word, content)) in one.contents.iter().enumerate() {
                let is_plain = index == 0 && content.body == one.plain;
                if let Some(media) = content.media.first()
                    && !is_plain
                    && asked.insert(media)
                {
                    others.push((content, media, word));
                }
            }
        }
        let other = |(content, media, word): (&ReplyContent, &String, &String)| {
            let replies = match content.body.is_stream() {
                true => Replies::One(content.body.clone()),
                false => {
                    let given = successes().map(|one| {
                        let mut contents = one.contents.iter().map(|(_, content)| content);
                        let same = contents.find(|other| other.media.contains(media));
                        let body = same.map_or(&one.plain, |same| &same.body);
                        Given::only(&one.case, body)
                    });
                    self.replies(operation, &format!("{word} reply"), given.collect())
                }
            };
            let accept = Some(media.clone());
            (word.clone(), Success { accept, replies })
        };
        others.into_iter().map(other).collect()
    }

    /// One type where all replies of a class are the same, otherwise an enum.
    fn replies(&mut self, operation: &str, word: &str, given: Vec<Given<'_>>) -> Replies {
        let Some(first) = given.first() else {
            return Replies::None;
        };
        if given.iter().all(|one| one.body == first.body) {
            return Replies::One(first.body.clone());
        }
        let name = self.schemas.type_name(&Hint::within(operation, word));
        let mut scope = Scope::default();
        let variant = |one: Given<'_>| {
            let status = status_words(one.case.status);
            ReplyVariant {
                name: scope.variant(&format!("{status} {}", one.word)),
                status: one.case.status,
                media: one.media.to_vec(),
                description: one.case.description.clone(),
                body: one.body.clone(),
            }
        };
        Replies::Many {
            name,
            variants: given.into_iter().map(variant).collect(),
            shared: None,
        }
    }
}

impl DeclaredReply {
    fn new(case: ReplyCase, contents: Vec<(String, ReplyContent)>) -> Self {
        Self {
            case,
            contents,
            plain: ReplyBody::Empty,
            headers: Vec::new(),
        }
    }

    fn into_case(self) -> ReplyCase {
        let contents = self.contents.into_iter().map(|(_, content)| content);
        ReplyCase {
            contents: contents.collect(),
            ..self.case
        }
    }

    /// Each body that an error may have. One that is empty is raw.
    fn each(&self) -> impl Iterator<Item = Given<'_>> {
        let several = self.contents.len() > 1;
        let contents = self.contents.iter().enumerate();
        let given = contents.map(move |(index, (word, content))| Given {
            case: &self.case,
            media: if several { &content.media } else { &[] },
            word: if index == 0 { "" } else { word },
            body: &content.body,
        });
        given.filter(|one| *one.body != ReplyBody::Empty)
    }

    /// Makes of what is declared, which is what `GET` has, the reply to `HEAD`, which has no content (RFC 9110, section 9.3.2).
    fn drop_content(&mut self) {
        self.contents.truncate(1);
        let contents = self.contents.iter_mut();
        contents.for_each(|(_, content)| content.body = ReplyBody::Empty);
    }

    /// Puts the first content to the beginning that is no stream, if there is one.
    fn prefer_whole(&mut self) {
        let mut contents = self.contents.iter();
        let whole = contents.position(|(_, content)| !content.body.is_stream());
        if let Some(index) = whole
            && let Some(head) = self.contents.get_mut(..=index)
        {
            head.rotate_right(1);
        }
    }

    /// Makes of an error's contents what is read whole: of a stream its first event, or text. Those that are read alike are
    /// one.
    fn read_whole(&mut self) {
        let mut contents: Vec<(String, ReplyContent)> = Vec::new();
        for (word, mut content) in self.contents.drain(..) {
            content.body = match content.body {
                ReplyBody::Events(EventData::Json(ty)) => ReplyBody::Event(ty),
                body if body.is_stream() => ReplyBody::Text,
                body => body,
            };
            let mut others = contents.iter_mut().map(|(_, other)| other);
            match others.find(|other| is_read_alike(&other.body, &content.body)) {
                Some(other) => {
                    // What reads an event reads plain JSON, too.
                    if matches!(content.body, ReplyBody::Event(_)) {
                        other.body = content.body;
                    }
                    other.media.append(&mut content.media);
                }
                None => contents.push((word, content)),
            }
        }
        self.contents = contents;
    }
}

fn is_read_alike(one: &ReplyBody, other: &ReplyBody) -> bool {
    match (one, other) {
        (ReplyBody::Json(ty), ReplyBody::Event(of_event))
        | (ReplyBody::Event(of_event), ReplyBody::Json(ty)) => ty == of_event,
        (one, other) => one == other,
    }
}

/// Puts the content of each reply to the beginning that the plain function gets: the best one. A stream has to be all that
/// success can be, and an error is no stream.
fn choose(found: &mut [DeclaredReply]) {
    let successes = found.iter().filter(|one| one.case.success);
    let mut best = successes.map(|one| one.contents.first().map(|(_, best)| &best.body));
    let first = best.next().flatten();
    let may_stream = best.all(|body| body == first);
    for one in found {
        if !one.case.success {
            one.prefer_whole();
            one.read_whole();
        } else if !may_stream {
            one.prefer_whole();
        }
        one.plain = match one.contents.first().map(|(_, best)| &best.body) {
            Some(body) if body.is_stream() && !may_stream => ReplyBody::Text,
            Some(body) => body.clone(),
            None => ReplyBody::Empty,
        };
    }
}

/// What a reply says of itself.
pub fn described(summary: Option<String>, description: Option<String>) -> String {
    let description = description.filter(|text| !text.is_empty());
    joined(summary, description).unwrap_or_default()
}

pub fn pattern(status: Status) -> StatusPattern {
    match status {
        Status::Code(code) => StatusPattern::Code(code),
        Status::Range(class) => StatusPattern::Range(class),
        Status::Default => StatusPattern::Default,
    }
}

/// What a status is called, after its reason phrase (RFC 9110, section 15).
fn status_words(status: StatusPattern) -> String {
    let code = match status {
        StatusPattern::Default => return "default".to_owned(),
        StatusPattern::Range(1) => return "informational".to_owned(),
        StatusPattern::Range(2) => return "success".to_owned(),
        StatusPattern::Range(3) => return "redirection".to_owned(),
        StatusPattern::Range(4) => return "client error".to_owned(),
        StatusPattern::Range(5) => return "server error".to_owned(),
        StatusPattern::Range(class) => return format!("status {class} xx"),
        StatusPattern::Code(code) => code,
    };
    let words = match code {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        204 => "no content",
        206 => "partial content",
        301 => "moved permanently",
        302 => "found",
        303 => "see other",
        304 => "not modified",
        307 => "temporary redirect",
        308 => "permanent redirect",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        412 => "precondition failed",
        413 => "content too large",
        415 => "unsupported media type",
        422 => "unprocessable content",
        423 => "locked",
        429 => "too many requests",
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        _ => return format!("status {code}"),
    };
    words.to_owned()
}
