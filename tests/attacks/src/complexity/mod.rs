//! Complexity: of every family, a document of twice the size takes about twice as long.
//!
//! What is measured is the CPU time of the process that generates, each size several times in turn, of which the
//! shortest counts: what else runs on the machine makes times longer, never shorter. Sizes grow until a time says something.

mod combinations;
mod operations;
mod schemas;
mod texts;

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::case::{Layout, Request};
use crate::options::Options;
use crate::worker::{Limits, Worker};

/// Documents that differ in their size alone.
pub struct Family {
    pub name: &'static str,
    /// The document of a size; twice the size is about twice as many bytes.
    pub document: fn(usize) -> String,
}

/// Every family: who adds some adds them here.
const FAMILIES: &[&[Family]] = &[
    texts::FAMILIES,
    schemas::FAMILIES,
    operations::FAMILIES,
    combinations::FAMILIES,
];

/// A document of twice the size may take so many times as long.
const MOST: f64 = 3.0;
/// A shorter time says nothing.
const LEAST_TIME: u64 = 12_000_000;
/// In a shorter document, what has a limit of its own may still grow.
const LEAST_LENGTH: usize = 48 << 10;
/// A longer time says enough of any document.
const LONG_TIME: u64 = 1_000_000_000;
/// Larger documents aren't tried: what takes so little time for so much text is no attack.
const LARGEST: usize = 2 << 20;
/// How often a ratio is measured before it counts as too large.
const ATTEMPTS: usize = 3;
/// How often each size is measured for a ratio.
const TIMES: usize = 4;
/// The first size.
const SMALLEST: usize = 500;

/// What was found of a family.
enum Found {
    /// The size, its time in nanoseconds, and how many times as long twice the size takes.
    Ratio(usize, u64, f64),
    /// What became of the process.
    Failed(usize, String),
}

/// Whether all families are about linear. With `--only`, that family alone.
pub fn run(options: &Options) -> io::Result<bool> {
    let families: Vec<&Family> = FAMILIES.iter().copied().flatten().collect();
    let wanted = options.numbers(families.len() as u64);
    let next = AtomicUsize::new(usize::try_from(wanted.start).unwrap_or(usize::MAX));
    let end = usize::try_from(wanted.end).unwrap_or(usize::MAX);
    let found: Mutex<Vec<(usize, Found)>> = Mutex::default();
    let work = || -> io::Result<()> {
        let mut worker = worker();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(family) = families.get(number).filter(|_| number < end) else {
                return Ok(());
            };
            let one = measure(&mut worker, family)?;
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            found.push((number, one));
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..options.jobs).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| {
            let panicked = |_| Err(io::Error::other("a thread panicked"));
            thread.join().unwrap_or_else(panicked)
        })
    })?;
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by_key(|(number, _)| *number);
    // What shares caches and cores with others may take longer for their sake.
    let mut worker = worker();
    for (number, one) in &mut found {
        if let (Found::Ratio(_, _, ratio), Some(family)) = (&one, families.get(*number))
            && *ratio > MOST
        {
            *one = measure(&mut worker, family)?;
        }
    }
    let mut bad = 0;
    for (number, found) in &found {
        let name = families.get(*number).map_or("", |family| family.name);
        match found {
            Found::Ratio(size, time, ratio) => {
                let is_bad = *ratio > MOST;
                bad += usize::from(is_bad);
                let word = if is_bad { "FAILED" } else { "ok" };
                let milliseconds = *time as f64 / 1e6;
                println!(
                    "{word:6} {number:3} {name:28} {size:7} {milliseconds:8.1} ms, twice as much: {ratio:.2} times"
                );
            }
            Found::Failed(size, what) => {
                bad += 1;
                println!("FAILED {number:3} {name:28} {size:7} {what}");
            }
        }
    }
    println!("complexity: {} families, {bad} failed", found.len());
    Ok(bad == 0)
}

fn worker() -> Worker {
    Worker::new(Limits {
        time: Duration::from_secs(20),
        ..Limits::default()
    })
}

/// How many times as long a document of a family takes when it is twice as large.
fn measure(worker: &mut Worker, family: &Family) -> io::Result<Found> {
    let mut size = SMALLEST;
    let mut document = (family.document)(size);
    loop {
        let time = match time(worker, &document)? {
            Ok(time) => time,
            Err(what) => return Ok(Found::Failed(size, what)),
        };
        let says_much = time >= LEAST_TIME && document.len() >= LEAST_LENGTH;
        if says_much || time >= LONG_TIME || document.len() >= LARGEST {
            break;
        }
        // As many times as large as brings the time to what is needed, but not much more than twice.
        size *= if time * 4 < LEAST_TIME { 4 } else { 2 };
        document = (family.document)(size);
    }
    let double = (family.document)(2 * size);
    let mut best = (u64::MAX, f64::INFINITY);
    for _ in 0..ATTEMPTS {
        let (mut of_one, mut of_two) = (u64::MAX, u64::MAX);
        for _ in 0..TIMES {
            for (document, shortest) in [(&document, &mut of_one), (&double, &mut of_two)] {
                match time(worker, document)? {
                    Ok(time) => *shortest = time.min(*shortest),
                    Err(what) => return Ok(Found::Failed(2 * size, what)),
                }
            }
        }
        let ratio = of_two as f64 / of_one.max(1) as f64;
        if ratio < best.1 {
            best = (of_one, ratio);
        }
        if ratio <= MOST {
            break;
        }
    }
    Ok(Found::Ratio(size, best.0, best.1))
}

/// The CPU time that a document takes, in nanoseconds, or what became of the process.
fn time(worker: &mut Worker, document: &str) -> io::Result<Result<u64, String>> {
    let request = Request {
        options: String::new(),
        layout: Layout::Package,
        name: None,
        inspect: false,
        files: false,
    };
    worker.send(&request, document.as_bytes())?;
    Ok(match worker.receive()? {
        Ok(answer) => match answer.failures.first() {
            None => Ok(answer.nanoseconds),
            Some(failure) => Err(failure.kind.clone()),
        },
        Err(failure) => Err(failure.kind),
    })
}

/// What `one` gives for each number, with commas between.
pub(crate) fn list(count: usize, one: impl Fn(usize) -> String) -> String {
    let all: Vec<String> = (0..count).map(one).collect();
    all.join(",")
}

/// A document with these paths, and these members besides.
pub(crate) fn document(version: &str, paths: &str, others: &str) -> String {
    format!(
        r#"{{"openapi":"{version}","info":{{"title":"T","version":"1"}},"paths":{{{paths}}}{others}}}"#
    )
}
