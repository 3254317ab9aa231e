//! Links (OpenAPI 3.0.4, section 4.7.20).

use crate::document::{Node, Pointer};
use crate::ir::{Link, LinkTarget};
use crate::lower::Lower;

impl Lower<'_> {
    /// The links of the reply at `response`. One that leads nowhere was reported with the document.
    pub(in crate::lower) fn links(&self, response: &Pointer) -> Vec<Link> {
        let entries = self.document.entries(&response.child("links"));
        let link = |(name, at): (String, Pointer)| link(name, self.document.raw(&at)?);
        entries.into_iter().filter_map(link).collect()
    }
}

fn link(name: String, node: &Node) -> Option<Link> {
    let text = |keyword: &str| node.get(keyword).and_then(Node::as_str).map(str::to_owned);
    let target = match text("operationId") {
        Some(id) => LinkTarget::Id(id),
        None => LinkTarget::Reference(text("operationRef")?),
    };
    let parameters = node.get("parameters").and_then(Node::as_mapping);
    let parameters = parameters.into_iter().flat_map(|mapping| mapping.iter());
    Some(Link {
        name,
        target,
        parameters: parameters
            .map(|(name, value)| (name.to_owned(), value_text(value)))
            .collect(),
        request_body: node.get("requestBody").map(value_text),
    })
}

/// An expression or a constant as text.
fn value_text(node: &Node) -> String {
    match node.as_str() {
        Some(text) => text.to_owned(),
        None => node.to_json().to_string(),
    }
}
