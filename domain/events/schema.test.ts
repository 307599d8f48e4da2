import { describe, expect, it } from 'vitest'
import { eventTypes } from '#db/schema/event-types.ts'
import { pushBody } from './schema.ts'

describe('an event', () => {
  it('an event is told in the one shape that is documented', () => {
    expect(pushBody.shape.data.options.map(({ shape }) => shape.type.value)).toEqual(eventTypes)
  })
})
