//! Builds and starts the emulator, in the dev profile because it compiles fastest.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use crate::paths::Paths;
use crate::process::{Failure, Result, Running, run};

/// The values that the emulator prints when it starts.
#[derive(Default)]
pub struct Listening {
    /// The site and the service, without a trailing slash.
    pub service: String,
    pub token: String,
    pub tenant: String,
    /// An account of the sample project that may write, and its API password.
    pub user: String,
    pub password: String,
}

impl Listening {
    fn read(&mut self, line: &str) {
        let words: Vec<_> = line.split_whitespace().collect();
        match words.as_slice() {
            ["listening", service, "admin", _, "token", token] => {
                (self.service, self.token) = (service.trim_end_matches('/').to_owned(), (*token).to_owned());
            }
            ["Sample", "project:", "tenant", tenant] => self.tenant = (*tenant).to_owned(),
            ["may", "write:", user, "/", password] => {
                (self.user, self.password) = ((*user).to_owned(), (*password).to_owned());
            }
            _ => {}
        }
    }

    fn is_whole(&self) -> bool {
        [&self.service, &self.token, &self.tenant, &self.user, &self.password]
            .iter()
            .all(|part| !part.is_empty())
    }
}

/// Builds the emulator and returns its program.
pub fn build(paths: &Paths) -> Result<PathBuf> {
    run(
        Command::new("cargo").args(["build", "--package", "flowlog-emulator"]).current_dir(&paths.root),
        "the compiler's messages above say where",
    )?;
    Ok(paths.debug_binary("flowlog-emulator"))
}

/// The emulator's command line on a port; port 0 lets the system choose.
pub fn command(program: &Path, port: u16, site: Option<&Path>) -> Command {
    let mut command = Command::new(program);
    command.arg("--port").arg(port.to_string()).stdin(Stdio::null());
    if let Some(site) = site {
        command.arg("--site").arg(site);
    }
    command
}

/// Starts the emulator on a free port; it ends with the returned value.
pub fn start(program: &Path, site: Option<&Path>) -> Result<(Running, Listening)> {
    let fix = "run the emulator by hand to see why: cargo run --package flowlog-emulator -- --port 0";
    let child = command(program, 0, site)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| Failure::new(format!("the emulator cannot be run: {error}"), fix))?;
    let mut running = Running(child);
    let stdout =
        running.0.stdout.take().ok_or_else(|| Failure::new("the emulator's output cannot be read", fix))?;
    let mut lines = BufReader::new(stdout).lines();
    let mut listening = Listening::default();
    while !listening.is_whole() {
        match lines.next() {
            Some(Ok(line)) => listening.read(&line),
            _ => {
                return Err(Failure::new("the emulator ended before it named its address and accounts", fix));
            }
        }
    }
    // Keep reading; otherwise the emulator blocks when the pipe is full.
    thread::spawn(move || lines.for_each(drop));
    Ok((running, listening))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_lines_are_read() {
        let mut found = Listening::default();
        found.read("listening http://127.0.0.1:8080/ admin http://127.0.0.1:9 token t");
        assert!(!found.is_whole());
        for line in ["Sample project: tenant 00ff", "  may write:   demo@site.test / pass", "Ctrl-C ends it."]
        {
            found.read(line);
        }
        let expect = ["http://127.0.0.1:8080", "t", "00ff", "demo@site.test", "pass"];
        assert_eq!([found.service, found.token, found.tenant, found.user, found.password], expect);
    }
}
