//! What holds for bytes of any kind. Each function panics where it doesn't.

mod dates;
mod generate;
mod json;
mod streams;
mod urls;

pub use dates::dates;
pub use generate::generate;
pub use json::json;
pub use streams::streams;
pub use urls::urls;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// The result of a future that waits for nothing outside of it.
fn finished<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}
