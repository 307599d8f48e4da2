import { once } from 'node:events'
import { drawFor, drawOverviews } from './draw-overviews.ts'
import { openStage } from './stage.ts'

/**
 * A process that draws up a customer's overview until its input ends, as a server does while a worker beside it makes a copy. It
 * says `warm` once the first ones are over, and at its end how long each took.
 */
const [, , url = '', customerId = ''] = process.argv
const { ctx, close } = await openStage(url)
const customer = ctx({ kind: 'customer', sessionId: crypto.randomUUID(), verifiedAt: new Date() }, customerId)
await drawFor(customer, 2000)
let over = false
void once(process.stdin.resume(), 'end').then(() => (over = true))
process.stdout.write('warm\n')
const drawn = await drawOverviews(customer, () => over)
process.stdout.write(JSON.stringify(drawn))
await close()
process.exit(0)
