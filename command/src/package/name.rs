//! What a package can be called.

use openapi_build::names;

/// The longest name: registries take 64 bytes, and the package of the runtime is called `-runtime` besides.
const LONGEST: usize = 56;

/// Crates that every crate has, and `runtime`, by which a client calls its runtime.
const TAKEN: [&str; 6] = ["alloc", "core", "proc_macro", "runtime", "std", "test"];

/// A name that Cargo takes for a package, Rust for its crate without a warning, and every system for a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageName(String);

impl PackageName {
    /// `name`, if a client can be called so.
    ///
    /// ```
    /// use openapi_build_cli::PackageName;
    ///
    /// assert_eq!(PackageName::new("pet-store")?.as_str(), "pet-store");
    /// assert!(PackageName::new("1-pet").is_err() && PackageName::new("match").is_err());
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn new(name: &str) -> Result<Self, String> {
        let library = name.replace('-', "_");
        let is_word = |word: &str| {
            let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
            !word.is_empty() && word.bytes().all(fits)
        };
        let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
        if !starts || !library.split('_').all(is_word) {
            return Err(format!(
                "`{}` is no name for a crate: words of small letters and digits with one `-` or `_` between two, a letter first",
                name.escape_debug()
            ));
        }
        if name.len() > LONGEST {
            return Err(format!(
                "the name of a crate has at most {LONGEST} characters, this one {}",
                name.len()
            ));
        }
        if TAKEN.contains(&library.as_str()) {
            return Err(format!(
                "`{name}` is a crate that a client uses; name it otherwise, such as `{name}-client`"
            ));
        }
        if names::is_keyword(&library) {
            return Err(format!(
                "`{name}` is a keyword of Rust; name the crate otherwise, such as `{name}-client`"
            ));
        }
        if names::is_device(name) {
            return Err(format!(
                "`{name}` is a device on Windows; name the crate otherwise, such as `{name}-client`"
            ));
        }
        Ok(Self(name.to_owned()))
    }

    /// The name of the package for a client of `title`.
    pub(crate) fn of_title(title: &str) -> Self {
        const END: &str = "-client";
        let ascii = names::ascii(title).unwrap_or_else(|| title.to_owned());
        let letters = |c: char| if c.is_ascii() { c } else { ' ' };
        let ascii: String = ascii.chars().map(letters).collect();
        let has_word = ascii.contains(|c: char| c.is_ascii_alphanumeric());
        let words = has_word.then(|| names::function_words(&format!("a {ascii}")));
        let words = words.iter().flat_map(|words| words.split('_').skip(1));
        let mut name = String::new();
        for word in words.filter(|word| !word.is_empty()) {
            let separated = name.len() + usize::from(!name.is_empty()) + word.len();
            if separated + END.len() + "api-".len() > LONGEST {
                break;
            }
            if !name.is_empty() {
                name.push('-');
            }
            name.push_str(word);
        }
        let of_word = |name: &str| match name.ends_with("client") {
            true => name.to_owned(),
            false => format!("{name}{END}"),
        };
        let candidates = [of_word(&name), of_word(&format!("api-{name}"))];
        let mut fitting = candidates.iter().filter_map(|name| Self::new(name).ok());
        fitting
            .next()
            .unwrap_or_else(|| Self("api-client".to_owned()))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the crate.
    pub(crate) fn library(&self) -> String {
        self.0.replace('-', "_")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_a_crate_is_no_name() {
        for (name, said) in [
            ("", "no name for a crate"),
            ("1password", "no name for a crate"),
            ("Pets", "no name for a crate"),
            ("a--b", "no name for a crate"),
            ("a\u{1b}[31m", "\\u{1b}"),
            ("用户", "no name for a crate"),
            ("match", "a keyword"),
            ("gen", "a keyword"),
            ("proc-macro", "a crate that a client uses"),
            ("std", "a crate that a client uses"),
            ("runtime", "a crate that a client uses"),
            ("com1", "a device"),
            ("nul", "a device"),
            (&"a".repeat(57), "at most 56"),
        ] {
            let error = PackageName::new(name).expect_err(name);
            assert!(error.contains(said), "{name}: {error}");
        }
        for name in ["http", "types", "client", "a1-b_2"] {
            assert_eq!(PackageName::new(name).expect(name).as_str(), name);
        }
    }

    #[test]
    fn every_title_gives_a_name() {
        let long = "word ".repeat(100);
        for (title, name) in [
            ("Pet Store", "pet-store-client"),
            ("The client", "the-client"),
            ("1Password Connect", "api-1password-connect-client"),
            ("Größe", "grosse-client"),
            ("Seam — 用户", "seam-client"),
            ("用户", "api-client"),
            ("", "api-client"),
            ("\"]\n[lib]", "lib-client"),
            (&"a".repeat(400), "api-client"),
            (&long, "word-word-word-word-word-word-word-word-word-client"),
            ("con", "con-client"),
        ] {
            let of_title = PackageName::of_title(title);
            assert_eq!(of_title.as_str(), name, "{title}");
            assert!(PackageName::new(name).is_ok(), "{name}");
        }
    }
}
