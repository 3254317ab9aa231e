//! What a document says of itself (OpenAPI 3.2.0, sections 4.2 and 4.22).

use super::{At, Unusable};
use crate::document::grammar::ObjectKind;
use crate::document::{Node, Pointer, Resolver};

/// The Info Object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// `title`
    pub title: String,
    /// `summary`, since 3.1
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `version`
    pub version: String,
}

/// A Tag Object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// `name`
    pub name: String,
    /// `summary`, since 3.2
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
}

impl Resolver<'_> {
    /// The Info Object.
    ///
    /// # Errors
    ///
    /// When it is missing or can't be understood.
    pub fn info(&self) -> Result<At<Info>, Unusable> {
        let view: At<openapiv3::Info> =
            self.view(&Pointer::root().child("info"), ObjectKind::Info)?;
        let summary = self.summary(&view.at);
        Ok(view.map(|info| Info {
            title: info.title,
            summary,
            description: info.description,
            version: info.version,
        }))
    }

    /// The tags of the whole document. Those that can't be understood are left out: they were reported.
    #[must_use]
    pub fn tags(&self) -> Vec<At<Tag>> {
        let tag = |at: &Pointer| -> Result<At<Tag>, Unusable> {
            let view: At<openapiv3::Tag> = self.view(at, ObjectKind::Tag)?;
            let summary = self.summary(&view.at);
            Ok(view.map(|tag| Tag {
                name: tag.name,
                summary,
                description: tag.description,
            }))
        };
        let places = self.items(&Pointer::root().child("tags"));
        places.iter().filter_map(|at| tag(at).ok()).collect()
    }

    fn summary(&self, at: &Pointer) -> Option<String> {
        self.raw(at)?.get("summary").and_then(Node::as_text)
    }
}
