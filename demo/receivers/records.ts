/** What a system holds of a customer, one value a record: `PUT /api/v1/tasks/{id}/records`. */
export interface HeldRecord {
  /** The kind of data, by its id in the policy. */
  field: string
  value: string
  /** A moment with its offset, or a day. */
  obtainedAt: string
  obtainedVia: string
}

/** What of a task is needed to send records: `GET /api/v1/tasks/{id}`. */
interface Task {
  kind: string
  customer: string
  open: boolean
  /** How many lines have come before a cut. */
  records: { lines: number } | null
}

/**
 * Sends what a system holds of a customer who has asked for a copy, a line a record, as it is read: the portal takes no more
 * before it has kept what came, so neither side has all of it in memory.
 * @param portal the address of the portal. @param key the system's, with `tasks:answer` and `records:send`.
 * @param recordsOf all records of a customer, in the same order each time.
 */
export function recordSender(
  portal: string,
  key: string,
  recordsOf: (customer: string) => Iterable<HeldRecord> | AsyncIterable<HeldRecord>,
) {
  const authorization = `Bearer ${key}`
  async function* linesAfter(customer: string, sent: number): AsyncGenerator<Uint8Array> {
    let nth = 0
    for await (const record of recordsOf(customer)) {
      nth += 1
      if (nth > sent) yield Buffer.from(`${JSON.stringify(record)}\n`)
    }
  }
  /** What it throws makes the portal send the event again; then sending goes on where it was cut off. */
  return async ({ data: { data } }: { data: { data: { task: string } } }): Promise<void> => {
    const address = new URL(`/api/v1/tasks/${data.task}`, portal)
    const read = await fetch(address, { headers: { authorization } })
    if (!read.ok) throw new Error(`the task: ${read.status}`)
    const { kind, customer, open, records } = (await read.json()) as Task
    if (kind !== 'records' || !open) return
    const sent = records?.lines ?? 0
    const lines = linesAfter(customer, sent)
    const init: RequestInit & { duplex: 'half' } = {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/x-ndjson' },
      body: new ReadableStream({
        pull: async (body) => {
          const { done, value } = await lines.next()
          if (done) body.close()
          else body.enqueue(value)
        },
      }),
      duplex: 'half',
    }
    const response = await fetch(new URL(`${address.pathname}/records?after=${sent}`, portal), init)
    if (!response.ok) throw new Error(`records: ${response.status}`)
  }
}
