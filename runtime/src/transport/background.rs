//! Where connections of the default transport are driven.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use tokio::runtime::{Builder, Handle, Runtime};

/// Threads for the connections of a transport whose callers have one thread only. They are started when such a caller
/// comes, and end with the transport and all bodies that it is reading.
///
/// hyper reads heads with a status of 1xx for as long as a server sends them, many megabytes before it lets anything
/// else run, and reqwest hands neither a limit for them nor for its buffer through. On a runtime with a single thread
/// that is the thread which watches the clock, so no time limit is kept there: a server that floods would hold up the
/// call and everything else. A runtime with more threads has another one.
#[derive(Clone, Default)]
pub(super) struct Background(Arc<OnceLock<Threads>>);

/// None if the system has no threads left.
struct Threads(Option<Runtime>);

/// One that a flood holds up, and one for the rest.
const THREADS: usize = 2;

impl Background {
    /// The runtime for a caller on this one.
    pub(super) fn of(&self, caller: &Handle) -> Handle {
        if caller.metrics().num_workers() > 1 {
            return caller.clone();
        }
        let threads = self.0.get_or_init(Threads::start);
        // Without other threads the caller's own has to do.
        threads.0.as_ref().map_or(caller, Runtime::handle).clone()
    }
}

impl Threads {
    fn start() -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(THREADS)
            .thread_name("openapi-build")
            .enable_all()
            .build();
        Self(runtime.ok())
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            // Waiting for them would block the caller, and a runtime must not be dropped otherwise within another.
            runtime.shutdown_background();
        }
    }
}

/// A future whose tasks, connections and timers are those of another runtime than the one that polls it.
pub(super) struct On<F> {
    pub(super) runtime: Handle,
    pub(super) future: Pin<Box<F>>,
}

impl<F: Future> Future for On<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = &mut *self;
        let _inside = this.runtime.enter();
        this.future.as_mut().poll(context)
    }
}
