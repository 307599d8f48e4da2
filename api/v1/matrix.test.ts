import { expect, it } from 'vitest'
import { auditLog } from '#db/schema/activity.ts'
import { scopes } from '#domain/permissions.ts'
import { startMachine } from '#testing/machine.ts'
import { onBothEngines } from '#testing/world.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'

/** An address of the operation; nobody and nothing need stand behind it. */
const addressOf = ({ path, example }: Operation): string =>
  path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(example?.params?.[name] ?? ''))

onBothEngines('every operation of the machine API', (world) => {
  it('wants a key, and the one permission it names; all others together do not open it', async () => {
    const machine = await startMachine(world())
    try {
      for (const operation of operations) {
        const { method, verb } = operation
        const key = await machine.issueKey({ scopes: scopes.filter((one) => one !== verb.permission) })
        const path = addressOf(operation)
        expect(await machine.call(null, method, path), operation.id).toMatchObject({ status: 401 })
        expect(await machine.call(key, method, path), operation.id).toMatchObject({
          status: 403,
          json: { type: 'urn:arqau:problem:missing-scope' },
        })
      }
      expect(await world().db.select().from(auditLog), 'nothing was done').toEqual([])
    } finally {
      await machine.stop()
    }
  })
})
