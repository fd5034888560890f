// What DuckDB is asked: the same as the log engine, in SQL.

const TYPES = {
  timestamp_start: "BIGINT",
  timestamp_end: "BIGINT",
  interface_id: "VARCHAR",
  owner_type: "VARCHAR",
  owner_id: "VARCHAR",
  subnet_id: "VARCHAR",
  vpc_id: "VARCHAR",
  region: "VARCHAR",
  protocol: "INTEGER",
  src_addr: "VARCHAR",
  dst_addr: "VARCHAR",
  src_port: "INTEGER",
  dst_port: "INTEGER",
  tcp_flag: "INTEGER",
  packets: "BIGINT",
  bytes: "BIGINT",
  direction: "VARCHAR",
  filter: "VARCHAR",
  transithub_drop_no_route_packets: "BIGINT",
  transithub_drop_no_route_bytes: "BIGINT",
  transithub_drop_black_hole_packets: "BIGINT",
  transithub_drop_black_hole_bytes: "BIGINT",
  status: "VARCHAR",
  traffic_path: "INTEGER",
};
const SUMS = `count(*), sum(packets), sum(bytes), count(*) FILTER (filter = 'DROP'),
  sum(packets) FILTER (filter = 'DROP'), sum(bytes) FILTER (filter = 'DROP'),
  min(timestamp_start), max(timestamp_start), min(timestamp_start) FILTER (filter = 'DROP')`;

/** A CSV file as a table: nothing is guessed, every value is checked, and quotes are read. */
export function csv(file) {
  const columns = Object.entries(TYPES).map(([name, type]) => `'${name}': '${type}'`);
  return `read_csv('${file}', auto_detect=false, header=true, delim=',', quote='"', escape='"', columns={${columns}})`;
}

export const load = (table) => `CREATE OR REPLACE TABLE log AS SELECT * FROM ${table}`;

const top = (columns, table, where) =>
  `SELECT ${columns}, ${SUMS} FROM ${table} WHERE ${where} GROUP BY ${columns} ORDER BY sum(bytes) DESC LIMIT 10`;

/** One list of the first screen. */
export const oneList = (table) => top("src_addr", table, "true");

/** Everything that the first screen shows. */
export const firstScreen = (where) => [
  `SELECT ${SUMS} FROM log WHERE ${where}`,
  `SELECT timestamp_start // 60, ${SUMS} FROM log WHERE ${where} GROUP BY 1 ORDER BY 1`,
  ...["src_addr", "dst_addr", "dst_port", "src_addr, dst_addr", "protocol", "interface_id"].map((columns) =>
    top(columns, "log", where),
  ),
];
