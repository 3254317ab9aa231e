//! A message between two processes: a head as JSON and a body of bytes, each after its length.

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

pub fn write(mut to: impl Write, head: &impl Serialize, body: &[u8]) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    let mut message = Vec::with_capacity(head.len() + body.len() + 16);
    for part in [head.as_slice(), body] {
        message.extend((part.len() as u64).to_le_bytes());
        message.extend(part);
    }
    to.write_all(&message)?;
    to.flush()
}

/// The next message; none at the end of the stream.
pub fn read<T: DeserializeOwned>(mut from: impl Read) -> io::Result<Option<(T, Vec<u8>)>> {
    let head = match part(&mut from) {
        Ok(head) => head,
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    };
    let body = part(&mut from)?;
    Ok(Some((serde_json::from_slice(&head)?, body)))
}

fn part(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    let mut bytes = Vec::new();
    match from.take(length).read_to_end(&mut bytes)? as u64 == length {
        true => Ok(bytes),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}
