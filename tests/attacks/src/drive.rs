//! Tries many documents, each in two processes.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::case::{Answer, Case, Failure, Request};
use crate::options::Options;
use crate::report::Report;
use crate::shrink::shrink;
use crate::worker::{Limits, Worker};

/// How many documents are tried to make one that fails smaller.
const TRIES: usize = 1500;

/// A run of a machine.
pub struct Run {
    /// The name of the machine, as the command line has it.
    pub machine: &'static str,
    pub seed: u64,
    /// The numbers of the documents: each is made from the seed and its number alone.
    pub numbers: Range<u64>,
    pub limits: Limits,
    /// How many documents are tried at a time.
    pub jobs: usize,
    /// Where documents that fail are written.
    pub keep: Option<PathBuf>,
}

impl Run {
    /// The run that the command line asks for; `count` documents unless it says otherwise.
    pub fn new(machine: &'static str, options: &Options, seed: u64, count: u64) -> Self {
        let usual = Limits::default();
        Self {
            machine,
            seed,
            numbers: options.numbers(count),
            limits: Limits {
                stack: options.stack.unwrap_or(usual.stack),
                memory: options.memory.unwrap_or(usual.memory),
                time: options.time.unwrap_or(usual.time),
            },
            jobs: options.jobs,
            keep: options.keep.clone(),
        }
    }

    /// The random numbers of a document.
    pub fn random(&self, number: u64) -> fastrand::Rng {
        // Multiplied, so that neighbours don't share their first choices.
        let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        fastrand::Rng::with_seed(self.seed.wrapping_mul(0xd134_2543_de82_ef95) ^ mixed)
    }

    /// Tries the documents that `make` gives for their numbers. What fails first of each kind is made small.
    pub fn drive(&self, make: &(dyn Fn(u64) -> Case + Sync)) -> io::Result<Report> {
        let started = Instant::now();
        let next = AtomicU64::new(self.numbers.start);
        let found: Mutex<BTreeMap<u64, Vec<Failure>>> = Mutex::default();
        let work = || -> io::Result<()> {
            let mut pair = Pair::new(self.limits);
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= self.numbers.end {
                    return Ok(());
                }
                let failures = pair.failures(&make(number))?;
                if !failures.is_empty() {
                    let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                    found.insert(number, failures);
                }
                self.progress(number, started);
            }
        };
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..self.jobs).map(|_| scope.spawn(work)).collect();
            threads.into_iter().try_for_each(|thread| {
                let panicked = |_| Err(io::Error::other("a thread panicked"));
                thread.join().unwrap_or_else(panicked)
            })
        })?;
        let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.report(found, started.elapsed(), make)
    }

    fn progress(&self, number: u64, started: Instant) {
        const STEP: u64 = 50_000;
        if number % STEP == STEP - 1 {
            let seconds = started.elapsed().as_secs();
            eprintln!("{}: {} documents, {seconds} s", self.machine, number + 1);
        }
    }

    fn report(
        &self,
        found: BTreeMap<u64, Vec<Failure>>,
        elapsed: Duration,
        make: &(dyn Fn(u64) -> Case + Sync),
    ) -> io::Result<Report> {
        let mut report = Report::new(self, self.numbers.end - self.numbers.start, elapsed);
        let mut known = BTreeSet::new();
        let mut pair = Pair::new(self.limits);
        for (number, failures) in found {
            report.count(&failures);
            for failure in failures {
                if known.insert(failure.kind.clone()) {
                    let case = shrink(make(number), TRIES, &mut |case| {
                        let failures = pair.failures(case)?;
                        Ok(failures.iter().any(|one| one.kind == failure.kind))
                    })?;
                    report.show(self, number, &failure, &case)?;
                }
            }
        }
        Ok(report)
    }
}

/// Two processes, whose tables have different seeds.
pub struct Pair {
    workers: [Worker; 2],
}

impl Pair {
    pub fn new(limits: Limits) -> Self {
        Self {
            workers: [Worker::new(limits), Worker::new(limits)],
        }
    }

    /// What is wrong with what is made of a document.
    pub fn failures(&mut self, case: &Case) -> io::Result<Vec<Failure>> {
        let document = case.content.bytes();
        for (index, worker) in self.workers.iter_mut().enumerate() {
            let request = Request {
                options: case.options.clone(),
                layout: case.layout,
                name: None,
                // They make the same, so it is enough to look at what one of them makes.
                inspect: index == 0,
                files: false,
            };
            worker.send(&request, &document)?;
        }
        let [first, second] = &mut self.workers;
        Ok(match (first.receive()?, second.receive()?) {
            (Err(failure), _) | (_, Err(failure)) => vec![failure],
            (Ok(first), Ok(second)) => {
                let difference = difference(&first, &second);
                let mut failures = first.failures;
                failures.extend(difference);
                failures
            }
        })
    }
}

fn difference(first: &Answer, second: &Answer) -> Option<Failure> {
    if first.output != second.output {
        return Some(Failure::new("two processes give different code", ""));
    }
    if first.findings != second.findings {
        let mut lines = first.findings.lines().zip(second.findings.lines());
        let (one, other) = lines.find(|(a, b)| a != b).unwrap_or_default();
        return Some(Failure::new(
            "two processes give different findings",
            format!("{one}\n{other}"),
        ));
    }
    None
}
