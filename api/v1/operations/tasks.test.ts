import { afterAll, beforeAll, expect, it } from 'vitest'
import { attachmentScans } from '#db/schema/attachment-scans.ts'
import { attach } from '#domain/cases/attach.ts'
import { reveal } from '#domain/holdings/reveal.ts'
import { fileRequest } from '#domain/requests/file-request.ts'
import { openTasks } from '#domain/tasks/open-tasks.ts'
import { freshCustomer } from '#testing/customers.ts'
import { type Machine, type MachineKey, startMachine } from '#testing/machine.ts'
import { deskOf, revokeKeys } from '#testing/tasks.ts'
import { onBothEngines, testNow } from '#testing/world.ts'

onBothEngines('the tasks of the machine API', (world) => {
  let machine: Machine
  let key: MachineKey
  let other: MachineKey
  beforeAll(async () => {
    machine = await startMachine(world())
    key = await machine.issueKey({ scopes: ['tasks:answer'] })
    other = await machine.issueKey({ systemId: 'crm', scopes: ['tasks:answer'] })
  })
  afterAll(() => machine.stop())

  it('a system lists its task, reads it and its document, and answers it; no other system finds it', async () => {
    const customer = await freshCustomer(world())
    const bytes = new TextEncoder().encode('Анықтама')
    const file = await attach(customer, { name: 'анықтама.txt', type: 'text/plain', bytes })
    const about = { kind: 'field', id: 'address' }
    const asked = { kind: 'correction', about, text: 'Абай даңғылы, 10-үй', attachments: [file.id] }
    const { id: caseId, reference } = await fileRequest(customer, asked)
    await openTasks(deskOf(world(), customer), { caseId, lastStep: 2 })
    const client = machine.client(key)
    const [task] = (await client.listTasks({})).tasks.filter(({ request }) => request === reference)
    const id = task?.id ?? ''
    expect(await client.readTask({ id })).toMatchObject({ words: 'Абай даңғылы, 10-үй', answers: [] })
    const at = `/tasks/${id}/documents/${file.id}`
    expect(await machine.call(key, 'GET', at)).toMatchObject({ status: 423 })
    await world().db.update(attachmentScans).set({ verdict: 'clean', scannedAt: testNow })
    const { content } = await client.readTaskDocument({ id, document: file.id })
    expect(Buffer.from(content, 'base64').toString()).toBe('Анықтама')
    const path = `/tasks/${id}/answers`
    const done = { answers: [{ field: 'address', outcome: 'done' as const, value: 'Абай даңғылы, 10' }] }
    expect(await machine.call(other, 'POST', path, { json: done })).toMatchObject({ status: 404 })
    expect(await machine.call(key, 'POST', path, { json: { ...done, id } })).toMatchObject({ status: 422 })
    const refused = { answers: [{ field: 'address', outcome: 'refused' }] }
    expect(await machine.call(key, 'POST', path, { json: refused })).toMatchObject({
      status: 422,
      json: { errors: [{ path: 'answers.0.reason' }] },
    })
    for (const time of [1, 2])
      expect(await client.answerTask({ id }, done), String(time)).toMatchObject({
        answers: [{ field: 'address', outcome: 'done', late: false }],
      })
    const another = { answers: [{ field: 'address', outcome: 'not-held' }] }
    expect(await machine.call(key, 'POST', path, { json: another })).toMatchObject({ status: 423 })
    expect(await reveal(customer, { field: 'address' })).toMatchObject({ value: 'Абай даңғылы, 10' })
    await revokeKeys(world())
    expect(await machine.call(key, 'GET', `/tasks/${id}`)).toMatchObject({ status: 401 })
  })
})
