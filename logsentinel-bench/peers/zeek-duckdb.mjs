// DuckDB on a Zeek log, TSV or JSON lines: a table in memory, rates of flows that took time, windows by SQL.
import { DuckDBInstance } from '@duckdb/node-api';
import { COUNTS, NAMES, window, end, file, size } from './zeek-flows.mjs';

const database = await (await DuckDBInstance.create(':memory:')).connect();
const types = name => (name.includes('_h') || !['ts', 'duration', 'id.orig_p', 'id.resp_p', ...COUNTS].includes(name) ? 'VARCHAR' : 'DOUBLE');
const columns = Object.keys(NAMES).map(name => `'${name}': '${types(name)}'`).join();
const from = file.endsWith('.json')
  ? `read_json('${file}', format = 'newline_delimited', columns = {${columns}})`
  : `read_csv('${file}', delim = '\\t', header = false, comment = '#', quote = '', escape = '', auto_detect = false,
      nullstr = ['-', '(empty)'], columns = {${columns}})`;
await database.run(`create table flows as select row_number() over () - 1 as place, "id.orig_h" as source, "id.resp_h" as destination,
    "id.resp_p" as port, coalesce(duration, 0) as duration, coalesce(orig_bytes, 0) + coalesce(resp_bytes, 0) as bytes,
    coalesce(orig_pkts, 0) + coalesce(resp_pkts, 0) as packets from ${from}`);
const rate = name => `avg(case when duration > 0 then ${name} / duration else 0 end)`;
const windows = await database.runAndReadAll(`select place // ${size} as id, sum(bytes), sum(packets), count(distinct source),
    count(distinct destination), count(distinct port), ${rate('bytes')}, ${rate('packets')}
  from flows group by id having count(*) = ${size} order by id`);
for (const [id, ...values] of windows.getRows()) window(Number(id), values);
end();
