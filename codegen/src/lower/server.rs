//! Servers (OpenAPI 3.0.4, section 4.7.5).

use openapiv3::{Operation, PathItem, Server};

use crate::diagnostics::Diagnostic;
use crate::document::{At, Pointer};
use crate::lower::{Lower, codes};

impl Lower<'_> {
    /// The URL of the first server, with the defaults of its variables.
    pub(super) fn server(&mut self) -> Option<String> {
        let mut servers = self.document.servers().into_iter();
        let server = servers.next()?;
        for other in servers {
            let message = format!(
                "`{}` is not the first server: it is used where `base_url` says so",
                other.url
            );
            self.diagnostics
                .report(Diagnostic::new(codes::NOT_GENERATED, &other.at, message));
        }
        Some(filled(&server.value))
    }

    /// The URL of the server that an operation or its path names, if it is not the client's.
    pub(super) fn own_server(
        &mut self,
        operation: &At<Operation>,
        item: Option<&At<PathItem>>,
    ) -> Option<String> {
        let own = (&operation.servers, &operation.at);
        let of_item = item.map(|item| (&item.servers, &item.at));
        let (servers, at) = [Some(own), of_item]
            .into_iter()
            .flatten()
            .find(|(servers, _)| !servers.is_empty())?;
        let at = at.child("servers");
        let mut servers = servers.iter().enumerate();
        let (_, first) = servers.next()?;
        for (index, other) in servers {
            self.report_further(&at.index(index), other);
        }
        let url = filled(first);
        let of_client = self.document.servers().into_iter().next();
        if of_client.is_some_and(|server| filled(&server.value) == url) {
            return None;
        }
        if url.contains(['{', '}']) || url.ends_with("://") {
            let message = format!("`{url}` is no URL that a request could go to");
            self.diagnostics.report(
                Diagnostic::new(codes::SERVER_UNUSABLE, at.index(0), message)
                    .help("the operation fails unless the client has a `base_url`"),
            );
        }
        Some(url)
    }

    fn report_further(&mut self, at: &Pointer, server: &Server) {
        let message = format!(
            "`{}` is not the operation's first server: it is used where `base_url` says so",
            server.url
        );
        self.diagnostics
            .report(Diagnostic::new(codes::NOT_GENERATED, at, message));
    }
}

/// The URL of a server with the defaults of its variables.
fn filled(server: &Server) -> String {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    url
}
