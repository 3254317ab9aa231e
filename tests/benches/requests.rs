//! What a call costs besides its exchange: from arguments to the request that the transport gets, without a network.
//!
//! `cargo bench -p openapi-build-tests --bench requests`. Allocations are counted, too, and are the same in every profile.

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use fixture_clients::parameters::runtime::Body;
use fixture_clients::parameters::runtime::http::{Request, Response, StatusCode};
use fixture_clients::parameters::runtime::transport::{Transport, TransportFuture};
use fixture_clients::parameters::types::Color;
use fixture_clients::parameters::{
    Client,
    operations::{QueryCall, XRequestTokenSessionArguments},
};

#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// Answers with 204 at once.
struct Done;

impl Transport for Done {
    fn send(&self, request: Request<Body>) -> TransportFuture<'_> {
        black_box(request);
        let mut reply = Response::new(Body::empty());
        *reply.status_mut() = StatusCode::NO_CONTENT;
        Box::pin(std::future::ready(Ok(reply)))
    }
}

fn client() -> Client {
    Client::builder()
        .base_url("https://api.example/v1")
        .transport(Done)
        .build()
        .expect("a client")
}

fn finished<F: IntoFuture>(call: F) -> F::Output {
    let mut future = pin!(call.into_future());
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nothing waits here"),
    }
}

fn of_query(bencher: divan::Bencher<'_, '_>, set: impl Fn(QueryCall) -> QueryCall) {
    let client = client();
    bencher.bench_local(|| finished(set(client.query(black_box("front door")))).expect("a reply"));
}

#[divan::bench]
fn a_call_with_nothing_optional(bencher: divan::Bencher<'_, '_>) {
    of_query(bencher, |call| call);
}

#[divan::bench]
fn three_plain_query_parameters(bencher: divan::Bencher<'_, '_>) {
    of_query(bencher, |call| call.limit(black_box(20)).path("/a?b"));
}

#[divan::bench]
fn a_list_and_an_object(bencher: divan::Bencher<'_, '_>) {
    let tags: Vec<String> = ["a", "b c", "d"].map(str::to_owned).to_vec();
    let color = Color::new().r(100).g(200).b(150);
    of_query(bencher, |call| {
        call.tags(black_box(&tags)).color(black_box(&color))
    });
}

#[divan::bench]
fn a_path_of_three_values(bencher: divan::Bencher<'_, '_>) {
    let client = client();
    let color = Color::new().r(100).g(200).b(150);
    bencher.bench_local(|| {
        finished(client.path_label(black_box("a"), &[1, 2], &color)).expect("a reply")
    });
}

#[divan::bench]
fn headers_and_cookies(bencher: divan::Bencher<'_, '_>) {
    let client = client();
    bencher.bench_local(|| {
        finished(
            client
                .headers(XRequestTokenSessionArguments {
                    x_request_token: black_box("token"),
                    session: "s",
                })
                .x_count(3)
                .theme("dark"),
        )
        .expect("a reply")
    });
}
