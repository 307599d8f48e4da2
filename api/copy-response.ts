import type { OpenedCopy } from '#domain/copies/open-copy.ts'
import type { CopyView } from '#domain/copies/schema.ts'
import { closedPolicy } from './http/answers.ts'

/** The version of a copy's page while it is made: it changes with each sign of life. */
export const copyVersion = ({
  state,
  progress,
  systems,
}: Pick<CopyView, 'state' | 'progress' | 'systems'>): string =>
  [
    ...[state, progress?.step, progress?.made, progress?.beatAt?.getTime(), progress?.againAt?.getTime()],
    ...systems.map((system) => `${system.state} ${system.records}`),
  ].join(' ')

/** A copy, for the browser to save: whole, a range (206), or word that the range begins beyond the end (416). */
export function copyResponse({ kind, range, bytes, etag, name, readyAt, content }: OpenedCopy): Response {
  const headers = {
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store, no-transform',
    'content-disposition': `attachment; filename="${name}"`,
    'content-security-policy': `sandbox; ${closedPolicy}`,
    'content-type': 'application/zip',
    etag,
    'last-modified': readyAt.toUTCString(),
    'x-content-type-options': 'nosniff',
  }
  if (kind === 'none')
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${bytes}` } })
  const { first, last } = range
  const length = { 'content-length': String(last - first + 1) }
  const body = streamOf(content)
  if (kind === 'all') return new Response(body, { headers: { ...headers, ...length } })
  const part = { ...length, 'content-range': `bytes ${first}-${last}/${bytes}` }
  return new Response(body, { status: 206, headers: { ...headers, ...part } })
}

/** The content is made as it is taken, and no further once nobody takes it. */
function streamOf(content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const parts = content[Symbol.asyncIterator]()
  return new ReadableStream({
    pull: async (stream) => {
      const { done, value } = await parts.next()
      if (done) stream.close()
      else stream.enqueue(new Uint8Array(value))
    },
    cancel: async () => void (await parts.return?.()),
  })
}
