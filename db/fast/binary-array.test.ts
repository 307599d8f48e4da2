import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { onBothEngines } from '#testing/world.ts'
import { binaryArray, type ElementType } from './binary-array.ts'

const moment = fc.date({
  min: new Date('1900-01-01'),
  max: new Date('2199-12-31'),
  noInvalidDate: true,
})
const elements: Record<ElementType, fc.Arbitrary<unknown>> = {
  uuid: fc.uuid(),
  text: fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\u0000', '')),
  bytea: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  'timestamp with time zone': moment,
  integer: fc.integer(),
  bigint: fc.maxSafeInteger(),
}

onBothEngines('an array that travels as bytes', (world) => {
  it.each(Object.entries(elements))(
    'an array of %s arrives as it was, nulls and all',
    async (name, element) => {
      const type = Object.keys(elements).find((one): one is ElementType => one === name) ?? 'text'
      const values = fc.array(fc.option(element), { maxLength: 50 })
      await fc.assert(
        fc.asyncProperty(values, async (sent) => {
          const sentArray = sql`${sql.param(binaryArray(type, sent))}::${sql.raw(type)}[]`
          const texts = sql`${sql.param(sent.map(asText))}::text[]`
          const same = sql<boolean>`arrays.sent is not distinct from arrays.texts::${sql.raw(type)}[]`
          const rows = await world()
            .db.select({ same })
            .from(sql`(select ${sentArray} as sent, ${texts} as texts) as arrays`)
          expect(rows).toEqual([{ same: true }])
        }),
        { numRuns: 30 },
      )
    },
  )

  it('an array that travels as bytes takes no value of another type', () => {
    expect(() => binaryArray('uuid', ['x'])).toThrow(TypeError)
    for (const wrong of [
      '0199aa00-0000-7000-8000-00000000064g',
      '0199aa00-0000-7000-8000-0000000006400',
      'қ'.repeat(36),
    ])
      expect(() => binaryArray('uuid', [wrong])).toThrow(TypeError)
    expect(() => binaryArray('uuid', ['----0199aa000000700080000000000000'])).toThrow(TypeError)
    expect(() => binaryArray('text', [1])).toThrow(TypeError)
    expect(() => binaryArray('bytea', ['bytes'])).toThrow(TypeError)
    expect(() => binaryArray('timestamp with time zone', ['2026-11-20'])).toThrow(TypeError)
    expect(() => binaryArray('bigint', [1.5])).toThrow(TypeError)
  })
})

function asText(value: unknown): string | null {
  if (value === null) return null
  if (value instanceof Date) return value.toISOString()
  return Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : String(value)
}
