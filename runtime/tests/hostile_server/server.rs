//! A server of raw sockets on 127.0.0.1 that answers once and ends with its client.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::{Duration, Instant};

/// How long a flood goes on.
const FLOOD: Duration = Duration::from_secs(5);

/// The client, as the server sees it.
pub struct Peer(TcpStream);

impl Peer {
    /// Sends this; whether the client still reads.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.0.write_all(bytes.as_ref()).is_ok()
    }

    /// Sends this for longer than any limit of a test, and then no more.
    pub fn flood(&mut self, text: &str) {
        let many = text.repeat(64 * 1024 / text.len() + 1);
        let begun = Instant::now();
        while begun.elapsed() < FLOOD && self.send(&many) {}
    }

    /// Sends this byte by byte, without end.
    pub fn drip(&mut self, text: &str) {
        let mut bytes = text.bytes().cycle();
        while self.send([bytes.next().unwrap()]) {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until the client has gone.
    pub fn wait(&mut self) {
        let _ = self.0.read(&mut [0; 1]);
    }

    /// Sends the head of a success with these headers, each with its line end.
    pub fn head(&mut self, headers: &str) -> bool {
        self.send(format!("HTTP/1.1 200 OK\r\n{headers}\r\n"))
    }

    /// Sends a whole reply.
    pub fn json(&mut self, body: impl AsRef<[u8]>) {
        let body = body.as_ref();
        let _ = self.head(&format!(
            "content-type: application/json\r\ncontent-length: {}\r\n",
            body.len()
        )) && self.send(body);
    }
}

/// Answers each client so, once it has sent a request without a body; the server's URL.
pub fn serve(answer: impl Fn(&mut Peer) + Send + Clone + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        // A redirect to the same server is a second one.
        while let Ok((stream, _)) = listener.accept() {
            let answer = answer.clone();
            std::thread::spawn(move || answered(stream, answer));
        }
    });
    url
}

fn answered(stream: TcpStream, answer: impl Fn(&mut Peer)) {
    // Should a client not go away, its server does.
    stream
        .set_write_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let mut peer = Peer(stream);
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !request.ends_with(b"\r\n\r\n") {
        match peer.0.read(&mut buffer) {
            Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
            _ => return,
        }
    }
    answer(&mut peer);
    let _ = peer.0.shutdown(Shutdown::Write);
}

/// Answers with these bytes and ends the connection.
pub fn serve_text(text: String) -> String {
    serve(move |peer| {
        peer.send(&text);
    })
}

/// What `run` gives, and by how much the memory of this process grew at its highest point, as far as the system tells.
pub fn memory_of<T>(run: impl FnOnce() -> T) -> (T, u64) {
    let read = |name: &str| -> Option<u64> {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
        Some(kilobytes * 1024)
    };
    // Resets the highest point (proc_pid_clear_refs(5)).
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = read("VmRSS:");
    let value = run();
    let grown = read("VmHWM:").zip(before);
    (
        value,
        grown.map_or(0, |(peak, before)| peak.saturating_sub(before)),
    )
}
