// Counts the records of a CSV file as PapaParse gives them: with quotes, and numbers as numbers. They are not kept.
import Papa from "papaparse";

self.onmessage = ({ data: file }) => {
  // The first row is the header.
  let records = -1;
  Papa.parse(file, {
    dynamicTyping: true,
    skipEmptyLines: true,
    chunk: ({ data }) => (records += data.length),
    complete: () => self.postMessage(records),
  });
};
self.postMessage("ready");
