//! Setting the lines of a configuration that a deployment sets: those that end in `# adapt`, and no others.

use crate::process::{Failure, Result};

const MARK: &str = "# adapt";

/// A text in a marked line and what takes its place.
pub struct Change {
    pub from: String,
    pub to: String,
}

impl Change {
    pub fn new(from: &str, to: impl Into<String>) -> Self {
        Self { from: from.to_owned(), to: to.into() }
    }
}

/// The configuration with every change made. A change that fits no marked line is an error: the configuration and its
/// test have come apart.
pub fn render(text: &str, changes: &[Change]) -> Result<String> {
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    for Change { from, to } in changes {
        let mut made = false;
        for line in lines.iter_mut().filter(|line| line.ends_with(MARK) && line.contains(from.as_str())) {
            *line = line.replace(from.as_str(), to);
            made = true;
        }
        if !made {
            return Err(Failure::new(
                format!("no line with {from:?} ends in {MARK:?}"),
                "bring deploy/ and xtask/src/proxy together again",
            ));
        }
    }
    lines.push(String::new());
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "listen 443 ssl;  # adapt\nlisten 443 ssl;\nroot /srv;  # adapt\n";

    #[track_caller]
    fn check(changes: &[(&str, &str)], expect: &str) {
        let changes: Vec<_> = changes.iter().map(|(from, to)| Change::new(from, *to)).collect();
        assert_eq!(render(TEXT, &changes).unwrap(), expect);
    }

    #[test]
    fn only_marked_lines_change() {
        check(&[], TEXT);
        check(&[("443 ssl", "81")], "listen 81;  # adapt\nlisten 443 ssl;\nroot /srv;  # adapt\n");
        check(
            &[("/srv", "/a b"), ("/a b", "/c")],
            "listen 443 ssl;  # adapt\nlisten 443 ssl;\nroot /c;  # adapt\n",
        );
    }

    #[test]
    fn a_change_that_fits_nowhere_is_an_error() {
        let error = render("listen 443 ssl;\n", &[Change::new("443", "81")]).unwrap_err().to_string();
        assert!(error.contains("no line with \"443\""), "{error}");
    }
}
