//! Links (OpenAPI 3.0.4, section 4.7.20).

use crate::document;
use crate::ir::{Link, LinkTarget};

/// A link, if it says where it leads.
pub fn link(declared: document::Link) -> Option<Link> {
    let target = match (declared.operation_id, declared.operation_ref) {
        (Some(id), _) => LinkTarget::Id(id),
        (None, reference) => LinkTarget::Reference(reference?),
    };
    Some(Link {
        name: declared.name,
        target,
        parameters: declared.parameters,
        request_body: declared.request_body,
    })
}
