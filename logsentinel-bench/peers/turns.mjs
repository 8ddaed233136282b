// What comparisons of whole processes share: a run with its figures, windows that must agree, medians.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Runs a command to its end: wall seconds and peak megabytes. */
export function run({ name, command }, scratch) {
  const figures = path.join(scratch, 'figures');
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%e %M', '-o', figures, ...command],
    { stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr.toString().slice(-500)}`);
  const [seconds, kilobytes] = fs.readFileSync(figures, 'utf8').trim().split('\n').pop().split(' ').map(Number);
  return { seconds, megabytes: kilobytes / 1024 };
}

/** Windows by file and id, as an engine wrote them. */
export function written(file) {
  return fs.readFileSync(file, 'utf8').trim().split('\n').map(line => line.split(','))
    .map(([name, id, ...values]) => [`${name} ${id}`, values.map(Number)]);
}

/** Our windowed files in the same shape; attacks only where there are labels. */
export function windowed(folder, nameOf) {
  return fs.readdirSync(folder).filter(file => file.endsWith('.csv')).sort().flatMap(file =>
    fs.readFileSync(path.join(folder, file), 'utf8').trim().split('\n').slice(1).map(line => {
      const [id, , bytes, packets, sources, destinations, ports, byteRate, packetRate, , attacks] = line.split(',');
      const values = [bytes, packets, sources, destinations, ports, byteRate, packetRate, attacks];
      return [`${nameOf(file)} ${id}`, values.map(Number)];
    }));
}

/** The number of windows, which must be those expected up to rounding. */
export function requireAgreement(name, windows, actual) {
  const expected = new Map(windows);
  if (actual.length !== expected.size) throw new Error(`${name}: ${actual.length} windows, expected ${expected.size}`);
  for (const [window, values] of actual) {
    values.forEach((value, i) => {
      const want = expected.get(window)[i];
      if (Math.abs(value - want) > 1e-9 * Math.max(Math.abs(value), Math.abs(want))) {
        throw new Error(`${name}, ${window}, value ${i}: ${value}, expected ${want}`);
      }
    });
  }
  return actual.length;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** The median of the ratios of two candidates' wall times, turn by turn. */
export function ratio(ours, theirs) {
  return median(ours.map((one, turn) => one.seconds / theirs[turn].seconds)).toFixed(3);
}
