import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { askForCopy } from '#domain/copies/ask-for-copy.ts'
import { minutesOn } from '#testing/clock.ts'
import { filesOf, makeCopies } from '#testing/copies.ts'
import { freshCustomer } from '#testing/customers.ts'
import { startMachine } from '#testing/machine.ts'
import { recordOf, tasksForCopy } from '#testing/records.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { recordSender } from './records.ts'

onBothEngines('a system that sends records', (world) => {
  it('sends all it holds of the customer, goes on where it was cut off, and sends nothing twice', async () => {
    const machine = await startMachine(world(), { now: () => testNow })
    try {
      const key = await machine.issueKey({ scopes: ['tasks:answer', 'records:send'] })
      const ctx = await freshCustomer(world())
      const { id: copyId } = await askForCopy(ctx, {})
      await makeCopies(world(), ctx.now)
      const task = (await tasksForCopy(world(), copyId)).find(({ systemId }) => systemId === key.systemId)
      const held = Array.from({ length: 9000 }, (_, nth) => recordOf(`${nth + 1}-үй`))
      let [fails, asked, given] = [true, '', 0]
      const linesKept = async () => (await tasksForCopy(world(), copyId))[0]?.lines
      const send = recordSender(machine.address, key.text, async function* (customer) {
        asked = customer
        given = 0
        for (const record of held) {
          if (fails && given === 8500) {
            await expect.poll(linesKept).toBe(8000)
            throw new Error('cut off')
          }
          given += 1
          yield record
        }
      })
      const push = () => send({ data: { data: { task: task?.id ?? '' } } })
      await expect(push()).rejects.toThrow()
      fails = false
      await expect
        .poll(async () => {
          await push().catch(() => undefined)
          const [row] = await tasksForCopy(world(), copyId)
          return row?.state
        })
        .toBe('done')
      expect(asked).toBe(ctx.reference)
      given = 0
      await push()
      expect(given).toBe(0)
      await makeCopies(world(), minutesOn(1))
      const data = JSON.parse((await filesOf({ ...ctx, now: minutesOn(1) }, copyId)).get('data.json') ?? '')
      const sent: { value: string }[] = data.records[`records-${key.systemId}`]
      expect(sent.map(({ value }) => value)).toEqual(held.map(({ value }) => value))
    } finally {
      await machine.stop()
    }
  })
})

it('stands in docs/receivers.md as it runs here', () => {
  const source = readFileSync(new URL('./records.ts', import.meta.url), 'utf8')
  expect(readFileSync(new URL('../../docs/receivers.md', import.meta.url), 'utf8')).toContain(
    `\`\`\`ts\n${source}\`\`\`\n`,
  )
})
