use std::pin::pin;
use std::task::{Context, Poll, Waker};

use runtime::transport::InMemory;
use runtime::{Base64, Body, Bytes, Multipart, Part, SendFuture, Undeclared, http};

/// Calls an operation.
type Operation = fn(&Run<'_>) -> Answer;

fn called(line: &Any) -> Answer {
    let operation = line["operation"]
        .as_str()
        .ok_or("the line has no `schema`, `variants` or `operation`")?;
    let run = Run {
        memory: InMemory::new(),
        args: &line["args"],
        reply: line.get("reply"),
        omits_body: false,
    };
    run.expect_reply()?;
    call_of(operation, &run)?(&run)
}

/// The function for an operation: of several, the one for the content types of body and reply.
fn call_of(operation: &str, run: &Run<'_>) -> Result<Operation, String> {
    let of_operation = || OPERATIONS.iter().filter(|entry| entry.0 == operation);
    let content_type = run.args["content_type"].as_str();
    let accept = run.accept();
    let takes = |media: &str| match content_type {
        // A range, which is what some documents declare, stands for the best there is.
        Some(given) => media == given || given.contains('*'),
        None => true,
    };
    let exact = of_operation().find(|entry| takes(entry.1) && accept.as_deref() == Some(entry.2));
    let plain = || of_operation().find(|entry| takes(entry.1) && entry.2.is_empty());
    let range = || of_operation().find(|entry| entry.1.contains('*'));
    match exact.or_else(plain).or_else(range) {
        Some(entry) => Ok(entry.3),
        None if of_operation().next().is_some() => {
            let content_type = content_type.unwrap_or_default();
            Err(format!("`{operation}` takes no body of `{content_type}`"))
        }
        None => Err(format!("there is no operation `{operation}`")),
    }
}

/// One call of an operation.
struct Run<'a> {
    memory: InMemory,
    args: &'a Any,
    reply: Option<&'a Any>,
    /// Whether the function takes a body that the document lets be left out, and none is given.
    omits_body: bool,
}

impl Run<'_> {
    /// Queues the reply.
    fn expect_reply(&self) -> Result<(), String> {
        let Some(reply) = self.reply else {
            self.memory.reply(204, "", Bytes::new());
            return Ok(());
        };
        let status = reply["status"].as_u64().and_then(|status| u16::try_from(status).ok());
        let mut response = http::Response::builder().status(status.ok_or("the reply has no `status`")?);
        for header in reply["headers"].as_array().into_iter().flatten() {
            let text = |index: usize| header[index].as_str().ok_or("a header is a name and a value");
            response = response.header(text(0)?, text(1)?);
        }
        let body = match &reply["body"] {
            Any::Null => Bytes::new(),
            body => bytes(body)?,
        };
        let response = response.body(Body::from(body)).map_err(|error| error.to_string())?;
        self.memory.push(Ok(response));
        Ok(())
    }

    /// The content type that is asked for: what `args` say, or what the reply has.
    fn accept(&self) -> Option<String> {
        if let Some(accept) = self.args["accept"].as_str() {
            return Some(accept.to_owned());
        }
        let mut headers = self.reply?["headers"].as_array()?.iter();
        let is_content_type = |header: &&Any| {
            let name = header[0].as_str().unwrap_or_default();
            name.eq_ignore_ascii_case("content-type")
        };
        let value = headers.find(is_content_type)?[1].as_str()?;
        Some(value.split(';').next().unwrap_or_default().trim().to_owned())
    }

    fn given(&self, place: &str, name: &str) -> Option<&Any> {
        self.args.get(place)?.get(name)
    }

    /// An argument that has to be given. Where only a reply is to be read, any will do.
    fn required<T: Json>(&self, place: &str, name: &str) -> Result<T, String> {
        match self.given(place, name) {
            Some(value) => parsed(value, name),
            None if self.reply.is_some() || (self.omits_body && place == "body") => Ok(any()),
            None => Err(format!("the {place} argument `{name}` is missing")),
        }
    }

    fn optional<T: Json>(&self, place: &str, name: &str) -> Result<Option<T>, String> {
        self.given(place, name).map(|value| parsed(value, name)).transpose()
    }

    /// For a function whose body the document lets be left out: without one, any will do.
    fn with_any_body(&self) -> Self {
        Self {
            memory: self.memory.clone(),
            omits_body: self.reply.is_none() && !self.has_body(),
            ..*self
        }
    }

    fn has_body(&self) -> bool {
        self.args.get("body").is_some()
    }

    fn body<T: Json>(&self) -> Result<T, String> {
        match self.args.get("body") {
            Some(value) => parsed(value, "body"),
            None if self.reply.is_some() || self.omits_body => Ok(any()),
            None => Err("the argument `body` is missing".to_owned()),
        }
    }

    fn content_type(&self) -> &str {
        self.args["content_type"].as_str().unwrap_or("application/octet-stream")
    }

    fn text(&self) -> Result<String, String> {
        let text = self.args["body"].as_str().map(str::to_owned);
        text.or_else(|| self.reply.map(|_| String::new()))
            .ok_or_else(|| "the body is no text".to_owned())
    }

    fn bytes(&self) -> Result<Bytes, String> {
        match self.args.get("body") {
            Some(body) => bytes(body),
            None if self.reply.is_some() => Ok(Bytes::new()),
            None => Err("the argument `body` is missing".to_owned()),
        }
    }

    /// The parts of a form that are not among `declared`: a list is a part for each item, null is none.
    fn other_parts(&self, declared: &[&str]) -> Result<Vec<(String, Part)>, String> {
        let mut parts = Vec::new();
        for (name, value) in self.args["body"].as_object().into_iter().flatten() {
            let values = match value {
                _ if declared.contains(&name.as_str()) => &[],
                Any::Null => &[],
                Any::Array(items) => items.as_slice(),
                one => std::slice::from_ref(one),
            };
            for value in values {
                parts.push((name.clone(), part(value)?));
            }
        }
        Ok(parts)
    }

    fn parts(&self) -> Result<Multipart, String> {
        let mut parts = Multipart::new();
        for (name, part) in self.other_parts(&[])? {
            parts.add(name, part);
        }
        Ok(parts)
    }

    fn file(&self, name: &str) -> Result<Part, String> {
        match self.given("body", name) {
            Some(value) => part(value),
            None if self.reply.is_some() || self.omits_body => Ok(Part::new(Bytes::new())),
            None => Err(format!("the part `{name}` is missing")),
        }
    }

    fn files(&self, name: &str) -> Result<Vec<Part>, String> {
        match self.given("body", name) {
            Some(Any::Array(values)) => values.iter().map(part).collect(),
            Some(value) => Ok(vec![part(value)?]),
            None => Ok(Vec::new()),
        }
    }

    /// A client that has every credential.
    fn client(&self) -> Result<Client, String> {
        let mut builder = credentials(Client::builder()).transport(self.memory.clone());
        if let Some(url) = self.args["base_url"].as_str() {
            builder = builder.base_url(url);
        }
        builder.build().map_err(|error| error.to_string())
    }

    /// Makes the call. Gives the request that was sent, or what was made of the reply.
    fn answer<T, E>(
        &self,
        call: SendFuture<T, E>,
        value: fn(T) -> Any,
        error: fn(&E) -> Any,
    ) -> Answer {
        let result = finished(call)?;
        if self.reply.is_none() {
            if let Err(Error::Request(refused)) = &result {
                return Ok(json!({ "error": refused.to_string() }));
            }
            let sent = self.memory.requests();
            return Ok(described(sent.last().ok_or("nothing was sent")?));
        }
        Ok(match result {
            Ok(response) => {
                let status = response.status().as_u16();
                json!({ "ok": { "status": status, "value": value(response.into_body()) } })
            }
            Err(failure) => {
                let mut answer = json!({ "error": kind(&failure), "text": failure.to_string() });
                if let Some(declared) = failure.declared() {
                    answer["value"] = error(declared);
                }
                answer
            }
        })
    }
}

fn kind<E>(error: &Error<E>) -> &'static str {
    match error {
        Error::Request(_) => "request",
        Error::Transport(_) => "transport",
        Error::Timeout(_) => "timeout",
        Error::Status(_) => "status",
        Error::Decode(_) => "decode",
        Error::Body(_) => "body",
        _ => "other",
    }
}

fn parsed<T: Json>(value: &Any, name: &str) -> Result<T, String> {
    json::from_str(&value.to_string()).map_err(|failure| format!("`{name}`: {failure}"))
}

/// Any value of a type that makes a request possible.
fn any<T: Json>() -> T {
    let texts = [
        "\"x\"",
        "1",
        "true",
        "\"00000000-0000-4000-8000-000000000000\"",
        "\"2024-02-29T00:00:00Z\"",
        "\"2024-02-29\"",
        "[\"x\"]",
        "[1]",
        "{}",
    ];
    let mut values = texts.iter().filter_map(|text| json::from_str(text).ok());
    values.next().unwrap_or_else(T::blank)
}

/// A part of a form: text, or `base64` with `file_name` and `content_type`; anything else is JSON.
fn part(value: &Any) -> Result<Part, String> {
    let is_file = value.get("base64").is_some();
    if !is_file && !value.is_string() {
        return Ok(Part::new(value.to_string()).content_type("application/json"));
    }
    let mut part = Part::new(bytes(value)?);
    if let Some(name) = value.get("file_name").and_then(Any::as_str) {
        part = part.file_name(name);
    }
    if let Some(media) = value.get("content_type").and_then(Any::as_str) {
        part = part.content_type(media);
    }
    Ok(part)
}

/// Text as it is, or the bytes of `{"base64": ...}`.
fn bytes(value: &Any) -> Result<Bytes, String> {
    if let Some(text) = value.as_str() {
        return Ok(Bytes::from(text.to_owned()));
    }
    let encoded = value["base64"].as_str().ok_or("bytes are text or `base64`")?;
    let Ok(encoded) = encoded.parse::<Base64>();
    let decoded = encoded.bytes().ok_or("`base64` is no base64")?;
    Ok(Bytes::from(decoded))
}

/// Bytes as text where they are UTF-8, otherwise as `base64`.
fn shown(bytes: &[u8]) -> Any {
    match std::str::from_utf8(bytes) {
        Ok(text) => json!(text),
        Err(_) => json!({ "base64": Base64::from(bytes).as_str() }),
    }
}

fn described(request: &http::Request<Bytes>) -> Any {
    let headers: Vec<_> = request
        .headers()
        .iter()
        .map(|(name, value)| json!([name.as_str(), String::from_utf8_lossy(value.as_bytes())]))
        .collect();
    json!({
        "method": request.method().as_str(),
        "url": request.uri().to_string(),
        "headers": headers,
        "body": shown(request.body()),
    })
}

/// The result of a future that waits for nothing.
fn finished<F: Future>(future: F) -> Result<F::Output, String> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1000 {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            return Ok(result);
        }
    }
    Err("the call waits for something".to_owned())
}

fn nothing<T>(_: T) -> Any {
    Any::Null
}

fn undeclared(_: &Undeclared) -> Any {
    Any::Null
}

fn text(value: &String) -> Any {
    json!(value)
}

fn raw(value: &Bytes) -> Any {
    shown(value)
}

fn events<T: Json>(mut events: runtime::Events<T>) -> Any {
    let mut items = Vec::new();
    while let Ok(Some(event)) = finished(events.next()) {
        items.push(match event {
            Ok(event) => written(&event.data),
            Err(error) => json!({ "error": error.to_string() }),
        });
    }
    Any::Array(items)
}

fn text_events(events: runtime::Events<String>) -> Any {
    self::events(events)
}

fn json_lines<T: Json>(mut lines: runtime::JsonLines<T>) -> Any {
    let mut items = Vec::new();
    while let Ok(Some(line)) = finished(lines.next()) {
        items.push(match line {
            Ok(value) => written(&value),
            Err(error) => json!({ "error": error.to_string() }),
        });
    }
    Any::Array(items)
}
