//! Running other programs: progress while they run, one line when they fail.

use std::ffi::OsStr;
use std::fmt;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What failed, why, and what to do, in one line.
#[derive(Debug)]
pub struct Failure(String);

pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    pub fn new(what: impl fmt::Display, fix: impl fmt::Display) -> Self {
        Self(format!("{what}; {fix}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Errors of `fs_err` already name the file and the operation.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self(format!("{error:#}"))
    }
}

/// Prints a line about what happens now. Standard error, so that results can be piped.
pub fn say(line: impl fmt::Display) {
    // A closed standard error is no reason to stop the work.
    let _ = writeln!(io::stderr(), "{line}");
}

/// Prints a result on standard output, with exactly one line end.
pub fn show(text: impl fmt::Display) {
    // A reader that closed the pipe has what it wanted.
    let _ = writeln!(io::stdout(), "{}", text.to_string().trim_end());
}

/// Runs `work` under a heading and says how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    say(format_args!("» {what}"));
    let start = Instant::now();
    let result = work()?;
    say(format_args!("  done in {}", seconds(start.elapsed())));
    Ok(result)
}

/// Runs a program whose own output shows its progress.
pub fn run(command: &mut Command, fix: &str) -> Result<()> {
    let name = name(command);
    let status = command.stdin(Stdio::null()).status().map_err(|error| cannot_start(&name, &error))?;
    ended(&name, status, fix)
}

/// Runs a program that is silent while it works, and says every ten seconds that it still does.
pub fn run_quiet(command: &mut Command, fix: &str) -> Result<()> {
    let name = name(command);
    let start = Instant::now();
    let mut next = Duration::from_secs(10);
    let mut child = command.stdin(Stdio::null()).spawn().map_err(|error| cannot_start(&name, &error))?;
    loop {
        let status = child.try_wait().map_err(|error| cannot_start(&name, &error))?;
        if let Some(status) = status {
            return ended(&name, status, fix);
        }
        if start.elapsed() >= next {
            say(format_args!("  {name} is working, {}", seconds(next)));
            next += Duration::from_secs(10);
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// Runs a program, passes its standard output through and hands each line of it to `line`.
pub fn tee(command: &mut Command, mut line: impl FnMut(&str)) -> Result<ExitStatus> {
    let name = name(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| cannot_start(&name, &error))?;
    if let Some(stdout) = child.stdout.take() {
        let mut stdout = BufReader::new(stdout);
        let mut bytes = Vec::new();
        while matches!(stdout.read_until(b'\n', &mut bytes), Ok(count) if count > 0) {
            let mut out = io::stdout();
            // A closed standard output must not hide the result of the suite.
            let _ = out.write_all(&bytes).and_then(|()| out.flush());
            line(String::from_utf8_lossy(&bytes).trim_end());
            bytes.clear();
        }
    }
    child.wait().map_err(|error| cannot_start(&name, &error))
}

/// The standard output of a program; `None` if it is missing or fails.
pub fn ask(program: impl AsRef<OsStr>, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The standard output of a program. Its standard error is shown.
pub fn answer(command: &mut Command, fix: &str) -> Result<String> {
    let name = name(command);
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| cannot_start(&name, &error))?;
    ended(&name, output.status, fix)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The first program of that name in the search path.
pub fn which(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

pub fn is_root() -> bool {
    ask("id", &["-u"]).as_deref() == Some("0")
}

pub fn seconds(time: Duration) -> String {
    if time.as_secs() >= 120 {
        format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

/// Requests to our own servers must not go through the HTTP proxy that a machine may use for registries.
pub fn loopback_only(command: &mut Command) -> &mut Command {
    command.env("NO_PROXY", "127.0.0.1,localhost").env("no_proxy", "127.0.0.1,localhost")
}

/// A free loopback port.
pub fn free_port() -> Result<u16> {
    let found = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    let port = found.map(|address| address.port());
    port.map_err(|error| Failure::new(format!("no port of loopback is free: {error}"), "end other programs"))
}

/// A child process that is killed when the value is dropped.
pub struct Running(pub Child);

impl Running {
    /// Waits until the process listens on a loopback port. False if it ends before that, or takes more than 20 seconds.
    pub fn listens(&mut self, port: u16) -> bool {
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let has_ended = self.0.try_wait().is_ok_and(|status| status.is_some());
            if has_ended || start.elapsed() > Duration::from_secs(20) {
                return false;
            }
            thread::sleep(Duration::from_millis(20));
        }
        true
    }

    fn ends_within(&mut self, limit: Duration) -> bool {
        let start = Instant::now();
        while self.0.try_wait().is_ok_and(|status| status.is_none()) {
            if start.elapsed() > limit {
                return false;
            }
            thread::sleep(Duration::from_millis(5));
        }
        true
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A tied program ends with its pipe. Killed at once, its shell might leave it behind: it may not watch the pipe yet.
        if self.0.stdin.take().is_some() && self.ends_within(Duration::from_secs(5)) {
            return;
        }
        // The process may have ended already, so errors do not matter.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The same command, but killed when this process ends for any reason, even by a signal: a shell waits for the command
/// and kills it when the pipe from this process closes. Keep `Child::stdin` open. Without a Unix shell the command is
/// returned unchanged.
pub fn tied(command: &Command) -> Command {
    const GUARD: &str =
        "exec 3<&0; \"$@\" </dev/null 3<&- & child=$!; (cat <&3; kill $child) >/dev/null 2>&1 & wait $child";
    let mut guarded = if cfg!(unix) {
        let mut shell = Command::new("sh");
        shell.args(["-c", GUARD, "sh"]).arg(command.get_program());
        shell
    } else {
        Command::new(command.get_program())
    };
    guarded.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => guarded.env(name, value),
            None => guarded.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        guarded.current_dir(folder);
    }
    guarded.stdin(Stdio::piped());
    guarded
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    let subcommand = command.get_args().next().map(OsStr::to_string_lossy);
    match subcommand {
        Some(word) if word.chars().all(|c| c.is_ascii_alphabetic() || c == '-') && !word.starts_with('-') => {
            format!("{name} {word}")
        }
        _ => name,
    }
}

fn cannot_start(name: &str, error: &io::Error) -> Failure {
    Failure::new(format!("`{name}` cannot be run: {error}"), "`cargo xtask doctor` lists what is missing")
}

fn ended(name: &str, status: ExitStatus, fix: &str) -> Result<()> {
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{name}` failed ({status})"), fix)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_program_is_named_with_its_fix() {
        let error = run(&mut Command::new("false"), "try true").unwrap_err().to_string();
        assert!(error.starts_with("`false` failed") && error.ends_with("; try true"), "{error}");
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = run(&mut Command::new("no-such-program-here"), "").unwrap_err().to_string();
        assert!(error.contains("`no-such-program-here` cannot be run"), "{error}");
    }

    #[test]
    fn lines_are_handed_on_without_their_ends() {
        let mut lines = Vec::new();
        let status = tee(Command::new("printf").arg("a\\nb"), |line| lines.push(line.to_owned())).unwrap();
        assert!(status.success());
        assert_eq!(lines, ["a", "b"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_tied_program_ends_with_its_owner() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo $$; exec sleep 600"]);
        let mut running = Running(tied(&command).stdout(Stdio::piped()).spawn().unwrap());
        let mut line = String::new();
        BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let is_there = || ask("kill", &["-0", line.trim()]).is_some();
        assert!(is_there());
        drop(running);
        while is_there() {
            thread::sleep(Duration::from_millis(10));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_tied_program_that_ends_by_itself_is_seen() {
        let mut command = Command::new("sh");
        command.args(["-c", "exit 7"]);
        let mut child = tied(&command).spawn().unwrap();
        let stdin = child.stdin.take();
        assert_eq!(child.wait().unwrap().code(), Some(7));
        drop(stdin);
    }

    #[test]
    fn durations_are_short() {
        assert_eq!(seconds(Duration::from_millis(1234)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }
}
