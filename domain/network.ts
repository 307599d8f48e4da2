import { BlockList, isIPv4, isIPv6, SocketAddress } from 'node:net'

/**
 * The network that limits count as one caller. An IPv4 address is one. Of an IPv6 address it is the /64, the least that
 * one subscriber is given and within which a device picks its address itself (RFC 4291, section 2.5.4; RFC 8981). An IPv4
 * address inside an IPv6 one is that IPv4 address: mapped (`::ffff:192.0.2.1`, RFC 4291, section 2.5.5.2) or translated
 * (`64:ff9b::192.0.2.1`, RFC 6052). A port, brackets and a zone (`%eth0`, RFC 4007) are no part of it.
 * @param written as a header or a socket has it.
 * @returns such as `192.0.2.1` or `2001:db8:0:7::/64`; `unknown` for what is no address, so that all of that counts as one.
 */
export function networkOf(written: string): string {
  const bare = bareAddress(written)
  if (isIPv4(bare)) return bare
  if (!isIPv6(bare)) return 'unknown'
  const groups = groupsOf(bare)
  if (holdsIPv4.check(bare, 'ipv6'))
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 255])
      .join('.')
  return (
    new SocketAddress({ family: 'ipv6', address: `${groups.slice(0, 4).map(hex).join(':')}::` }).address +
    '/64'
  )
}

const hex = (group: number) => group.toString(16)

const holdsIPv4 = new BlockList()
holdsIPv4.addSubnet('::ffff:0:0', 96, 'ipv6')
holdsIPv4.addSubnet('64:ff9b::', 96, 'ipv6')

/** Without what may stand around an address: `[2001:db8::1]:443`, `192.0.2.1:443`, `fe80::1%eth0`. */
function bareAddress(written: string): string {
  const text = written.trim()
  const inBrackets = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1]
  const beforePort = /^([\d.]+):\d+$/.exec(text)?.[1]
  return (inBrackets ?? beforePort ?? text).replace(/%.*$/s, '')
}

/** The eight groups of an IPv6 address, however it is written. */
function groupsOf(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const [, head, ...bytes] = dotted ?? []
  const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number)
  const plain = dotted ? `${head}${hex((a << 8) | b)}:${hex((c << 8) | d)}` : address
  const [left = '', right] = plain.split('::')
  const numbers = (part: string) => (part ? part.split(':').map((group) => Number.parseInt(group, 16)) : [])
  const [before, after] = [numbers(left), numbers(right ?? '')]
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}
