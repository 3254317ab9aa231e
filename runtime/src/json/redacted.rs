use std::fmt;

/// Stands for a sensitive value where `Debug` prints a type: `[redacted]`.
///
/// ```
/// assert_eq!(format!("{:?}", openapi_build_runtime::Redacted), "[redacted]");
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
