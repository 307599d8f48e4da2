import { BlockList, isIP } from 'node:net'

/** @param networks such as `10.20.0.0/16`, or single addresses. */
export function networkList(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const [family, all] = isIP(address) === 6 ? (['ipv6', 128] as const) : (['ipv4', 32] as const)
    list.addSubnet(address, Number(bits ?? all), family)
  }
  return list
}
