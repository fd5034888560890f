// Counts the records of a Parquet file as hyparquet gives them, column by column. They are not kept.
import { parquetRead } from "hyparquet";

self.onmessage = async ({ data: file }) => {
  const bytes = await file.arrayBuffer();
  let records = 0;
  await parquetRead({
    file: { byteLength: bytes.byteLength, slice: (from, until) => bytes.slice(from, until) },
    onChunk: ({ columnName, columnData }) => {
      if (columnName === "bytes") records += columnData.length;
    },
  });
  self.postMessage(records);
};
self.postMessage("ready");
