//! The statement, which is the same for all databases but for their words.

use super::condition::{GREATEST, Names, columns, filter, normal};
use super::dialect::Dialect;
use super::note::Unsupported;
use super::source::Source;
use super::table::Table;
use super::words::free_name;
use crate::field::{Column, Field};
use crate::filter::Filter;
use crate::question::{Metric, Order, Question, Show, TimeRange};

const RESULTS: [&str; 27] = [
    "begin",
    "distinct",
    "first",
    "last",
    "first_dropped",
    "change",
    "difference",
    "place",
    "combined",
    "distinct_1",
    "distinct_2",
    "distinct_3",
    "sum_flows",
    "sum_packets",
    "sum_bytes",
    "dropped_sum_flows",
    "dropped_sum_packets",
    "dropped_sum_bytes",
    "accepted_sum_flows",
    "accepted_sum_packets",
    "accepted_sum_bytes",
    "now_sum_flows",
    "now_sum_packets",
    "now_sum_bytes",
    "before_sum_flows",
    "before_sum_packets",
    "before_sum_bytes",
];

pub struct Statement {
    dialect: Dialect,
    /// What the question reads, each column once, with its name in the statement.
    columns: Vec<(Column, String)>,
}

impl Statement {
    pub fn new(dialect: Dialect, question: &Question, sources: &[Source]) -> Statement {
        let mut used: Vec<Column> = Vec::new();
        match &question.show {
            Show::Records { .. } => {
                let names = sources.iter().flat_map(|source| &source.columns);
                used.extend(Field::ALL.map(Column::Field));
                used.extend(names.map(|name| Column::of_file(name)));
            }
            Show::Totals | Show::Series { .. } => used.extend(counted()),
            Show::Top { by, .. } | Show::Changes { by, .. } => {
                used.extend_from_slice(by);
                used.extend(counted());
            }
            Show::Spread { by, of, .. } => {
                used.extend_from_slice(by);
                used.extend_from_slice(of);
                used.extend(counted());
            }
            Show::Distinct { by } => used.extend_from_slice(by),
        }
        if let Show::Records { by, .. } = &question.show {
            used.push(by.clone());
        }
        used.push(Field::Start.into());
        columns(&question.filter, &mut used);
        // The names of results are no column's.
        let results: &[&str] = match &question.show {
            Show::Records { .. } => &[],
            _ => &RESULTS,
        };
        let mut named: Vec<(Column, String)> = Vec::new();
        for column in used {
            if named.iter().any(|(known, _)| *known == column) {
                continue;
            }
            let name = match &column {
                Column::Field(field) => field.column().to_owned(),
                Column::Other(name) if Field::of_column(name).is_some() => format!("{name}_"),
                Column::Other(name) => name.clone(),
            };
            let taken = named.iter().map(|(_, name)| name.as_str());
            let name = free_name(name, taken.chain(results.iter().copied()));
            named.push((column, name));
        }
        Statement { dialect, columns: named }
    }

    /// The whole query over these tables.
    pub fn over(&self, tables: &[Table], question: &Question) -> Result<String, Unsupported> {
        let selects: Vec<String> = tables.iter().map(|table| self.select(table)).collect();
        let query = self.query(question)?;
        // More parts of the same WITH go on with a comma.
        let joint = if query.starts_with(',') { "" } else { "\n" };
        Ok(format!("WITH records AS (\n{}\n){joint}{query}", selects.join("\n  UNION ALL\n")))
    }

    fn name(&self, column: &Column) -> String {
        let known = self.columns.iter().find(|(known, _)| known == column);
        self.dialect.identifier(known.map_or(column.name(), |(_, name)| name))
    }

    /// Reads the columns that are used from a table.
    fn select(&self, table: &Table) -> String {
        let select = self.columns.iter().map(|(column, name)| {
            let kind = column.kind();
            let value = match table.columns.iter().find(|(of_table, _)| of_table == column) {
                Some((_, name)) => {
                    let value = self.dialect.identifier(name);
                    let value = if table.is_typed { value } else { self.dialect.cast(&value, kind) };
                    normal(&value, kind)
                }
                None => format!("CAST(NULL AS {})", self.dialect.type_of(kind)),
            };
            format!("    {value} AS {}", self.dialect.identifier(name))
        });
        let select: Vec<String> = select.collect();
        format!("  SELECT\n{}\n  FROM {}", select.join(",\n"), table.from)
    }

    fn query(&self, question: &Question) -> Result<String, Unsupported> {
        let d = self.dialect;
        let start = self.name(&Field::Start.into());
        let mut conditions = Vec::new();
        if question.filter != Filter::default() {
            let names = Names { dialect: d, name: &|column| self.name(column) };
            conditions.push(filter(&question.filter, &names)?);
        }
        let range = question.range.map(|range| within(&start, range));
        let of_range: Vec<String> = range.iter().chain(&conditions).cloned().collect();
        let from = format!("FROM records\n{}", wheres(&of_range));
        Ok(match &question.show {
            Show::Totals => {
                let sums = [
                    self.all_and_dropped(),
                    self.sums("accepted_", Some(&self.action_is("ACCEPT"))),
                    self.times(),
                ];
                format!("SELECT\n  {}\n{from}", sums.concat().join(",\n  "))
            }
            Show::Series { step, origin } => {
                let step = (*step).clamp(1, GREATEST);
                let shift = (step - origin % step) % step;
                let begin = format!("{start} - ({start} + {shift}) % {step} AS {}", d.identifier("begin"));
                let sums = [vec![begin], self.all_and_dropped()].concat().join(",\n  ");
                format!("SELECT\n  {sums}\n{from}GROUP BY 1\nORDER BY 1 NULLS FIRST")
            }
            Show::Top { by, metric, order, limit } => {
                let keys = self.keys(by);
                let sums = [keys.clone(), self.all_and_dropped(), self.times()].concat().join(",\n  ");
                format!(
                    "SELECT\n  {sums}\n{from}{}ORDER BY {} {}{}\n{}",
                    group_or_none(&keys),
                    d.identifier(&sum_name("", *metric)),
                    direction(*order),
                    then_by(&keys),
                    d.page(*limit, 0),
                )
            }
            Show::Records { by, order, offset, limit } => format!(
                "SELECT *\n{from}ORDER BY {} {} NULLS LAST\n{}",
                self.name(by),
                direction(*order),
                d.page(*limit, *offset),
            ),
            Show::Distinct { by } => {
                let keys = self.keys(by);
                let is_there = keys.iter().map(|key| format!("{key} IS NOT NULL"));
                let is_there: Vec<String> = of_range.into_iter().chain(is_there).collect();
                let keys = if keys.is_empty() { "1".to_owned() } else { keys.join(", ") };
                format!(
                    "SELECT count(*) AS {}\nFROM (\nSELECT DISTINCT {keys}\nFROM records\n{}) AS found",
                    d.identifier("distinct"),
                    wheres(&is_there)
                )
            }
            Show::Spread { by, of, limit } => self.spread(&self.keys(by), &self.keys(of), &from, *limit),
            Show::Changes { by, before, metric, limit } => {
                let now = range.unwrap_or_else(|| "TRUE".to_owned());
                let before = within(&start, *before);
                conditions.insert(0, format!("({now}) OR ({before})"));
                self.changes(&self.keys(by), (&now, &before), &wheres(&conditions), *metric, *limit)
            }
        })
    }

    /// Counts in two steps, because no two databases count different combinations by the same words.
    fn spread(&self, by: &[String], of: &[String], from: &str, limit: usize) -> String {
        let name = |name: &str| self.dialect.identifier(name);
        let sums = [self.all_and_dropped(), self.times()].concat();
        let keys: Vec<String> = by.iter().chain(of).cloned().collect();
        let distinct = (1..)
            .zip(of)
            .map(|(number, of)| format!("count(DISTINCT {of}) AS {}", name(&format!("distinct_{number}"))));
        let is_there: Vec<String> = of.iter().map(|key| format!("{key} IS NOT NULL")).collect();
        let is_there = if is_there.is_empty() {
            String::new()
        } else {
            format!(" FILTER (WHERE {})", is_there.join(" AND "))
        };
        let combined = format!("count(*){is_there} AS {}", name("combined"));
        let added =
            ["", "dropped_"].iter().flat_map(|prefix| Metric::ALL.map(|metric| sum_name(prefix, metric)));
        let added = added.map(|sum| format!("sum({sum}) AS {sum}", sum = name(&sum)));
        let times = [("min", "first"), ("max", "last"), ("min", "first_dropped")]
            .map(|(of, time)| format!("{of}({time}) AS {time}", time = name(time)));
        let shown: Vec<String> =
            by.iter().cloned().chain(distinct).chain([combined]).chain(added).chain(times).collect();
        format!(
            ", met AS (\nSELECT\n  {}\n{from}{})\nSELECT\n  {}\nFROM met\n{}ORDER BY {} DESC{}\n{}",
            [keys.clone(), sums].concat().join(",\n  "),
            group_or_none(&keys),
            shown.join(",\n  "),
            group_or_none(by),
            name("combined"),
            then_by(by),
            self.dialect.page(limit, 0),
        )
    }

    /// What is in one of two ranges alone, or has another sum in it.
    fn changes(
        &self,
        keys: &[String],
        (now, before): (&str, &str),
        wheres: &str,
        metric: Metric,
        limit: usize,
    ) -> String {
        let name = |name: &str| self.dialect.identifier(name);
        let of_both = |metric: Metric| ["now_", "before_"].map(|range| name(&sum_name(range, metric)));
        let [now_flows, before_flows] = of_both(Metric::Flows);
        let [now_metric, before_metric] = of_both(metric);
        let [change, difference, place] = ["change", "difference", "place"].map(name);
        let sums = [keys.to_vec(), self.sums("now_", Some(now)), self.sums("before_", Some(before))].concat();
        let sum_names = ["now_", "before_"]
            .iter()
            .flat_map(|range| Metric::ALL.map(|metric| name(&sum_name(range, metric))));
        let shown: Vec<String> = keys.iter().cloned().chain(sum_names).chain([change.clone()]).collect();
        format!(
            ", sums AS (\nSELECT\n  {sums}\nFROM records\n{wheres}{group}), changes AS (\nSELECT *,\n  CASE WHEN {before_flows} = 0 \
             THEN 'appeared' WHEN {now_flows} = 0 THEN 'vanished' WHEN {now_metric} > {before_metric} THEN 'grown' ELSE \
             'shrunk' END AS {change},\n  abs({now_metric} - {before_metric}) AS {difference}\nFROM sums\nWHERE \
             {before_flows} = 0 OR {now_flows} = 0 OR {now_metric} <> {before_metric}\n), places AS (\nSELECT *,\n  \
             row_number() OVER (PARTITION BY {change} ORDER BY {difference} DESC{then_by}) AS {place}\nFROM changes\n)\n\
             SELECT\n  {shown}\nFROM places\nWHERE {place} <= {limit}\nORDER BY {change}, {place}",
            sums = sums.join(",\n  "),
            group = group(keys),
            then_by = then_by(keys),
            shown = shown.join(",\n  "),
        )
    }

    fn keys(&self, by: &[Column]) -> Vec<String> {
        by.iter().map(|column| self.name(column)).collect()
    }

    fn action_is(&self, action: &str) -> String {
        format!("{} = {}", self.name(&Field::Action.into()), self.dialect.literal(action))
    }

    fn all_and_dropped(&self) -> Vec<String> {
        [self.sums("", None), self.sums("dropped_", Some(&self.action_is("DROP")))].concat()
    }

    /// The three sums of all records, or of those under a condition.
    fn sums(&self, prefix: &str, condition: Option<&str>) -> Vec<String> {
        let condition = condition.map_or(String::new(), |condition| format!(" FILTER (WHERE {condition})"));
        let sum_of = |field: Field| {
            format!("coalesce(sum({}){condition}, 0)", self.dialect.wide(&self.name(&field.into())))
        };
        let sum = |metric: Metric| {
            let sum = match metric {
                Metric::Flows => format!("count(*){condition}"),
                Metric::Packets => sum_of(Field::Packets),
                Metric::Bytes => sum_of(Field::Bytes),
            };
            format!("{sum} AS {}", self.dialect.identifier(&sum_name(prefix, metric)))
        };
        Metric::ALL.map(sum).into()
    }

    fn times(&self) -> Vec<String> {
        let start = self.name(&Field::Start.into());
        let dropped = format!("min({start}) FILTER (WHERE {})", self.action_is("DROP"));
        [(format!("min({start})"), "first"), (format!("max({start})"), "last"), (dropped, "first_dropped")]
            .map(|(time, name)| format!("{time} AS {}", self.dialect.identifier(name)))
            .into()
    }
}

/// What every sum reads.
fn counted() -> [Column; 3] {
    [Field::Packets, Field::Bytes, Field::Action].map(Column::Field)
}

fn sum_name(prefix: &str, metric: Metric) -> String {
    format!("{prefix}sum_{}", metric.name())
}

/// Spark reads `FROM records WHERE (FALSE)` as an alias with a column: a single condition has no parentheses.
fn wheres(conditions: &[String]) -> String {
    match conditions {
        [] => String::new(),
        [one] => format!("WHERE {one}\n"),
        several => format!("WHERE ({})\n", several.join(") AND (")),
    }
}

fn group(keys: &[String]) -> String {
    if keys.is_empty() { String::new() } else { format!("GROUP BY {}\n", keys.join(", ")) }
}

/// Without a key there is one group, and none where there is no record.
fn group_or_none(keys: &[String]) -> String {
    if keys.is_empty() { "HAVING count(*) > 0\n".to_owned() } else { group(keys) }
}

fn then_by(keys: &[String]) -> String {
    keys.iter().map(|key| format!(", {key} NULLS FIRST")).collect()
}

fn direction(order: Order) -> &'static str {
    match order {
        Order::Descending => "DESC",
        Order::Ascending => "ASC",
    }
}

fn within(start: &str, range: TimeRange) -> String {
    match (range.from, range.until) {
        // No record starts so late.
        (from, _) if from > GREATEST => "FALSE".to_owned(),
        (from, until) if until > GREATEST => format!("{start} >= {from}"),
        (from, until) => format!("{start} >= {from} AND {start} < {until}"),
    }
}
