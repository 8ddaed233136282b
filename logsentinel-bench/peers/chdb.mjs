// chDB, ClickHouse in the process: each file by one query over its columns as text. Two threads parse, one goes on: with
// more, blocks overtake each other, and windows come out of rows that are not neighbours.
import { query } from 'chdb';
import { NUMBERS, TEXTS, end, files, window, windowSize } from './flows.mjs';

const quoted = name => `"${name}"`;
for (const { name, file, columns, place, cleaned } of files()) {
  const schema = Array.from({ length: columns }, (_, i) => `c${i} String`).join();
  const number = field => `toFloat64OrNull(c${place[field]})`;
  const fields = [
    ...TEXTS.map(field => `c${place[field]} as ${quoted(field)}`),
    ...NUMBERS.map(field => `${number(field)} as ${quoted(field)}`)].join();
  const complete = [
    ...TEXTS.map(field => `c${place[field]} != ''`),
    ...NUMBERS.map(field => `not isNaN(${number(field)})`)].join(' and ');
  const flows = `(select ${fields} from file('${file}', 'CSV', '${schema}') where ${complete}
    settings input_format_csv_skip_first_lines = 1, max_threads = 1, max_parsing_threads = 2, input_format_parallel_parsing = 1,
      input_format_csv_allow_variable_number_of_columns = 1)`;
  if (cleaned) query(`select * from ${flows} into outfile '${cleaned}' truncate format CSVWithNames`, 'CSV');
  const finite = field => `avg(if(isInfinite(${quoted(field)}), 0, ${quoted(field)}))`;
  const windows = query(`select id,
      sum("Total Length of Fwd Packets" + "Total Length of Bwd Packets"), sum("Total Fwd Packets" + "Total Backward Packets"),
      uniqExact("Source IP"), uniqExact("Destination IP"), uniqExact("Destination Port"),
      ${finite('Flow Bytes/s')}, ${finite('Flow Packets/s')},
      avg(if(positionCaseInsensitive("Label", 'BENIGN') > 0, 0, 1))
    from (select *, intDiv(rowNumberInAllBlocks(), ${windowSize}) as id from ${flows})
    group by id having count() = ${windowSize} order by id`, 'CSV').trim();
  for (const line of windows ? windows.split('\n') : []) {
    const [id, ...values] = line.split(',');
    window(name, Number(id), values);
  }
}
end();
