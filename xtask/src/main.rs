//! Every command of this repository. `cargo xtask help` lists them.

#![forbid(unsafe_code)]

mod bench;
mod browsers;
mod check_config;
mod counts;
mod doctor;
mod emulator;
mod engines;
mod explorer;
mod hosts;
mod html;
mod imports;
mod lint;
mod node;
mod openstack;
mod package;
mod paths;
mod playwright;
mod process;
mod proxy;
mod python;
mod readme;
mod serve;
mod site;
mod size;
mod stamp;
mod suites;
mod swift;
mod table;
mod test;
mod tools;
mod wasm;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::paths::Paths;
use crate::process::Result;
use crate::site::Optimise;

/// Every command of this repository.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", arg_required_else_help = true, flatten_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing, build the site, start the emulator, print the address
    Serve(serve::Options),
    /// Run every suite and end with a table; fails when a suite fails or does not run
    Test {
        /// Only the native suites: format, clippy, invariants, native
        #[arg(long)]
        fast: bool,
        /// Only this suite (repeatable)
        #[arg(long = "suite", value_name = "NAME")]
        suites: Vec<String>,
    },
    /// Build the site in release into dist/
    Build,
    /// Write the npm package into dist-npm/
    Dist,
    /// Build, then print the size of every artifact and check the budget
    Size {
        /// Also write the sizes of the commit that is checked out into docs/size.tsv
        #[arg(long)]
        record: bool,
    },
    /// Measure the console beside a peer in a browser and print a table
    Bench(bench::Options),
    /// Run the SQL that the log engine writes in databases that are too large for every run of the tests
    Sql(explorer::Options),
    /// Take the pictures of the README and the guides, and of every state for a look
    Shots,
    /// Formatting, clippy on both targets, the invariants of ARCHITECTURE.md
    Lint,
    /// What a console makes of a config.json: what is wrong, or what each region will use
    CheckConfig { file: OsString },
    /// Run the checks of deploy/ against a proxy
    CheckProxy {
        #[arg(help = "https://console.example/nhn, or a template with {host}{+path}")]
        url: String,
        /// The proxy is a CORS proxy for pages of this origin
        #[arg(long)]
        origin: Option<String>,
        /// The host of the network endpoint [default: KR1's]
        #[arg(long)]
        host: Option<String>,
    },
    /// What is installed, what is missing, and how to get it
    Doctor,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    let paths = Paths::find()?;
    let is_good = match command {
        Command::Serve(options) => return serve::serve(&paths, &options),
        Command::Test { fast, suites } => return test::test(&paths, &suites, fast),
        Command::Lint => {
            return test::test(&paths, &["format", "clippy", "clippy-wasm", "invariants"], false);
        }
        Command::Build => site::build(&paths, Optimise::Required).map(|()| true)?,
        Command::Dist => package::dist(&paths).map(|_| true)?,
        Command::Size { record } => {
            node::ensure(&paths)?;
            site::build(&paths, Optimise::Required)?;
            if record {
                size::record(&paths)?;
            }
            size::report(&paths)?
        }
        Command::Bench(options) => bench::bench(&paths, &options)?,
        Command::Sql(options) => explorer::sql(&paths, &options)?,
        Command::Shots => {
            let fix = "Playwright's messages above say why";
            process::run(playwright::command(&paths)?.arg("--project=screenshots"), fix)?;
            hosts::shots(&paths).map(|()| true)?
        }
        Command::CheckConfig { file } => check_config::report(&paths, &file)?,
        Command::CheckProxy { url, origin, host } => proxy::check_url(&url, origin, host.as_deref())?,
        Command::Doctor => doctor::report(&paths)?,
    };
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
