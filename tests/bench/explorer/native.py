"""DuckDB on this machine: the times of what it is asked, or a Parquet file of a CSV file.

The task is JSON on the standard input: `{"write": [FROM, FILE]}`, or `{"runs": N, "threads": N, "before": [STATEMENT],
"lists": {NAME: [STATEMENT]}}`. The answer has the milliseconds of each run by name.
"""

import json
import sys
import time

import duckdb


def write(table, file):
    """A Parquet file as a service writes it."""
    duckdb.execute(f"COPY (SELECT * FROM {table}) TO '{file}' (FORMAT parquet, COMPRESSION snappy)")


def times(task):
    """How long each list of statements takes, in milliseconds."""
    connection = duckdb.connect(config={"threads": task["threads"]})
    for statement in task["before"]:
        connection.execute(statement)
    found = {}
    for name, statements in task["lists"].items():
        found[name] = []
        for _ in range(task["runs"]):
            start = time.perf_counter()
            for statement in statements:
                connection.execute(statement).fetchall()
            found[name].append((time.perf_counter() - start) * 1000)
    return found


task = json.load(sys.stdin)
if "write" in task:
    write(*task["write"])
else:
    json.dump(times(task), sys.stdout)
