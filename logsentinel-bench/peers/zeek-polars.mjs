// Polars on a Zeek log, TSV or JSON lines: a lazy scan, rates of flows that took time, windows.
import pl from 'nodejs-polars';
import { COUNTS, NAMES, window, end, file, size } from './zeek-flows.mjs';

const log = file.endsWith('.json')
  ? pl.scanJson(file)
  : pl.scanCSV(file, { sep: '\t', hasHeader: false, commentPrefix: '#', nullValues: ['-', '(empty)'], inferSchemaLength: 1000 })
    .select(...Object.entries(NAMES).map(([name, place]) => pl.col(`column_${place + 1}`).alias(name)));
const flows = log
  .select(
    pl.col('id.orig_h'), pl.col('id.resp_h'), pl.col('id.resp_p'), pl.col('duration').cast(pl.Float64).fillNull(pl.lit(0)),
    ...COUNTS.map(name => pl.col(name).cast(pl.Float64).fillNull(pl.lit(0))))
  .withColumns(
    pl.col('orig_bytes').add(pl.col('resp_bytes')).alias('bytes'),
    pl.col('orig_pkts').add(pl.col('resp_pkts')).alias('packets'))
  .collectSync();
const whole = Math.floor(flows.height / size) * size;
const ids = pl.Series('window', Int32Array.from({ length: whole }, (_, row) => Math.floor(row / size)));
const rate = name => pl.when(pl.col('duration').gt(0)).then(pl.col(name).div(pl.col('duration'))).otherwise(pl.lit(0))
  .mean().alias(`${name} a second`);
const windows = flows.slice(0, whole).withColumns(ids).groupBy('window').agg(
  pl.col('bytes').sum().alias('bytes'), pl.col('packets').sum().alias('packets'),
  pl.col('id.orig_h').nUnique().alias('sources'), pl.col('id.resp_h').nUnique().alias('destinations'),
  pl.col('id.resp_p').nUnique().alias('ports'), rate('bytes'), rate('packets')).sort('window');
for (const w of windows.toRecords()) {
  window(w.window, [w.bytes, w.packets, w.sources, w.destinations, w.ports, w['bytes a second'], w['packets a second']]);
}
end();
