//! Which files a document may refer to: those below its own directory, and below the directories that the options name.
//!
//! Nothing else is opened or even looked at, so neither a text of it nor whether it exists gets into a diagnostic. A
//! file is where its path leads after all symbolic links.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::reference::{normal, percent_decode};

/// More files than this a document has no use for.
pub(super) const MOST_FILES: usize = 10_000;
/// All files of a document together have no more bytes than this.
pub(super) const MOST_BYTES: u64 = 256 << 20;
/// More symbolic links on the way to a file than this lead round in a circle.
const MOST_LINKS: usize = 40;

/// Why a file that a reference names was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The text is no relative path with `/`.
    NoPath(&'static str),
    /// It lies outside of all roots.
    Outside,
    /// There is nothing, or nothing that can be read, or no document.
    Unreadable(String),
    /// The document is in memory or came through a pipe: nothing lies beside it.
    NoDirectory,
    /// The limit of number or size.
    TooMuch,
    /// It is there, and an example: nobody needs to know what it says.
    Example,
}

/// A directory below which files are read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Root {
    /// Without symbolic links.
    directory: PathBuf,
    /// How diagnostics call it.
    name: PathBuf,
}

/// The directories below which files are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Roots(Vec<Root>);

impl Roots {
    /// The directory of the document at `file`, which was named as `name`. The top of a file system is none: a document
    /// that lies there is not the owner of all else.
    pub(super) fn of_document(file: &Path, name: &Path) -> Self {
        let directory = file
            .parent()
            .filter(|directory| directory.parent().is_some());
        let named = name.parent().filter(|above| {
            let above = if above.as_os_str().is_empty() {
                Path::new(".")
            } else {
                above
            };
            fs::canonicalize(above).ok().as_deref() == directory
        });
        let root = directory.map(|directory| Root {
            name: named.unwrap_or(directory).to_owned(),
            directory: directory.to_owned(),
        });
        Self(root.into_iter().collect())
    }

    /// Adds a directory.
    pub(super) fn add(&mut self, name: &Path) -> io::Result<()> {
        let directory = fs::canonicalize(name)?;
        if !fs::metadata(&directory)?.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        self.0.push(Root {
            directory,
            name: name.to_owned(),
        });
        Ok(())
    }

    fn holding(&self, path: &Path) -> Option<&Root> {
        self.0.iter().find(|root| path.starts_with(&root.directory))
    }

    /// How diagnostics call a file.
    pub(super) fn name(&self, file: &Path) -> PathBuf {
        let root = self.holding(file);
        let below = root.and_then(|root| {
            let below = file.strip_prefix(&root.directory).ok()?;
            Some(normal(&root.name.join(below)))
        });
        below.unwrap_or_else(|| file.to_owned())
    }

    /// The file that the text of a reference in `from` means.
    pub(super) fn find(&self, from: Option<&Path>, reference: &str) -> Result<PathBuf, Refusal> {
        let path = percent_decode(reference);
        if path.contains(char::is_control) {
            return Err(Refusal::NoPath("a path has no control characters"));
        }
        if path.contains('\\') || matches!(path.as_bytes(), [_, b':', ..]) {
            return Err(Refusal::NoPath("write a relative path with `/`"));
        }
        let base = match from.and_then(Path::parent) {
            Some(directory) => directory.join(&*path),
            None if Path::new(&*path).is_absolute() => PathBuf::from(&*path),
            None => return Err(Refusal::NoDirectory),
        };
        self.real(normal(&base))
    }

    /// Where a path leads, looking at nothing that lies outside.
    fn real(&self, mut path: PathBuf) -> Result<PathBuf, Refusal> {
        for _ in 0..MOST_LINKS {
            let root = self.holding(&path).ok_or(Refusal::Outside)?;
            let Some(target) = without_link(&root.directory, &path).map_err(unreadable)? else {
                // The spelling that the file system has: there may be several of one name.
                let real = fs::canonicalize(&path).map_err(unreadable)?;
                if real.to_string_lossy().contains(char::is_control) {
                    return Err(Refusal::NoPath("a path has no control characters"));
                }
                return match self.holding(&real) {
                    Some(_) => Ok(real),
                    None => Err(Refusal::Outside),
                };
            };
            path = target;
        }
        Err(Refusal::Unreadable(
            "its links lead round in a circle".to_owned(),
        ))
    }
}

/// The path with the first symbolic link below `root` replaced by what it leads to; `None` where there is no link.
fn without_link(root: &Path, path: &Path) -> io::Result<Option<PathBuf>> {
    let mut above = root.to_owned();
    let below = path.strip_prefix(root).unwrap_or(path);
    let mut components = below.components();
    while let Some(component) = components.next() {
        let at = above.join(component);
        if fs::symlink_metadata(&at)?.is_symlink() {
            let target = above.join(fs::read_link(&at)?);
            return Ok(Some(normal(&target.join(components.as_path()))));
        }
        above = at;
    }
    Ok(None)
}

fn unreadable(error: io::Error) -> Refusal {
    Refusal::Unreadable(match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    })
}

/// Reads a file that [`Roots::find`] gave: a regular one, with at most `most` bytes.
///
/// Others are not opened, as that may block or have effects. What has a size of 0 is empty: files of `/proc` say so,
/// and have no end.
pub(super) fn read(file: &Path, most: u64) -> Result<Vec<u8>, Refusal> {
    let metadata = fs::symlink_metadata(file).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Refusal::Unreadable("it is no regular file".to_owned()));
    }
    if metadata.len() > most {
        return Err(Refusal::TooMuch);
    }
    let opened = File::open(file).map_err(unreadable)?;
    // Somebody may have put something else there meanwhile.
    let same = opened
        .metadata()
        .is_ok_and(|now| now.is_file() && is_same(&now, &metadata));
    if !same || fs::canonicalize(file).ok().as_deref() != Some(file) {
        return Err(Refusal::Unreadable(
            "it changed while it was read".to_owned(),
        ));
    }
    if metadata.len() == 0 {
        return Ok(Vec::new());
    }
    limited(opened, most)
        .map_err(unreadable)?
        .ok_or(Refusal::TooMuch)
}

/// All bytes; `None` for more than `most`.
pub(super) fn limited(file: File, most: u64) -> io::Result<Option<Vec<u8>>> {
    let length = file.metadata()?.len().min(most);
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0).saturating_add(1));
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    let fits = u64::try_from(bytes.len()).is_ok_and(|length| length <= most);
    Ok(fits.then_some(bytes))
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    (one.len(), one.created().ok()) == (other.len(), other.created().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_of_a_file_system_is_no_root_unless_it_is_named() {
        let document = Path::new("/openapi.yaml");
        let mut roots = Roots::of_document(document, document);
        let outside = roots.find(Some(document), "etc/hostname");
        assert_eq!(outside, Err(Refusal::Outside));
        roots.add(Path::new("/")).unwrap();
        assert_ne!(
            roots.find(Some(document), "etc/hostname"),
            Err(Refusal::Outside)
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn files_without_a_size_are_empty() {
        // This one blocks whoever reads it; that one has a text.
        for file in ["/proc/kmsg", "/proc/version"] {
            assert_eq!(read(Path::new(file), MOST_BYTES).unwrap_or_default(), b"");
        }
    }
}
