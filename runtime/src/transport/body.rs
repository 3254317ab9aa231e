//! Bodies of requests and replies as a transport sees them.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek as _};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::{TransportError, TransportErrorKind};

/// A body: bytes that are there already, or a stream of them.
///
/// `Debug` prints the length, never the content.
pub struct Body(Content);

enum Content {
    Bytes(Bytes),
    Stream(Pin<Box<Frames>>),
}

type Frames = dyn http_body::Body<Data = Bytes, Error = TransportError> + Send + Sync;

impl Body {
    /// No body.
    pub const fn empty() -> Self {
        Self(Content::Bytes(Bytes::new()))
    }

    /// A body that arrives piece by piece.
    pub fn stream<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes, Error = TransportError> + Send + Sync + 'static,
    {
        Self(Content::Stream(Box::pin(body)))
    }

    /// A body of the chunks that an iterator gives, each asked for when the one before is sent. The
    /// first error breaks the request off.
    ///
    /// It can be sent once only: a redirect that asks for it again is not followed.
    pub fn chunks<I>(chunks: I) -> Self
    where
        I: IntoIterator<Item = io::Result<Bytes>>,
        I::IntoIter: Send + Sync + 'static,
    {
        Self::stream(Chunks {
            chunks: Box::new(chunks.into_iter()),
            left: None,
        })
    }

    /// What a reader gives, as [`Body::chunks`]. Reading blocks the thread.
    pub fn reader(reader: impl Read + Send + Sync + 'static) -> Self {
        Self::chunks(read_chunks(reader))
    }

    /// The rest of a file, as [`Body::reader`], its length known.
    ///
    /// # Errors
    ///
    /// When the file's length or position can't be found out.
    pub fn file(mut file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        let left = length.saturating_sub(file.stream_position()?);
        Ok(Self::stream(Chunks {
            chunks: Box::new(read_chunks(file.take(left))),
            left: Some(left),
        }))
    }

    /// Gives the body away to be sent, and keeps it where it is bytes.
    pub(crate) fn lend(&mut self) -> Self {
        match &self.0 {
            Content::Bytes(bytes) => Self(Content::Bytes(bytes.clone())),
            Content::Stream(_) => std::mem::take(self),
        }
    }

    /// The bytes, when they are all there already.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes),
            Content::Stream(_) => None,
        }
    }

    /// The bytes, when they are all there already; otherwise the body itself.
    pub fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Content::Bytes(bytes) => Ok(bytes),
            stream @ Content::Stream(_) => Err(Self(stream)),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Content::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match &mut self.0 {
            Content::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Content::Stream(stream) => stream.as_mut().poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Content::Bytes(bytes) => bytes.is_empty(),
            Content::Stream(stream) => stream.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Content::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Content::Stream(stream) => stream.size_hint(),
        }
    }
}

const CHUNK: usize = 64 * 1024;

fn read_chunks<R: Read>(mut reader: R) -> impl Iterator<Item = io::Result<Bytes>> {
    std::iter::from_fn(move || {
        let mut chunk = vec![0; CHUNK];
        loop {
            return match reader.read(&mut chunk) {
                Ok(0) => None,
                Ok(length) => {
                    chunk.truncate(length);
                    Some(Ok(chunk.into()))
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => Some(Err(error)),
            };
        }
    })
}

struct Chunks {
    chunks: Box<dyn Iterator<Item = io::Result<Bytes>> + Send + Sync>,
    /// How many bytes are still to come, where that is known.
    left: Option<u64>,
}

impl http_body::Body for Chunks {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let next = self.chunks.next();
        if let (Some(Ok(chunk)), Some(left)) = (&next, &mut self.left) {
            *left = left.saturating_sub(chunk.len() as u64);
        }
        Poll::Ready(next.map(|chunk| {
            chunk
                .map(Frame::data)
                .map_err(|error| TransportError::new(TransportErrorKind::Broken, error))
        }))
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}
