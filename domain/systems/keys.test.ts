import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { staffRoles } from '#db/schema/staff.ts'
import { systemKeys, systems } from '#db/schema/systems.ts'
import { auditOf } from '#testing/audit.ts'
import { at, daysOn } from '#testing/clock.ts'
import { invalidAt, lockedBy, refusal, wrongAt } from '#testing/expect.ts'
import { type SystemsStage, systemsStage } from '#testing/systems.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { addSystem } from './add-system.ts'
import { issueKey } from './issue-key.ts'
import { readKeyText } from './key.ts'
import { listSystems } from './list-systems.ts'
import { renameSystem } from './rename-system.ts'
import { revokeKey } from './revoke-key.ts'
import { showSystem } from './show-system.ts'

const name = { kk: 'SMS шлюзі', ru: 'SMS-шлюз', en: 'SMS gateway' }
const bank = { recipient: null }

onBothEngines('adding and renaming a system', (world) => {
  let stage: SystemsStage

  beforeAll(async () => {
    stage = await systemsStage(world())
  })

  const audited = async (objectId: string) =>
    (await auditOf(world().db, { objectId })).map(({ action, actorId }) => [action, actorId])

  it('a system is added once, under an id and three names, by an administrator', async () => {
    const { administrator } = stage
    await addSystem(administrator, { id: 'sms-gateway', name, ...bank })
    const [row] = await world().db.select().from(systems).where(eq(systems.id, 'sms-gateway'))
    const staffId = administrator.actor.kind === 'staff' ? administrator.actor.staffId : null
    expect(row).toEqual({ id: 'sms-gateway', name, ...bank, createdAt: testNow, createdBy: staffId })
    expect(await audited('sms-gateway')).toEqual([['system.added', staffId]])
    await expect(addSystem(administrator, { id: 'sms-gateway', name, ...bank })).rejects.toEqual(
      invalidAt('id', 'system.id-taken'),
    )
    await expect(
      addSystem(administrator, { id: 'other', name: { ...name, ru: ' ' }, ...bank }),
    ).rejects.toEqual(invalidAt('name.ru', 'system.name'))
  })

  it.each(['', 'A', 'a', 'Core', 'core banking', '-core', 'core-', 'core--x', '1core', 'x'.repeat(41), null])(
    'a system has no id like %j',
    async (id) => {
      await expect(addSystem(stage.administrator, { id, name, ...bank })).rejects.toEqual(
        refusal('invalid', { issues: [expect.objectContaining({ path: 'id', key: 'system.id' })] }),
      )
    },
  )

  it('a system is renamed, and keeps its id', async () => {
    const systemId = await stage.system()
    await renameSystem(stage.administrator, { systemId, name })
    expect(await showSystem(stage.officer, { systemId })).toMatchObject({
      id: systemId,
      name: name.kk,
      names: name,
    })
    expect((await audited(systemId)).map(([action]) => action)).toEqual(['system.added', 'system.renamed'])
    await expect(renameSystem(stage.administrator, { systemId: 'nowhere', name })).rejects.toEqual(
      refusal('not-found'),
    )
  })

  it('a system is kept by administrators, seen by officers as well, and by nobody else', async () => {
    const systemId = await stage.system()
    const { keyId } = await issueKey(stage.administrator, { systemId, scopes: ['events:read'], days: 30 })
    const keeping: ((ctx: Ctx) => Promise<unknown>)[] = [
      (ctx) => addSystem(ctx, { id: 'never', name }),
      (ctx) => renameSystem(ctx, { systemId, name }),
      (ctx) => issueKey(ctx, { systemId, scopes: ['events:read'], days: 30 }),
      (ctx) => revokeKey(ctx, { systemId, keyId }),
    ]
    const seeing: ((ctx: Ctx) => Promise<unknown>)[] = [listSystems, (ctx) => showSystem(ctx, { systemId })]
    const others = [world().worker(), world().system(), await world().customer(1), world().visitor()]
    const staff = await Promise.all(staffRoles.map((role) => world().signedInStaff(role)))
    for (const ctx of [...others, ...staff]) {
      const role = ctx.actor.kind === 'staff' ? ctx.actor.role : ctx.actor.kind
      if (role !== 'administrator')
        for (const verb of keeping) await expect(verb(ctx), role).rejects.toEqual(refusal('forbidden'))
      if (role !== 'administrator' && role !== 'officer')
        for (const verb of seeing) await expect(verb(ctx), role).rejects.toEqual(refusal('forbidden'))
      else for (const verb of seeing) await expect(verb(ctx), role).resolves.toBeTruthy()
    }
    expect(await world().db.select().from(systems).where(eq(systems.id, 'never'))).toEqual([])
  })
})

onBothEngines('issuing and revoking a key', (world) => {
  let stage: SystemsStage
  beforeAll(async () => {
    stage = await systemsStage(world())
  })
  const issue = (systemId: string, ctx = stage.administrator, rest: object = {}) =>
    issueKey(ctx, { systemId, scopes: ['consents:check', 'events:read'], days: 90, ...rest })
  const rows = (systemId: string) =>
    world()
      .db.select()
      .from(systemKeys)
      .where(eq(systemKeys.systemId, systemId))
      .orderBy(systemKeys.createdAt)

  it('a key is told whole once, and kept as a hash', async () => {
    const systemId = await stage.system()
    const { key, keyId } = await issue(systemId)
    const [row] = await rows(systemId)
    expect(readKeyText(key)).toEqual({ id: keyId, secretHash: row?.secretHash })
    expect(row).toMatchObject({ id: keyId, slot: 1, scopes: ['consents:check', 'events:read'] })
    expect(row?.expiresAt).toEqual(at(stage.administrator, daysOn(90)).now)
    const secret = key.split('_').slice(2).join('_')
    const log = await auditOf(world().db, { objectId: systemId })
    const issued = log.find(({ action }) => action === 'system-key.issued')
    expect(issued?.detail).toEqual({ key: keyId, days: 90, scopes: 'consents:check events:read' })
    for (const seen of [row, log, await showSystem(stage.administrator, { systemId })])
      expect(JSON.stringify(seen)).not.toContain(secret)
    expect(JSON.stringify(await showSystem(stage.officer, { systemId }))).not.toContain(row?.secretHash)
  })

  it('a key carries what a system may, at least one of it, for a term that is offered', async () => {
    const systemId = await stage.system()
    const wrong: [object, string][] = [
      [{ scopes: [] }, 'scopes'],
      [{ scopes: ['systems:keep'] }, 'scopes.0'],
      [{ scopes: ['nonsense'] }, 'scopes.0'],
      [{ scopes: 'events:read' }, 'scopes'],
      [{ days: 31 }, 'days'],
      [{ days: 'soon' }, 'days'],
    ]
    for (const [rest, path] of wrong)
      await expect(issue(systemId, stage.administrator, rest), JSON.stringify(rest)).rejects.toEqual(
        wrongAt(path),
      )
    await expect(issue('nowhere')).rejects.toEqual(refusal('not-found'))
    expect(await rows(systemId)).toEqual([])
  })

  it('a system has two keys at most, even when eight are asked for at once', async () => {
    const systemId = await stage.system()
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => issue(systemId)))
    const refused = asked.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(6)
    for (const { reason } of refused) expect(reason).toEqual(lockedBy('system.two-keys'))
    expect((await rows(systemId)).map(({ slot }) => slot).toSorted()).toEqual([1, 2])
    expect((await showSystem(stage.administrator, { systemId })).can.issueKey).toBe(false)
  })

  it('a key gives up its place when it is revoked', async () => {
    const systemId = await stage.system()
    const [first] = [await issue(systemId), await issue(systemId)]
    await revokeKey(stage.administrator, { systemId, keyId: first.keyId })
    await expect(revokeKey(stage.administrator, { systemId, keyId: first.keyId })).rejects.toEqual(
      refusal('not-found'),
    )
    const { keyId } = await issue(systemId)
    const { apiKeys, keys } = await showSystem(stage.administrator, { systemId })
    expect(keys).toBe(2)
    expect(apiKeys.find(({ id }) => id === first.keyId)).toMatchObject({
      state: 'revoked',
      revokedAt: testNow,
    })
    expect(apiKeys.find(({ id }) => id === keyId)).toMatchObject({ state: 'live', lastUsedAt: null })
  })

  it('a key gives up its place when it has run out, and is then no revoked one', async () => {
    const systemId = await stage.system()
    for (const days of [30, 365]) await issue(systemId, stage.administrator, { days })
    const inDays = (days: number) => at(stage.administrator, daysOn(days))
    await expect(issue(systemId, inDays(29))).rejects.toEqual(refusal('locked'))
    await issue(systemId, inDays(30))
    const { apiKeys } = await showSystem(inDays(30), { systemId })
    expect(apiKeys.map(({ state }) => state).toSorted()).toEqual(['expired', 'live', 'live'])
    expect(apiKeys.find(({ state }) => state === 'expired')).toMatchObject({
      revokedAt: null,
      revokedBy: null,
    })
    await expect(issue(systemId, inDays(30))).rejects.toEqual(refusal('locked'))
  })

  it('a key of another system is not found', async () => {
    const [one, other] = [await stage.system(), await stage.system()]
    const { keyId } = await issue(one)
    await expect(revokeKey(stage.administrator, { systemId: other, keyId })).rejects.toEqual(
      refusal('not-found'),
    )
    expect((await rows(one))[0]?.revokedAt).toBeNull()
  })
})
