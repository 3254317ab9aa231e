//! Text to disk.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::inert::inert;
use crate::render::Output;

/// How the name of a file begins that is being written.
const UNFINISHED: &str = ".openapi-build-unfinished-";

/// Writes `output` below `directory`, each file only if its bytes differ from what is there, so that
/// nothing is compiled again for nothing. Gives the files that were written.
///
/// Each file is written beside its place and then put there, so that whoever interrupts it never finds half of one. No
/// symbolic link below `directory` is followed.
///
/// # Errors
///
/// What the file system says, with the path in front; a link; a path that leads out of `directory`.
pub fn write(output: &Output, directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for (path, text) in &output.files {
        let named = |error: io::Error| {
            let path = directory.join(path);
            let message = format!("{}: {error}", inert(&path.to_string_lossy()));
            io::Error::new(error.kind(), message)
        };
        let path = place(path, directory).map_err(named)?;
        if fs::read(&path).is_ok_and(|bytes| bytes == text.as_bytes()) {
            continue;
        }
        replace(&path, text.as_bytes()).map_err(named)?;
        written.push(path);
    }
    Ok(written)
}

/// Puts a file with these bytes at `path`, all at once: where something goes wrong, what was there stays.
///
/// # Errors
///
/// What the file system says.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let unfinished = format!("{UNFINISHED}{}-{number}", std::process::id());
    let unfinished = path.with_file_name(unfinished);
    let written = write_new(&unfinished, bytes, path);
    let written = written.and_then(|()| fs::rename(&unfinished, path));
    if written.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    written
}

/// Whether a file has the name of one whose writing was interrupted.
#[must_use]
pub fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with(UNFINISHED))
}

/// Writes a file that is to be put at `place`: who may read that one may read this one.
fn write_new(path: &Path, bytes: &[u8], place: &Path) -> io::Result<()> {
    // What a process of the same number left there may go; a link that somebody put there isn't followed.
    let _ = fs::remove_file(path);
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create_new(true).open(path)?;
    match fs::symlink_metadata(place) {
        Ok(before) if before.is_file() => file.set_permissions(before.permissions())?,
        _ => {}
    }
    file.write_all(bytes)
}

/// Where a file goes below `directory`. Makes the directories on the way.
fn place(path: &Path, directory: &Path) -> io::Result<PathBuf> {
    let is_name = |component| matches!(component, Component::Normal(_));
    if path.as_os_str().is_empty() || !path.components().all(is_name) {
        let message = "the path leads out of the directory";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    fs::create_dir_all(directory)?;
    let mut place = directory.to_owned();
    let mut components = path.components().peekable();
    while let Some(component) = components.next() {
        place.push(component);
        let is_last = components.peek().is_none();
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_symlink() => {
                let message = "it is a symbolic link, which is not followed";
                return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
            }
            Ok(found) if is_last && !found.is_file() => {
                let message = "it is no regular file";
                return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound && !is_last => {
                fs::create_dir(&place)?;
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory of a test, removed at its end.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(test: &str) -> Self {
            let name = format!("openapi-build-write-{test}-{}", std::process::id());
            let directory = std::env::temp_dir().join(name);
            let _ = fs::remove_dir_all(&directory);
            fs::create_dir_all(&directory).unwrap();
            Self(directory)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn output(path: &str, text: &str) -> Output {
        Output {
            files: vec![(PathBuf::from(path), text.to_owned())],
        }
    }

    #[test]
    fn a_file_that_is_the_same_is_left_alone() {
        let scratch = Scratch::new("same");
        let write = |text: &str| write(&output("a/b.rs", text), &scratch.0).unwrap();
        let counts = [write("1").len(), write("1").len(), write("2").len()];
        let text = fs::read_to_string(scratch.0.join("a/b.rs")).unwrap();
        assert_eq!(counts, [1, 0, 1]);
        assert_eq!(text, "2");
        // Nothing is left of the writing.
        assert_eq!(fs::read_dir(scratch.0.join("a")).unwrap().count(), 1);
    }

    #[test]
    fn no_path_leads_out() {
        let scratch = Scratch::new("out");
        let inner = scratch.0.join("inner");
        for path in ["", "..", "../a.rs", "a/../../a.rs", "/tmp/a.rs", "."] {
            let error = write(&output(path, "1"), &inner).unwrap_err();
            assert!(error.to_string().contains("leads out"), "{path}: {error}");
        }
        assert_eq!(fs::read_dir(&scratch.0).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        use std::os::unix::fs::symlink;
        let scratch = Scratch::new("links");
        let (directory, mine) = (scratch.0.join("out"), scratch.0.join("mine"));
        fs::create_dir_all(mine.join("src")).unwrap();
        fs::create_dir_all(&directory).unwrap();
        fs::write(mine.join("a.rs"), "mine").unwrap();
        symlink(mine.join("a.rs"), directory.join("a.rs")).unwrap();
        symlink(mine.join("new.rs"), directory.join("new.rs")).unwrap();
        symlink(mine.join("src"), directory.join("src")).unwrap();
        for path in ["a.rs", "new.rs", "src/a.rs"] {
            let error = write(&output(path, "1"), &directory).unwrap_err();
            assert!(error.to_string().contains("symbolic link"), "{error}");
        }
        assert_eq!(fs::read_to_string(mine.join("a.rs")).unwrap(), "mine");
        assert!(!mine.join("new.rs").exists() && !mine.join("src/a.rs").exists());
    }

    #[test]
    fn what_was_there_stays_when_writing_fails() {
        let scratch = Scratch::new("fails");
        // A directory can't be replaced by a file.
        fs::create_dir_all(scratch.0.join("a.rs/b")).unwrap();
        assert!(write(&output("a.rs", "1"), &scratch.0).is_err());
        assert!(replace(&scratch.0.join("a.rs"), b"1").is_err());
        assert_eq!(fs::read_dir(&scratch.0).unwrap().count(), 1);
        assert!(scratch.0.join("a.rs/b").exists());
    }
}
