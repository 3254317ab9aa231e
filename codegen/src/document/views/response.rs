//! Replies and their links (OpenAPI 3.2.0, sections 4.16, 4.17 and 4.20).

use openapiv3::StatusCode;

use super::{At, Header, MediaType, Unusable};
use crate::diagnostics::{Code, Diagnostic};
use crate::document::{Node, Pointer, Resolver};

/// The key of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// A status code
    Code(u16),
    /// All codes that begin with this digit: `4XX`
    Range(u8),
    /// Every other one: `default`
    Default,
}

/// A Response Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// `summary`, since 3.2
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `content`: the media types in the order of the document
    pub content: Vec<(String, At<MediaType>)>,
    /// `headers`
    pub headers: Vec<(String, At<Header>)>,
    /// `links`. One that leads nowhere was reported.
    pub links: Vec<Link>,
}

/// A Link Object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its name
    pub name: String,
    /// `operationId`
    pub operation_id: Option<String>,
    /// `operationRef`
    pub operation_ref: Option<String>,
    /// `parameters`: names, each with an expression or a constant
    pub parameters: Vec<(String, String)>,
    /// `requestBody`: an expression or a constant
    pub request_body: Option<String>,
}

impl<'d> Resolver<'d> {
    /// The Response Object at `pointer`. Follows `$ref`.
    ///
    /// # Errors
    ///
    /// When there is no such node, or it can't be understood.
    pub fn response(&self, pointer: &Pointer) -> Result<At<Response>, Unusable> {
        let (at, node) = self.object(pointer)?;
        if node.as_mapping().is_none() {
            let message = format!("this is {}, and no response", node.kind());
            return Err(self.unusable_node(Diagnostic::new(Code::UNUSABLE, &at, message)));
        }
        let text = |keyword: &str| {
            let own = || node.get(keyword).and_then(Node::as_text);
            self.beside(pointer, keyword)
                .map(str::to_owned)
                .or_else(own)
        };
        let links = match node.get("links") {
            Some(_) => self.links(&at.child("links")),
            None => Vec::new(),
        };
        let value = Response {
            summary: text("summary"),
            description: text("description"),
            content: self.content_of(&at, node),
            headers: self.headers_of(&at, node),
            links,
        };
        Ok(At { at, value })
    }

    fn links(&self, links: &Pointer) -> Vec<Link> {
        let link = |(name, at): (String, Pointer)| Some(link(name, self.raw(&at)?));
        self.entries(links).into_iter().filter_map(link).collect()
    }
}

/// The replies of an operation, in the order of the document.
pub(super) fn statuses(operation: &At<openapiv3::Operation>) -> Vec<(Status, Pointer)> {
    let status = |status: &StatusCode| match status {
        StatusCode::Code(code) => Status::Code(*code),
        // `openapiv3` keeps the class of `4XX` as 4.
        StatusCode::Range(class) => Status::Range(u8::try_from(*class).unwrap_or(0)),
    };
    let declared = &operation.responses;
    let by_status = declared.responses.iter();
    let by_status = by_status.map(|(code, response)| (status(code), response));
    let default = declared.default.iter();
    let all = by_status.chain(default.map(|response| (Status::Default, response)));
    all.filter_map(|(status, response)| Some((status, operation.target(response)?)))
        .collect()
}

fn link(name: String, node: &Node) -> Link {
    let text = |keyword: &str| node.get(keyword).and_then(Node::as_str).map(str::to_owned);
    let parameters = node.get("parameters").and_then(Node::as_mapping);
    let parameters = parameters.into_iter().flat_map(|mapping| mapping.iter());
    Link {
        name,
        operation_id: text("operationId"),
        operation_ref: text("operationRef"),
        parameters: parameters
            .map(|(name, value)| (name.to_owned(), value_text(value)))
            .collect(),
        request_body: node.get("requestBody").map(value_text),
    }
}

/// An expression or a constant as text.
fn value_text(node: &Node) -> String {
    match node.as_str() {
        Some(text) => text.to_owned(),
        None => node.to_json().to_string(),
    }
}
