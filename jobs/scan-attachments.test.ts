import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { attachmentScans } from '#db/schema/attachment-scans.ts'
import { attach } from '#domain/cases/attach.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import type { ScannerAddress } from '#gateways/scanner.ts'
import { log } from '#log'
import { freshCustomer } from '#testing/customers.ts'
import { dangerousWords, type ScannerStub, startScannerStub } from '#testing/scanner-stub.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { scanAttachments } from './scan-attachments.ts'

let stub: ScannerStub
let said: unknown[]
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: testNow })
  stub = await startScannerStub()
  said = []
  vi.spyOn(log, 'warn').mockImplementation((fields: unknown) => void said.push(fields))
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  await stub.stop()
})

onBothEngines('the scanner’s job', (world) => {
  const run = (SCANNER_URL: ScannerAddress | undefined = stub.address, abandoning?: AbortSignal) =>
    scanAttachments(
      world().worker(),
      { config: { SCANNER_URL } } as never,
      new AbortController().signal,
      abandoning,
    )
  /** Sends files with one complaint; how their scans stand. */
  const filed = async (...texts: string[]) => {
    const ctx = await freshCustomer(world())
    const attachments: string[] = []
    for (const text of texts)
      attachments.push((await attach(ctx, { name: 'a.txt', bytes: new Uint8Array(Buffer.from(text)) })).id)
    await fileComplaint(ctx, { kind: 'ordinary', text: 'Файлдарды қараңыз.', attachments })
    return async () =>
      (
        await world()
          .db.select()
          .from(attachmentScans)
          .where(eq(attachmentScans.customerId, ctx.subject))
          .orderBy(attachmentScans.id)
      ).map(({ verdict, attempts, dueAt }) => ({ verdict, attempts, isDue: dueAt <= testNow }))
  }
  const left = { attempts: 0, verdict: null, isDue: true }

  it('the scanner’s job scans all files that are due', async () => {
    const scans = await filed('бір', dangerousWords, 'үш')
    await run()
    expect((await scans()).map(({ verdict }) => verdict)).toEqual(['clean', 'infected', 'clean'])
    await run()
    expect(stub.files).toHaveLength(3)
    expect(said).toEqual([])
  })

  it('the scanner’s job does nothing where no scanner is set', async () => {
    const scans = await filed('бір')
    await scanAttachments(world().worker(), { config: {} } as never)
    expect(await scans()).toEqual([left])
    await run()
  })

  it('the scanner’s job lets a scanner rest that is not there, and says so by a code', async () => {
    const scans = await filed('бір', 'екі')
    stub.misbehave((socket) => socket.destroy())
    await run()
    const [tried] = (await scans()).filter(({ attempts }) => attempts > 0)
    expect(tried).toEqual({ verdict: null, attempts: 1, isDue: false })
    expect(await scans()).toContainEqual(left)
    expect(said).toEqual([{ requestId: expect.any(String), code: 'unreachable' }])
    stub.misbehave(null)
    await run()
    expect((await scans()).filter(({ verdict }) => verdict === 'clean')).toHaveLength(1)
  })

  it('the scanner’s job gives back a file that has no verdict when the worker has to end', async () => {
    const scans = await filed('бір')
    const abandoning = new AbortController()
    stub.misbehave(() => abandoning.abort())
    await run(stub.address, abandoning.signal)
    expect(await scans()).toEqual([{ verdict: null, attempts: 1, isDue: true }])
    stub.misbehave(null)
    await run()
    expect((await scans()).map(({ verdict }) => verdict)).toEqual(['clean'])
  })
})
