//! A server on 127.0.0.1 that remembers what it was sent and answers with raw bytes.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use openapi_build_runtime::{HttpClient, HttpClientBuilder};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The text of an error, without the address of the server, which is another one each time.
pub fn told(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let Some((before, rest)) = text.split_once("http://127.0.0.1:") else {
        return text;
    };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    format!("{before}{rest}")
}

/// A request as it stood on the wire. Header names are in lower case.
#[derive(Clone, Debug)]
pub struct Received {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Received {
    pub fn all(&self, name: &str) -> Vec<&str> {
        let values = self.headers.iter().filter(|header| header.0 == name);
        values.map(|header| header.1.as_str()).collect()
    }

    /// The one value of a header.
    pub fn header(&self, name: &str) -> &str {
        let values = self.all(name);
        assert_eq!(values.len(), 1, "`{name}`: {values:?}");
        values[0]
    }
}

/// What the server does after it has read a request. Then it closes the connection.
pub enum Step {
    Send(String),
    Wait(Duration),
}

pub type Answer = Vec<Step>;

pub fn reply(status: &str, headers: &str, body: &str) -> Answer {
    let length = body.len();
    vec![Step::Send(format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    ))]
}

pub fn json(status: &str, body: &str) -> Answer {
    reply(status, "content-type: application/json\r\n", body)
}

pub fn redirect(status: &str, location: &str) -> Answer {
    reply(status, &format!("location: {location}\r\n"), "")
}

pub struct Server {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    pub async fn start(answer: impl Fn(&Received) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let received = Arc::new(Mutex::new(Vec::new()));
        let (seen, answer) = (Arc::clone(&received), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                tokio::spawn(async move {
                    if let Some(request) = read(&mut stream).await {
                        let steps = answer(&request);
                        seen.lock().unwrap().push(request);
                        run(&mut stream, steps).await;
                    }
                });
            }
        });
        Self { address, received }
    }

    pub async fn always(answer: fn() -> Answer) -> Self {
        Self::start(move |_| answer()).await
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn client(&self) -> HttpClientBuilder {
        HttpClient::builder("").base_url(self.url())
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// The one request so far.
    pub fn only(&self) -> Received {
        let mut received = self.received();
        assert_eq!(received.len(), 1, "{received:?}");
        received.remove(0)
    }
}

async fn run(stream: &mut TcpStream, steps: Answer) {
    for step in steps {
        match step {
            Step::Send(text) => drop(stream.write_all(text.as_bytes()).await),
            Step::Wait(time) => tokio::time::sleep(time).await,
        }
    }
}

/// Nothing when the peer has closed the connection.
async fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<()> {
    (stream.read_buf(bytes).await.ok()? > 0).then_some(())
}

async fn read(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        more(stream, &mut bytes).await?;
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let mut start = lines.next()?.split(' ').map(str::to_owned);
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.map_or(0, |(_, value)| value.parse().unwrap());
    while bytes.len() < end + 4 + length {
        more(stream, &mut bytes).await?;
    }
    let body = String::from_utf8(bytes[end + 4..].to_vec()).unwrap();
    Some(Received {
        method: start.next()?,
        target: start.next()?,
        headers,
        body,
    })
}
