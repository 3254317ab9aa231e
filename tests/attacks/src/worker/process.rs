//! The side that asks: one process, its limits, and what became of it.

use std::io::{self, BufReader, Read};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::frame;
use crate::case::{Answer, Failure, Request};

/// What a process may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// KiB of the main thread's stack.
    pub stack: u64,
    /// KiB of addresses.
    pub memory: u64,
    /// For one document: of the processor, so that a busy machine makes no failures.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            stack: 8 << 10,
            memory: 1 << 20,
            time: Duration::from_secs(5),
        }
    }
}

/// A place for a process, which is started when it is needed and again after it died.
pub struct Worker {
    limits: Limits,
    process: Option<Process>,
}

struct Process {
    child: Child,
    input: ChildStdin,
    answers: Receiver<Answer>,
    errors: JoinHandle<String>,
}

impl Worker {
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            process: None,
        }
    }

    /// Sends a request. Its answer has to be received before the next one is sent.
    pub fn send(&mut self, request: &Request, document: &[u8]) -> io::Result<()> {
        let process = match &mut self.process {
            Some(process) => process,
            None => self.process.insert(Process::start(&self.limits)?),
        };
        match frame::write(&mut process.input, request, document) {
            // It died: what is received says why.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }

    /// The answer, or what became of the process instead.
    pub fn receive(&mut self) -> io::Result<Result<Answer, Failure>> {
        let Some(mut process) = self.process.take() else {
            return Err(io::Error::other("nothing was asked"));
        };
        match process.answer(self.limits.time) {
            Ok(answer) => {
                self.process = Some(process);
                Ok(Ok(answer))
            }
            Err(RecvTimeoutError::Timeout) => {
                process.child.kill()?;
                process.child.wait()?;
                let limit = self.limits.time;
                Ok(Err(Failure::new("hang", format!("no answer in {limit:?}"))))
            }
            Err(RecvTimeoutError::Disconnected) => {
                let status = process.child.wait()?;
                let said = process.errors.join().unwrap_or_default();
                Ok(Err(death(status, &said)))
            }
        }
    }
}

impl Drop for Worker {
    /// A process ends when its input does; one that is still at work is not waited for.
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.child.kill();
            let _ = process.child.wait();
        }
    }
}

impl Process {
    fn start(limits: &Limits) -> io::Result<Self> {
        let Limits { stack, memory, .. } = limits;
        let script =
            format!("ulimit -s {stack} && ulimit -v {memory} && ulimit -c 0 && exec \"$0\" worker");
        let mut child = Command::new("sh")
            .args(["-c", &script])
            .arg(std::env::current_exe()?)
            // Otherwise each thread, of which there are as many as processors, takes 64 MiB of addresses.
            .env("MALLOC_ARENA_MAX", "2")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let missing = || io::Error::other("a process without pipes");
        let input = child.stdin.take().ok_or_else(missing)?;
        let output = child.stdout.take().ok_or_else(missing)?;
        let mut errors = child.stderr.take().ok_or_else(missing)?;
        let (sender, answers) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Ok(Some((answer, _))) = frame::read::<Answer>(&mut output) {
                if sender.send(answer).is_err() {
                    return;
                }
            }
        });
        let errors = std::thread::spawn(move || {
            let mut said = Vec::new();
            let _ = errors.read_to_end(&mut said);
            String::from_utf8_lossy(&said).into_owned()
        });
        Ok(Self {
            child,
            input,
            answers,
            errors,
        })
    }

    /// The next answer, if it takes the process no longer than the limit; one that neither answers nor works isn't waited for
    /// longer than a busy machine explains.
    fn answer(&mut self, limit: Duration) -> Result<Answer, RecvTimeoutError> {
        const PATIENCE: u32 = 20;
        let start = self.used();
        let has_time = |process: &Self| match (start, process.used()) {
            (Some(start), Some(now)) => now < start + limit,
            _ => false,
        };
        for _ in 0..PATIENCE {
            match self.answers.recv_timeout(limit) {
                Err(RecvTimeoutError::Timeout) if has_time(self) => {}
                other => return other,
            }
        }
        Err(RecvTimeoutError::Timeout)
    }

    /// What the process has used of processors, where a system says.
    fn used(&self) -> Option<Duration> {
        let path = format!("/proc/{}/stat", self.child.id());
        let said = std::fs::read_to_string(path).ok()?;
        // Behind the name, which may hold anything, the 12th and the 13th number are hundredths of seconds.
        let (_, numbers) = said.rsplit_once(')')?;
        let numbers = numbers.split_whitespace().skip(11).take(2);
        let ticks: u64 = numbers
            .map(|number| number.parse::<u64>().ok())
            .sum::<Option<u64>>()?;
        Some(Duration::from_millis(ticks * 10))
    }
}

/// What a process died of.
fn death(status: ExitStatus, said: &str) -> Failure {
    let kind = if said.contains("overflowed its stack") {
        "stack overflow"
    } else if said.contains("memory allocation of") {
        "out of memory"
    } else {
        "abort"
    };
    Failure::new(kind, format!("{status}: {}", said.trim()))
}
