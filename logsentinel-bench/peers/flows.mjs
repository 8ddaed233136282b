// What every engine is told of a folder of flows, and how its windows come out.
import fs from 'node:fs';
import path from 'node:path';

export const TEXTS = ['Source IP', 'Destination IP', 'Label'];
export const NUMBERS = [
  'Source Port', 'Destination Port', 'Protocol', 'Flow Duration', 'Total Fwd Packets', 'Total Backward Packets',
  'Total Length of Fwd Packets', 'Total Length of Bwd Packets', 'Flow Bytes/s', 'Flow Packets/s'];
export const FIELDS = [...TEXTS, ...NUMBERS];

export const [, , folder, windowSizeText, windowsFile, cleanedFolder] = process.argv;
export const windowSize = Number(windowSizeText);

/** The files in name order, each with its number of columns and the place of every field. */
export function files() {
  return fs.readdirSync(folder).filter(name => name.endsWith('.csv')).sort().map(name => {
    const file = path.join(folder, name);
    const start = Buffer.alloc(16384);
    const handle = fs.openSync(file);
    fs.readSync(handle, start);
    fs.closeSync(handle);
    const names = start.toString('latin1').split(/\r?\n/, 1)[0].split(',').map(column => column.trim());
    const place = Object.fromEntries(FIELDS.map(field => [field, names.indexOf(field)]));
    const cleaned = cleanedFolder && path.join(cleanedFolder, `cleaned_${name}`);
    return { name, file, columns: names.length, place, cleaned };
  });
}

const lines = [];

/** A window: bytes, packets, distinct sources, destinations, ports, mean rates, share of attacks. */
export function window(name, id, values) {
  lines.push([name, id, ...values.map(Number)].join());
}

export function end() {
  fs.writeFileSync(windowsFile, lines.join('\n') + '\n');
}
