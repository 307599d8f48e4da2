import type { LookupFunction } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networkList } from '#networks'
import { permitsAddress, reachOf } from './webhook-address.ts'

/** The last 32 bits of an IPv6 address that carries this IPv4 one. */
const inHex = (address: string) => {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}

describe('the address of a receiver', () => {
  it.each([
    ['public', 'tls', ['8.8.8.8', '2a00:1450:4001::1', '::ffff:8.8.8.8']],
    [
      'loopback',
      'none',
      ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '0.0.0.0', '::'],
    ],
    [
      'private',
      'none',
      ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '::ffff:10.0.0.1', 'fd00::1'],
    ],
    ['link-local', 'none', ['169.254.169.254', 'fe80::1', 'fe80::1%eth0', '::ffff:a9fe:a9fe']],
    ['shared (CGNAT)', 'none', ['100.64.0.1', '100.127.255.255']],
    ['multicast or reserved', 'none', ['224.0.0.1', '255.255.255.255', 'ff02::1', '240.0.0.1']],
    ['IPv4 within IPv6', 'none', ['64:ff9b::a00:1', '2002:a00:1::', '2001:0:a00:1::', '::10.0.0.1']],
    ['documentation', 'none', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1']],
    ['public, in 6to4 or NAT64', 'none', ['2002:808:808::1', '64:ff9b::8.8.8.8', '64:ff9b::808:808']],
    ['public, as IPv4-compatible IPv6', 'none', ['::8.8.8.8', '::808:808']],
    ['of a zone', 'none', ['fe80::1%eth0.100', 'fe80::1%wlan-0', 'ff02::1%1', '::ffff:127.0.0.1%lo']],
    ['mapped, in full', 'none', ['0:0:0:0:0:ffff:10.0.0.1', '0000:0000:0000:0000:0000:FFFF:0A00:0001']],
    [
      'IPv4 in short, octal or hex',
      'none',
      ['8.8', '8.8.8', '134744072', '010.8.8.8', '0x8.8.8.8', '08.8.8.8'],
    ],
    ['no address', 'none', ['', 'localhost', '1.2.3', '%eth0', '8.8.8.8:80', '[2a00::1]', '8.8.8.8/32']],
  ])('an address that is %s may be spoken to: %s', (_, may, addresses) => {
    for (const address of addresses) expect(reachOf(address, { allowed: networkList([]) }), address).toBe(may)
  })

  it('an address in an allowed network may be spoken to, in the clear as well, however it is written', () => {
    const reach = { allowed: networkList(['10.20.0.0/16', 'fd00:20::/32']) }
    for (const address of ['10.20.0.1', '::ffff:10.20.255.255', 'fd00:20::5'])
      expect(reachOf(address, reach)).toBe('any')
    for (const address of ['10.21.0.1', 'fd00:21::5', '127.0.0.1'])
      expect(reachOf(address, reach)).toBe('none')
  })

  it('an address is judged the same written as IPv4 and mapped into IPv6', () => {
    const reach = { allowed: networkList(['10.20.0.0/16']) }
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(reachOf(`::ffff:${address}`, reach)).toBe(reachOf(address, reach))
        expect(reachOf(`0:0:0:0:0:ffff:${inHex(address)}`, reach)).toBe(reachOf(address, reach))
      }),
    )
  })
})

describe('an address that is entered', () => {
  const reach = { allowed: networkList(['10.20.0.0/16']) }
  /** Names as they would resolve; others are not found. */
  const names: Record<string, string[]> = {
    'public.example.kz': ['8.8.8.8', '2a00:1450:4001::1'],
    'inside.example.kz': ['192.168.1.7'],
    'mixed.example.kz': ['8.8.8.8', '127.0.0.1'],
    'allowed.example.kz': ['10.20.0.7'],
  }
  const resolve: LookupFunction = (name, _, done) => {
    const found = names[name]
    if (!found) return done(Object.assign(new Error(name), { code: 'ENOTFOUND' }), [])
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  it.each([
    ['https://public.example.kz/hook', true],
    ['https://allowed.example.kz', true],
    ['http://10.20.0.7:8080/hook', true],
    ['https://not-there-yet.example.kz', true],
    ['https://inside.example.kz/hook', false],
    ['https://mixed.example.kz/hook', false],
    ['https://127.0.0.1/hook', false],
    ['https://[::1]/hook', false],
    ['https://[::ffff:a00:1]/hook', false],
    ['https://169.254.169.254/latest', false],
    ['https://0x7f.1/hook', false],
    ['http://8.8.8.8/hook', false],
  ])('an address that is entered as %s is permitted: %s', async (url, permitted) => {
    expect(await permitsAddress(new URL(url), reach, resolve)).toBe(permitted)
  })
})
