import { describe, expect, it } from 'vitest'
import { assumptions } from './assumptions.ts'
import { allFields } from './find.ts'
import { loadCatalogue } from './load.ts'

const shipped = loadCatalogue('catalogue')

/** How often a mark is set anywhere in a value, whatever it belongs to. */
const marked = (value: unknown, mark: 'assumption' | 'departure') => {
  const text = JSON.stringify(value)
  return text.split(`"${mark}":true`).length + text.split(`":"${mark}"`).length - 2
}

describe('the list of what is ours', () => {
  const list = assumptions(shipped)

  it.each(['assumption', 'departure'] as const)('everything marked as %s is listed', (kind) => {
    const uses = allFields(shipped).map((field) => field.uses.filter((use) => use[kind]).length)
    const folded = uses.filter(Boolean).map((count) => count - 1)
    const listed = list.filter((one) => one.kind === kind).length
    expect(listed + folded.reduce((sum, count) => sum + count, 0)).toBe(marked(shipped, kind))
    expect(listed).toBeGreaterThan(5)
  })

  it('an assumption says what is assumed in every language', () => {
    const source = '№\u00a0395/НҚ'
    const value = list.find(
      (one) => one.where === 'clock' && one.title.en.startsWith('Answer to a request'),
    )?.value
    expect(value?.kk).toMatch(/^3\u00a0жұмыс күні; /)
    expect(value?.kk).toContain(source)
    expect(value?.ru).toMatch(/^3\u00a0рабочих дня; /)
    expect(value?.en).toMatch(/^3\u00a0working days; /)
    const salary = list.find((one) => one.where === 'use' && one.title.en === 'Salary')
    expect(salary?.value.en).toBe(
      'Providing the service and performing the contract: Contract; Protecting financial transactions: Legislation',
    )
  })

  it('an invented consent is listed with its term and with how soon a withdrawal is carried out', () => {
    const sms = list.find((one) => one.where === 'consent' && one.title.en === 'Advertising by SMS')
    expect(sms).toMatchObject({ kind: 'assumption' })
    expect(sms?.value.kk).toContain(
      'Жарамдылық мерзімі 3\u00a0жыл, өшірілсе, 4\u00a0сағат ішінде орындалады.',
    )
    expect(sms?.value.ru).toContain('Срок действия 3\u00a0года, отзыв исполняется за 4\u00a0часа.')
    expect(sms?.value.en).toContain(
      'It lasts 3\u00a0years, and a withdrawal is carried out within 4\u00a0hours.',
    )
  })

  it('where we deliberately differ from the policy is a departure, not an assumption', () => {
    const departures = list.filter((one) => one.kind === 'departure').map(({ title }) => title.en)
    expect(departures).toEqual(
      expect.arrayContaining([
        'Advertising identifier',
        'Linked services',
        'Personalisation',
        'Copy of logs abroad',
        'Service notices',
        'Transfer abroad',
      ]),
    )
  })
})
