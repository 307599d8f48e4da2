import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openTasks } from '#domain/tasks/open-tasks.ts'
import { showTask } from '#domain/tasks/show-task.ts'
import { freshCustomer } from '#testing/customers.ts'
import { first } from '#testing/first.ts'
import { holding, holdingRow, putFor } from '#testing/holdings.ts'
import { startMachine } from '#testing/machine.ts'
import { asksForCorrection, deskOf } from '#testing/tasks.ts'
import { onBothEngines } from '#testing/world.ts'
import { taskAnswerer } from './tasks.ts'

onBothEngines('a system that answers tasks', (world) => {
  it('takes the customer’s value where it holds the data, says so where it does not, and answers once', async () => {
    const machine = await startMachine(world())
    try {
      const key = await machine.issueKey({ scopes: ['tasks:answer'] })
      const ctx = await freshCustomer(world())
      await putFor(world(), ctx, holding('address', 'Шымкент қ., 1-үй'))
      const sent: string[] = []
      for (const field of ['address', 'email']) {
        const { id: caseId } = await asksForCorrection(ctx, field, 'Дұрысы: Абай даңғылы, 10-үй')
        sent.push(first(await openTasks(deskOf(world(), ctx), { caseId, lastStep: 2 })).id)
      }
      const answer = taskAnswerer(machine.address, key.text, (field) => field === 'address')
      const push = (task: string) => answer({ type: 'task.opened', data: { data: { task } } })
      for (const task of [...sent, ...sent]) await push(task)
      const actor = { kind: 'system', systemId: key.systemId, scopes: ['tasks:answer'] } as const
      const said = async (id = '') => (await showTask({ ...world().system(), actor }, { id })).answers
      expect(await said(sent[0])).toMatchObject([{ field: 'address', outcome: 'done' }])
      expect(await said(sent[1])).toMatchObject([{ field: 'email', outcome: 'not-held' }])
      expect((await holdingRow(world(), ctx, 'address')).obtainedVia).toBe('app')
      await expect(push('0199aa00-0000-7000-8000-000000000091')).rejects.toThrow('404')
    } finally {
      await machine.stop()
    }
  })
})

it('stands in docs/receivers.md as it runs here', () => {
  const source = readFileSync(new URL('./tasks.ts', import.meta.url), 'utf8')
  expect(readFileSync(new URL('../../docs/receivers.md', import.meta.url), 'utf8')).toContain(
    `\`\`\`ts\n${source}\`\`\`\n`,
  )
})
