// Polars: lazy scan of each file, casts that leave null where there is no number.
import pl from 'nodejs-polars';
import { NUMBERS, TEXTS, end, files, window, windowSize } from './flows.mjs';

for (const { name, file, place, cleaned } of files()) {
  const column = field => pl.col(`column_${place[field] + 1}`);
  let flows = pl.scanCSV(file, {
    hasHeader: false, skipRows: 1, inferSchemaLength: 0, ignoreErrors: true, encoding: 'utf8-lossy', truncateRaggedLines: true })
    .select(
      ...TEXTS.map(field => column(field).alias(field)),
      ...NUMBERS.map(field => column(field).cast(pl.Float64, false).alias(field)))
    .dropNulls()
    .collectSync();
  flows = flows.filter(NUMBERS.map(field => pl.col(field).isNan().not()).reduce((all, one) => all.and(one)));
  if (cleaned) flows.writeCSV(cleaned);
  const whole = Math.floor(flows.height / windowSize) * windowSize;
  const ids = pl.Series('window', Int32Array.from({ length: whole }, (_, row) => Math.floor(row / windowSize)));
  const finite = field => pl.when(pl.col(field).isInfinite()).then(pl.lit(0)).otherwise(pl.col(field)).mean().alias(field);
  const windows = flows.slice(0, whole).withColumns(ids).groupBy('window').agg(
    pl.col('Total Length of Fwd Packets').sum().alias('forward bytes'),
    pl.col('Total Length of Bwd Packets').sum().alias('backward bytes'),
    pl.col('Total Fwd Packets').sum().alias('forward packets'),
    pl.col('Total Backward Packets').sum().alias('backward packets'),
    pl.col('Source IP').nUnique().alias('sources'),
    pl.col('Destination IP').nUnique().alias('destinations'),
    pl.col('Destination Port').nUnique().alias('ports'),
    finite('Flow Bytes/s'),
    finite('Flow Packets/s'),
    pl.col('Label').str.contains('(?i)BENIGN').not().cast(pl.Float64).mean().alias('attacks')).sort('window');
  for (const w of windows.toRecords()) {
    window(name, w.window, [
      w['forward bytes'] + w['backward bytes'], w['forward packets'] + w['backward packets'],
      w.sources, w.destinations, w.ports, w['Flow Bytes/s'], w['Flow Packets/s'], w.attacks]);
  }
}
end();
