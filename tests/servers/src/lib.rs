//! Clients of real servers. What they do there is in `tests`; `run` starts the servers.

/// Chroma, a database of vectors.
pub mod chroma {
    include!(concat!(env!("OUT_DIR"), "/chroma.rs"));
}

/// An application made with FastAPI.
pub mod shop {
    include!(concat!(env!("OUT_DIR"), "/shop.rs"));
}

/// The whole API of Seam.
#[cfg(feature = "seam")]
pub mod seam {
    include!(concat!(env!("OUT_DIR"), "/seam.rs"));
}

/// The address of a server that `run` has started.
///
/// # Panics
///
/// Where the variable is not set.
#[must_use]
pub fn address(variable: &str) -> String {
    std::env::var(variable)
        .unwrap_or_else(|_| panic!("{variable} is not set: start tests/servers/run"))
}
