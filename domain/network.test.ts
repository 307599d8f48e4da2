import { isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networkOf } from './network.ts'

describe('the network that limits count', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.1:55012', '192.0.2.1'],
    [' 192.0.2.1 ', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['[::ffff:192.0.2.1]:443', '192.0.2.1'],
    ['64:ff9b::192.0.2.1', '192.0.2.1'],
    ['2001:db8:0:7:1:2:3:4', '2001:db8:0:7::/64'],
    ['2001:0DB8:0000:0007::', '2001:db8:0:7::/64'],
    ['2001:db8:0:7::192.0.2.1', '2001:db8:0:7::/64'],
    ['[2001:db8:0:7::1]:443', '2001:db8:0:7::/64'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['fe80::1%192.0.2.1', 'fe80::/64'],
    ['::1', '::/64'],
    ['', 'unknown'],
    ['somewhere', 'unknown'],
    ['192.0.2', 'unknown'],
    ['192.0.2.256', 'unknown'],
  ])('%j is %s', (written, network) => expect(networkOf(written)).toBe(network))

  const group = fc.integer({ min: 0, max: 0xffff })
  /** The same address written out, in capitals, without zeros, and with a zone, brackets or a port. */
  const writings = (groups: number[]) => {
    const plain = groups.map((one) => one.toString(16)).join(':')
    const padded = groups.map((one) => one.toString(16).padStart(4, '0').toUpperCase()).join(':')
    return [
      plain,
      padded,
      `${plain}%eth0`,
      `[${padded}]`,
      `[${plain}]:8443`,
      new URL(`http://[${plain}]`).hostname,
    ]
  }

  it('an address is the same network however it is written, and so is its whole /64', () => {
    fc.assert(
      fc.property(
        fc.array(group, { minLength: 4, maxLength: 4 }),
        fc.array(group, { minLength: 4, maxLength: 4 }),
        (prefix, own) => {
          fc.pre(prefix.some((one) => one !== 0) && !(prefix[0] === 0x64 && prefix[1] === 0xff9b))
          const networks = new Set(
            [...writings([...prefix, ...own]), ...writings([...prefix, 0, 0, 0, 1])].map(networkOf),
          )
          expect(networks.size).toBe(1)
          expect(isIP([...networks][0]?.replace('/64', '') ?? '')).toBe(6)
        },
      ),
    )
  })

  it('two different /64 are two networks', () => {
    const prefix = fc.array(group, { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(prefix, prefix, (one, other) => {
        fc.pre(one.join() !== other.join())
        const inside = (groups: number[]) =>
          networkOf([...groups, 1, 2, 3, 4].map((part) => part.toString(16)).join(':'))
        expect(inside(one)).not.toBe(inside(other))
      }),
    )
  })

  it('an IPv4 address is the same network inside an IPv6 one', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
        const groups = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
        for (const written of [
          `::ffff:${address}`,
          `::ffff:${groups}`,
          `::FFFF:${address}%1`,
          `64:ff9b::${groups}`,
        ])
          expect(networkOf(written), written).toBe(address)
      }),
    )
  })

  it('what is no address is one network and fails nothing', () => {
    fc.assert(
      fc.property(fc.string(), (written) => {
        const network = networkOf(written)
        if (network !== 'unknown') expect(isIP(network.replace('/64', ''))).toBeGreaterThan(0)
      }),
    )
  })
})
