//! Every command of this repository. `cargo xtask help` lists them.

#![forbid(unsafe_code)]

mod bench;
mod browsers;
mod check_config;
mod conformance;
mod counts;
mod doctor;
mod emulator;
mod frame;
mod glue;
mod hosts;
mod html;
mod lint;
mod node;
mod openstack;
mod order;
mod package;
mod paths;
mod process;
mod proxy;
mod readme;
mod serve;
mod site;
mod size;
mod stamp;
mod suites;
mod table;
mod test;
mod tools;
mod wasm;

use std::process::ExitCode;

use lexopt::{Arg, Parser, ValueExt};

use crate::paths::Paths;
use crate::process::{Failure, Result, show};
use crate::site::Optimise;

const HELP: &str = "\
cargo xtask <command>

  serve   Install what is missing, build the site, start the emulator, print the address
            --port N     the port on loopback (default: 8080, or the next free one)
            --open       open the address in the default browser
            --dev        debug build, rebuilt whenever a source file changes
  test    Run every suite and end with a table; fails when a suite fails or does not run
            --fast       only the native suites: format, clippy, invariants, native
            --suite NAME only this one (repeatable)
  build   Build the site in release into dist/
  dist    Write the npm package into dist-npm/
  size    Build, then print the size of every artifact and check the budget
            --record     write the sizes of the commit that is checked out into docs/size.tsv as well
  bench   Measure the console beside a peer in a browser and print a table
            --quick      fewer runs, in under five minutes
            --runs N     how often each page is visited (default: 10)
            --gzip       with the service's answers in gzip, as a gateway may send them
            --record     write the table into docs/performance.md as well
  shots   Take the pictures of the README and the guides, and of every state for a look
  lint    Formatting, clippy on both targets, the invariants of ARCHITECTURE.md
  check-config FILE
          What a console makes of a config.json: what is wrong, or what each region will use
  check-proxy URL
          Run the checks of deploy/ against a proxy: https://console.example/nhn, or a template with {host}{+path}
            --origin O   the proxy is a CORS proxy for pages of this origin
            --host H     the host of the network endpoint (default: KR1's)
  doctor  What is installed, what is missing, and how to get it
  help    This text";

fn main() -> ExitCode {
    match dispatch() {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<ExitCode> {
    let mut args = Parser::from_env();
    let command = match args.next()? {
        None => String::from("help"),
        Some(Arg::Long("help") | Arg::Short('h')) => String::from("help"),
        Some(Arg::Value(value)) => value.string()?,
        Some(other) => return Err(other.unexpected().into()),
    };
    let paths = Paths::find()?;
    match command.as_str() {
        "serve" => {
            let mut options = serve::Options::default();
            while let Some(arg) = args.next()? {
                match arg {
                    Arg::Long("port") => options.port = Some(args.value()?.parse()?),
                    Arg::Long("open") => options.open = true,
                    Arg::Long("dev") => options.dev = true,
                    other => return Err(other.unexpected().into()),
                }
            }
            serve::serve(&paths, &options)
        }
        "test" => {
            let mut selection = test::Selection::All;
            let mut named = Vec::new();
            while let Some(arg) = args.next()? {
                match arg {
                    Arg::Long("fast") => selection = test::Selection::Fast,
                    Arg::Long("suite") => named.push(args.value()?.string()?),
                    other => return Err(other.unexpected().into()),
                }
            }
            if !named.is_empty() {
                selection = test::Selection::Named(named);
            }
            test::test(&paths, &selection)
        }
        "lint" => {
            no_more(args)?;
            let lints = ["format", "clippy", "clippy-wasm", "invariants"];
            test::test(&paths, &test::Selection::Named(lints.map(String::from).to_vec()))
        }
        "build" => {
            no_more(args)?;
            site::build(&paths, Optimise::Required)?;
            Ok(ExitCode::SUCCESS)
        }
        "dist" => {
            no_more(args)?;
            package::dist(&paths)?;
            Ok(ExitCode::SUCCESS)
        }
        "size" => {
            let mut record = false;
            while let Some(arg) = args.next()? {
                match arg {
                    Arg::Long("record") => record = true,
                    other => return Err(other.unexpected().into()),
                }
            }
            node::ensure(&paths)?;
            site::build(&paths, Optimise::Required)?;
            if record {
                size::record(&paths)?;
            }
            Ok(if size::report(&paths)? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        "bench" => {
            let mut options = bench::Options::default();
            while let Some(arg) = args.next()? {
                match arg {
                    Arg::Long("quick") => options.quick = true,
                    Arg::Long("runs") => options.runs = Some(args.value()?.parse()?),
                    Arg::Long("gzip") => options.gzip = true,
                    Arg::Long("record") => options.record = true,
                    other => return Err(other.unexpected().into()),
                }
            }
            let good = bench::bench(&paths, &options)?;
            Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        "shots" => {
            no_more(args)?;
            process::run(
                suites::playwright(&paths)?.arg("--project=screenshots"),
                "Playwright's messages above say why",
            )?;
            hosts::shots(&paths)?;
            Ok(ExitCode::SUCCESS)
        }
        "check-config" => {
            let Some(Arg::Value(file)) = args.next()? else {
                return Err(Failure::new("no file is named", "`cargo xtask check-config FILE` looks at one"));
            };
            no_more(args)?;
            let sound = check_config::report(&paths, &file)?;
            Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        "check-proxy" => {
            let (mut url, mut origin, mut host) = (None, None, None);
            while let Some(arg) = args.next()? {
                match arg {
                    Arg::Long("origin") => origin = Some(args.value()?.string()?),
                    Arg::Long("host") => host = Some(args.value()?.string()?),
                    Arg::Value(value) if url.is_none() => url = Some(value.string()?),
                    other => return Err(other.unexpected().into()),
                }
            }
            let url = url.ok_or_else(|| {
                Failure::new("check-proxy needs an address", "name it like https://console.example/nhn")
            })?;
            let good = proxy::check_url(&url, origin.as_deref(), host.as_deref())?;
            Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        "doctor" => {
            no_more(args)?;
            Ok(if doctor::report(&paths)? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        "help" => {
            show(HELP);
            Ok(ExitCode::SUCCESS)
        }
        other => Err(Failure::new(
            format!("there is no command {other:?}"),
            "`cargo xtask help` lists the commands",
        )),
    }
}

/// Refuses arguments that the command does not know, rather than ignoring them.
fn no_more(mut args: Parser) -> Result<()> {
    match args.next()? {
        None => Ok(()),
        Some(other) => Err(other.unexpected().into()),
    }
}
