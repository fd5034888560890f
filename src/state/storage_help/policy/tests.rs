use std::process::Command;

use proptest::prelude::*;

use super::*;

const ACCOUNT: &str = "AUTH_e670167936434f85a03694184000ffe6";
/// Not a token: what the shell puts in the place of the variable.
const FILLED: &str = "filled in";

/// The words that a POSIX shell makes of a command, the program's name first.
#[track_caller]
fn words(command: &str) -> Vec<String> {
    let (program, _) = command.split_once(' ').unwrap();
    let script = format!("TOKEN='{FILLED}'\n{program}() {{ printf '%s\\0' {program} \"$@\"; }}\n{command}\n");
    let output = Command::new("sh").arg("-c").arg(script).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{command}: {output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_terminator('\0').map(str::to_owned).collect()
}

fn container(name: &str) -> Container {
    let name = utf8_percent_encode(name, COMPONENT);
    Container::of(&format!("https://obs.example/v1/{ACCOUNT}/{name}/logs")).unwrap()
}

fn policy(text: &str) -> Policy {
    Policy::parse(text).unwrap()
}

#[track_caller]
fn merged(present: &str, expect: Option<&str>) {
    let policy = Policy::parse(present).map(|policy| policy.and("t:u".to_owned()).text());
    assert_eq!(policy.as_deref(), expect, "{present:?}");
}

#[test]
fn what_is_there_stays_and_the_entry_comes_last() {
    merged("", Some("t:u"));
    merged("a:b", Some("a:b,t:u"));
    merged(" a:b , c:* ", Some("a:b,c:*,t:u"));
    merged("a:b,,", Some("a:b,t:u"));
    merged("t:u", Some("t:u"));
    merged("a:b,t:u,c:d", Some("a:b,t:u,c:d"));
    merged("x-container-write: a:b,c:d\r\n", Some("a:b,c:d,t:u"));
    merged("X-Container-Write:", Some("t:u"));
    merged("other:b", Some("other:b,t:u"));
    merged("a:b\nX-Evil: 1", None);
    merged("a:b\tc", None);
    merged("a b", None);
    merged("토큰:b", None);
}

#[track_caller]
fn entries(tenant: &str, user: &str, expect: Option<&str>) {
    assert_eq!(entry(tenant, user).as_deref(), expect);
}

#[test]
fn an_entry_is_made_of_two_ids() {
    entries("a1", "b2", Some("a1:b2"));
    entries(" a1 ", "b2\n", Some("a1:b2"));
    entries("", "b2", None);
    entries("a1", " ", None);
    entries("a1:", "b2", None);
    entries("a1", "b2,c3:d4", None);
    entries("a1", "*", None);
    entries("a 1", "b2", None);
    entries("a1", "b'2", None);
}

#[test]
fn a_container_is_named_by_its_storage_url() {
    let found = container("net work");
    assert_eq!(found.storage, format!("https://obs.example/v1/{ACCOUNT}"));
    assert_eq!(found.tenant, "e670167936434f85a03694184000ffe6");
    assert_eq!(found.name, "net work");
    assert_eq!(Container::of(""), None);
    assert_eq!(Container::of(&format!("https://obs.example/v1/{ACCOUNT}/logs")), None);
    assert_eq!(Container::of(&format!("https://obs.example/v1/{ACCOUNT}/../x/y")), None);
}

#[test]
fn the_commands_are_what_the_help_says() {
    let (container, policy) = (container("logs"), policy("a:b").and("t:u".to_owned()));
    let url = format!("'https://obs.example/v1/{ACCOUNT}/logs'");
    assert_eq!(container.read_by_curl(), format!("curl -gsS --head {url} -H \"X-Auth-Token: $TOKEN\""));
    assert_eq!(
        container.write_by_curl(&policy),
        format!("curl -gsS -X POST {url} -H \"X-Auth-Token: $TOKEN\" -H 'X-Container-Write: a:b,t:u'")
    );
    assert_eq!(
        container.write_by_swift(&policy).unwrap(),
        format!(
            "swift --os-storage-url 'https://obs.example/v1/{ACCOUNT}' --os-auth-token \"$TOKEN\" \
             post --write-acl 'a:b,t:u' 'logs'"
        )
    );
    assert_eq!(self::container("-logs").write_by_swift(&policy), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_shell_reads_what_was_meant(text in "(\\PC|['\"$`\\\\!*?;&|<>(){}#~ \t\n]){0,24}") {
        let said = words(&format!("say {} end", quoted(&text)));
        prop_assert_eq!(said, ["say", text.as_str(), "end"]);
    }

    #[test]
    fn a_shell_passes_on_every_container_and_policy(
        name in "(\\PC|['\"$`\\\\!*?;&|<>(){}\\[\\]#~ %]){1,16}",
        present in "([!-+\\--~]{1,12},?){0,3}",
    ) {
        prop_assume!(!name.contains('/') && name != "." && name != ".." && !name.starts_with('-'));
        let container = container(&name);
        prop_assert_eq!(&container.name, &name);
        let policy = policy(&present).and("t:u".to_owned());
        let url = format!("https://obs.example/v1/{ACCOUNT}/{}", utf8_percent_encode(&name, COMPONENT));
        let (token, header) = (format!("X-Auth-Token: {FILLED}"), policy.header());
        let expect: [&str; 6] = ["curl", "-gsS", "--head", &url, "-H", &token];
        prop_assert_eq!(words(&container.read_by_curl()), expect);
        let expect: [&str; 8] = ["curl", "-gsS", "-X", "POST", &url, "-H", &token, "-H"];
        let written = words(&container.write_by_curl(&policy));
        prop_assert_eq!(&written[..8], expect);
        prop_assert_eq!(&written[8..], [header]);
        let written = words(&container.write_by_swift(&policy).unwrap());
        let expect: [&str; 5] = ["post", "--write-acl", &policy.text(), &name, ""];
        prop_assert_eq!(&written[5..], &expect[..4]);
        prop_assert_eq!(&written[4], FILLED);
    }

    #[test]
    fn no_entry_is_lost(present in "([!-+\\--~]{1,12}(,|, )){0,4}") {
        let before = Policy::parse(&present).unwrap();
        let after = before.clone().and("t:u".to_owned());
        let header = after.header();
        let again = Policy::parse(&header).unwrap();
        prop_assert_eq!(&again, &after);
        prop_assert!(before.0.iter().all(|entry| again.0.contains(entry)));
    }
}
