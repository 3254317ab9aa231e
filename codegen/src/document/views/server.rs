//! Servers (OpenAPI 3.2.0, section 4.5).

use super::{At, Unusable};
use crate::document::grammar::ObjectKind;
use crate::document::{Node, Pointer, Resolver};

/// A Server Object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// `url`, with its variables in braces
    pub url: String,
    /// `description`
    pub description: Option<String>,
    /// `name`, since 3.2
    pub name: Option<String>,
    /// `variables`, each with its name
    pub variables: Vec<(String, ServerVariable)>,
}

/// A Server Variable Object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// `enum`
    pub values: Vec<String>,
    /// `default`
    pub default: String,
    /// `description`
    pub description: Option<String>,
}

impl Resolver<'_> {
    /// The Server Object at `pointer`.
    ///
    /// # Errors
    ///
    /// When there is no such node, or it can't be understood.
    pub fn server(&self, pointer: &Pointer) -> Result<At<Server>, Unusable> {
        let view: At<openapiv3::Server> = self.view(pointer, ObjectKind::Server)?;
        let name = self.raw(&view.at).and_then(|node| node.get("name"));
        let name = name.and_then(Node::as_str).map(str::to_owned);
        Ok(view.map(|server| Server {
            url: server.url,
            description: server.description,
            name,
            variables: server
                .variables
                .into_iter()
                .flatten()
                .map(variable)
                .collect(),
        }))
    }

    /// The servers of the whole document. Those that can't be understood are left out: they were
    /// reported.
    #[must_use]
    pub fn servers(&self) -> Vec<At<Server>> {
        self.servers_of(&Pointer::root())
    }

    /// The servers of the object at `owner`, which is no reference.
    pub(super) fn servers_of(&self, owner: &Pointer) -> Vec<At<Server>> {
        let places = self.items(&owner.child("servers"));
        places
            .iter()
            .filter_map(|at| self.server(at).ok())
            .collect()
    }
}

fn variable((name, variable): (String, openapiv3::ServerVariable)) -> (String, ServerVariable) {
    let variable = ServerVariable {
        values: variable.enumeration,
        default: variable.default,
        description: variable.description,
    };
    (name, variable)
}
