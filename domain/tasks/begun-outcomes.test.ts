import { expect, it } from 'vitest'
import { begunOutcomes } from './begun-outcomes.ts'
import type { TaskFieldView } from './schema.ts'

const field = (id: string, said: 'done' | 'not-held' | 'refused' | null): TaskFieldView => {
  const reason = { id: 'unfounded', title: 'Негізсіз', citation: '41-бап' } as const
  const answer = said && { at: new Date(0), late: false, outcome: said }
  return {
    id,
    title: null,
    answer: answer && { ...answer, reason: said === 'refused' ? reason : null },
  }
}
const system = (...fields: TaskFieldView[]) => ({ fields })

it('one refusal refuses a kind of data, else one that is done fulfils it, and what no system holds is left open', () => {
  const begun = begunOutcomes([
    system(field('address', 'done'), field('email', 'refused'), field('location', 'not-held')),
    system(field('address', 'not-held'), field('email', 'done'), field('location', 'not-held')),
  ])
  expect(begun).toEqual({ address: 'fulfilled', email: 'unfounded' })
})

it('nothing is filled in before every system has answered each kind of data', () => {
  expect(begunOutcomes([system(field('address', 'done')), system(field('address', null))])).toEqual({})
  expect(begunOutcomes([])).toEqual({})
})
