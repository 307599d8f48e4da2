import { beforeAll, expect, it } from 'vitest'
import { refusal } from '#testing/expect.ts'
import { addSystems, crm, parts, send } from '#testing/imports.ts'
import { onBothEngines } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { cutOffSilent } from './cut-off-silent.ts'
import { listImportFaults } from './list-import-faults.ts'
import { receiveImport } from './receive-import.ts'
import { runImportChunk } from './run-import-chunk.ts'
import { showImport } from './show-import.ts'

onBothEngines('an import', (world) => {
  beforeAll(async () => {
    await addSystems(world())
  })

  it('an import is each system’s own, and for nobody else', async () => {
    const { id } = await send(crm(world()), [])
    for (const verb of [showImport, listImportFaults]) {
      await expect(verb(world().system(), { id })).rejects.toEqual(refusal('not-found'))
      await expect(verb(crm(world()), { id: 'x' })).rejects.toEqual(refusal('invalid'))
    }
    const keyless: Ctx = {
      ...crm(world()),
      actor: { kind: 'system', systemId: 'crm', scopes: ['holdings:put'] },
    }
    for (const ctx of [keyless, world().visitor(), world().staff(), world().worker()]) {
      await expect(receiveImport(ctx, parts(Buffer.of()))).rejects.toEqual(refusal('forbidden'))
      await expect(showImport(ctx, { id })).rejects.toEqual(refusal('forbidden'))
      await expect(listImportFaults(ctx, { id })).rejects.toEqual(refusal('forbidden'))
    }
    for (const ctx of [world().system(), world().visitor(), world().staff()])
      await expect(cutOffSilent(ctx)).rejects.toEqual(refusal('forbidden'))
    for (const ctx of [world().system(), world().visitor(), world().staff()])
      await expect(runImportChunk(ctx)).rejects.toEqual(refusal('forbidden'))
    await expect(receiveImport(crm(world()), 'lines')).rejects.toEqual(refusal('invalid'))
  })
})
