import { and, eq, isNull } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { caseAttachments } from '#db/schema/cases.ts'
import { actionsOf } from '#testing/audit.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { invalidAt, refusal } from '#testing/expect.ts'
import { onBothEngines } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { listComplaints } from '../complaints/list-complaints.ts'
import { showComplaint } from '../complaints/show-complaint.ts'
import { writeMessage } from '../complaints/write-message.ts'
import { attach } from './attach.ts'
import { detach } from './detach.ts'
import { openAttachment } from './open-attachment.ts'
import { maxAttachmentBytes } from './schema.ts'

const bytesOf = (...parts: (string | number[])[]) =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part)))),
  )
const png = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)
const pdf = bytesOf('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n')
const jpeg = bytesOf([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9])
const webp = bytesOf(
  'RIFF',
  [26, 0, 0, 0],
  'WEBPVP8L',
  [13, 0, 0, 0, 0x2f, 0, 0, 0, 0x10, 7, 16, 0x11, 0x11, 0x88, 0x88, 8, 0],
)
const heic = bytesOf([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic', [0, 0, 0, 8], 'meta')
const heif = bytesOf([0, 0, 0, 24], 'ftypmif1', [0, 0, 0, 0], 'mif1heic', [0, 0, 0, 8], 'meta')
const exe = bytesOf('MZ', Array(62).fill(0), 'This program cannot be run in DOS mode.')
const text = bytesOf('Қарашада үш SMS келді\r\n')
const windows1251 = bytesOf([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x0d, 0x0a])
const complaint = { kind: 'ordinary', text: 'Скриншотты тіркедім' } as const

onBothEngines('attachments of complaints', (world) => {
  const audited = (objectId: string) => actionsOf(world().db, { objectId })
  const unsent = async (ctx: Subject) =>
    (
      await world()
        .db.select({ id: caseAttachments.id })
        .from(caseAttachments)
        .where(and(eq(caseAttachments.customerId, ctx.subject), isNull(caseAttachments.stepId)))
    ).length

  it.each([
    ['sms.png', 'image/png', png, 'image/png'],
    ['hat.PDF', 'application/pdf', pdf, 'application/pdf'],
    ['photo.jpeg', 'image/jpeg', jpeg, 'image/jpeg'],
    ['photo.jpg', '', jpeg, 'image/jpeg'],
    ['photo.webp', 'image/webp', webp, 'image/webp'],
    ['IMG_1.HEIC', 'image/heic', heic, 'image/heic'],
    ['IMG_2.heic', 'image/heif', heif, 'image/heic'],
    ['notes.txt', 'text/plain', text, 'text/plain'],
    ['notes-1251.txt', 'text/plain;charset=windows-1251', windows1251, 'text/plain'],
    ['no-ending', 'application/octet-stream', png, 'image/png'],
  ])('an attachment is taken: %s', async (name, type, bytes, mediaType) => {
    const ctx = await freshCustomer(world())
    const view = await attach(ctx, { name, type, bytes })
    expect(view).toMatchObject({ name, mediaType, bytes: bytes.length })
    expect(await audited(view.id)).toEqual(['attachment.uploaded'])
    await detach(ctx, { id: view.id })
    expect(await audited(view.id)).toEqual(['attachment.uploaded', 'attachment.removed'])
    expect(await unsent(ctx)).toBe(0)
  })

  it.each([
    ['a program that says it is a picture', 'sms.png', 'image/png', exe, 'attachment.type-lies'],
    ['a picture that says it is a document', 'hat.pdf', 'application/pdf', png, 'attachment.type-lies'],
    ['a picture declared as another kind', 'photo.jpg', 'application/pdf', jpeg, 'attachment.type-lies'],
    [
      'a page that says it is a picture',
      'a.png',
      'image/png',
      bytesOf('<html><script>1</script>'),
      'attachment.type-lies',
    ],
    [
      'binary data that says it is text',
      'a.txt',
      'text/plain',
      bytesOf('a', [0, 1, 2]),
      'attachment.type-lies',
    ],
    ['a program', 'setup.exe', '', exe, 'attachment.type'],
    ['a page', 'page.html', 'text/html', bytesOf('<html>'), 'attachment.type'],
    [
      'a drawing that can run scripts',
      'a.svg',
      'image/svg+xml',
      bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'attachment.type',
    ],
    ['a program without an ending', 'setup', '', exe, 'attachment.type'],
  ])('an attachment is refused: %s', async (_, name, type, bytes, key) => {
    const ctx = await freshCustomer(world())
    const before = (await world().audited()).length
    await expect(attach(ctx, { name, type, bytes })).rejects.toEqual(invalidAt('name', key))
    expect((await world().audited()).slice(before)).toEqual(['attachment.refused'])
    expect(await unsent(ctx)).toBe(0)
  })

  it('an attachment is at most 10 MB, exactly', async () => {
    const ctx = await freshCustomer(world())
    const whole = new Uint8Array(maxAttachmentBytes).fill(0x61)
    const { id } = await attach(ctx, { name: 'whole.txt', bytes: whole })
    const filed = await fileComplaint(ctx, { ...complaint, attachments: [id] })
    const opened = await openAttachment(ctx, { caseId: filed.id, attachmentId: id })
    expect(Buffer.compare(opened.bytes, whole)).toBe(0)

    const more = new Uint8Array(maxAttachmentBytes + 1).fill(0x61)
    await expect(attach(ctx, { name: 'more.txt', bytes: more })).rejects.toEqual(
      invalidAt('bytes', 'attachment.too-large'),
    )
    const nothing = new Uint8Array()
    await expect(attach(ctx, { name: 'none.txt', bytes: nothing })).rejects.toEqual(
      invalidAt('bytes', 'attachment.empty'),
    )
    expect(await unsent(ctx)).toBe(0)
  })

  it('attachments go with the step they are sent with, sealed, once', async () => {
    const ctx = await freshCustomer(world())
    const [first, second] = [
      await attach(ctx, { name: 'бірінші.png', type: 'image/png', bytes: png }),
      await attach(ctx, { name: 'second.pdf', type: 'application/pdf', bytes: pdf }),
    ]
    const { id: caseId } = await fileComplaint(ctx, { ...complaint, attachments: [first.id] })
    await writeMessage(ctx, { caseId, text: 'Тағы біреуі', attachments: [second.id], lastStep: 2 })
    const { steps } = await showComplaint(ctx, { caseId })
    expect(steps.map(({ attachments }) => attachments)).toEqual([[first], [], [second]])

    const [row] = await world().db.select().from(caseAttachments).where(eq(caseAttachments.id, first.id))
    expect(Buffer.from(row?.nameSealed ?? []).includes('бірінші')).toBe(false)
    expect(Buffer.from(row?.contentSealed ?? []).includes('PNG')).toBe(false)

    const opened = await openAttachment(ctx, { caseId, attachmentId: first.id })
    expect(opened).toMatchObject({ name: 'бірінші.png', mediaType: 'image/png' })
    expect(Buffer.compare(opened.bytes, png)).toBe(0)
    expect(await audited(first.id)).toEqual(['attachment.uploaded', 'attachment.opened'])

    const again = { ...complaint, attachments: [first.id] }
    await expect(fileComplaint(ctx, again)).rejects.toEqual(invalidAt('attachments', 'attachment.gone'))
    await expect(detach(ctx, { id: first.id })).rejects.toEqual(refusal('not-found'))
    expect(await listComplaints(ctx)).toHaveLength(1)
  })

  it('a step has five attachments at most', async () => {
    const ctx = await freshCustomer(world())
    const ids: string[] = []
    for (let count = 0; count < 6; count++)
      ids.push((await attach(ctx, { name: `${count}.txt`, bytes: text })).id)
    const six = { ...complaint, attachments: ids }
    await expect(fileComplaint(ctx, six)).rejects.toEqual(invalidAt('attachments', 'attachment.too-many'))
    const filed = await fileComplaint(ctx, { ...complaint, attachments: ids.slice(0, 5) })
    expect((await showComplaint(ctx, { caseId: filed.id })).steps[0]?.attachments).toHaveLength(5)
  })

  it('an attachment of another customer is not there, and asking for it is written down', async () => {
    const [mine, other] = [await freshCustomer(world()), await freshCustomer(world())]
    const { id } = await attach(mine, { name: 'mine.png', bytes: png })
    const { id: otherComplaint } = await fileComplaint(other, complaint)
    const stolen = { caseId: otherComplaint, text: 'Менікі', attachments: [id], lastStep: 2 }
    await expect(writeMessage(other, stolen)).rejects.toEqual(invalidAt('attachments', 'attachment.gone'))
    await expect(detach(other, { id })).rejects.toEqual(refusal('not-found'))

    const { id: caseId } = await fileComplaint(mine, { ...complaint, attachments: [id] })
    const input = { caseId, attachmentId: id }
    await expect(openAttachment(other, input)).rejects.toEqual(refusal('not-found'))
    await expect(openAttachment(mine, { ...input, caseId: otherComplaint })).rejects.toEqual(
      refusal('not-found'),
    )
    expect(await audited(id)).toEqual(['attachment.uploaded', 'complaint.not-found', 'complaint.not-found'])
  })

  it('an attachment opens for the desk that answers, which is written to the customer’s log', async () => {
    const ctx = await freshCustomer(world())
    const { id: attachmentId } = await attach(ctx, { name: 'тізім.png', type: 'image/png', bytes: png })
    const { id: caseId } = await fileComplaint(ctx, { ...complaint, attachments: [attachmentId] })
    const opened = await openAttachment(world().staff(ctx.subject), { caseId, attachmentId })
    expect(opened).toMatchObject({ name: 'тізім.png', mediaType: 'image/png' })
    const [entry] = (await listActivity(ctx, { kind: 'complaints' })).entries
    expect(entry).toMatchObject({ action: 'attachment.opened', by: 'bank', staff: 'Қ-114' })
    const administrator = world().staff(ctx.subject, 'administrator')
    await expect(openAttachment(administrator, { caseId, attachmentId })).rejects.toEqual(
      refusal('forbidden'),
    )
  })

  it('attachments are sent by customers alone, and open in no look', async () => {
    const { subject } = await freshCustomer(world())
    const id = crypto.randomUUID()
    const staff = world().staff(subject)
    if (staff.actor.kind !== 'staff') throw new Error('a desk is for staff')
    const support = {
      ...staff,
      actor: { ...staff.actor, kind: 'support', page: 'complaints', lookId: id, pages: [] } as const,
    }
    await expect(attach(staff, { name: 'a.png', bytes: png })).rejects.toEqual(refusal('forbidden'))
    await expect(detach(staff, { id })).rejects.toEqual(refusal('forbidden'))
    for (const who of [support, world().system(subject), world().visitor(), world().worker()]) {
      await expect(attach(who, { name: 'a.png', bytes: png })).rejects.toEqual(refusal('forbidden'))
      await expect(detach(who, { id })).rejects.toEqual(refusal('forbidden'))
      await expect(openAttachment(who, { caseId: id, attachmentId: id })).rejects.toEqual(
        refusal('forbidden'),
      )
    }
  })
})
