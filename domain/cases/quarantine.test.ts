import { eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { attachmentScans } from '#db/schema/attachment-scans.ts'
import { caseAttachments } from '#db/schema/cases.ts'
import { messages } from '#db/schema/messages.ts'
import { actionsOf, auditOf } from '#testing/audit.ts'
import { at, secondsOn } from '#testing/clock.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { lockedBy } from '#testing/expect.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { showComplaint } from '../complaints/show-complaint.ts'
import { writeMessage } from '../complaints/write-message.ts'
import type { Ctx } from '../context.ts'
import { openCase } from '../desk/open-case.ts'
import { attach } from './attach.ts'
import { openAttachment } from './open-attachment.ts'
import { scanDueAttachment } from './scan-due-attachment.ts'
import { type Finding, ScanFailed, type Scanner } from './scanner.ts'

const words = new Uint8Array(Buffer.from('Қарашада үш SMS келді\r\n'))
const scanner = 'ClamAV 1.4.3/27803'
const clean: Finding = { verdict: 'clean', scanner }
const infected: Finding = { verdict: 'infected', scanner, threat: 'Arqau.Test.Threat' }
const finds = (finding: Finding): Scanner => ({ scan: async () => finding })
const fails = (code: ScanFailed['code']): Scanner => ({ scan: () => Promise.reject(new ScanFailed(code)) })

/** The same context where the portal has a scanner. */
const guarded = <C extends Ctx>({ opensUnscanned: _, ...ctx }: C) => ctx

onBothEngines('the quarantine of attachments', (world) => {
  const worker = (seconds = 0) => at(world().worker(), secondsOn(seconds))
  const audited = (objectId: string) => actionsOf(world().db, { objectId })
  const filed = async (ctx: Subject) => {
    const file = await attach(ctx, { name: 'тізім.txt', bytes: words })
    const complaint = { kind: 'ordinary', text: 'Файлды қараңыз.', attachments: [file.id] }
    const { id: caseId, reference } = await fileComplaint(ctx, complaint)
    return { caseId, attachmentId: file.id, reference }
  }
  const scanOf = async (id: string) => {
    const [row] = await world().db.select().from(attachmentScans).where(eq(attachmentScans.id, id))
    return row
  }
  const fileIn = async (ctx: Ctx, caseId: string) =>
    (await showComplaint(ctx, { caseId })).steps[0]?.attachments[0]
  const noticesTo = async ({ subject }: Subject) =>
    (await world().db.select().from(messages).where(eq(messages.customerId, subject))).map(
      ({ kind, channel }) => `${kind} ${channel}`,
    )
  // Each begins with nothing left to scan.
  beforeEach(async () => {
    while (await scanDueAttachment(worker(86_400), finds(clean)));
  })

  it('a file opens for nobody until it was scanned, and then for both sides', async () => {
    const ctx = guarded(await freshCustomer(world()))
    const agent = guarded(world().staff(ctx.subject))
    const { attachmentId, ...sent } = await filed(ctx)
    const input = { caseId: sent.caseId, attachmentId }
    expect(await fileIn(ctx, sent.caseId)).toMatchObject({
      name: 'тізім.txt',
      scan: 'waiting',
      opens: false,
    })
    const { shown: complaint } = await openCase(agent, { caseId: sent.caseId })
    expect(complaint.steps[0]?.attachments).toMatchObject([{ scan: 'waiting', opens: false }])
    for (const who of [ctx, agent])
      await expect(openAttachment(who, input)).rejects.toEqual(lockedBy('attachment.waiting'))
    expect((await listActivity(ctx, { kind: 'complaints' })).entries.map(({ action }) => action)).toEqual([
      ...['complaint.opened', 'complaint.filed', 'attachment.uploaded'],
    ])

    const read: Uint8Array[] = []
    const reads: Scanner = {
      scan: async (bytes) => {
        read.push(bytes)
        return clean
      },
    }
    expect(await scanDueAttachment(worker(), reads)).toBe('scanned')
    expect(read.map((bytes) => Buffer.compare(bytes, words))).toEqual([0])
    expect(await scanOf(attachmentId)).toEqual({
      ...{ customerId: ctx.subject, id: attachmentId, verdict: 'clean', threat: null, scanner },
      ...{ scannedAt: testNow, attempts: 1, dueAt: secondsOn(120) },
    })
    expect(await fileIn(ctx, sent.caseId)).toMatchObject({ scan: 'clean', opens: true })
    for (const who of [ctx, agent])
      expect(await openAttachment(who, input)).toMatchObject({ name: 'тізім.txt' })
    expect(await audited(attachmentId)).toEqual([
      ...['attachment.uploaded', 'attachment.withheld', 'attachment.withheld', 'attachment.cleared'],
      ...['attachment.opened', 'attachment.opened'],
    ])
    expect(await noticesTo(ctx)).toEqual([])
  })

  it('a dangerous file opens for nobody for ever, its complaint goes on, and the customer is told', async () => {
    const ctx = guarded(await freshCustomer(world()))
    const { caseId, attachmentId, reference } = await filed(ctx)
    const before = await showComplaint(ctx, { caseId })
    await scanDueAttachment(worker(), finds(infected))
    const staff = world().staff(ctx.subject)
    for (const who of [ctx, { ...ctx, opensUnscanned: true as const }, staff, guarded(staff)])
      await expect(openAttachment(who, { caseId, attachmentId })).rejects.toEqual(
        lockedBy('attachment.infected'),
      )
    expect(await fileIn(ctx, caseId)).toMatchObject({
      ...{ name: 'тізім.txt', scan: 'infected', opens: false, threat: 'Arqau.Test.Threat' },
    })
    const { steps, ...after } = await showComplaint(ctx, { caseId })
    expect({ ...after, steps: steps.length }).toEqual({ ...before, steps: before.steps.length })
    expect((await noticesTo(ctx)).sort()).toEqual([
      'complaint-file-infected email',
      'complaint-file-infected sms',
    ])
    const [entry] = (await listActivity(ctx, { kind: 'complaints' })).entries
    expect(entry).toMatchObject({ action: 'attachment.infected', by: 'portal' })
    expect(
      await auditOf(world().db, { objectId: attachmentId, action: 'attachment.infected' }),
    ).toMatchObject([
      { customerId: ctx.subject, actorKind: 'worker', detail: { scanner, threat: 'Arqau.Test.Threat' } },
    ])
    await writeMessage(ctx, { caseId, text: `Басқа файл, № ${reference}`, lastStep: 2 })
  })

  it('a file opens without a scanner, and says that it was not scanned', async () => {
    const ctx = await freshCustomer(world())
    const { caseId, attachmentId } = await filed(ctx)
    expect(await fileIn(ctx, caseId)).toMatchObject({ scan: 'unscanned', opens: true })
    const opened = await openAttachment(world().staff(ctx.subject), { caseId, attachmentId })
    expect(Buffer.compare(opened.bytes, words)).toBe(0)
    expect(await scanOf(attachmentId)).toMatchObject({ verdict: null, scannedAt: null, attempts: 0 })
  })

  it('a file that was not sent is not scanned', async () => {
    const ctx = await freshCustomer(world())
    await attach(ctx, { name: 'a.txt', bytes: words })
    expect(await scanDueAttachment(worker(), finds(clean))).toBeNull()
  })

  it('a scan without a verdict is repeated, later each time, and opens nothing', async () => {
    const ctx = guarded(await freshCustomer(world()))
    const { caseId, attachmentId } = await filed(ctx)
    for (const [seconds, again] of [
      [0, 10],
      [10, 30],
      [30, 70],
    ] as const) {
      expect(await scanDueAttachment(worker(seconds), fails('unreachable'))).toBe('put-off')
      expect(await scanOf(attachmentId)).toMatchObject({ verdict: null, dueAt: secondsOn(again) })
      expect(await scanDueAttachment(worker(again - 1), finds(clean))).toBeNull()
    }
    await expect(openAttachment(ctx, { caseId, attachmentId })).rejects.toEqual(
      lockedBy('attachment.waiting'),
    )
    expect(await scanDueAttachment(worker(70), fails('given-back'))).toBe('put-off')
    expect(await scanDueAttachment(worker(70), finds(clean)), 'given back, it is due at once').toBe('scanned')
    expect(await audited(attachmentId)).toEqual([
      ...['attachment.uploaded', 'attachment.withheld', 'attachment.cleared'],
    ])
  })

  it('a file is scanned once by several workers, and again when one dies', async () => {
    const ctx = await freshCustomer(world())
    const ids = await Promise.all(Array.from({ length: 4 }, () => filed(ctx)))
    let scans = 0
    const counts: Scanner = {
      scan: async () => {
        scans += 1
        return infected
      },
    }
    const ran = await Promise.all(Array.from({ length: 6 }, () => scanDueAttachment(worker(), counts)))
    while (await scanDueAttachment(worker(), counts)) ran.push('scanned')
    expect(scans).toBe(4)
    expect(ran.filter((run) => run === 'scanned')).toHaveLength(4)
    expect(await noticesTo(ctx)).toHaveLength(8)
    for (const { attachmentId } of ids)
      expect(await audited(attachmentId)).toEqual(['attachment.uploaded', 'attachment.infected'])
  })

  it('the first verdict on a file holds: a worker that comes too late changes nothing', async () => {
    const ctx = await freshCustomer(world())
    const { attachmentId } = await filed(ctx)
    const late: Scanner = {
      scan: async () => {
        expect(await scanDueAttachment(worker(119), finds(infected)), 'it is claimed').toBeNull()
        expect(await scanDueAttachment(worker(120), finds(infected))).toBe('scanned')
        return clean
      },
    }
    expect(await scanDueAttachment(worker(), late)).toBe('scanned')
    expect(await scanOf(attachmentId)).toMatchObject({ verdict: 'infected', attempts: 2 })
    expect(await audited(attachmentId)).toEqual(['attachment.uploaded', 'attachment.infected'])
    expect(await noticesTo(ctx)).toHaveLength(2)
  })

  it.each([
    ['whose key was destroyed', sql`update customer_keys set wrapped_key = null`],
    ['that cannot be unsealed', sql`update case_attachments set content_sealed = ${Buffer.alloc(64)}`],
  ])('a file %s is put off, and holds up no other', async (_, breaks) => {
    const [lost, mine] = [await freshCustomer(world()), await freshCustomer(world())]
    const [broken, good] = [await filed(lost), await filed(at(mine, secondsOn(1)))]
    const theirs = eq(caseAttachments.customerId, lost.subject)
    const { contentSealed } = caseAttachments
    const [kept] = await world().db.select({ contentSealed }).from(caseAttachments).where(theirs)
    await world().db.execute(sql`${breaks} where customer_id = ${lost.subject}`)
    const ran = await scanDueAttachment(worker(1), finds(clean)).catch(() => 'put-off')
    expect(ran).toBe('put-off')
    expect(await scanDueAttachment(worker(1), finds(clean))).toBe('scanned')
    expect(await scanOf(good.attachmentId)).toMatchObject({ verdict: 'clean' })
    expect(await scanOf(broken.attachmentId)).toMatchObject({ verdict: null, dueAt: secondsOn(11) })
    await world()
      .db.update(caseAttachments)
      .set({ ...kept })
      .where(theirs)
  })

  it('the database takes a verdict once, from a worker alone', async () => {
    const ctx = await freshCustomer(world())
    const { attachmentId } = await filed(ctx)
    const { id: unsent } = await attach(ctx, { name: 'a.txt', bytes: words })
    const as = (role: string, statement: ReturnType<typeof sql>) =>
      world().db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('role', ${role}, true)`)
        await tx.execute(sql`select set_config('app.customer_id', ${ctx.subject}, true)`)
        await tx.execute(statement)
      })
    const refused = (work: Promise<unknown>, role: string) =>
      expect(work, role).rejects.toMatchObject({ cause: { code: '42501' } })
    const says = sql`update attachment_scans set verdict = 'clean' where id = ${attachmentId}`
    for (const role of ['arqau_customer', 'arqau_staff', 'arqau_support', 'arqau_system'])
      await refused(as(role, says), role)
    const asks = sql`insert into attachment_scans (customer_id, id, verdict, due_at)
      values (${ctx.subject}, ${unsent}, 'clean', now())`
    for (const role of ['arqau_customer', 'arqau_staff', 'arqau_worker']) await refused(as(role, asks), role)

    await scanDueAttachment(worker(), finds(infected))
    const owner = world().db
    await refused(owner.execute(says), 'the owner')
    await refused(owner.execute(sql`delete from attachment_scans`), 'the owner')
    await refused(owner.execute(sql`truncate attachment_scans`), 'the owner')
    await refused(as('arqau_worker', says), 'arqau_worker')
    await expect(
      owner.delete(caseAttachments).where(eq(caseAttachments.id, attachmentId)),
      'a file stays as long as its scan',
    ).rejects.toThrow()
    expect(await scanOf(attachmentId)).toMatchObject({ verdict: 'infected' })
  })
})
