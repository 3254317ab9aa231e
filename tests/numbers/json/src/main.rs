//! Decoding and encoding by generated code beside derives on serde_json, simd-json and sonic-rs.
//!
//! ```text
//! json-numbers time                                CPU time, all in one run
//! json-numbers count PAYLOAD DIRECTION LIBRARY N   does it N times: for callgrind (`tests/numbers/json/run`)
//! ```
//!
//! What is read is dropped, in each alike.

mod derived;
mod payloads;
mod work;

use std::process::ExitCode;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use work::{DIRECTIONS, LIBRARIES, PAYLOADS, Work};

#[allow(
    dead_code,
    unused_imports,
    reason = "the measurement needs the types alone"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments.as_slice() {
        ["time"] => time(),
        ["count", payload, direction, library, times] => {
            let Ok(times) = times.parse() else {
                return ExitCode::FAILURE;
            };
            let mut work = work::of(payload, direction, library);
            (0..times).for_each(|_| work());
        }
        _ => {
            eprintln!("json-numbers time | count PAYLOAD DIRECTION LIBRARY N");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Each library in turn, many rounds, so that what else the machine does meets all of them. The median of each.
fn time() {
    const ROUNDS: usize = 41;
    println!("{:24}{}", "CPU us, median", header());
    for payload in PAYLOADS {
        for direction in DIRECTIONS {
            let mut works = LIBRARIES.map(|library| work::of(payload, direction, library));
            // About 5 ms each.
            let once = measured(&mut works[0], 20);
            let times =
                (Duration::from_millis(5).as_nanos() / once.as_nanos().max(1)).max(1) as u32;
            let mut spent = LIBRARIES.map(|_| Vec::new());
            for _ in 0..ROUNDS {
                for (work, spent) in works.iter_mut().zip(&mut spent) {
                    spent.push(measured(work, times).as_nanos() as f64 / 1000.0);
                }
            }
            let medians = spent.map(|mut all| {
                all.sort_unstable_by(f64::total_cmp);
                all[ROUNDS / 2]
            });
            print_row(payload, direction, &medians);
        }
    }
}

fn header() -> String {
    let columns: Vec<String> = LIBRARIES.map(|library| format!("{library:>12}")).to_vec();
    columns.concat() + "   of the best"
}

fn print_row(payload: &str, direction: &str, values: &[f64]) {
    let columns: Vec<String> = values.iter().map(|value| format!("{value:12.2}")).collect();
    let best = values.iter().skip(1).copied().fold(f64::INFINITY, f64::min);
    let ratio = values[0] / best;
    println!(
        "{:24}{}{ratio:12.2}",
        format!("{payload} {direction}"),
        columns.concat()
    );
}

fn measured(work: &mut Work, times: u32) -> Duration {
    let start = cpu();
    (0..times).for_each(|_| work());
    (cpu() - start) / times
}

fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.cast_unsigned(), time.tv_nsec as u32)
}
