#!/usr/bin/env bash
# Postgres 18 (as PGlite 0.5.16 has it): in a CHECK, `code in ('a', 'b', …)` and `code = any('{a,b,…}')` cost differently.
#
# A good guess: a check is planned once for a table, both forms mean the same and both are constants, so the length of a
# list of codes does not matter to an insert of one row.
#
# Instead: a check is kept as a tree of nodes that every statement which writes to the table reads, folds and prepares
# anew. `in` keeps one node for each code, the array of `any` is a single one. With 82 codes, inserting one row takes
# markedly longer with `in`, and pg_dump or \d show nothing of it.
#
# Why it matters here: the log names 82 actions, and one row of it goes with every decision. The list as `in` took a tenth
# of a millisecond of each, which was a fifth of all decisions a second; as one array, half of that. (Decision 017.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @electric-sql/pglite@0.5.16
cat >look.mjs <<'JS'
import { PGlite } from '@electric-sql/pglite'
const db = new PGlite()
console.log((await db.query('select version()')).rows[0].version)
const codes = Array.from({ length: 82 }, (_, nth) => `subject-${nth}.past-participle`)
const checks = {
  none: '',
  any: `check (code = any('{${codes.join()}}'))`,
  in: `check (code in (${codes.map((code) => `'${code}'`).join(', ')}))`,
}
for (const [name, check] of Object.entries(checks)) await db.exec(`create table t_${name} (code text ${check})`)
const spent = async (name, rows) => {
  const began = performance.now()
  for (let nth = 0; nth < rows; nth++) await db.query(`insert into t_${name} values ($1)`, [codes[nth % 82]])
  return ((performance.now() - began) / rows) * 1000
}
const times = { none: [], any: [], in: [] }
for (let round = 0; round < 9; round++)
  for (const name of Object.keys(checks)) times[name].push(await spent(name, 400))
const median = (name) => times[name].slice(2).sort((a, b) => a - b)[3]
for (const name of Object.keys(checks)) console.log(`${name.padEnd(5)} ${median(name).toFixed(0).padStart(5)} µs an insert`)
const [any, list] = [median('any') - median('none'), median('in') - median('none')]
console.log(`the list costs ${(list / any).toFixed(1)} times what the array costs`)
process.exit(list > 1.4 * any ? 0 : 1)
JS
node look.mjs
