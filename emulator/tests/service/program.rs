//! The program: its first line, its arguments, its end.

use crate::client::Bench;
use flowlog_emulator::{Emulator, Options};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flowlog-emulator"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[track_caller]
fn fails(arguments: &[&str], code: i32, words: &str) {
    let output: Output = program(arguments).output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{text}");
    assert!(text.contains(words), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already when the test went well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn wrong_arguments_are_told_in_one_line() {
    fails(&["--colour"], 2, "--colour");
    fails(&["--port", "high"], 2, "high");
    fails(&["--port", "65536"], 2, "65536");
    fails(&["--port"], 2, "--port");
    fails(&["--sample", "some"], 2, "full, empty, large or a number");
    fails(&["--regions", "0"], 1, "1 to 3 regions");
    fails(&["--regions", "4"], 1, "1 to 3 regions");
    fails(&["--realms", "3"], 1, "1 to 2 realms");
    fails(&["--cors-for", "identity,compute"], 2, "not 'compute'");
    fails(&["--catalog", "odd"], 2, "no-network");
    fails(&["extra"], 2, "extra");
    fails(&["--port", "0", "--site", "no/such/folder"], 1, "index.html");
}

#[test]
fn a_port_in_use_is_told_with_the_way_out() {
    let bench = Bench::full();
    let url = bench.emulator.url();
    let port = url.rsplit(':').next().expect("a port");
    fails(&["--port", port], 1, "choose others by --port");
}

#[test]
fn help() {
    let output = program(&["--help"]).output().expect("it runs");
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).contains("--token-lifetime"));
}

#[cfg(unix)]
#[test]
fn it_announces_itself_serves_and_ends_by_a_signal() {
    for signal in ["INT", "TERM"] {
        let mut running = Running(program(&["--port", "0", "--sample", "3"]).spawn().expect("it runs"));
        let output = running.0.stdout.take().expect("its output");
        let mut lines = BufReader::new(output).lines();
        let first = lines.next().expect("a line").expect("text");
        let words: Vec<&str> = first.split(' ').collect();
        let ["listening", url, "admin", admin, "token", token] = words.as_slice() else {
            panic!("{first}");
        };
        assert!(url.starts_with("http://127.0.0.1:") && admin.starts_with("http://127.0.0.1:"), "{first}");
        let answer = ureq::get(format!("{url}/v2.0/flowlog-loggers")).header("X-Auth-Token", *token).call();
        assert_eq!(answer.expect("an answer").status(), 200);
        assert!(lines.any(|line| line.is_ok_and(|line| line.contains("Ctrl-C"))));
        let kill = Command::new("kill").args([&format!("-{signal}"), &running.0.id().to_string()]).status();
        assert!(kill.expect("kill").success());
        assert!(running.0.wait().expect("its end").success(), "{signal}");
    }
}

#[test]
fn many_origins_stand_on_the_first_line() {
    let arguments = ["--port", "0", "--sample", "empty", "--regions", "2", "--realms", "2", "--separate"];
    let mut running = Running(program(&arguments).spawn().expect("it runs"));
    let output = running.0.stdout.take().expect("its output");
    let first = BufReader::new(output).lines().next().expect("a line").expect("text");
    let words: Vec<&str> = first.split(' ').skip(6).collect();
    let names: Vec<&str> = words.iter().filter_map(|word| word.split('=').next()).collect();
    assert_eq!(names, ["public", "KR1", "KR2", "gov", "GOV1", "GOV2"], "{first}");
    for word in words {
        let origin = word.split_once('=').expect("an origin").1;
        let answer = ureq::get(format!("{origin}/v2.0")).call().expect("an answer");
        assert_eq!(answer.status(), 200, "{word}");
    }
}

#[test]
fn its_port_is_free_when_it_has_stopped() {
    // Another test may take the port in between, so one start of several has to succeed.
    let again = (0..10).find_map(|_| {
        let emulator = Emulator::start(Options::default()).expect("it starts");
        let address = emulator.url().replace("http://", "").parse().expect("an address");
        emulator.stop();
        let options = Options { address, ..Options::default() };
        Emulator::start(options.clone()).ok().map(|again| (again, options))
    });
    let (again, options) = again.expect("it starts there again");
    assert_eq!(again.url(), format!("http://{}", options.address));
    assert!(Emulator::start(options).is_err(), "the port is taken");
}
