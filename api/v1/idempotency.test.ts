import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answeredRequests } from '#db/schema/systems.ts'
import { type ApiStage, apiStage, problem } from '#testing/api-stage.ts'
import { onBothEngines, testNow } from '#testing/world.ts'

onBothEngines('a write with an Idempotency-Key', (world) => {
  let stage: ApiStage
  beforeAll(async () => {
    stage = await apiStage(world())
  })
  afterAll(() => stage.machine.stop())

  const write = (requestKey: string, body: unknown, as = stage.key) =>
    stage.machine.call(as, 'POST', '/disclosures', { json: body, headers: { 'idempotency-key': requestKey } })

  it('a repeated write is answered like the first, without doing it again', async () => {
    const requestKey = randomUUID()
    const first = await write(requestKey, stage.said({ id: requestKey }))
    expect(first.json).toEqual({ recorded: 1, repeated: 0 })
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    const audited = await world().audited()
    const second = await write(`"${requestKey}"`, stage.said({ id: requestKey }))
    expect(second.json).toEqual(first.json)
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(await world().audited()).toEqual(audited)
  })

  it('an Idempotency-Key is refused for anything else', async () => {
    const requestKey = randomUUID()
    await write(requestKey, stage.said({ id: requestKey }))
    const before = await stage.recorded()
    const answer = await write(requestKey, stage.said({ id: `${requestKey.slice(1)}x` }))
    expect(answer.json).toEqual(problem('request-key-reused', 409))
    expect(await stage.recorded()).toBe(before)
  })

  it('an Idempotency-Key is each system’s own', async () => {
    const other = await stage.machine.issueKey({ systemId: 'crm' })
    const requestKey = randomUUID()
    await write(requestKey, stage.said({ id: requestKey }))
    expect(
      (await write(requestKey, stage.said({ id: 'another' }), other)).headers.get('idempotent-replayed'),
    ).toBeNull()
  })

  it('a write asked eight times at once is done once', async () => {
    const requestKey = randomUUID()
    const before = await stage.recorded()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => write(requestKey, stage.said({ id: requestKey }))),
    )
    for (const { json: body } of answers) expect(body).toEqual({ recorded: 1, repeated: 0 })
    expect(answers.filter(({ headers }) => !headers.get('idempotent-replayed'))).toHaveLength(1)
    expect(await stage.recorded()).toBe(before + 1)
    const kept = await world().db.select().from(answeredRequests).where(eq(answeredRequests.key, requestKey))
    expect(kept).toEqual([expect.objectContaining({ systemId: 'core-banking', at: testNow })])
  })

  it('a refused write is not kept, and may be sent again mended', async () => {
    const requestKey = randomUUID()
    expect((await write(requestKey, { disclosures: [] })).status).toBe(422)
    expect((await write(requestKey, stage.said({ id: requestKey }))).status).toBe(200)
  })

  it.each(['', 'a b', 'x'.repeat(256)])('%j is no Idempotency-Key', async (requestKey) => {
    expect((await write(requestKey, stage.said())).json).toEqual(problem('wrong-request-key', 400))
  })
})
