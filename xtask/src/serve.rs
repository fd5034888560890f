//! `serve`: from a fresh clone to a console in the browser.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::Duration;

use fs_err as fs;

use crate::paths::Paths;
use crate::process::{Failure, Result, Running, say, show, step, tied, which};
use crate::site::{self, Optimise};
use crate::{emulator, tools};

const DEFAULT_PORT: u16 = 8080;
/// How many ports after the default one are tried.
const TRIES: u16 = 20;

#[derive(clap::Args)]
pub struct Options {
    /// The port on loopback [default: 8080, or the next free one]
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Open the address in the default browser
    #[arg(long)]
    open: bool,
    /// Debug build, rebuilt whenever a source file changes
    #[arg(long)]
    dev: bool,
    /// Let pages of other origins load the console and call the service, to try it in a page of yours
    #[arg(long)]
    cors: bool,
}

impl Options {
    /// The emulator's command line.
    fn emulator(&self, program: &Path, port: u16, site: &Path) -> Command {
        let mut command = emulator::command(program, port, Some(site));
        if self.cors {
            command.arg("--cors");
        }
        command
    }
}

pub fn serve(paths: &Paths, options: &Options) -> Result<ExitCode> {
    // Asked first, so that nobody waits for a build that cannot be served.
    let port = choose(options.port)?;
    if options.dev {
        return dev(paths, options, port);
    }
    site::build(paths, Optimise::IfPossible)?;
    let program = step("Building the emulator", || emulator::build(paths))?;
    announce(port);
    if options.open {
        open_soon(port);
    }
    replace(options.emulator(&program, port, &paths.dist))
}

/// The emulator takes the place of this process, so that whatever ends `cargo xtask serve` ends the emulator.
#[cfg(unix)]
fn replace(mut command: Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(Failure::new(format!("the emulator cannot be run: {error}"), "run `cargo xtask serve` again"))
}

#[cfg(not(unix))]
fn replace(mut command: Command) -> Result<ExitCode> {
    let done = command.status();
    let status = done.map_err(|error| {
        Failure::new(format!("the emulator cannot be run: {error}"), "run `cargo xtask serve` again")
    })?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Debug builds, made anew by trunk whenever a source changes, beside the emulator that serves them.
fn dev(paths: &Paths, options: &Options, port: u16) -> Result<ExitCode> {
    tools::ensure_target()?;
    let programs = site::programs(paths)?;
    let program = step("Building the emulator", || emulator::build(paths))?;
    let dist = paths.work.join("dev");
    fs::create_dir_all(&dist)?;
    let mut watch = site::trunk(paths, &programs)?;
    watch.args(["watch", "--dist"]).arg(&dist);
    let watch = tied(&watch).spawn();
    let mut trunk = Running(watch.map_err(|error| {
        Failure::new(format!("trunk cannot be run: {error}"), "`cargo xtask doctor` lists what is missing")
    })?);
    wait_for_page(&dist, &mut trunk)?;
    announce(port);
    if options.open {
        open_soon(port);
    }
    let served = tied(&options.emulator(&program, port, &dist)).spawn();
    let mut served = Running(served.map_err(|error| {
        Failure::new(format!("the emulator cannot be run: {error}"), "run `cargo xtask serve` again")
    })?);
    loop {
        for (name, child) in [("trunk", &mut trunk), ("the emulator", &mut served)] {
            if let Ok(Some(status)) = child.0.try_wait() {
                return Err(Failure::new(
                    format!("{name} ended ({status})"),
                    "its messages above say why; run `cargo xtask serve --dev` again",
                ));
            }
        }
        thread::sleep(Duration::from_millis(200));
    }
}

/// Waits for trunk's first build, which a compile error may delay until the source is mended.
fn wait_for_page(dist: &Path, trunk: &mut Running) -> Result<()> {
    say("» Waiting for the first debug build");
    while !dist.join("index.html").is_file() {
        if let Ok(Some(status)) = trunk.0.try_wait() {
            return Err(Failure::new(format!("trunk ended ({status})"), "its messages above say why"));
        }
        thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}

fn announce(port: u16) {
    // The emulator's own line follows once it listens.
    show(format_args!(
        "\n  Flow Log Console: http://127.0.0.1:{port}/\n  Press \"Use the demo project\" there. Ctrl-C stops it.\n"
    ));
}

/// Opens the browser a moment after the emulator has taken this process's place.
fn open_soon(port: u16) {
    let Some(opener) = ["xdg-open", "open"].into_iter().find(|name| which(name).is_some()) else {
        say("  no program to open a browser was found; open the address by hand");
        return;
    };
    let spawned = Command::new("sh")
        .args(["-c", "sleep 1; exec \"$0\" \"$1\"", opener, &format!("http://127.0.0.1:{port}/")])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Err(error) = spawned {
        say(format_args!("  the browser was not opened ({error}); open the address by hand"));
    }
}

/// The port asked for, or the first free one from the default on.
fn choose(asked: Option<u16>) -> Result<u16> {
    if let Some(port) = asked {
        return if is_free(port) {
            Ok(port)
        } else {
            Err(Failure::new(
                format!("port {port} is taken by another program"),
                "choose another with `--port`, or leave it out to have a free one chosen",
            ))
        };
    }
    let port = (DEFAULT_PORT..=DEFAULT_PORT + TRIES).find(|port| is_free(*port)).ok_or_else(|| {
        Failure::new(
            format!("the ports {DEFAULT_PORT} to {} are all taken", DEFAULT_PORT + TRIES),
            "choose a free one with `--port N`",
        )
    })?;
    if port != DEFAULT_PORT {
        say(format_args!(
            "  port {DEFAULT_PORT} is taken by another program, so this is port {port}; `--port N` chooses"
        ));
    }
    Ok(port)
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_refused_by_name() {
        let held = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = held.local_addr().unwrap().port();
        let error = choose(Some(port)).unwrap_err().to_string();
        assert!(error.contains(&format!("port {port} is taken")) && error.contains("--port"), "{error}");
        drop(held);
        assert_eq!(choose(Some(port)).unwrap(), port);
    }
}
