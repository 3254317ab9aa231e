//! Replies (OpenAPI 3.0.4, sections 4.7.16 and 4.7.17).

use openapiv3::{ReferenceOr, Response, Responses, StatusCode};

use crate::document::Pointer;
use crate::ir::{Replies, ReplyBody, ReplyCase, StatusPattern};
use crate::lower::types::Hint;
use crate::lower::{Lower, content};
use crate::names::Scope;

/// What an operation's replies become.
pub(super) struct Outcome {
    pub(super) success: Replies,
    pub(super) error: Replies,
    pub(super) cases: Vec<ReplyCase>,
}

impl Lower<'_> {
    pub(super) fn responses(&mut self, operation: &str, declared: &Responses) -> Outcome {
        let mut all: Vec<(StatusPattern, Pointer)> = Vec::new();
        let mut add = |status: StatusPattern, response: &ReferenceOr<Response>| {
            all.extend(self.document.target(response).map(|at| (status, at)));
        };
        for (status, response) in &declared.responses {
            add(pattern(status), response);
        }
        if let Some(response) = &declared.default {
            add(StatusPattern::Default, response);
        }
        let any_success = all.iter().any(|(status, _)| status.is_success());
        let successes = all.iter().filter(|(status, _)| status.is_success()).count();
        let mut cases = Vec::new();
        for (status, at) in all {
            // Without a declared success, `default` describes that too.
            let success = status.is_success() || (!any_success && status == StatusPattern::Default);
            let hint = if success && successes <= 1 {
                Hint::within(operation, "response")
            } else {
                Hint::within(operation, &format!("{} response", status_words(status)))
            };
            let Some((body, media, description)) = self.response(&at, &hint) else {
                continue;
            };
            cases.push(ReplyCase {
                status,
                success,
                body,
                media,
                description,
            });
        }
        Outcome {
            success: self.replies(operation, "reply", &cases, true),
            error: self.replies(operation, "error", &cases, false),
            cases,
        }
    }

    fn response(
        &mut self,
        at: &Pointer,
        hint: &Hint,
    ) -> Option<(ReplyBody, Option<String>, String)> {
        let response = match self.document.response(at) {
            Ok(response) => response,
            Err(unusable) => {
                unusable.report(self.diagnostics);
                return None;
            }
        };
        let named = content::component(&response.at).map(|name| Hint::within(&name, "response"));
        let hint = named.as_ref().unwrap_or(hint);
        let (body, media) = self.reply_content(&response.at.child("content"), hint);
        Some((body, media, response.value.description))
    }

    /// One type where all replies of a class have the same body, otherwise an enum.
    fn replies(
        &mut self,
        operation: &str,
        word: &str,
        cases: &[ReplyCase],
        success: bool,
    ) -> Replies {
        // An error without a declared body is raw.
        let counts = |case: &ReplyCase| {
            case.success == success && (success || case.body != ReplyBody::Empty)
        };
        let of_class: Vec<(usize, &ReplyCase)> = cases
            .iter()
            .enumerate()
            .filter(|(_, case)| counts(case))
            .collect();
        let Some((_, first)) = of_class.first() else {
            return Replies::None;
        };
        if of_class.iter().all(|(_, case)| case.body == first.body) {
            return Replies::One(first.body.clone());
        }
        let name = self.types.name(&Hint::within(operation, word));
        let mut scope = Scope::default();
        let variant = |(index, case): (usize, &ReplyCase)| {
            (
                scope.variant(&status_words(case.status)),
                index,
                case.body.clone(),
            )
        };
        Replies::Many {
            name,
            variants: of_class.into_iter().map(variant).collect(),
        }
    }
}

fn pattern(status: &StatusCode) -> StatusPattern {
    match status {
        StatusCode::Code(code) => StatusPattern::Code(*code),
        // `openapiv3` keeps the class of `4XX` as 4.
        StatusCode::Range(class) => StatusPattern::Range(u8::try_from(*class).unwrap_or(0)),
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
