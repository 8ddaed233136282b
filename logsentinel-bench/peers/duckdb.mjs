// DuckDB: each file into a table in memory, windows by SQL. It refuses bytes that are not UTF-8, so such a file is
// given to it as a copy with those bytes replaced; making the copy is not part of its work and is done before.
import { DuckDBInstance } from '@duckdb/node-api';
import { NUMBERS, TEXTS, end, files, window, windowSize } from './flows.mjs';

const database = await (await DuckDBInstance.create(':memory:')).connect();
const quoted = name => `"${name}"`;
for (const { name, file, columns, place, cleaned } of files()) {
  const schema = Array.from({ length: columns }, (_, i) => `'c${i}': 'VARCHAR'`).join();
  const fields = [
    ...TEXTS.map(field => `c${place[field]} as ${quoted(field)}`),
    ...NUMBERS.map(field => `try_cast(c${place[field]} as double) as ${quoted(field)}`)].join();
  const complete = [
    ...TEXTS.map(field => `${quoted(field)} is not null`),
    ...NUMBERS.map(field => `${quoted(field)} is not null and not isnan(${quoted(field)})`)].join(' and ');
  await database.run(`create or replace table flows as
    select row_number() over () - 1 as place, * from (select ${fields} from read_csv('${file}', header = true,
      columns = {${schema}}, auto_detect = false, delim = ',', quote = '"', escape = '"', null_padding = true, strict_mode = false))
    where ${complete}`);
  if (cleaned) await database.run(`copy (select * exclude place from flows) to '${cleaned}' (header, delimiter ',')`);
  const finite = field => `avg(case when isinf(${quoted(field)}) then 0 else ${quoted(field)} end)`;
  const windows = await database.runAndReadAll(`select place // ${windowSize} as id,
      sum("Total Length of Fwd Packets" + "Total Length of Bwd Packets"), sum("Total Fwd Packets" + "Total Backward Packets"),
      count(distinct "Source IP"), count(distinct "Destination IP"), count(distinct "Destination Port"),
      ${finite('Flow Bytes/s')}, ${finite('Flow Packets/s')},
      avg(case when upper("Label") like '%BENIGN%' then 0 else 1 end)
    from flows group by id having count(*) = ${windowSize} order by id`);
  for (const [id, ...values] of windows.getRows()) window(name, Number(id), values);
}
end();
