import { describe, expect, it } from 'vitest'
import { assumptions } from './assumptions.ts'
import { allFields } from './find.ts'
import { loadCatalogue } from './load.ts'

const shipped = loadCatalogue('catalogue')

describe('the list of assumptions', () => {
  const list = assumptions(shipped)

  it('everything marked as an assumption is listed', () => {
    const { operator, consents, recipients, duties } = shipped
    const marked = [
      operator.bin,
      operator.responsible,
      shipped.calendar,
      ...shipped.purposes,
      ...shipped.retentions,
      ...shipped.clocks,
      ...consents.consents,
      ...recipients.recipients,
      ...recipients.countries,
      ...duties.minors,
      ...duties.escalation,
    ].filter((one) => one.assumption)
    const fields = allFields(shipped).filter((field) => field.uses.some((use) => use.assumption))
    expect(list).toHaveLength(marked.length + fields.length)
    expect(JSON.stringify(shipped).split('"assumption":true').length - 1).toBe(
      marked.length + fields.flatMap((field) => field.uses.filter((use) => use.assumption)).length,
    )
  })

  it('an assumption says what is assumed in every language', () => {
    expect(list.find((one) => one.where === 'clock' && one.title.en.startsWith('Stopping'))?.value).toEqual({
      kk: '15\u00a0жұмыс күні; №\u00a094-V Заңның 8-бабы, 7-тармағы',
      ru: '15\u00a0рабочих дней; пункт\u00a07 статьи\u00a08 Закона №\u00a094-V',
      en: '15\u00a0working days; Law No.\u00a094-V, art.\u00a08(7)',
    })
    const salary = list.find((one) => one.where === 'use' && one.title.en === 'Salary')
    expect(salary?.value.en).toBe('Providing the service and performing the contract: Contract')
  })
})
