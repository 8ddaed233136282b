// Runs this pipeline and its peers on the same Zeek log in turn, as TSV and as JSON lines, whole processes with the page
// cache warm. First the windows of all must agree; then wall times and peak memory are told, as medians, and ratios.
//
//   npm install && node zeek.mjs PAGE [ROWS] [TURNS]
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import url from 'node:url';
import { median, ratio, requireAgreement, run, windowed, written } from './turns.mjs';
import { makeLogs } from './zeek-flows.mjs';

const [, , page, rowsText = '1000000', turnsText = '7'] = process.argv;
const size = '10000';
const here = path.dirname(url.fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'zeek-'));
makeLogs(scratch, Number(rowsText));

const candidates = ['conn.log', 'conn.json'].flatMap(log => {
  const file = path.join(scratch, log);
  const work = path.join(scratch, `work-${log}`);
  fs.mkdirSync(work);
  const ours = [path.join(root, 'logsentinel'), file, '--baseline', log, '--window-size', size, '--no-cleaned', '--quiet',
    '--data-dir', path.join(work, 'Data'), '--models-dir', path.join(work, 'Models')];
  const peer = name => {
    const out = path.join(scratch, `${name}-${log}.csv`);
    return { name, log, windows: () => written(out), command: ['node', path.join(here, `zeek-${name}.mjs`), file, size, out] };
  };
  return [{ name: 'logsentinel', log, command: ours, windows: () => windowed(path.join(work, 'Data/windowed'), () => log) },
    peer('polars'), peer('duckdb')];
});

let agreed = 0;
let expected;
for (const candidate of candidates) { // warms the page cache too
  run(candidate, scratch);
  expected = candidate.name === 'logsentinel' ? candidate.windows() : expected;
  agreed += requireAgreement(`${candidate.name}, ${candidate.log}`, expected, candidate.windows());
}
const runs = candidates.map(() => []);
for (let turn = 0; turn < Number(turnsText); turn++) {
  candidates.forEach((candidate, i) => {
    runs[i].push(run(candidate, scratch));
    console.error(turn, candidate.name, candidate.log, runs[i].at(-1));
  });
}
const megabytes = log => (fs.statSync(path.join(scratch, log)).size / 1e6).toFixed(0);
const versions = JSON.parse(fs.readFileSync(path.join(here, 'package.json'), 'utf8')).dependencies;
const java = spawnSync('java', ['-version']).stderr.toString().split('\n')[0];
const row = (candidate, i) => `| ${candidate.name} | ${candidate.log} | ${median(runs[i].map(r => r.seconds)).toFixed(2)} `
  + `| ${Math.round(median(runs[i].map(r => r.megabytes)))} |`;
fs.writeFileSync(page, `# Zeek's logs beside other engines

Written by \`zeek.mjs\` on ${new Date().toISOString().slice(0, 10)}: ${Number(rowsText).toLocaleString('en')} flows as conn.log (${megabytes('conn.log')} MB) and as JSON lines
(${megabytes('conn.json')} MB), ${os.cpus().length} cores (${os.cpus()[0].model}), ${java}, nodejs-polars ${versions['nodejs-polars']},
@duckdb/node-api ${versions['@duckdb/node-api']}. Whole processes, start-up included, page cache warm, in turn; medians of ${turnsText} turns.
The others make the windows; logsentinel the windows, their profiles, baseline and forests. The ${agreed} windows of all agreed
within 1e-9 before the first was timed.

| | file | wall s | peak MB |
|---|---|---|---|
${candidates.map(row).join('\n')}

| ratio of wall times, median over the turns | |
|---|---|
| TSV: logsentinel / polars | ${ratio(runs[0], runs[1])} |
| TSV: logsentinel / duckdb | ${ratio(runs[0], runs[2])} |
| JSON lines: logsentinel / polars | ${ratio(runs[3], runs[4])} |
| JSON lines: logsentinel / duckdb | ${ratio(runs[3], runs[5])} |
`);
fs.rmSync(scratch, { recursive: true });
console.log(fs.readFileSync(page, 'utf8'));
