//! Export of a list as CSV (RFC 4180) that a spreadsheet does not run.

/// One header row and the rows, each ended by CRLF. Rows are written as they are, whatever their length.
pub fn document<H, R, C>(header: H, rows: R) -> String
where
    H: IntoIterator,
    H::Item: AsRef<str>,
    R: IntoIterator<Item = C>,
    C: IntoIterator,
    C::Item: AsRef<str>,
{
    let mut text = String::new();
    push_row(&mut text, header);
    text.push_str(&self::rows(rows));
    text
}

/// Rows alone, for the next piece of a document.
pub fn rows<R, C>(rows: R) -> String
where
    R: IntoIterator<Item = C>,
    C: IntoIterator,
    C::Item: AsRef<str>,
{
    let mut text = String::new();
    for row in rows {
        push_row(&mut text, row);
    }
    text
}

fn push_row<C>(text: &mut String, cells: C)
where
    C: IntoIterator,
    C::Item: AsRef<str>,
{
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        push_cell(text, cell.as_ref());
    }
    text.push_str("\r\n");
}

fn push_cell(text: &mut String, cell: &str) {
    // A spreadsheet that separates cells by semicolons or tabs takes the quotes behind a comma for text, and reads each
    // part as a cell.
    let parts = || cell.split_inclusive(';');
    // An empty lone cell would make an empty line, which readers skip.
    let quoted =
        cell.is_empty() || cell.contains(['"', ',', ';', '\t', '\r', '\n']) || parts().any(is_formula);
    if !quoted {
        text.push_str(cell);
        return;
    }
    text.push('"');
    for part in parts() {
        if is_formula(part) {
            text.push('\'');
        }
        text.push_str(&part.replace('"', "\"\""));
    }
    text.push('"');
}

/// Whether a spreadsheet would read the cell as a formula (OWASP ASVS 5.0, 1.2.10). Some spreadsheets skip spaces and
/// invisible characters at the beginning, and read full-width signs of East Asian input like narrow ones. A negative
/// number gets an apostrophe, too.
fn is_formula(cell: &str) -> bool {
    let seen = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c));
    cell.starts_with(['\t', '\r', '\n', '\0'])
        || seen.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

/// Soft hyphen, zero-width spaces and joiners, marks of direction, byte order mark.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(cell: &str, expect: &str) {
        assert_eq!(document([cell, "x"], [["y", cell]]), format!("{expect},x\r\ny,{expect}\r\n"));
    }

    #[test]
    fn plain_cells_stay_as_they_are() {
        check("web-1", "web-1");
        check("a b", "a b");
        check(" a", " a");
        check("로그", "로그");
        check("a=1+2-3@x", "a=1+2-3@x");
        check("2024-07-29 09:21:09", "2024-07-29 09:21:09");
        check("", "\"\"");
    }

    #[test]
    fn separators_and_quotes_are_quoted() {
        check("a,b", "\"a,b\"");
        check("say \"no\"", "\"say \"\"no\"\"\"");
        check("two\nlines", "\"two\nlines\"");
        check("two\r\nlines", "\"two\r\nlines\"");
        check("a;b", "\"a;b\"");
        check("a\tb", "\"a\tb\"");
    }

    #[test]
    fn formulas_behind_another_separator_are_neutralised() {
        check(";=1", "\";'=1\"");
        check("a; -1;b", "\"a;' -1;b\"");
        check("=1;=2", "\"'=1;'=2\"");
    }

    #[test]
    fn formulas_are_neutralised() {
        check("=1+1", "\"'=1+1\"");
        check("+1", "\"'+1\"");
        check("-1", "\"'-1\"");
        check("@SUM(A1)", "\"'@SUM(A1)\"");
        check("\t=1", "\"'\t=1\"");
        check("\r=1", "\"'\r=1\"");
        check("\0=1", "\"'\0=1\"");
        check("\n=1", "\"'\n=1\"");
        check("\nx", "\"'\nx\"");
        check(" =1", "\"' =1\"");
        check("\u{a0}\u{3000}@x", "\"'\u{a0}\u{3000}@x\"");
        check("\u{200b}=1", "\"'\u{200b}=1\"");
        check("\u{feff}\u{202e} -1", "\"'\u{feff}\u{202e} -1\"");
        check("\u{ff1d}1", "\"'\u{ff1d}1\"");
        check("\u{ff0b}1", "\"'\u{ff0b}1\"");
        check("\u{ff0d}1", "\"'\u{ff0d}1\"");
        check("\u{ff20}x", "\"'\u{ff20}x\"");
        check("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    }

    /// A reader after RFC 4180's grammar, apart from the writer; `None` where the text is not of it.
    fn read(text: &str) -> Option<Vec<Vec<String>>> {
        let (mut rows, mut row) = (Vec::new(), Vec::new());
        let mut rest = text;
        while !rest.is_empty() {
            let mut cell = String::new();
            if let Some(mut inner) = rest.strip_prefix('"') {
                loop {
                    let (part, after) = inner.split_once('"')?;
                    cell.push_str(part);
                    match after.strip_prefix('"') {
                        Some(more) => (inner, _) = (more, cell.push('"')),
                        None => break rest = after,
                    }
                }
            } else {
                let end = rest.find([',', '\r', '\n', '"'])?;
                cell.push_str(&rest[..end]);
                rest = &rest[end..];
            }
            row.push(cell);
            if let Some(after) = rest.strip_prefix("\r\n") {
                rows.push(std::mem::take(&mut row));
                rest = after;
            } else {
                rest = rest.strip_prefix(',')?;
            }
        }
        row.is_empty().then_some(rows)
    }

    proptest! {
        #[test]
        fn every_cell_is_read_back_and_none_is_a_formula(
            rows in prop::collection::vec(prop::collection::vec("([=+@,;\"\t\r\n\u{200b}\u{ff1d} -]|\\PC|a){0,4}", 1..4), 1..4),
        ) {
            let part = |part: &str| if is_formula(part) { format!("'{part}") } else { part.to_owned() };
            let neutral = |cell: &String| cell.split(';').map(part).collect::<Vec<_>>().join(";");
            let expect: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(neutral).collect()).collect();
            let written = document(&rows[0], &rows[1..]);
            let found = read(&written);
            prop_assert_eq!(found.as_ref(), Some(&expect), "{}", written);
            let dangerous = |cell: &str| {
                let seen = cell.trim_start_matches([' ', '\n', '\u{200b}']);
                cell.starts_with(['\t', '\r', '\n']) || seen.starts_with(['=', '+', '-', '@', '\u{ff1d}'])
            };
            prop_assert!(!found.unwrap().iter().flatten().flat_map(|cell| cell.split(';')).any(dangerous));
        }
    }
}
