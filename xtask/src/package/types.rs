//! Parses the part of `www/element.d.ts` that the manifest needs: classes and interfaces with one member per line, each
//! after its comment. The tests of the manifest fail if the file has another format.

/// A class or an interface.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Block {
    pub name: String,
    pub base: Option<String>,
    pub comment: String,
    pub members: Vec<Member>,
}

/// A property, a method, or a key of an interface.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Member {
    pub name: String,
    /// The type; for a method, the signature after the name.
    pub kind: String,
    pub is_method: bool,
    pub is_readonly: bool,
    pub comment: String,
}

/// The classes and interfaces that a file exports, in its order.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open = false;
    let mut comment = String::new();
    for line in text.lines() {
        let trimmed = line.trim();
        if let Some(rest) = trimmed.strip_prefix("/**") {
            comment = sentence(rest);
        } else if let Some(rest) = trimmed.strip_prefix('*') {
            let more = sentence(rest);
            comment = [comment.as_str(), more.as_str()].join(" ").trim().to_owned();
        } else if let Some(block) = head(line) {
            open = !trimmed.ends_with('}');
            found.push(Block { comment: std::mem::take(&mut comment), ..block });
        } else if line.starts_with('}') {
            open = false;
        } else if open && line.starts_with("  ") && !line.starts_with("   ") {
            if let (Some(block), Some(member)) = (found.last_mut(), member(trimmed)) {
                block.members.push(Member { comment: std::mem::take(&mut comment), ..member });
            }
        } else {
            comment.clear();
        }
    }
    found
}

/// A comment line without `/**`, `*` and `*/`.
fn sentence(line: &str) -> String {
    line.trim().trim_end_matches("*/").trim_start_matches('*').trim().to_owned()
}

/// Parses `export class Name extends Base {` and ignores type parameters.
fn head(line: &str) -> Option<Block> {
    let rest = line.strip_prefix("export class ").or_else(|| line.strip_prefix("export interface "))?;
    let name = rest.split([' ', '<', '{']).next()?.to_owned();
    let base = rest.split_once("> extends ").or_else(|| rest.split_once(" extends "));
    let base = base.and_then(|(_, base)| base.split([' ', '<', '{']).next()).map(str::to_owned);
    Some(Block { name, base, ..Block::default() })
}

/// Parses `readonly name?: kind;`, `"name": kind;` or `name(parameters): kind;`.
fn member(line: &str) -> Option<Member> {
    let line = line.strip_suffix(';')?;
    let (is_readonly, line) = match line.strip_prefix("readonly ") {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let end = line.find([':', '('])?;
    let (name, kind) = line.split_at_checked(end)?;
    let is_method = kind.starts_with('(');
    let kind = if is_method { kind } else { kind.trim_start_matches(':').trim() };
    let name = name.trim_end_matches('?').trim_matches('"').to_owned();
    Some(Member { name, kind: kind.to_owned(), is_method, is_readonly, comment: String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
/** What it has. */
export interface Base {
  /** Where
   * it is. */
  \"config-url\"?: string;
  on?: { [key: string]: () => void };
}

/** One. */
export class One extends Base {
  readonly whenReady: Promise<this>;
  /** Goes. */
  navigate(route: string): Promise<void>;
}

export class Two extends One {}
export interface Options<Name extends keyof One = keyof One> extends Base {
  element?: Name;
}
";

    #[test]
    fn blocks_have_their_names_and_bases() {
        let named: Vec<_> = blocks(TEXT).into_iter().map(|block| (block.name, block.base)).collect();
        let base = |name: &str| Some(name.to_owned());
        let wanted = [
            ("Base".to_owned(), None),
            ("One".to_owned(), base("Base")),
            ("Two".to_owned(), base("One")),
            ("Options".to_owned(), base("Base")),
        ];
        assert_eq!(named, wanted);
    }

    #[test]
    fn members_have_their_comments_and_kinds() {
        let found = blocks(TEXT);
        let url = &found[0].members[0];
        assert_eq!(
            (url.name.as_str(), url.kind.as_str(), url.comment.as_str()),
            ("config-url", "string", "Where it is.")
        );
        let [ready, navigate] = found[1].members.as_slice() else { panic!("{found:?}") };
        assert!(ready.is_readonly && !ready.is_method && ready.comment.is_empty());
        assert_eq!((navigate.is_method, navigate.kind.as_str()), (true, "(route: string): Promise<void>"));
        assert_eq!(navigate.comment, "Goes.");
        assert_eq!(found[0].comment, "What it has.");
    }
}
