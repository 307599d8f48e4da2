import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Submittable } from 'pg'
import pg from 'pg'

/**
 * How long `COPY … TO STDOUT`, piped through gzip, takes for some rows, in seconds.
 * @param queries one after the other, on one connection.
 */
export async function copyOut(url: string, queries: readonly string[]): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const began = performance.now()
  const gzip = spawn('gzip', ['-c'], { stdio: ['pipe', 'ignore', 'inherit'] })
  for (const query of queries)
    await new Promise<void>((resolve, refuse) => {
      const submitted = {
        submit: (connection: { query(text: string): void }) => connection.query(`copy (${query}) to stdout`),
        handleCopyData: ({ chunk }: { chunk: Buffer }) => gzip.stdin.write(chunk),
        handleCommandComplete: () => undefined,
        handleReadyForQuery: () => resolve(),
        handleError: refuse,
      }
      client.query(submitted as unknown as Submittable)
    })
  gzip.stdin.end()
  await once(gzip, 'close')
  await client.end()
  return (performance.now() - began) / 1000
}
