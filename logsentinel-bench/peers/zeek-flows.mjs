// What every engine is told of a Zeek log, and how its windows come out.
import fs from 'node:fs';

const ORDER = ['ts', 'uid', 'id.orig_h', 'id.orig_p', 'id.resp_h', 'id.resp_p', 'proto', 'service', 'duration', 'orig_bytes',
  'resp_bytes', 'conn_state', 'local_orig', 'local_resp', 'missed_bytes', 'history', 'orig_pkts', 'orig_ip_bytes', 'resp_pkts',
  'resp_ip_bytes', 'tunnel_parents'];

/** The place of every column. */
export const NAMES = Object.fromEntries(ORDER.map((name, place) => [name, place]));
export const COUNTS = ['orig_bytes', 'resp_bytes', 'orig_pkts', 'resp_pkts'];

export const [, , file, sizeText, windowsFile] = process.argv;
export const size = Number(sizeText);

const lines = [];

/** A window: bytes, packets, distinct sources, destinations, ports, mean rates. */
export function window(id, values) {
  lines.push([file.split('/').pop(), id, ...values.map(Number)].join());
}

export function end() {
  fs.writeFileSync(windowsFile, lines.join('\n') + '\n');
}

/** Writes a log of some rows twice, as TSV and as JSON lines; the same rows give the same bytes. */
export function makeLogs(folder, rows) {
  let seed = 1;
  const below = n => { // Park and Miller's minimal standard generator
    seed = (seed * 48271) % 2147483647;
    return seed % n;
  };
  const quoted = new Set(['uid', 'id.orig_h', 'id.resp_h', 'proto', 'service', 'conn_state', 'history']);
  const absent = new Set(['service', 'duration', 'orig_bytes', 'resp_bytes', 'tunnel_parents']);
  const tsv = fs.openSync(`${folder}/conn.log`, 'w');
  const json = fs.openSync(`${folder}/conn.json`, 'w');
  fs.writeSync(tsv, `#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\t${ORDER.join('\t')}\n`);
  let time = 1_700_000_000_000_000;
  for (let from = 0; from < rows; from += 10_000) {
    const tsvLines = [];
    const jsonLines = [];
    for (let row = from; row < Math.min(rows, from + 10_000); row++) {
      time += below(40_000);
      const dns = below(3) === 0;
      const lone = below(10) === 0;
      const out = below(4_000);
      const back = below(90_000);
      const sent = 1 + below(40);
      const got = lone ? 0 : 1 + below(60);
      const values = {
        ts: (time / 1e6).toFixed(6), uid: `C${(row * 2654435761 % 4294967296).toString(36)}Zx${row.toString(36)}`,
        'id.orig_h': `10.0.${below(4)}.${1 + below(250)}`, 'id.orig_p': String(1024 + below(60_000)),
        'id.resp_h': dns ? '10.0.0.53' : `198.51.${below(100)}.${1 + below(250)}`,
        'id.resp_p': dns ? '53' : ['80', '443', '22', '8080'][below(4)], proto: dns ? 'udp' : 'tcp', service: dns ? 'dns' : 'ssl',
        duration: lone ? '-' : (below(30_000_000) / 1e6).toFixed(6), orig_bytes: lone ? '-' : String(out),
        resp_bytes: lone ? '-' : String(back), conn_state: lone ? 'S0' : 'SF', local_orig: 'T', local_resp: 'F', missed_bytes: '0',
        history: lone ? 'S' : 'ShADadFf', orig_pkts: String(sent), orig_ip_bytes: String(out + 40 * sent), resp_pkts: String(got),
        resp_ip_bytes: String(back + 40 * got), tunnel_parents: '-' };
      tsvLines.push(ORDER.map(name => values[name]).join('\t'));
      const members = ORDER.filter(name => values[name] !== '-' || !absent.has(name)).map(name => {
        const value = values[name] === 'T' ? 'true' : values[name] === 'F' ? 'false' : values[name];
        return `"${name}":${quoted.has(name) ? `"${value}"` : value}`;
      });
      jsonLines.push(`{${members.join()}}`);
    }
    fs.writeSync(tsv, tsvLines.join('\n') + '\n');
    fs.writeSync(json, jsonLines.join('\n') + '\n');
  }
  fs.writeSync(tsv, '#close\t2023-11-14-22-13-20\n');
  fs.closeSync(tsv);
  fs.closeSync(json);
}
