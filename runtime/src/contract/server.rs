//! Servers that a document names (OpenAPI 3.0.4, sections 4.8.5 and 4.8.6).

use std::fmt;

/// A server, its variables at their defaults until they are set.
#[derive(Clone, Debug)]
pub struct Server {
    url: &'static str,
    variables: &'static [Variable],
    given: Vec<(&'static str, String)>,
}

/// A variable of a server's URL.
#[derive(Debug)]
pub struct Variable {
    /// Its name between braces.
    pub name: &'static str,
    /// What it is unless it is set.
    pub default: &'static str,
    /// What it may be; empty if it may be anything.
    pub values: &'static [&'static str],
}

impl Variable {
    /// A variable, what it is unless it is set, and what it may be.
    pub const fn new(
        name: &'static str,
        default: &'static str,
        values: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            default,
            values,
        }
    }
}

/// Why a server has no URL. No case holds a value that the caller gave.
#[derive(Debug)]
pub(crate) enum ServerProblem {
    /// The variable's name, and the server's URL.
    Unknown(&'static str, &'static str),
    Value(&'static Variable),
}

impl fmt::Display for ServerProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name, url) => {
                write!(f, "the server `{url}` has no variable `{name}`")
            }
            Self::Value(variable) => write!(
                f,
                "the variable `{}` of the server has to be one of `{}`",
                variable.name,
                variable.values.join("`, `")
            ),
        }
    }
}

impl Server {
    /// A URL with `{variables}`.
    pub const fn new(url: &'static str, variables: &'static [Variable]) -> Self {
        Self {
            url,
            variables,
            given: Vec::new(),
        }
    }

    /// Sets a variable. One that the server doesn't have, and a value that it may not have, are an error
    /// of the client builder.
    #[must_use]
    pub fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.given.retain(|(known, _)| *known != name);
        self.given.push((name, value.into()));
        self
    }

    pub(crate) fn url(&self) -> Result<String, ServerProblem> {
        let is_known = |name: &str| self.variables.iter().any(|one| one.name == name);
        if let Some((name, _)) = self.given.iter().find(|(name, _)| !is_known(name)) {
            return Err(ServerProblem::Unknown(name, self.url));
        }
        let mut url = self.url.to_owned();
        for variable in self.variables {
            let given = self.given.iter().find(|(name, _)| *name == variable.name);
            let value = given.map_or(variable.default, |(_, value)| value);
            if !variable.values.is_empty() && !variable.values.contains(&value) {
                return Err(ServerProblem::Value(variable));
            }
            url = url.replace(&format!("{{{}}}", variable.name), value);
        }
        Ok(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: Server = Server::new(
        "https://{region}.a.example:{port}",
        &[
            Variable {
                name: "region",
                default: "eu",
                values: &["eu", "us"],
            },
            Variable {
                name: "port",
                default: "443",
                values: &[],
            },
        ],
    );

    #[test]
    fn variables_are_filled_and_checked() {
        assert_eq!(SERVER.url().unwrap(), "https://eu.a.example:443");
        let other = SERVER.variable("region", "us").variable("port", "1");
        assert_eq!(other.url().unwrap(), "https://us.a.example:1");
        let problem = |server: Server| server.url().unwrap_err().to_string();
        assert_eq!(
            problem(SERVER.variable("region", "s3cret")),
            "the variable `region` of the server has to be one of `eu`, `us`"
        );
        assert_eq!(
            problem(SERVER.variable("host", "x")),
            "the server `https://{region}.a.example:{port}` has no variable `host`"
        );
    }
}
