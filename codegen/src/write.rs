//! Text to disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::render::Output;

/// Writes `output` below `directory`, each file only if its bytes differ from what is there, so that
/// nothing is compiled again for nothing. Gives the files that were written.
///
/// # Errors
///
/// What the file system says, with the path in front.
pub fn write(output: &Output, directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for (path, text) in &output.files {
        let path = directory.join(path);
        if fs::read(&path).is_ok_and(|bytes| bytes == text.as_bytes()) {
            continue;
        }
        let named =
            |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(named)?;
        }
        fs::write(&path, text).map_err(named)?;
        written.push(path);
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_the_same_is_left_alone() {
        let directory =
            std::env::temp_dir().join(format!("openapi-client-write-{}", std::process::id()));
        let output = |text: &str| Output {
            files: vec![(PathBuf::from("a/b.rs"), text.to_owned())],
        };
        let first = write(&output("1"), &directory).unwrap();
        let second = write(&output("1"), &directory).unwrap();
        let third = write(&output("2"), &directory).unwrap();
        let text = fs::read_to_string(directory.join("a/b.rs")).unwrap();
        fs::remove_dir_all(&directory).unwrap();
        assert_eq!((first.len(), second.len(), third.len()), (1, 0, 1));
        assert_eq!(text, "2");
    }
}
