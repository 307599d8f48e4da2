import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { operations } from './operations.ts'
import { isApi, makeRoutes } from './routes.ts'

const find = makeRoutes(operations)

describe('the addresses of the machine API', () => {
  it('lead to their own operations, whatever stands in their parameters', () => {
    const value = fc.string({ minLength: 1, unit: 'grapheme' })
    fc.assert(
      fc.property(fc.constantFrom(...operations), value, ({ method, path }, given) => {
        const address = path.replace(/\{\w+\}/g, encodeURIComponent(given.toWellFormed()))
        const found = find(`/api/v1${address}`)
        expect(found?.route.template).toBe(`/api/v1${path}`)
        expect(found?.route.operations.get(method)?.path).toBe(path)
        for (const name of Object.values(found?.params ?? {})) expect(name).toBe(given.toWellFormed())
      }),
    )
  })

  it('are no others', () => {
    for (const path of [
      '',
      '/api/v1',
      '/api/v1/',
      '/api/v1/disclosures/',
      '/api/v2/disclosures',
      '//disclosures',
      '/api/v1/./disclosures',
      '/api/v1/%64isclosures',
      '/api/v1/customers//holdings',
      '/api/v1/imports/',
    ])
      expect(find(path), path).toBeNull()
    expect(find('/api/v1/customers/%E0%A4%A/holdings')).toBeNull()
  })

  it('are told from the pages’', () => {
    for (const url of ['/api/v1', '/api/v1/', '/api/v1?x', '/api/v1/events?after=1'])
      expect(isApi(url), url).toBe(true)
    for (const url of ['/api/v10', '/api/portal', '/', '/x/api/v1/', undefined])
      expect(isApi(url), url).toBe(false)
  })
})
