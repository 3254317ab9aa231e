//! Where connections of the default transport are driven.

use std::future::Future;
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll};
use std::thread;

use tokio::runtime::{Builder, Handle};

/// A runtime on a thread of its own, made when it is needed first.
static BACKGROUND: OnceLock<Option<Handle>> = OnceLock::new();

/// The runtime on which connections are opened and driven for a caller on this one.
///
/// hyper reads heads with a status of 1xx for as long as a server sends them, many megabytes before it lets anything
/// else run, and reqwest hands neither a limit for them nor for its buffer through. On a runtime with a single thread
/// that is the thread which watches the clock, so no time limit is kept there: a server that floods would hold the call
/// and everything else that runs. Such callers get another thread for their connections; any other runtime has one.
pub(super) fn of(caller: &Handle) -> Handle {
    if caller.metrics().num_workers() > 1 {
        return caller.clone();
    }
    // Without another thread the caller's own has to do.
    BACKGROUND
        .get_or_init(start)
        .as_ref()
        .unwrap_or(caller)
        .clone()
}

fn start() -> Option<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build().ok()?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("openapi-client".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))
        .ok()?;
    Some(handle)
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
