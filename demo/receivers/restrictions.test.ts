import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { reportReadsInput } from '#domain/restrictions/schema.ts'
import { restrictionKeeper } from './restrictions.ts'

const law = { customer: 'C-1', field: 'phone', purpose: 'legal-duties', ground: 'law' }
const set = { type: 'restriction.set', data: { customer: 'C-1', data: { field: 'phone', allowed: ['law'] } } }

it('a system that keeps to restrictions reads on what remains, counts it by day, and reports it in the API’s words', () => {
  const keeper = restrictionKeeper()
  const [first, second] = ['2026-11-28', '2026-11-29']
  expect(keeper.mayRead({ ...law, ground: 'consent' }, first)).toBe(true)
  keeper.obey(set)
  expect(keeper.mayRead({ ...law, ground: 'consent' }, first)).toBe(false)
  expect(keeper.mayRead({ ...law, customer: 'C-2', ground: 'consent' }, first)).toBe(true)
  for (const day of [first, first, second]) expect(keeper.mayRead(law, day)).toBe(true)
  const report = keeper.report(first)
  expect(report).toEqual({ day: first, reads: [{ ...law, count: 2 }], complete: true })
  expect(reportReadsInput.parse(report)).toEqual(report)
  expect(keeper.report('2026-11-27').reads).toEqual([])
  keeper.obey({ ...set, type: 'restriction.lifted' })
  expect(keeper.mayRead({ ...law, ground: 'consent' }, second)).toBe(true)
})

it('stands in docs/receivers.md as it runs here', () => {
  const source = readFileSync(new URL('./restrictions.ts', import.meta.url), 'utf8')
  expect(readFileSync(new URL('../../docs/receivers.md', import.meta.url), 'utf8')).toContain(
    `\`\`\`ts\n${source}\`\`\`\n`,
  )
})
