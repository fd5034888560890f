//! Plain text tables.

use std::fmt;

pub struct Table {
    rows: Vec<Vec<String>>,
    /// Every column but the first is set to the right.
    numbers: bool,
}

impl Table {
    /// A table of words.
    pub fn words(heads: &[&str]) -> Self {
        Self { rows: vec![heads.iter().map(|head| (*head).to_owned()).collect()], numbers: false }
    }

    /// A table of names, each with its numbers.
    pub fn numbers(heads: &[&str]) -> Self {
        Self { numbers: true, ..Self::words(heads) }
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| {
            self.rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        };
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<_> = (0..columns).map(width).collect();
        for (index, row) in self.rows.iter().enumerate() {
            let mut line = String::new();
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let gap = if column == 0 { "" } else { "  " };
                let text = if column > 0 && self.numbers {
                    format!("{gap}{cell:>width$}")
                } else {
                    format!("{gap}{cell:<width$}")
                };
                line.push_str(&text);
            }
            writeln!(out, "{}", line.trim_end())?;
            if index == 0 {
                let rule: Vec<_> = widths.iter().map(|width| "-".repeat(*width)).collect();
                writeln!(out, "{}", rule.join("  "))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(mut table: Table, expect: &str) {
        table.row(["native".to_owned(), "12".to_owned()]);
        table.row(["end-to-end".to_owned(), "7".to_owned()]);
        assert_eq!(table.to_string(), expect);
    }

    #[test]
    fn columns_line_up() {
        check(
            Table::numbers(&["suite", "passed"]),
            "suite       passed\n----------  ------\nnative          12\nend-to-end       7\n",
        );
        check(
            Table::words(&["what", "found"]),
            "what        found\n----------  -----\nnative      12\nend-to-end  7\n",
        );
    }
}
