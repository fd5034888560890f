//! Runs the curl commands of the README against the emulator.

use std::process::Command;

use fs_err as fs;

use crate::counts::Counts;
use crate::paths::Paths;
use crate::process::{Failure, Result, loopback_only, tee, which};
use crate::{browsers, emulator};

/// The address that the README shows; the emulator of this suite listens elsewhere.
const SHOWN: &str = "http://127.0.0.1:8080";
/// Printed after each successful block, to count them.
const DONE: &str = "xtask: this block of the README ended well";

pub fn check(paths: &Paths) -> Result<Counts> {
    let text = fs::read_to_string(paths.root.join("README.md"))?;
    let blocks = blocks(&text);
    if blocks.is_empty() {
        return Err(Failure::new(
            format!("README.md shows no curl line for {SHOWN}"),
            "show them in blocks that open with ```sh",
        ));
    }
    if which("curl").is_none() {
        browsers::apt_install(&["curl"])?;
    }
    let program = emulator::build(paths)?;
    let (_running, service) = emulator::start(&program, None)?;
    let script = script(&blocks).replace(SHOWN, &service.service);
    let mut counts = Counts::default();
    let status = tee(loopback_only(Command::new("bash").args(["-c", &script])), |line| {
        counts.passed += usize::from(line == DONE);
    })?;
    counts.failed = blocks.len() - counts.passed.min(blocks.len());
    if !status.success() && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

/// All blocks are one script, so that a variable of one block is set in the next.
fn script(blocks: &[&str]) -> String {
    let mut script = String::from(
        "set -eu\ncurl() { command curl --fail-with-body --silent --show-error --max-time 20 \"$@\"; }\n",
    );
    for block in blocks {
        script.push_str(&format!("{block}\nprintf '\\n%s\\n' '{DONE}'\n"));
    }
    script
}

/// The shell blocks that call the emulator with curl.
fn blocks(text: &str) -> Vec<&str> {
    shell_blocks(text).filter(|block| block.contains("curl ") && block.contains(SHOWN)).collect()
}

/// The blocks of a page that open with ```sh.
pub fn shell_blocks(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n```sh\n").skip(1).filter_map(|rest| rest.split("\n```").next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_blocks_that_call_the_emulator_are_run() {
        let text = "# A\n```sh\ncargo xtask serve\n```\n\n```sh\nA=$(curl http://127.0.0.1:8080/v2.0)\n```\n\
            ```json\ncurl http://127.0.0.1:8080\n```\n\n```sh\ncurl https://example.test/\n```\n";
        assert_eq!(blocks(text), ["A=$(curl http://127.0.0.1:8080/v2.0)"]);
    }

    #[test]
    fn a_block_that_fails_stops_the_script() {
        let ran = |blocks: &[&str]| {
            let mut done = 0;
            let status = tee(Command::new("bash").args(["-c", &script(blocks)]), |line| {
                done += usize::from(line == DONE)
            });
            (done, status.unwrap().success())
        };
        assert_eq!(ran(&["A=1", "test $A = 1"]), (2, true));
        assert_eq!(ran(&["true", "false", "true"]), (1, false));
    }
}
