import { describe, expect, it } from 'vitest'
import openapi from '../../docs/openapi.json' with { type: 'json' }
import { apiView } from './document.ts'

const api = apiView(openapi)
const operations = api.groups.flatMap((group) => group.operations)

describe('the page of the API', () => {
  it('shows every operation of the document, under its method and whole path, once', () => {
    const declared = Object.entries(openapi.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} /api/v1${path}`),
    )
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(declared.sort())
    expect(api.groups.every((group) => group.operations.length > 0)).toBe(true)
  })

  it('says of each what the key must carry, an answer, and what can be refused', () => {
    for (const { id, permission, answers, refusals, summary } of operations) {
      expect(permission, id).toMatch(/^[\w-]+:[\w-]+$/)
      expect(answers.length, id).toBeGreaterThan(0)
      expect(
        refusals.map(({ status }) => status),
        id,
      ).toContain('401')
      expect(summary, id).not.toBe('')
    }
  })

  it('says of every field of an address, a body, an answer and an event what it means', () => {
    const all = [
      ...operations.map(({ id, parameters, body, answers }) => ({
        id,
        fields: [
          ...parameters,
          ...[body, ...answers.map(({ content }) => content)].flatMap((one) => one?.fields ?? []),
        ],
      })),
      ...api.webhooks.map(({ id, body }) => ({ id, fields: body?.fields ?? [] })),
    ]
    const silent = all.flatMap(({ id, fields }) =>
      fields.filter(({ description }) => description === '').map(({ name }) => `${id}: ${name}`),
    )
    expect(silent).toEqual([])
    expect(api.webhooks.map(({ body }) => body?.fields.length)).toEqual([expect.any(Number), 7])
  })

  it('takes a schema apart to its fields, through references, lists and alternatives', () => {
    const { groups } = apiView({
      info: { title: 'T', version: '1', description: '' },
      servers: [{ url: '/v' }],
      tags: [{ name: 'A' }],
      paths: {
        '/x': {
          post: {
            operationId: 'x',
            tags: ['A'],
            summary: 's',
            description: 'd',
            'x-permission': 'a:b',
            parameters: [{ $ref: '#/components/parameters/Page' }],
            requestBody: {
              content: {
                'application/json': {
                  schema: {
                    required: ['items'],
                    properties: {
                      items: { items: { $ref: '#/components/schemas/One' } },
                      mode: { enum: ['a', 'b'] },
                      when: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
                    },
                  },
                  example: { items: [] },
                },
              },
            },
            responses: { 200: { description: 'ok' }, 401: { $ref: '#/components/responses/No' } },
          },
        },
      },
      components: {
        schemas: {
          One: { type: 'object', properties: { id: { type: 'string', description: 'Its name.' } } },
        },
        responses: { No: { description: 'no' } },
        parameters: { Page: { name: 'page', in: 'query', schema: { type: ['integer', 'null'] } } },
      },
    })
    const [operation] = groups[0]?.operations ?? []
    expect(operation?.path).toBe('/v/x')
    expect(operation?.parameters).toMatchObject([{ name: 'page', place: 'query', type: 'integer | null' }])
    expect(operation?.body?.example).toBe('{\n  "items": []\n}')
    expect(operation?.body?.fields.map(({ name, type, required }) => [name, type, required])).toEqual([
      ['items', 'object[]', true],
      ['items[].id', 'string', false],
      ['mode', '"a" | "b"', false],
      ['when', 'string (date-time) | null', false],
    ])
    expect(operation?.answers).toEqual([{ status: '200', description: 'ok', content: null }])
    expect(operation?.refusals).toEqual([{ status: '401', description: 'no' }])
  })
})
