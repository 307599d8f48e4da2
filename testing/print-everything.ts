/* biome-ignore-all lint/suspicious/noConsole: this is what a library may do */
import '../log-everything.ts'
import * as nextLog from 'next/dist/build/output/log.js'
import { log, loggedPath } from '#log'

/** Prints a text, and errors with it, in every way a process can; then ends of an error. For a test of the log. */
const text = process.argv[2] ?? ''
const failed = Object.assign(new Error(text), { name: text, query: text, params: [text], detail: text })
Object.assign(failed, {
  cause: Object.assign(new Error(text), { code: '23505', detail: text, constraint: text }),
})

for (const print of [console.log, console.info, console.debug, console.warn, console.error, console.trace]) {
  print(text)
  print('%s', text, failed)
}
console.dir({ text })
console.table([{ text }])
console.group(text)
console.assert(false, text)
for (const print of [nextLog.error, nextLog.warn, nextLog.info, nextLog.ready, nextLog.event]) print(text)
await new Promise<void>((done) => process.stdout.write(text, () => done()))
process.stderr.write(Buffer.from(text))
process.emitWarning(text, { code: 'TEST0001', detail: text })
log.info({ path: loggedPath(text) }, 'request')
void Promise.reject(failed)
setImmediate(() => {
  throw failed
})
