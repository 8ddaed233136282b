// Runs this pipeline and its peers on the same flows in turn, A B A B, whole processes with the page cache warm. First
// the windows of all must agree; then wall times and peak memory are told, as medians, and ratios turn by turn.
//
//   npm install && node compare.mjs PAGE RAW_FOLDER [TURNS]
//
// A RAW_FOLDER that is not there is made: a simulated week of full size.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import url from 'node:url';
import { median, ratio, requireAgreement, run, windowed, written } from './turns.mjs';

const [, , page, raw, turnsText = '5'] = process.argv;
const turns = Number(turnsText);
const size = '10000';
const here = path.dirname(url.fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
if (!fs.existsSync(raw)) {
  spawnSync(path.join(root, 'logsentinel'), ['simulate', '--out', raw], { stdio: 'inherit' });
}
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'peers-'));
const work = path.join(scratch, 'work');
fs.mkdirSync(path.join(work, 'Data'), { recursive: true });
fs.symlinkSync(path.resolve(raw), path.join(work, 'Data/raw'));
const cleaned = path.join(scratch, 'cleaned');
fs.mkdirSync(cleaned);

// a copy in which bytes that are not UTF-8 are replaced, for who refuses them
const utf8 = path.join(scratch, 'utf8');
fs.mkdirSync(utf8);
for (const name of fs.readdirSync(raw)) {
  const bytes = fs.readFileSync(path.join(raw, name));
  if (!bytes.includes(0x96)) fs.symlinkSync(path.resolve(raw, name), path.join(utf8, name));
  else fs.writeFileSync(path.join(utf8, name), bytes.map(byte => (byte === 0x96 ? 0x2d : byte)));
}

const windowsOf = name => path.join(scratch, `${name}.csv`);
const ours = (...more) => [path.join(root, 'logsentinel'),
  '--data-dir', path.join(work, 'Data'), '--models-dir', path.join(work, 'Models'), '--quiet', ...more];
const loop = ['java', '-cp', path.join(here, '../target/benchmarks.jar'), 'io.logsentinel.bench.peers.UnivocityLoop', raw, size];
const candidates = [
  { name: 'logsentinel', work: 'raw to alerts, no cleaned files', command: ours('--no-cleaned') },
  { name: 'polars', work: 'raw to windows', command: ['node', path.join(here, 'polars.mjs'), raw, size, windowsOf('polars')] },
  { name: 'univocity', work: 'raw to windows, plain loop, 2 threads', command: [...loop, windowsOf('univocity')] },
  { name: 'duckdb', work: 'raw to windows', command: ['node', path.join(here, 'duckdb.mjs'), utf8, size, windowsOf('duckdb')] },
  { name: 'chdb', work: 'raw to windows', command: ['node', path.join(here, 'chdb.mjs'), raw, size, windowsOf('chdb')] },
  { name: 'logsentinel, all', work: 'raw to alerts, every artifact', command: ours() },
  { name: 'polars, cleaned', work: 'raw to windows and cleaned files',
    command: ['node', path.join(here, 'polars.mjs'), raw, size, windowsOf('polars, cleaned'), cleaned] }];

/** Windows by file and id: what an engine wrote, or our windowed files in the same shape. */
const windows = name => name.startsWith('logsentinel')
  ? windowed(path.join(work, 'Data/windowed'), file => file.replace('windowed_cleaned_', ''))
  : written(windowsOf(name));

let agreed = 0;
for (const candidate of candidates) {
  run(candidate, scratch);
  agreed = requireAgreement(candidate.name, windows('logsentinel'), windows(candidate.name));
} // warms the page cache too
const runs = candidates.map(() => []);
for (let turn = 0; turn < turns; turn++) {
  candidates.forEach((candidate, i) => { runs[i].push(run(candidate, scratch)); console.error(turn, candidate.name, runs[i].at(-1)); });
}
const between = (i, j) => ratio(runs[i], runs[j]);
const bytes = fs.readdirSync(raw).reduce((sum, name) => sum + fs.statSync(path.join(raw, name)).size, 0);
const versions = JSON.parse(fs.readFileSync(path.join(here, 'package.json'), 'utf8')).dependencies;
const java = spawnSync('java', ['-version']).stderr.toString().split('\n')[0];
const kept = fs.existsSync(page) ? /\n## [^]*$/.exec(fs.readFileSync(page, 'utf8'))?.[0] ?? '' : ''; // what others printed
fs.writeFileSync(page, `# The pipeline beside other engines

Written by \`compare.mjs\` on ${new Date().toISOString().slice(0, 10)}: ${(bytes / 1e9).toFixed(2)} GB of flows in ${fs.readdirSync(raw).length} files, ${os.cpus().length} cores (${os.cpus()[0].model}),
${java}, ${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}. Whole processes, start-up included, page
cache warm, in turn; medians of ${turns} turns. The ${agreed} windows of all agreed within 1e-9 before the first was timed.

| | work | wall s | peak MB |
|---|---|---|---|
${candidates.map((candidate, i) => `| ${candidate.name} | ${candidate.work} | ${median(runs[i].map(r => r.seconds)).toFixed(2)} | ${Math.round(median(runs[i].map(r => r.megabytes)))} |`).join('\n')}

| ratio of wall times, median over the turns | |
|---|---|
| logsentinel / polars | ${between(0, 1)} |
| logsentinel / univocity | ${between(0, 2)} |
| logsentinel / duckdb | ${between(0, 3)} |
| logsentinel / chdb | ${between(0, 4)} |
| logsentinel with every artifact / polars with cleaned files | ${between(5, 6)} |
${kept}`);
fs.rmSync(scratch, { recursive: true });
console.log(fs.readFileSync(page, 'utf8'));
