import { describe, expect, it } from 'vitest'
import { consequences } from './consequences.ts'
import { loadCatalogue } from './load.ts'

const shipped = loadCatalogue('catalogue')

describe('consequences of switching a consent off', () => {
  it('are computed from the functions', () => {
    const catalogue = structuredClone(shipped)
    const title = { kk: 'а', ru: 'б', en: 'c' }
    const needing = { id: 'needing', title, needs: ['marketing-sms'], unaffectedBy: [] }
    const untouched = { id: 'untouched', title, needs: [], unaffectedBy: ['marketing-sms'] }
    catalogue.consents.functions = [needing, untouched, { ...untouched, id: 'else', unaffectedBy: [] }]
    expect(consequences(catalogue, 'marketing-sms')).toEqual({ stops: [needing], keeps: [untouched] })
    expect(() => consequences(catalogue, 'x')).toThrow(RangeError)
  })

  it('stop something for every consent of the shipped catalogue', () => {
    const harmless = shipped.consents.consents.filter(
      ({ id }) => consequences(shipped, id).stops.length === 0,
    )
    expect(harmless).toEqual([])
  })
})
