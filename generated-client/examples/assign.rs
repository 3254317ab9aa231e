//! Assigns a credential to an access system user or to a user identity.
//!
//! ```text
//! SEAM_API_KEY=seam_... cargo run --example assign -- <acs_credential_id> --user <acs_user_id>
//! cargo run --example assign -- <acs_credential_id> --identity <user_identity_id> --dry-run
//! ```
//!
//! It ends with 0 when the credential was assigned; 1 when it was not, or when that is not certain;
//! 2 when nothing was sent, because the command line or the environment is wrong.

use std::env;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use seam_client::runtime::transport::InMemory;
use seam_client::types::{
    AcsCredential, AcsCredentialsAssignRequest, AcsCredentialsAssignResponse,
};
use seam_client::{Client, Error, Response, Uuid, Validate as _};

const USAGE: &str = "\
usage: assign <acs_credential_id> (--user <acs_user_id> | --identity <user_identity_id>) [--dry-run]

  --user <acs_user_id>            assign it to an access system user
  --identity <user_identity_id>   assign it to a user identity
  --dry-run                       show the request and a made-up reply; nothing is sent

environment:
  SEAM_API_KEY    the API key; not needed with --dry-run
  SEAM_ENDPOINT   the server, https://connect.getseam.com unless set";

const FAILED: u8 = 1;
const NOT_TRIED: u8 = 2;

/// What to print, and where.
enum Outcome {
    Done(String),
    Failed(u8, String),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    // Printing by hand: `println!` panics when the reader of the output has gone.
    match run().await {
        Outcome::Done(text) => {
            let _ = writeln!(io::stdout(), "{text}");
            ExitCode::SUCCESS
        }
        Outcome::Failed(code, text) => {
            let _ = writeln!(io::stderr(), "{text}");
            ExitCode::from(code)
        }
    }
}

async fn run() -> Outcome {
    let arguments = env::args_os().skip(1);
    let arguments: Vec<String> = arguments
        .map(|text| text.to_string_lossy().into())
        .collect();
    if arguments
        .iter()
        .any(|text| text == "--help" || text == "-h")
    {
        return Outcome::Done(USAGE.to_owned());
    }
    match Plan::parse(&arguments) {
        Err(message) => Outcome::Failed(NOT_TRIED, format!("{message}\n\n{USAGE}")),
        Ok(plan) if plan.dry_run => rehearse(&plan).await,
        Ok(plan) => match client() {
            Err(message) => Outcome::Failed(NOT_TRIED, message),
            Ok(client) => assign(&client, &plan).await,
        },
    }
}

/// What the command line asks for.
struct Plan {
    body: AcsCredentialsAssignRequest,
    dry_run: bool,
}

impl Plan {
    fn parse(arguments: &[String]) -> Result<Self, String> {
        let (mut credential, mut user, mut identity, mut dry_run) = (None, None, None, false);
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--dry-run" => dry_run = true,
                "--user" => set(&mut user, argument, rest.next())?,
                "--identity" => set(&mut identity, argument, rest.next())?,
                option if option.starts_with('-') => {
                    return Err(format!("unknown option {option}"));
                }
                _ => set(&mut credential, "<acs_credential_id>", Some(argument))?,
            }
        }
        let body = AcsCredentialsAssignRequest::new(credential.ok_or("no <acs_credential_id>")?);
        let body = match (user, identity) {
            (Some(user), None) => body.acs_user_id(user),
            (None, Some(identity)) => body.user_identity_id(identity),
            _ => return Err("give one of --user and --identity".to_owned()),
        };
        Ok(Self { body, dry_run })
    }
}

fn set(id: &mut Option<Uuid>, name: &str, text: Option<&String>) -> Result<(), String> {
    let text = text.ok_or_else(|| format!("{name} needs an id"))?;
    let parsed = text
        .parse()
        .map_err(|error| format!("{name}: {text:?} is not a UUID: {error}"))?;
    match id.replace(parsed) {
        None => Ok(()),
        Some(_) => Err(format!("{name} is given twice")),
    }
}

fn client() -> Result<Client, String> {
    let key = variable("SEAM_API_KEY")?.ok_or("set SEAM_API_KEY to your API key")?;
    let mut builder = Client::builder().api_key(key);
    if let Some(endpoint) = variable("SEAM_ENDPOINT")? {
        builder = builder.base_url(endpoint);
    }
    builder.build().map_err(|error| error.to_string())
}

/// A variable that is empty counts as not set.
fn variable(name: &str) -> Result<Option<String>, String> {
    match env::var(name) {
        Ok(text) => Ok(Some(text).filter(|text| !text.is_empty())),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => Err(format!("{name} is not text")),
    }
}

async fn assign(client: &Client, plan: &Plan) -> Outcome {
    match client.acs_credentials_assign(&plan.body).send().await {
        Ok(response) if response.ok => Outcome::Done(describe(&response)),
        Ok(response) => Outcome::Failed(FAILED, format!("not ok\n{}", describe(&response))),
        Err(error) => explain(&error),
    }
}

/// The client at work without a server: what it sends, and what it makes of a reply.
async fn rehearse(plan: &Plan) -> Outcome {
    let memory = InMemory::new();
    memory.reply(
        200,
        "application/json",
        made_up_reply(plan.body.acs_credential_id),
    );
    let client = Client::builder()
        .api_key("seam_dry_run")
        .transport(memory.clone())
        .build();
    let outcome = match client {
        Ok(client) => assign(&client, plan).await,
        Err(error) => Outcome::Failed(NOT_TRIED, error.to_string()),
    };
    let Outcome::Done(reply) = outcome else {
        return outcome;
    };
    let mut text = "dry run: nothing was sent\n\n".to_owned();
    for request in memory.requests() {
        let _ = writeln!(text, "{} {}", request.method(), request.uri());
        for (name, value) in request.headers() {
            // Prints `Sensitive` in place of the key.
            let _ = writeln!(text, "{name}: {value:?}");
        }
        let _ = writeln!(text, "\n{}\n", String::from_utf8_lossy(request.body()));
    }
    text.push_str("what the client makes of a made-up reply:\n");
    text.push_str(&reply);
    Outcome::Done(text)
}

/// A reply that goes beyond the document, as servers do.
fn made_up_reply(credential: Uuid) -> String {
    format!(
        r#"{{"ok": true, "acs_credential": {{
            "acs_credential_id": "{credential}",
            "connected_account_id": "0068ddc0-a913-47ec-98f7-951214777c30",
            "acs_system_id": "f2bb2f0e-9fe1-43c0-980f-e1fbdc3ad71b",
            "workspace_id": "0967198e-ec7b-4c6b-b4d3-f71244cadbe9",
            "display_name": "", "access_method": "retina_scan", "code": "1234",
            "created_at": "2025-01-01T12:00:00+02:00", "is_managed": true,
            "errors": [], "warnings": [], "akiles_metadata": {{}}
        }}}}"#
    )
}

fn describe(response: &Response<AcsCredentialsAssignResponse>) -> String {
    let credential = &response.acs_credential;
    let mut text = format!("assigned credential {}", credential.acs_credential_id);
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            // What a server sends must not steer the terminal.
            let _ = write!(text, "\n  {name}: {}", value.escape_debug());
        }
    };
    line("name", Some(credential.display_name.clone()));
    line("access method", Some(credential.access_method.to_string()));
    line(
        "user",
        credential.acs_user_id.as_ref().map(ToString::to_string),
    );
    line(
        "user identity",
        credential
            .user_identity_id
            .as_ref()
            .map(ToString::to_string),
    );
    line("created", Some(credential.created_at.to_string()));
    line("errors", messages(credential));
    line("properties beyond the document", beyond(credential));
    line("request id", response.request_id().map(str::to_owned));
    if let Err(violations) = response.validate() {
        let _ = write!(text, "\nthe reply breaks the document:");
        for violation in violations.to_string().lines() {
            let _ = write!(text, "\n  {violation}");
        }
    }
    text
}

fn messages(credential: &AcsCredential) -> Option<String> {
    let messages: Vec<&str> = credential
        .errors
        .iter()
        .map(|error| error.message.as_str())
        .collect();
    (!messages.is_empty()).then(|| messages.join("; "))
}

fn beyond(credential: &AcsCredential) -> Option<String> {
    let names: Vec<&str> = credential
        .additional_properties
        .iter()
        .map(|(name, _)| name)
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// How sure it is that nothing happened differs from case to case, and a caller needs to know.
fn explain(error: &Error) -> Outcome {
    let verdict = match (error, error.status()) {
        (Error::Request(_), _) => return Outcome::Failed(NOT_TRIED, error.to_string()),
        (Error::Status(_), Some(status)) if status.is_client_error() => {
            "the server refused: the credential was not assigned"
        }
        (_, Some(status)) if status.is_success() => {
            "the server accepted, but not as the document says: the credential was probably assigned"
        }
        _ => "no usable answer: whether the credential was assigned is not known",
    };
    let mut text = format!("{verdict}\n  {error}");
    if let Some(details) = error.problem().and_then(|problem| problem.details) {
        let _ = write!(text, "\n  details: {details}");
    }
    Outcome::Failed(FAILED, text)
}
