//! Headers of replies: a type for each set, with a method for each header.

use crate::docs::{self, Block, Inline};
use crate::emit::expr::Expr;
use crate::emit::item_paragraphs;
use crate::emit::outside::Mention;
use crate::emit::types::{self, Module};
use crate::emit::writer::CodeWriter;
use crate::ir::{Api, HeaderForm, HeaderSet, ReplyHeader};
use crate::names::{FunctionName, TypeName};

/// How many functions the documentation of a set names.
const NAMED: usize = 4;

pub fn emit(code: &mut CodeWriter, api: &Api, set: &HeaderSet, mention: Mention) {
    let name = set.name.as_str();
    let replies = (!set.functions.is_empty()).then(|| {
        let functions = functions(&set.functions, mention);
        "Headers that replies to " + functions + " declare."
    });
    let requests = (!set.requests.is_empty()).then(|| {
        let requests = requests(&set.requests);
        "Headers of the requests of " + requests + "."
    });
    let of = match requests {
        Some(_) => "/// Of the headers of a request or a reply.",
        None => "/// Of the headers of a reply or an error.",
    };
    let texts = replies.into_iter().chain(requests).map(Block::from);
    code.docs(&texts.collect::<Vec<_>>());
    code.line(["#[derive(Clone, Copy, Debug)]"]);
    code.line(["pub struct ", name, "<'a>(runtime::reply::Headers<'a>);"]);
    for other in &set.others {
        code.blank();
        let same = "The same as [`" + Inline::from(&set.name) + "`].";
        code.docs(&[same.into()]);
        code.line(["pub type ", other.as_str(), "<'a> = ", name, "<'a>;"]);
    }
    code.blank();
    code.block(["impl<'a> ", name, "<'a>"], |code| {
        code.line([of]);
        code.lines(OF);
        for header in &set.headers {
            code.blank();
            method(code, api, header);
        }
    });
}

const OF: &str = "\
pub fn of(headers: &'a runtime::http::HeaderMap) -> Self {
    Self(runtime::reply::Headers::new(headers))
}
";

fn functions(names: &[FunctionName], mention: Mention) -> Inline {
    let first = names.iter().take(NAMED).map(|name| mention.of(name));
    list(first.collect(), names.len(), "function")
}

fn requests(names: &[(&'static str, TypeName)]) -> Inline {
    let link = |(module, name): &(&'static str, TypeName)| {
        // Not `module::name`: where the module is in scope, rustdoc finds that said twice.
        "[`" + Inline::from(name) + "`](super::" + *module + "::" + name + ")"
    };
    list(
        names.iter().take(NAMED).map(link).collect(),
        names.len(),
        "request",
    )
}

/// The first of `count` links.
fn list(mut links: Vec<Inline>, count: usize, what: &'static str) -> Inline {
    let last = match count - links.len() {
        0 => links.pop().unwrap_or("".into()),
        1 => Inline::from("one more ") + what,
        others => Inline::from(others) + " more " + what + "s",
    };
    match links.is_empty() {
        true => last,
        false => docs::join(links, ", ") + " and " + last,
    }
}

fn method(code: &mut CodeWriter, api: &Api, header: &ReplyHeader) {
    let deprecated = header.docs.deprecated.then_some("Deprecated.");
    let label = || "The header " + docs::code(&header.wire) + ".";
    code.docs(&item_paragraphs(&header.docs, label, deprecated));
    let text = |ty| types::text(api, ty, Module::Operations);
    let (ty, read) = match &header.form {
        HeaderForm::One(ty) => (text(ty), "one"),
        HeaderForm::List(ty) => (format!("Vec<{}>", text(ty)), "list"),
        HeaderForm::Json(ty) => (text(ty), "json"),
    };
    let head = ["pub fn ", header.name.as_str()].concat();
    let result = format!("Result<Option<{ty}>, runtime::HeaderMismatch>");
    code.function(&head, vec![Expr::text("&self")], &result, |code| {
        let headers = Expr::text("self").chain([Expr::text(".0")]);
        let read = headers.method(read, vec![Expr::string(&header.wire)]);
        code.statement(&read, "");
    });
}

/// What the module uses.
pub fn imports(code: &mut CodeWriter, api: &Api) {
    let mut types = api.headers.iter().flat_map(|set| &set.headers);
    let root = types.any(|header| types::is_of_root(header.form.ty()));
    code.line([match root {
        true => "use super::*;",
        false => "use super::runtime;",
    }]);
}
