//! Processes that generate, so that one that crashes, hangs or takes too much memory is seen from outside.

mod child;
mod frame;
mod process;

pub use child::serve;
pub use process::{Limits, Worker};
