import { expect, it } from 'vitest'
import { disclosureId, type Told } from './disclosure-id.ts'

const customer = '0199aa00-0000-7000-8000-000000000001'
const told: Told = {
  recipient: 'unqaghaz',
  purpose: 'service',
  basis: 'contract',
  fields: ['phone', 'email'],
  disclosedAt: new Date('2026-11-20T07:00:00Z'),
}
const id = (more: Partial<Told> = {}, systemId = 'core-banking', customerId = customer) =>
  disclosureId(customerId, systemId, { ...told, ...more })

it('is a UUID of version 8, the same whenever the same is told', () => {
  expect(id()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(id({ disclosedAt: new Date('2026-11-20T12:00:00+05:00') })).toBe(id())
  expect(id({ fields: ['email', 'phone', 'email'] })).toBe(id())
  expect(id({}, 'crm')).toBe(id())
})

it('is another for another customer and for anything that differs', () => {
  const others = [
    id({}, 'core-banking', '0199aa00-0000-7000-8000-000000000002'),
    id({ recipient: 'kkb' }),
    id({ purpose: 'marketing' }),
    id({ basis: 'consent' }),
    id({ fields: ['phone'] }),
    id({ disclosedAt: new Date('2026-11-20T07:00:00.001Z') }),
  ]
  expect(new Set([id(), ...others]).size).toBe(others.length + 1)
})

it('follows the system’s own id where there is one, and each system numbers for itself', () => {
  expect(id({ id: 'D-1', basis: 'consent' })).toBe(id({ id: 'D-1' }))
  expect(new Set([id(), id({ id: 'D-1' }), id({ id: 'D-2' }), id({ id: 'D-1' }, 'crm')]).size).toBe(4)
})
