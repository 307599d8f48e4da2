import { expect, it } from 'vitest'
import { securityText } from './text.ts'

it('has the two mandatory fields of RFC 9116, and ends in less than a year', () => {
  const now = new Date('2026-11-23T12:00:00Z')
  const text = securityText({ email: 'privacy@bank.example', publicUrl: 'https://portal.example', now })
  const fields = new Map(
    text
      .trimEnd()
      .split('\n')
      .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  )
  expect(fields.get('Contact')).toBe('mailto:privacy@bank.example')
  const days = (new Date(fields.get('Expires') ?? '').getTime() - now.getTime()) / (24 * 60 * 60 * 1000)
  expect(days).toBeGreaterThan(30)
  expect(days).toBeLessThan(365)
  expect(fields.get('Canonical')).toBe('https://portal.example/.well-known/security.txt')
  expect(fields.get('Policy')).toBe('https://portal.example/policy')
  expect(fields.get('Preferred-Languages')).toBe('kk, ru, en')
})
