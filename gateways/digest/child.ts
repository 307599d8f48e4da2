import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

/**
 * Makes one PDF of the words on its standard input, in a process of its own: what the compiler takes in memory is outside
 * of V8, so a thread looks at the whole process and ends it above the cap.
 */
const [, , megabytes = '512'] = process.argv
const watch = `
  const look = () => process.memoryUsage.rss() > ${Number(megabytes)} * 1024 * 1024 && process.kill(process.pid, 'SIGKILL')
  look()
  setInterval(look, 25)
  require('node:worker_threads').parentPort.postMessage('looking')
`
const watcher = new Worker(watch, { eval: true })
await once(watcher, 'message')
watcher.unref()

const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/onest/package.json'))
const compiler = NodeCompiler.create({
  workspace: import.meta.dirname,
  fontArgs: [{ fontPaths: [join(fonts, '400Regular'), join(fonts, '600SemiBold')] }],
})
const pdf = compiler.pdf(
  {
    mainFileContent: readFileSync(join(import.meta.dirname, 'digest.typ'), 'utf8'),
    inputs: { doc: readFileSync(0, 'utf8') },
  },
  // PDF/UA-1 (ISO 14289-1): tagged, with its title and language. A missing title or a skipped heading is an error.
  { pdfStandard: 'ua-1' },
)
process.stdout.write(pdf, () => process.exit(0))
