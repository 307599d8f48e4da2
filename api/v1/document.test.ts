import { readFileSync } from 'node:fs'
import { Ruleset, Spectral } from '@stoplight/spectral-core'
import { oas } from '@stoplight/spectral-rulesets'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { scopes } from '#domain/permissions.ts'
import { formatted } from '../../scripts/formatted.ts'
import { clientSource } from './client-source.ts'
import { openApiDocument } from './document.ts'
import { jsonSchema } from './json-schema.ts'
import { operations } from './operations.ts'

const onDisk = (name: string) =>
  readFileSync(name === 'client.ts' ? `clients/typescript/${name}` : `docs/${name}`, 'utf8')

describe('the document of the machine API', () => {
  it('stands in docs/ as the declarations say, and so does its client (npm run openapi)', () => {
    expect(JSON.parse(onDisk('openapi.json'))).toEqual(
      JSON.parse(JSON.stringify(openApiDocument(operations))),
    )
    expect(onDisk('client.ts')).toBe(formatted('client.ts', clientSource(operations)))
  })

  it('has nothing that Spectral finds fault with', async () => {
    const spectral = new Spectral()
    // Whom to write to, the licence and the order of tags are the bank's to say.
    const off = ['contact-properties', 'info-license', 'license-url', 'openapi-tags-alphabetical']
    spectral.setRuleset(
      new Ruleset({ extends: [[oas, 'all']], rules: Object.fromEntries(off.map((rule) => [rule, 'off'])) }),
    )
    const found = await spectral.run(onDisk('openapi.json'))
    expect(found.map(({ code, path, message }) => `${code} at ${path.join('.')}: ${message}`)).toEqual([])
  })

  it('names every operation once, each with a permission that a key can carry', () => {
    const ids = operations.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, verb } of operations) expect(scopes, id).toContain(verb.permission)
    const places = operations.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(places).size).toBe(places.length)
  })

  it.each(operations.map((operation) => [operation.id, operation] as const))(
    '%s says what it is for and shows an example that fits',
    (_, { summary, description, example, params, query, body, answer }) => {
      expect(summary).toMatch(/^\p{Lu}.*[^.]$/u)
      expect(description).toMatch(/^\p{Lu}.*\.$/su)
      expect(example, 'an example').toBeDefined()
      const ajv = new Ajv2020({ strict: false })
      formats.default(ajv)
      const fits = (schema: object, value: unknown) => {
        const valid = ajv.validate(schema, value)
        expect(valid, ajv.errorsText()).toBe(true)
      }
      fits(jsonSchema(answer, 'output'), example?.answer)
      if (body && body !== 'ndjson') fits(jsonSchema(body, 'input'), example?.body)
      if (params) fits(jsonSchema(params, 'input'), example?.params)
      if (query && example?.query) fits(jsonSchema(query, 'input'), example.query)
    },
  )
})
