//! Servers: what a client can be pointed at.

use crate::ir::Docs;
use crate::names::{FieldName, FunctionName};

/// The servers of a document that leaves a choice.
#[derive(Debug)]
pub struct Servers {
    /// In the document's order.
    pub list: Vec<Server>,
    /// The variables of all of them, each name once.
    pub setters: Vec<ServerSetter>,
}

/// One server (OpenAPI 3.0.4, section 4.7.5).
#[derive(Debug)]
pub struct Server {
    /// The function that gives it.
    pub name: FunctionName,
    /// Its URL with `{variables}`.
    pub url: String,
    /// Its variables.
    pub variables: Vec<ServerVariable>,
    /// Those of its variables that the document gives no value: the function takes them.
    pub arguments: Vec<(FieldName, String)>,
    /// Its description.
    pub docs: Docs,
}

/// A variable of a server (section 4.7.6).
#[derive(Debug)]
pub struct ServerVariable {
    /// Its name between braces.
    pub name: String,
    /// What it is unless it is set.
    pub default: String,
    /// What it may be; empty if it may be anything.
    pub values: Vec<String>,
}

/// The method that sets a variable.
#[derive(Debug)]
pub struct ServerSetter {
    /// The method.
    pub name: FunctionName,
    /// The variable.
    pub variable: String,
    /// Its description.
    pub docs: Docs,
    /// What it may be where it occurs first; empty if it may be anything.
    pub values: Vec<String>,
    /// What it is there unless it is set.
    pub default: String,
}
