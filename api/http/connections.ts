import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { networkOf } from '#domain/network.ts'

/** How many connections may be open at a time. */
export interface Ceilings {
  /** In all. */
  total: number
  /** From one address; infinite behind a proxy, which all customers share. */
  perAddress: number
  /** Above the total, for `/healthz` and `/readyz` alone. */
  spare: number
}

/** Beyond this a process would need more memory than it earns: some 30 kB for each connection. */
const mostConnections = 8000
/** What the process itself may open: the database's connections, receivers of events, files of the build. */
const ownDescriptors = 512
const spare = 64
/** How long a spare connection may take to send the head of its request. */
const spareHeadMs = 2000

/** The ceilings that the descriptors of this process allow. */
export function ceilings(trustedProxies: number, descriptors = descriptorLimit()): Ceilings {
  const total = Math.max(spare, Math.min(mostConnections, descriptors - ownDescriptors - spare))
  // A mobile operator puts thousands of customers behind one address, of whom few are loading a page at a time.
  return { total, perAddress: trustedProxies > 0 ? Number.POSITIVE_INFINITY : Math.ceil(total / 4), spare }
}

/** The limit of open files, which Node raises to the hard one; where the system does not tell it, a common small one. */
function descriptorLimit(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
    return Number(soft ?? 1024)
  } catch {
    return 1024
  }
}

/**
 * Holds a server to its ceilings. A connection too many from one address is closed at once. One too many in all is spare:
 * it has two seconds for its request, and when the spare ones run out the oldest gives way, so that a probe is always
 * heard.
 * @returns whether a connection is a spare one, which gets no answer but those of health.
 */
export function limitConnections(server: Server, ceilings: Ceilings): (socket: Socket) => boolean {
  const open = new Map<string, number>()
  const spares = new Set<Socket>()
  let total = 0

  server.on('connection', (socket: Socket) => {
    const address = networkOf(socket.remoteAddress ?? '')
    const here = open.get(address) ?? 0
    if (here >= ceilings.perAddress) return void socket.destroy()
    if (total >= ceilings.total) return takeSpare(socket)
    total += 1
    open.set(address, here + 1)
    socket.once('close', () => {
      total -= 1
      const left = (open.get(address) ?? 1) - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
  })

  function takeSpare(socket: Socket): void {
    const [oldest] = spares
    if (oldest && spares.size >= ceilings.spare) {
      spares.delete(oldest)
      oldest.destroy()
    }
    spares.add(socket)
    const slow = setTimeout(() => socket.destroy(), spareHeadMs)
    socket.once('close', () => {
      clearTimeout(slow)
      spares.delete(socket)
    })
  }
  return (socket) => spares.has(socket)
}
