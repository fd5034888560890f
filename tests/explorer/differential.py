"""Asks the log engine and DuckDB the same questions over random, hostile files, and compares every number.

Three answers must be equal: the engine's, DuckDB's to the SQL that the engine writes, over the same files, and
DuckDB's to SQL that is written here, over a clean copy of the records. A seed gives the same files again. The end is in
the form of TAP.
"""

import argparse
import gzip
import ipaddress
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import duckdb

CURRENT = (
    "timestamp_start timestamp_end interface_id owner_type owner_id subnet_id vpc_id region protocol src_addr dst_addr "
    "src_port dst_port tcp_flag packets bytes direction filter transithub_drop_no_route_packets "
    "transithub_drop_no_route_bytes transithub_drop_black_hole_packets transithub_drop_black_hole_bytes status "
    "traffic_path"
).split()
FIRST = (
    "timestamp_start timestamp_end interface_id owner_id subnet_id vpc_id region protocol src_addr dst_addr src_port "
    "dst_port tcp_flag packets bytes filter status"
).split()
TIMES = ["timestamp_start", "timestamp_end"]
ADDRESSES = ["src_addr", "dst_addr"]
NUMBERS = [
    name
    for name in CURRENT
    if name in ("protocol", "src_port", "dst_port", "tcp_flag", "packets", "bytes", "traffic_path")
    or name.startswith("transithub")
]
OTHERS = ["my column", 'a "b"', "src", "메모"]
TABLE = CURRENT + OTHERS
# The names of columns in a question, where they are others.
NAMES = {
    "src_addr": "src",
    "dst_addr": "dst",
    "interface_id": "interface",
    "filter": "action",
    "timestamp_start": "start",
}
NOON = 1_764_500_000
ALL = 1_000_000


class Files:
    """Files with random records, and the records as they were meant."""

    def __init__(self, dice, folder):
        self.dice = dice
        self.folder = folder
        self.addresses = [self.address() for _ in range(dice.choice([3, 30, 300]))]
        self.records = []
        self.broken = 0
        self.paths = []
        self.lay()

    def lay(self):
        dice = self.dice
        self.breaks_numbers = dice.random() < 0.3
        # Whether DuckDB reads the files otherwise than the engine. It looks at the columns that a statement reads
        # alone, so that a broken number in another one does not count as broken.
        self.is_read_otherwise = self.breaks_numbers
        # A file without a header must have a known number of columns, or columns that the command names.
        self.given = dice.sample(TABLE, dice.randint(2, 12)) if dice.random() < 0.3 else None
        while self.given and len(self.given) in (17, 24):
            self.given = self.given[1:]
        for number in range(dice.randint(1, 4)):
            self.random_file(number)

    def address(self):
        if self.dice.random() < 0.1:
            first = int(ipaddress.IPv6Address(self.dice.choice(["::", "fc00::", "fe80::", "ff02::", "2001:db8::"])))
            return str(ipaddress.IPv6Address(first | self.dice.getrandbits(112) >> self.dice.choice([0, 64, 100])))
        network = self.dice.choice(["10.0.0.0", "10.1.2.0", "192.168.0.0", "8.8.8.0", "0.0.0.0", "255.255.255.0"])
        return str(ipaddress.IPv4Address(int(ipaddress.IPv4Address(network)) + self.dice.randrange(256)))

    def value(self, name):
        dice = self.dice
        if dice.random() < 0.05:
            return None
        if name == "timestamp_start":
            return dice.choice([NOON, NOON + dice.randrange(7200), NOON + dice.randrange(90_000)])
        if name == "timestamp_end":
            return NOON + dice.randrange(7200)
        if name in ADDRESSES:
            return dice.choice(self.addresses)
        if name in ("src_port", "dst_port"):
            return dice.choice([22, 53, 80, 443, 5432, 0, dice.randrange(65536)])
        if name == "protocol":
            return dice.choice([1, 6, 6, 6, 17, 58, 255])
        if name == "tcp_flag":
            return dice.choice([0, 2, 16, 18, 20, 27, dice.randrange(256)])
        if name == "traffic_path":
            return dice.randint(1, 7)
        if name in NUMBERS:
            return dice.choice([0, 1, dice.randrange(1500), dice.randrange(1 << 33), dice.randrange(1 << 50)])
        if name == "filter":
            return dice.choice(["ACCEPT", "ACCEPT", "DROP"])
        if name == "status":
            return dice.choice(["OK"] * 8 + ["SKIPDATA", "NODATA"])
        if name == "direction":
            return dice.choice(["ingress", "egress", "unknown"])
        if name in OTHERS:
            return dice.choice(["a", "b c", " x ", "가나다", 'say "no"', "1,2", "two\nlines", "it's", "\\", "-1", "#"])
        return f"{name}-{dice.randrange(dice.choice([1, 5, 500]))}"

    def random_file(self, number):
        dice = self.dice
        kind = dice.choice(["current", "first", "header", "header", "parquet", "given" if self.given else "header"])
        if kind == "parquet":
            self.random_parquet(number)
            return
        names = {"current": CURRENT, "first": FIRST, "given": self.given}.get(kind)
        has_header = kind == "header" or (kind != "given" and dice.random() < 0.5)
        if kind == "header":
            names = dice.sample(TABLE, dice.randint(2, len(TABLE)))
            if not set(names) & set(CURRENT):
                names.append("bytes")
        scale = dice.choice([1, 1000])
        quote = dice.choice(["needed", "needed", "all", "some"])
        end = dice.choice(["\n", "\n", "\r\n"])
        lines = []
        if has_header:
            old = {"owner_id": "vm_id"} if dice.random() < 0.5 else {}
            lines.append(",".join(self.cell(old.get(name, name), quote) for name in names))
        for _ in range(dice.choice([1, 20, 300, 6000 if dice.random() < 0.05 else 50])):
            # The first line tells the columns.
            if lines and dice.random() < 0.02:
                lines.append(self.broken_line(names))
                continue
            record = {name: self.value(name) for name in names}
            late = dice.randrange(1000) if scale == 1000 else 0
            cells = []
            for name in names:
                value = record[name]
                if value is not None and name in TIMES:
                    cells.append(self.cell(str(value * scale + late), quote))
                    record[name] = value * 1000 + late
                elif value is None:
                    absent = ["-", "", "-1"] if name in NUMBERS + TIMES else ["-", ""]
                    cells.append(dice.choice(absent))
                else:
                    cells.append(self.cell(str(value), quote))
            lines.append(",".join(cells))
            self.records.append(record)
            # DuckDB takes the first end of a line that it meets for that of all lines.
            self.is_read_otherwise |= end == "\r\n" and any("\n" in str(value) for value in record.values())
        text = end.join(lines) + dice.choice(["", end])
        if dice.random() < 0.2:
            text = "\ufeff" + text
        data = text.encode()
        is_gzip = dice.random() < 0.3
        # The name says nothing about the content, and has a colon as those of the service do.
        path = self.folder / f"flow_2026-11-30T10:00_{number}{dice.choice(['', '.csv', '.gz'])}"
        path.write_bytes(gzip.compress(data, 1) if is_gzip else data)
        self.paths.append(str(path))

    def random_parquet(self, number):
        """A file that DuckDB writes, in a codec and with types that a writer may choose."""
        dice = self.dice
        names = ["bytes"] + dice.sample([name for name in TABLE if name != "bytes"], dice.randint(2, 20))
        scale = dice.choice([1, 1000])
        rows = []
        for _ in range(dice.choice([1, 50, 5000])):
            record = {name: self.value(name) for name in names}
            row = dict(record)
            for name in names:
                if record[name] is None:
                    row[name] = dice.choice([None, "-1" if name in NUMBERS + TIMES else "-"])
                elif name in TIMES:
                    row[name] = record[name] * scale
                    record[name] *= 1000
            rows.append(json.dumps(row))
            self.records.append(record)
        table = self.folder / f"table{number}.json"
        table.write_text("\n".join(rows))
        reads = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)

        def typed(name):
            if name not in NUMBERS + TIMES:
                return quoted(name)
            types = ["BIGINT", "BIGINT", "VARCHAR"] + (["DOUBLE"] if name not in TIMES else [])
            if name in ("src_port", "dst_port", "protocol", "tcp_flag", "traffic_path"):
                types += ["INTEGER", "SMALLINT" if name not in ("src_port", "dst_port") else "INTEGER"]
            return f"CAST({quoted(name)} AS {dice.choice(types)}) AS {quoted(name)}"

        path = self.folder / f"flow_{number}{dice.choice(['', '.parquet'])}"
        duckdb.connect().execute(
            f"COPY (SELECT {', '.join(map(typed, names))} FROM read_json({literal(str(table))}, "
            f"format = 'newline_delimited', columns = {{{reads}}})) TO {literal(str(path))} (FORMAT parquet, "
            f"CODEC {dice.choice(['snappy', 'gzip', 'zstd', 'uncompressed'])}, ROW_GROUP_SIZE {dice.choice([2048, 100000])}, "
            f"PARQUET_VERSION {dice.choice(['v1', 'v2'])})"
        )
        self.paths.append(str(path))

    def broken_line(self, names):
        self.broken += 1
        known = [index for index, name in enumerate(names) if name in NUMBERS]
        cells = ["1"] * len(names)
        for index, name in enumerate(names):
            if name in ADDRESSES:
                cells[index] = "10.0.0.1"
        if known and self.breaks_numbers:
            cells[self.dice.choice(known)] = self.dice.choice(["x", "1x", "99999999999999999999"])
            return ",".join(cells)
        return ",".join(cells + ["1"] if self.dice.random() < 0.5 or len(cells) < 3 else cells[:-1])

    def cell(self, text, quote):
        must = any(c in text for c in ',"\n\r')
        if must or quote == "all" or (quote == "some" and self.dice.random() < 0.3):
            return '"' + text.replace('"', '""') + '"'
        return text

    def load(self, database):
        """The records as they were meant, in a table."""
        types = {name: "BIGINT" for name in NUMBERS + TIMES}
        columns = ", ".join(f"{quoted(name)} {types.get(name, 'VARCHAR')}" for name in TABLE)
        database.execute(f"CREATE OR REPLACE TABLE meant ({columns})")
        path = self.folder / "meant.json"
        path.write_text("\n".join(json.dumps({name: record.get(name) for name in TABLE}) for record in self.records))
        if self.records:
            reads = ", ".join(f"{literal(name)}: '{types.get(name, 'VARCHAR')}'" for name in TABLE)
            database.execute(
                f"INSERT INTO meant SELECT {', '.join(map(quoted, TABLE))} "
                f"FROM read_json({literal(str(path))}, format = 'newline_delimited', columns = {{{reads}}})"
            )


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def literal(text):
    return "'" + text.replace("'", "''") + "'"


class Questions:
    """Random questions: as the engine reads them, and the plain condition in SQL."""

    def __init__(self, dice, addresses):
        self.dice = dice
        self.addresses = addresses

    def condition(self):
        dice = self.dice
        address = dice.choice(self.addresses)
        port = dice.choice([22, 443, dice.randrange(65536)])
        number = dice.choice([0, 1, dice.randrange(2000), dice.randrange(1 << 40)])
        net = ipaddress.ip_network(f"10.0.0.{dice.randrange(256)}/{dice.randint(1, 31)}", strict=False)
        first, last = int(net[0]), int(net[-1])

        def in_net(name):
            parts = [f"TRY_CAST(string_split({name}, '.')[{index}] AS BIGINT)" for index in range(1, 5)]
            value = f"((({parts[0]} * 256 + {parts[1]}) * 256 + {parts[2]}) * 256 + {parts[3]})"
            return f"{value} BETWEEN {first} AND {last}"

        return dice.choice(
            [
                ("action = DROP", "filter = 'DROP'"),
                ("action != DROP", "filter IS DISTINCT FROM 'DROP'"),
                ("status = skipdata,nodata", "status IN ('SKIPDATA', 'NODATA')"),
                (f"src = {address}", f"src_addr = '{address}'"),
                (f"addr = {address}", f"src_addr = '{address}' OR dst_addr = '{address}'"),
                (f"dst != {address}", f"dst_addr IS DISTINCT FROM '{address}'"),
                (f"src = {net}", in_net("src_addr")),
                (f"addr != {net}", f"NOT (coalesce({in_net('src_addr')}, false) OR coalesce({in_net('dst_addr')}, false))"),
                ("src = -", "src_addr IS NULL"),
                ("src != ::/0", "src_addr IS NULL"),
                (f"port = {port},https", f"src_port IN ({port}, 443) OR dst_port IN ({port}, 443)"),
                (f"dst_port = 20-{port + 20}", f"dst_port BETWEEN 20 AND {port + 20}"),
                (f"bytes >= {number}", f"bytes >= {number}"),
                (f"bytes < {number}", f"bytes < {number}"),
                (f"packets > {number}", f"packets > {number}"),
                (f"packets <= {number}", f"packets <= {number}"),
                ("protocol = tcp,udp", "protocol = 6 OR protocol = 17"),
                ("flags = SYN", "tcp_flag = 2"),
                ("flags : SYN+ACK", "tcp_flag & 18 = 18"),
                ("flags !: ACK", "NOT coalesce(tcp_flag & 16 = 16, false)"),
                ("path != internet", "traffic_path IS DISTINCT FROM 2"),
                ("interface : -1", "contains(interface_id, '-1')"),
                ("owner !: owner_id-2", "NOT coalesce(contains(owner_id, 'owner_id-2'), false)"),
                ("duration >= 60", "greatest(timestamp_end - timestamp_start, 0) >= 60000 "
                 "AND timestamp_end IS NOT NULL AND timestamp_start IS NOT NULL"),
                ('"my column" = "b c","say \\"no\\""', "\"my column\" IN ('b c', 'say \"no\"')"),
                ('"src" : a', "contains(\"src\", 'a')"),
                ('"no such" != x', "true"),
                ("all", "true"),
                ("none", "false"),
            ]
        )

    def filter(self, depth=0):
        dice = self.dice
        kind = dice.random()
        if depth == 0 and kind < 0.15:
            return "", "true"
        if depth > 2 or kind < 0.5:
            text, sql = self.condition()
            return text, f"coalesce({sql}, false)"
        if kind < 0.65:
            text, sql = self.filter(depth + 1)
            return f"not ({text or 'all'})", f"NOT ({sql})"
        joint = dice.choice(["and", "or"])
        parts = [self.filter(depth + 1) for _ in range(dice.randint(2, 3))]
        return f" {joint} ".join(f"({text or 'all'})" for text, _ in parts), f" {joint} ".join(f"({sql})" for _, sql in parts)

    def range(self):
        start = NOON * 1000 + self.dice.randrange(5_400_000)
        return {"from": start, "until": start + self.dice.choice([0, 60_000, 3_600_000])}

    def by(self):
        columns = self.dice.sample(
            ["src_addr", "dst_addr", "dst_port", "protocol", "interface_id", "filter", "bytes", "my column", "메모", "timestamp_start"],
            self.dice.choice([1, 1, 2, 3]),
        )
        return [NAMES.get(column, column) for column in columns], columns


INSIDE = (
    "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 224.0.0.0/4 fc00::/7 ::1 fe80::/10 "
    "ff00::/8"
).split()


def quick_questions(addresses):
    """The filter, the same in SQL, what is shown, its columns and the metric."""
    networks = [ipaddress.ip_network(network) for network in INSIDE]
    outside = [a for a in addresses if not any(ipaddress.ip_address(a) in network for network in networks)]
    outside = f"({', '.join(map(literal, outside)) or 'NULL'})"
    inside = ",".join(INSIDE + ["-"])
    internet = f"src != {inside} or dst != {inside}", f"src_addr IN {outside} OR dst_addr IN {outside}"
    dropped = "action = DROP", "filter = 'DROP'"
    scans = "flags = SYN or action = DROP", "tcp_flag = 2 OR filter = 'DROP'"
    return [
        (*dropped, "totals", ["src_addr"], "flows"),
        (*dropped, "series", ["src_addr"], "flows"),
        (*dropped, "top", ["dst_port"], "flows"),
        (*scans, "top", ["src_addr"], "flows"),
        (*scans, "spread", ["src_addr"], "flows"),
        (*internet, "top", ["src_addr", "dst_addr"], "bytes"),
        (*internet, "totals", ["src_addr"], "bytes"),
        ("", "true", "top", ["src_addr", "dst_addr"], "bytes"),
        ("protocol = TCP and flags = SYN", "protocol = 6 AND tcp_flag = 2", "top", ["src_addr", "dst_port"], "packets"),
        ("", "true", "changes", ["src_addr"], "flows"),
        ("", "true", "changes", ["dst_port"], "bytes"),
    ]


class Mismatch(Exception):
    pass


def same(what, one, other):
    if one != other:
        only_one = [row for row in one if row not in other][:3] if isinstance(one, list) else one
        only_other = [row for row in other if row not in one][:3] if isinstance(other, list) else other
        raise Mismatch(f"{what}:\n  {only_one}\n  {only_other}")


def sums(condition):
    over = f"FILTER (WHERE {condition})"
    return f"count(*) {over}, coalesce(sum(packets) {over}, 0), coalesce(sum(bytes) {over}, 0)"


ALWAYS, DROP, ACCEPT = sums("true"), sums("filter = 'DROP'"), sums("filter = 'ACCEPT'")
SEEN = "min(timestamp_start), max(timestamp_start), min(timestamp_start) FILTER (WHERE filter = 'DROP')"


def flat(tally):
    return [tally[metric] for metric in ("flows", "packets", "bytes")]


def seen(tally):
    return [tally["first"], tally["last"], tally["first_dropped"]]


def ordered(rows):
    return sorted(rows, key=lambda row: json.dumps(row))


class Case:
    def __init__(self, ask, database, files):
        self.ask, self.database, self.files = ask, database, files

    def command(self, question, *more):
        given = ["--columns", ",".join(self.files.given)] if self.files.given else []
        command = [self.ask, *self.files.paths, *given, "--question", json.dumps(question), *more]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode != 0:
            raise Mismatch(f"ask failed: {result.stderr[-500:]}")
        return result.stdout

    def rows(self, sql):
        return [list(row) for row in self.database.execute(sql).fetchall()]

    def check_random(self, questions):
        dice = questions.dice
        filtered = questions.filter()
        question = {"where": filtered[0]}
        if dice.random() < 0.5:
            question["range"] = questions.range()
        kind = dice.choice(["totals", "series", "top", "top", "spread", "distinct", "records", "changes"])
        metric = dice.choice(["flows", "packets", "bytes"])
        self.check(questions, question, filtered[1], kind, questions.by(), metric)

    def check_quick(self, questions, number):
        """One of the questions that the console asks by one press."""
        text, condition, kind, columns, metric = quick_questions(self.files.addresses)[number]
        by = [NAMES.get(column, column) for column in columns]
        self.check(questions, {"where": text}, f"coalesce({condition}, false)", kind, (by, columns), metric, ("descending", 10))

    def check(self, questions, question, condition, kind, named, metric, top=None):
        dice = questions.dice
        by, columns = named
        where = condition
        if "range" in question:
            where = f"{inside(question['range'])} AND ({condition})"
        keys = ", ".join(map(quoted, columns))
        width = len(columns)
        if kind == "totals":
            question["show"] = kind
            totals = self.answer(question)[kind]
            found = [flat(totals) + flat(totals["dropped"]) + flat(totals["accepted"]) + seen(totals)]
            meant = self.rows(f"SELECT {ALWAYS}, {DROP}, {ACCEPT}, {SEEN} FROM meant WHERE {where}")
            theirs = self.generated(question)
        elif kind == "series":
            step, origin = dice.choice([(60_000, 0), (3_600_000, 1_800_000), (7, 3)])
            question["show"] = {kind: {"step": step, "origin": origin}}
            steps = self.answer(question)[kind]
            found = [[row["begin"]] + flat(row) + flat(row["dropped"]) for row in steps]
            shift = (step - origin % step) % step
            begin = f"floor((timestamp_start + {shift}) / {step})::BIGINT * {step} - {shift}"
            meant = self.rows(f"SELECT {begin}, {ALWAYS}, {DROP} FROM meant WHERE {where} GROUP BY 1 ORDER BY 1 NULLS FIRST")
            theirs = self.generated(question)
        elif kind == "top":
            order, limit = top or (dice.choice(["descending", "ascending"]), dice.choice([0, 1, 5, ALL]))
            question["show"] = {kind: {"by": by, "metric": metric, "order": order, "limit": limit}}
            top = self.answer(question)[kind]
            meant = self.rows(f"SELECT {keys}, {ALWAYS}, {DROP}, {SEEN} FROM meant WHERE {where} GROUP BY {keys}")
            same("groups", top["groups"], len(meant))
            whole = self.rows(f"SELECT {ALWAYS} FROM meant WHERE {where}")[0]
            same("total", flat(top["total"]), whole)
            rows = [row["key"] + flat(row) + flat(row["dropped"]) + seen(row) for row in top["rows"]]
            same("shown and other", [sum(row[width + n] for row in rows) + flat(top["other"])[n] for n in range(3)], whole)
            same("rows that are meant", [row for row in rows if row not in meant], [])
            place = width + ["flows", "packets", "bytes"].index(metric)
            meant.sort(key=lambda row: row[place], reverse=order == "descending")
            found, meant = [row[place] for row in rows], [row[place] for row in meant[:limit]]
            theirs = self.generated(question)
            if limit == ALL and not self.files.is_read_otherwise:
                same("rows and SQL", ordered(rows), ordered(theirs))
            theirs = [row[place] for row in theirs]
        elif kind == "spread":
            limit = dice.choice([5, ALL])
            of = dice.sample(["src_addr", "dst_addr", "dst_port", "my column"], dice.choice([1, 2]))
            question["show"] = {kind: {"by": by, "of": [NAMES.get(column, column) for column in of], "limit": limit}}
            spread = self.answer(question)[kind]
            distinct = ", ".join(f"count(DISTINCT {quoted(column)})" for column in of)
            present = " AND ".join(f"{quoted(column)} IS NOT NULL" for column in of)
            combined = f"count(DISTINCT ({', '.join(map(quoted, of))})) FILTER (WHERE {present})"
            meant = self.rows(
                f"SELECT {keys}, {distinct}, {combined}, {ALWAYS}, {DROP}, {SEEN} FROM meant WHERE {where} GROUP BY {keys}"
            )
            same("groups", spread["groups"], len(meant))
            rows = [
                row["key"] + row["distinct"] + [row["combined"]] + flat(row) + flat(row["dropped"]) + seen(row)
                for row in spread["rows"]
            ]
            same("rows that are meant", [row for row in rows if row not in meant], [])
            place = width + len(of)
            meant.sort(key=lambda row: -row[place])
            found, meant = [row[place] for row in rows], [row[place] for row in meant[:limit]]
            theirs = self.generated(question)
            if limit == ALL and not self.files.is_read_otherwise:
                same("rows and SQL", ordered(rows), ordered(theirs))
            theirs = [row[place] for row in theirs]
        elif kind == "distinct":
            question["show"] = {kind: {"by": by}}
            found = [[self.answer(question)[kind]]]
            present = " AND ".join(f"{quoted(column)} IS NOT NULL" for column in columns)
            meant = self.rows(f"SELECT count(*) FROM (SELECT DISTINCT {keys} FROM meant WHERE ({where}) AND {present})")
            theirs = self.generated(question)
        elif kind == "records":
            order = dice.choice(["descending", "ascending"])
            limit, offset = dice.choice([(ALL, 0), (10, 0), (7, 5)])
            question["show"] = {kind: {"by": by[0], "order": order, "limit": limit, "offset": offset}}
            records = self.answer(question)[kind]
            names = records["columns"]
            place = names.index(by[0]) if by[0] in names else None
            found = [[row["values"][place] if place is not None else None] for row in records["rows"]]
            # Addresses stand in the order of their numbers.
            is_address = columns[0] in ADDRESSES
            direction = "DESC" if order == "descending" else "ASC"
            meant = self.rows(
                f"SELECT {quoted(columns[0])} FROM meant WHERE {where} ORDER BY 1 {direction} NULLS LAST"
                + ("" if is_address else f" LIMIT {limit} OFFSET {offset}")
            )
            if is_address:
                numbers = lambda row: (row[0] is not None) and (":" in row[0], int(ipaddress.ip_address(row[0])))
                absent = [row for row in meant if row[0] is None]
                there = sorted((row for row in meant if row[0] is not None), key=numbers, reverse=order == "descending")
                meant = (there + absent)[offset : offset + limit]
            theirs = meant
            if limit == ALL and not self.files.is_read_otherwise:
                rows = self.generated(question)
                same("number of records", len(rows), len(found))
                fields = [[row["values"][n] for n in range(24)] for row in records["rows"]]
                same("records and SQL", ordered(fields), ordered([row[:24] for row in rows]))
        else:
            question["range"], before = questions.range(), questions.range()
            limit = dice.choice([2, ALL])
            question["show"] = {kind: {"by": by, "metric": metric, "before": before, "limit": limit}}
            now, earlier = inside(question["range"]), inside(before)
            changes = self.answer(question)[kind]
            both = self.rows(
                f"SELECT {keys}, {sums(now)}, {sums(earlier)} FROM meant WHERE ({condition}) AND (({now}) OR ({earlier})) GROUP BY {keys}"
            )
            at = ["flows", "packets", "bytes"].index(metric)
            lists = {"appeared": [], "vanished": [], "grown": [], "shrunk": []}
            for row in both:
                one, other = row[width : width + 3], row[width + 3 :]
                if other[0] == 0:
                    lists["appeared"].append(row)
                elif one[0] == 0:
                    lists["vanished"].append(row)
                elif one[at] != other[at]:
                    lists["grown" if one[at] > other[at] else "shrunk"].append(row)
            same("counts", changes["counts"], [len(rows) for rows in lists.values()])
            found, meant = [], []
            for name, rows in lists.items():
                difference = lambda row: abs(row[width + at] - row[width + 3 + at])
                shown = [row["key"] + flat(row["now"]) + flat(row["before"]) for row in changes[name]]
                same(f"{name} that are meant", [row for row in shown if row not in rows], [])
                found += [[name, difference(row)] for row in shown]
                meant += [[name, difference(row)] for row in sorted(rows, key=difference, reverse=True)[:limit]]
            generated = self.generated(question)
            theirs = sorted(
                ([row[-1], abs(row[width + at] - row[width + 3 + at])] for row in generated),
                key=lambda row: (list(lists).index(row[0]), -row[1]),
            )
        same("the engine and what is meant", found, meant)
        if not self.files.is_read_otherwise:
            same("the engine and its SQL", found, theirs)

    def answer(self, question):
        self.question = question
        answer = json.loads(self.command(question, "--json"))
        same("all records", answer["basis"]["of_records"], len(self.files.records))
        same("unreadable records", answer["basis"]["unreadable"], self.files.broken)
        same("failed files", answer["basis"]["failed_files"], 0)
        return answer["shown"]

    def generated(self, question):
        """DuckDB's rows to the SQL that the engine writes."""
        if self.files.is_read_otherwise:
            return []
        self.sql = self.command(question, "--sql", "duckdb")
        return self.rows(self.sql)


def inside(range_of):
    return f"coalesce(timestamp_start >= {range_of['from']} AND timestamp_start < {range_of['until']}, false)"


class Report:
    """Counts what was asked, and ends in the form of TAP."""

    def __init__(self):
        self.asked = self.failed = 0

    def ask(self, case, what, check):
        self.asked += 1
        case.sql = case.question = None
        try:
            check()
        except Exception as error:
            self.failed += 1
            print(f"not ok {self.asked} - {what}: {json.dumps(case.question)}\n{type(error).__name__}: {error}\n{case.sql or ''}\n", flush=True)

    def end(self):
        print(f"# pass {self.asked - self.failed}\n# fail {self.failed}", flush=True)
        return 1 if self.failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ask", required=True, help="the program of the example `ask`")
    parser.add_argument("--seconds", type=float, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="run the files of this seed alone")
    options = parser.parse_args()
    database = duckdb.connect()
    database.execute("SET threads = 2")
    until = time.monotonic() + options.seconds
    seed = options.only if options.only is not None else options.seed
    report = Report()
    while time.monotonic() < until:
        dice = random.Random(seed)
        with tempfile.TemporaryDirectory() as folder:
            files = Files(dice, pathlib.Path(folder))
            files.load(database)
            case = Case(options.ask, database, files)
            questions = Questions(dice, files.addresses)
            for _ in range(12):
                report.ask(case, f"seed {seed}", lambda: case.check_random(questions))
            if seed % 4 == 1:
                for number in range(len(quick_questions([]))):
                    report.ask(case, f"seed {seed}", lambda: case.check_quick(questions, number))
        if report.failed > 5 or options.only is not None:
            break
        seed += 1
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
