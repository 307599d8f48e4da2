import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { apiStage } from '#testing/api-stage.ts'
import { onBothEngines } from '#testing/world.ts'
import { firstRequest } from './first-request.ts'

onBothEngines('the first request that developers are shown', (world) => {
  it('the first request that developers are shown is answered as it is pasted into a shell', async () => {
    const { machine, key, customer } = await apiStage(world())
    const pasted = firstRequest(machine.address, key.text, customer.reference)
    const { stdout } = await promisify(execFile)('sh', ['-c', pasted])
    const asked = { customer: customer.reference, consent: 'marketing-sms' }
    expect(JSON.parse(stdout)).toMatchObject({ answers: [{ ...asked, allowed: false, reason: 'never' }] })
    await machine.stop()
  })
})
