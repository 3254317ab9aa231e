//! Replies (OpenAPI 3.0.4, sections 4.7.16 and 4.7.17).

use super::links::link;
use super::reply_content::Representation;
use super::{Operations, joined};
use crate::diagnostics::Diagnostic;
use crate::document::{At, Header, Pointer, Status};
use crate::hash::{Map, Set};
use crate::ir::{EventData, Replies, ReplyBody, ReplyCase, ReplyVariant, StatusPattern, Success};
use crate::lower::codes;
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

/// A declared reply in each of its media types, best first.
struct DeclaredReply {
    case: ReplyCase,
    representations: Vec<Representation>,
    headers: Vec<(String, At<Header>)>,
}

impl DeclaredReply {
    /// A reply of which nothing is known but its status.
    fn raw(status: StatusPattern, success: bool) -> Self {
        let case = ReplyCase {
            status,
            success,
            body: match success {
                true => ReplyBody::Bytes,
                false => ReplyBody::Empty,
            },
            media: None,
            description: String::new(),
            links: Vec::new(),
        };
        Self {
            case,
            representations: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// What the reply is by the word of its media type, the best of those with the same word.
    fn by_word(&self) -> Map<&str, &ReplyBody> {
        let mut by_word = Map::default();
        for one in &self.representations {
            by_word.entry(one.word.as_str()).or_insert(&one.body);
        }
        by_word
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
            // What is declared is what `GET` has; the reply to `HEAD` has no content (RFC 9110, section 9.3.2).
            if method == "HEAD" {
                let best = one.representations.drain(..).next();
                one.case.media = best.map(|best| best.media);
            }
            headers.append(&mut one.headers);
            // It is every status: those of successes, and all others.
            let error = (success && status == StatusPattern::Default)
                .then(|| self.declared_reply(at, (status, false), operation, &role));
            found.push(one);
            found.extend(error);
        }
        self.choose(&mut found);
        let others = self.other_representations(operation, &found);
        let (words, others): (Vec<_>, Vec<_>) = others.into_iter().unzip();
        let cases: Vec<ReplyCase> = found.into_iter().map(|one| one.case).collect();
        let plain: Vec<&ReplyBody> = cases.iter().map(|case| &case.body).collect();
        let best = Success {
            accept: None,
            replies: self.replies(operation, "reply", &cases, &plain, true),
        };
        Outcome {
            successes: std::iter::once(best).chain(others).collect(),
            words,
            error: self.replies(operation, "error", &cases, &plain, false),
            cases,
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
        let At {
            at,
            value: response,
        } = match self.document.response(at) {
            Ok(response) => response,
            Err(unusable) => {
                self.schemas.report_unusable(unusable);
                // The status is declared all the same.
                return DeclaredReply::raw(status, success);
            }
        };
        let representations = match component(&at) {
            Some(component) => self.reply_contents(&response.content, &component, "response"),
            None => self.reply_contents(&response.content, operation, role),
        };
        let case = ReplyCase {
            status,
            success,
            body: ReplyBody::Empty,
            media: None,
            description: described(response.summary, response.description),
            links: response.links.into_iter().filter_map(link).collect(),
        };
        DeclaredReply {
            case,
            representations,
            headers: response.headers,
        }
    }

    /// The representation of each case that the plain function gets: the best one. A stream has to be
    /// all that success can be, and an error is no stream.
    fn choose(&mut self, found: &mut [DeclaredReply]) {
        let mut best = found
            .iter()
            .filter(|one| one.case.success)
            .map(|one| one.representations.first().map(|best| &best.body));
        let first = best.next().flatten();
        let may_stream = best.all(|body| body == first);
        for one in found {
            let is_success = one.case.success;
            let mut others = one.representations.iter();
            let chosen = match may_stream && is_success {
                true => others.next(),
                false => others
                    .find(|other| !other.body.is_stream())
                    .or_else(|| one.representations.first()),
            };
            let Some(chosen) = chosen else {
                continue;
            };
            one.case.media = Some(chosen.media.clone());
            one.case.body = match &chosen.body {
                ReplyBody::Events(EventData::Json(ty)) if !is_success => {
                    ReplyBody::Event(ty.clone())
                }
                body if body.is_stream() && !(may_stream && is_success) => ReplyBody::Text,
                body => body.clone(),
            };
            if !is_success {
                for other in one
                    .representations
                    .iter()
                    .filter(|one| one.media != chosen.media)
                {
                    let message = format!(
                        "an error is read as `{}`; in `{}` it has its raw body alone",
                        chosen.media, other.media
                    );
                    let diagnostic = Diagnostic::new(codes::MEDIA_TYPE_IGNORED, &other.at, message);
                    self.schemas.report(diagnostic);
                }
            }
        }
    }

    /// What success is in each media type that the plain function doesn't get.
    fn other_representations<'a>(
        &mut self,
        operation: &str,
        found: &'a [DeclaredReply],
    ) -> Vec<(String, Success)> {
        let mut known: Set<&str> = Set::default();
        let mut words: Vec<&'a Representation> = Vec::new();
        for one in found.iter().filter(|one| one.case.success) {
            for other in &one.representations {
                let is_plain =
                    one.case.media.as_ref() == Some(&other.media) && one.case.body == other.body;
                if !is_plain && known.insert(&other.word) {
                    words.push(other);
                }
            }
        }
        let cases: Vec<&ReplyCase> = found.iter().map(|one| &one.case).collect();
        let by_word: Vec<Map<&str, &'a ReplyBody>> =
            found.iter().map(DeclaredReply::by_word).collect();
        let other = |one: &&Representation| {
            let replies = match one.body.is_stream() {
                true => Replies::One(one.body.clone()),
                false => {
                    let all = found.iter().zip(&by_word);
                    let body =
                        |(found, by_word): (&'a DeclaredReply, &Map<&str, &'a ReplyBody>)| {
                            let same = by_word.get(one.word.as_str()).copied();
                            same.unwrap_or(&found.case.body)
                        };
                    let bodies: Vec<&ReplyBody> = all.map(body).collect();
                    self.replies(
                        operation,
                        &format!("{} reply", one.word),
                        &cases,
                        &bodies,
                        true,
                    )
                }
            };
            let success = Success {
                accept: Some(one.media.clone()),
                replies,
            };
            (one.word.clone(), success)
        };
        words.iter().map(other).collect()
    }

    /// One type where all replies of a class have the same body, otherwise an enum.
    fn replies<C: std::borrow::Borrow<ReplyCase>>(
        &mut self,
        operation: &str,
        word: &str,
        cases: &[C],
        bodies: &[&ReplyBody],
        success: bool,
    ) -> Replies {
        // An error without a declared body is raw.
        let counts = |case: &ReplyCase, body: &ReplyBody| {
            case.success == success && (success || *body != ReplyBody::Empty)
        };
        let of_class: Vec<(&ReplyCase, &ReplyBody)> = cases
            .iter()
            .map(C::borrow)
            .zip(bodies)
            .filter(|(case, body)| counts(case, body))
            .map(|(case, body)| (case, *body))
            .collect();
        let Some((_, first)) = of_class.first() else {
            return Replies::None;
        };
        if of_class.iter().all(|(_, body)| body == first) {
            return Replies::One((*first).clone());
        }
        let name = self.schemas.type_name(&Hint::within(operation, word));
        let mut scope = Scope::default();
        let variant = |(case, body): (&ReplyCase, &ReplyBody)| ReplyVariant {
            name: scope.variant(&status_words(case.status)),
            status: case.status,
            description: case.description.clone(),
            body: body.clone(),
        };
        Replies::Many {
            name,
            variants: of_class.into_iter().map(variant).collect(),
            shared: None,
        }
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
