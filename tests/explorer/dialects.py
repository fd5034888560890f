"""Runs the SQL that the engine writes for other databases over a tree of files, and compares every number.

The files lie as the service lays them: in folders of days and hours, with `:` in their names and an empty file that was
written as a trial. Every quick question and a number of random ones are asked. Trino and Athena are not run: sqlglot
reads their statements, the table is made as the statement says, and DuckDB answers its translation of the query.
"""

import argparse
import decimal
import gzip
import json
import logging
import pathlib
import random
import re
import sys
import tempfile
import time

import duckdb

import differential
from differential import CURRENT, FIRST, NUMBERS, OTHERS, TIMES, Case, Files, Questions, Report, literal, quoted

BUCKET = "flow-logs"


class Tree(Files):
    """Files in folders, and the records as they were meant."""

    def __init__(self, dice, folder, has_quotes):
        self.has_quotes = has_quotes
        super().__init__(dice, folder)
        # Written as a trial, outside the folders of days.
        (folder / "net" / "flow_trial:00").write_bytes(b"")

    def lay(self):
        self.given = None
        self.breaks_numbers = self.is_read_otherwise = False
        columns = self.dice.sample(CURRENT, 12) + ["my column", "메모"]
        for day in ("29", "30"):
            for part in ("", "_part2"):
                self.csv(f"net/2026/11/{day}/flow_2026-11-{day}T10:00{part}", CURRENT, False)
            self.csv(f"hive/YEAR=2026/MONTH=11/DAY={day}/flow_10:00{day}.csv", columns, True)
        self.csv("net/2026/12/01/flow_00:00.csv.gz", CURRENT, False)
        self.csv("first/2026/11/30/09/flow_09:00", FIRST, True)
        self.csv("first/2026/11/30/10/flow_10:00.gz", FIRST, True)
        self.csv("로그 100% #1/flow", columns[:9], True)
        for hour in ("00", "01"):
            self.parquet(f"columns/2026/12/01/{hour}/flow_{hour}:00.parquet")

    def value(self, name):
        if name in OTHERS and not self.has_quotes:
            return self.dice.choice(["a", "b c", " x ", "가나다", "it's", "\\", "-1", "#", "${x}"])
        return super().value(name)

    def file(self, path, data):
        path = self.folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
        self.paths.append(str(path))

    def record(self, names):
        record = {name: self.value(name) for name in names}
        written = dict(record)
        for name in TIMES:
            if record.get(name) is not None:
                record[name] *= 1000
        return record, written

    def csv(self, path, names, has_header):
        lines = [",".join(self.cell(name, "needed") for name in names)] if has_header else []
        for _ in range(self.dice.choice([1, 40, 90])):
            record, written = self.record(names)
            absent = {name: self.dice.choice(["-", "", "-1"] if name in NUMBERS + TIMES else ["-", ""]) for name in names}
            cells = [absent[name] if written[name] is None else self.cell(str(written[name]), "needed") for name in names]
            lines.append(",".join(cells))
            self.records.append(record)
        self.file(path, ("\n".join(lines) + "\n").encode())

    def parquet(self, path):
        names = CURRENT[:18] + ["my column"]
        rows = []
        for _ in range(60):
            record, written = self.record(names)
            rows.append(written)
            self.records.append(record)
        types = {name: "BIGINT" if name in NUMBERS + TIMES else "VARCHAR" for name in names}
        table = self.folder / "table.json"
        table.write_text("\n".join(map(json.dumps, rows)))
        reads = ", ".join(f"{literal(name)}: {literal(of)}" for name, of in types.items())
        path = self.folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        duckdb.connect().execute(
            f"COPY (SELECT * FROM read_json({literal(str(table))}, format = 'newline_delimited', columns = {{{reads}}})) "
            f"TO {literal(str(path))} (FORMAT parquet)"
        )
        table.unlink()
        self.paths.append(str(path))


class Dialect(Case):
    """The engine's answers beside those of another database."""

    # Of the S3 server, where there is one.
    endpoint = None
    root = f"s3://{BUCKET}"

    def generated(self, question):
        storage = ["--storage", f"{self.endpoint},KR1"] if self.endpoint else []
        renamed = ["--as", f"{self.files.folder}={self.root}"]
        self.sql = self.command(question, "--sql", self.name, "--folders", *renamed, *storage)
        return [[plain(value) for value in row] for row in self.run(self.sql)]

    def statements(self, text):
        return [statement for statement in re.split(r";\n|;$", text) if statement.strip()]


def plain(value):
    """Sums of Spark and Trino are decimals."""
    if isinstance(value, decimal.Decimal):
        return int(value)
    return value


class ClickHouse(Dialect):
    name = "clickhouse"

    @property
    def root(self):
        return super().root if self.endpoint else str(self.files.folder)

    def start(self):
        import chdb

        self.chdb = chdb

    def run(self, text):
        text = with_keys(text).rstrip().removesuffix(";")
        answer = str(self.chdb.query(text, "JSONCompactEachRow"))
        return [json.loads(line) for line in answer.splitlines()]


class DuckDbS3(Dialect):
    name = "duckdb"

    def start(self):
        import duckdb_extension_httpfs

        # What INSTALL would fetch comes with a package, and is put beside the files.
        package = pathlib.Path(duckdb_extension_httpfs.__file__).parent
        (extension,) = package.rglob("httpfs.duckdb_extension")
        self.extensions = tempfile.TemporaryDirectory()
        self.database.execute(f"SET extension_directory = {literal(self.extensions.name)}")
        self.database.execute(f"INSTALL {literal(str(extension))}")

    def run(self, text):
        return self.database.execute(with_keys(text)).fetchall()


class Spark(Dialect):
    name = "spark"

    def start(self):
        import pyspark
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession

        # The file system that checks sums cannot have names with a colon; an object storage can.
        conf = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.shuffle.partitions": "1",
            "spark.driver.memory": "1g",
            "spark.hadoop.fs.file.impl": "org.apache.hadoop.fs.RawLocalFileSystem",
        }
        if self.endpoint:
            # What reads S3 comes from Maven, in the version of Spark's Hadoop.
            (hadoop,) = pathlib.Path(pyspark.__file__).parent.glob("jars/hadoop-client-api-*.jar")
            package = f"org.apache.hadoop:hadoop-aws:{hadoop.stem.removeprefix('hadoop-client-api-')}"
            conf["spark.jars.packages"] = package
        builder = SparkSession.builder.master("local[1]")
        for key, value in conf.items():
            builder = builder.config(key, value)
        try:
            self.spark = builder.getOrCreate()
        except PySparkRuntimeError:
            if self.endpoint:
                sys.exit(f"Spark did not start: its messages above say whether Maven gave {package}")
            raise
        self.spark.sparkContext.setLogLevel("OFF")

    def run(self, text):
        if self.endpoint:
            text = with_keys(text)
        else:
            text = text.replace(f"s3a://{BUCKET}", f"file:{self.files.folder}")
        for statement in self.statements(text):
            rows = self.spark.sql(statement)
        return [list(row) for row in rows.collect()]


class Trino(Dialect):
    name = "trino"
    bucket = BUCKET

    def start(self):
        import sqlglot

        self.sqlglot = sqlglot

    def run(self, text):
        *tables, query = self.statements(text)
        for table in tables:
            self.make(self.sqlglot.parse_one(table, read=self.name))
        query = self.sqlglot.parse_one(query, read=self.name)
        for table in query.find_all(self.sqlglot.exp.Table):
            table.set("db", None)
            table.set("catalog", None)
        return self.database.execute(query.sql(dialect="duckdb")).fetchall()

    def make(self, create):
        """A table as the statement says, with what Hive knows: the codec by the name of a file, no quotes, and NULL for a
        number that is none."""
        exp = self.sqlglot.exp
        properties = self.properties(create)
        partition = properties["partition"]
        columns = {
            column.name: "BIGINT" if column.kind.this == exp.DType.BIGINT else "VARCHAR"
            for column in create.this.expressions
            if column.name != partition
        }
        location = self.local(properties["location"])
        selects = []
        for folder, value in self.folders(location, partition, properties):
            paths = [path for path in sorted(folder.iterdir()) if path.stat().st_size > 0]
            selects += [self.select(path, columns, partition, value, properties) for path in paths]
        self.database.execute(f"CREATE OR REPLACE TEMPORARY TABLE {create.this.this.name} AS {' UNION ALL '.join(selects)}")

    def select(self, path, columns, partition, value, properties):
        of_partition = [f"{literal(value)} AS {quoted(partition)}"] if partition else []
        if properties["format"] == "PARQUET":
            names = [quoted(name) for name in columns]
            return f"SELECT {', '.join(names + of_partition)} FROM read_parquet({literal(str(path))}, hive_partitioning = false)"
        types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in columns)
        casts = [f"TRY_CAST({quoted(name)} AS {of}) AS {quoted(name)}" for name, of in columns.items()]
        # Without a step between them, the cast is moved into the reader, which stops at what is no number.
        return (
            f"SELECT {', '.join(casts + of_partition)} FROM (SELECT * FROM read_csv({literal(str(path))}, auto_detect = false, "
            f"delim = {literal(properties['separator'])}, quote = '', escape = '', header = {properties['has_header']}, "
            f"compression = '{'gzip' if path.suffix == '.gz' else 'none'}', hive_partitioning = false, columns = {{{types}}}) OFFSET 0)"
        )

    def folders(self, location, partition, properties):
        """The folders of a projection with their values, or the one folder of a table."""
        if not partition:
            return [(location, None)]
        before, after = properties["template"].split(f"${{{partition}}}")
        pattern = re.sub(r"'([^']*)'", r"\1", properties["date"])
        for java, strftime in [("yyyy", "%Y"), ("MM", "%m"), ("dd", "%d"), ("HH", "%H")]:
            pattern = pattern.replace(java, strftime, 1)
        found = []
        first, last = properties["range"]
        assert last == "NOW+1DAY", last
        unit = "HOURS" if "%H" in pattern else "DAYS"
        assert properties["unit"] == unit, properties["unit"]
        for folder in sorted(path for path in location.rglob("*") if path.is_dir()):
            path = f"{folder}/"
            head = str(self.local(before)) + "/" * before.endswith("/")
            if not (path.startswith(head) and path.endswith(after)):
                continue
            value = path[len(head) : len(path) - len(after)]
            try:
                time.strptime(value, pattern)
            except ValueError:
                continue
            if value >= first:
                found.append((folder, value))
        assert found, f"no folder of {properties}"
        return found

    def local(self, path):
        return pathlib.Path(path.replace(f"s3://{self.bucket}", str(self.files.folder)))

    def properties(self, create):
        exp = self.sqlglot.exp
        of_table = {}
        partition_column = None
        for entry in create.args["properties"].expressions:
            if isinstance(entry, exp.PartitionedByProperty):
                partition_column = entry.this.expressions[0].name
            elif isinstance(entry, exp.FileFormatProperty):
                of_table["format"] = entry.this.name
            else:
                of_table[entry.name] = entry.args["value"].name or entry.args["value"].sql()
        of_column = {}
        for column in create.this.expressions:
            for constraint in column.constraints:
                for entry in constraint.kind.expressions:
                    values = [value.name for value in entry.args["value"].expressions]
                    of_column[entry.name] = values or entry.args["value"].name
        if partition_column:
            assert (of_table["partition_projection_enabled"], of_column["partition_projection_type"]) == ("TRUE", "date")
        return {
            "partition": partition_column,
            "location": of_table["external_location"],
            "format": of_table["format"],
            "separator": of_table.get("textfile_field_separator"),
            "has_header": of_table.get("skip_header_line_count") == "1",
            "template": of_table.get("partition_projection_location_template"),
            "date": of_column.get("partition_projection_format"),
            "range": of_column.get("partition_projection_range"),
            "unit": of_column.get("partition_projection_interval_unit"),
        }


class Athena(Trino):
    name = "athena"
    bucket = "YOUR_AWS_BUCKET"

    def properties(self, create):
        exp = self.sqlglot.exp
        found = {"partition": None, "separator": None}
        of_table = {}
        for entry in create.args["properties"].expressions:
            match entry:
                case exp.PartitionedByProperty():
                    found["partition"] = entry.this.expressions[0].name
                case exp.LocationProperty():
                    found["location"] = entry.this.name
                case exp.FileFormatProperty():
                    found["format"] = entry.this.name
                case exp.RowFormatDelimitedProperty():
                    found["separator"] = entry.args["fields"].name
                case exp.Property() if entry.args.get("value"):
                    of_table[entry.name] = entry.args["value"].name
        of_column = lambda name: of_table.get(f"projection.{found['partition']}.{name}")
        if found["partition"]:
            assert (of_table["projection.enabled"], of_column("type")) == ("true", "date")
        return found | {
            "has_header": of_table.get("skip.header.line.count") == "1",
            "template": of_table.get("storage.location.template"),
            "date": of_column("format"),
            "range": (of_column("range") or "").split(","),
            "unit": of_column("interval.unit"),
        }


def with_keys(text):
    return text.replace("YOUR_ACCESS_KEY", "access").replace("YOUR_SECRET_KEY", "secret")


def serve(folder):
    """The folder in a bucket of an S3 server on this machine; its address."""
    import boto3
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3", endpoint_url=address, region_name="us-east-1", aws_access_key_id="access", aws_secret_access_key="secret"
    )
    client.create_bucket(Bucket=BUCKET)
    for path in folder.rglob("*"):
        if path.is_file():
            client.put_object(Bucket=BUCKET, Key=str(path.relative_to(folder)), Body=path.read_bytes())
    return address


DATABASES = {database.name: database for database in (DuckDbS3, ClickHouse, Spark, Trino, Athena)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ask", required=True, help="the program of the example `ask`")
    parser.add_argument("--dialect", required=True, choices=list(DATABASES))
    parser.add_argument("--s3", action="store_true", help="over an S3 server on this machine")
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    database = duckdb.connect()
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        files = Tree(dice, folder, has_quotes=options.dialect not in ("trino", "athena"))
        files.load(database)
        (folder / "meant.json").unlink()
        case = DATABASES[options.dialect](options.ask, database, files)
        if options.s3:
            case.endpoint = serve(folder)
        case.start()
        questions = Questions(dice, files.addresses)
        for number in range(len(differential.quick_questions([]))):
            report.ask(case, f"quick {number}", lambda: case.check_quick(questions, number))
        for number in range(options.questions):
            report.ask(case, f"random {number}", lambda: case.check_random(questions))
            if report.failed > 5:
                break
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
