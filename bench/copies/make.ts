import { makeDueCopy } from '#domain/copies/make-due-copy.ts'
import { makeDigest } from '#gateways/digest/make-digest.ts'
import { describeDigest } from '#i18n/describe/copy-digest.ts'
import { copyTables } from '#i18n/describe/copy-tables.ts'
import { catalogue } from '#policy/load.ts'
import { drawFor, drawOverviews } from './draw-overviews.ts'
import { openStage } from './stage.ts'

/**
 * A process that makes the copy that is due, and says how long that took and what memory it had at most. With a customer's
 * id it also draws up that customer's overview again and again, before and while it makes the copy.
 */
const [, , url = '', customerId = ''] = process.argv
const { ctx, close } = await openStage(url)
const overview = ctx({ kind: 'customer', sessionId: crypto.randomUUID(), verifiedAt: new Date() }, customerId)
catalogue()
let done = false
// The first ones warm up.
if (customerId) await drawFor(overview, 2000)
const alone = customerId ? await drawFor(overview, 4000) : []
const meanwhile = customerId ? drawOverviews(overview, () => done) : []
const [at, began] = [Date.now(), performance.now()]
const ran = await makeDueCopy(ctx({ kind: 'worker' }), {
  tables: copyTables,
  digest: (content) => makeDigest(describeDigest(content)),
  clock: () => new Date(),
  waitMinutes: 0,
})
const seconds = (performance.now() - began) / 1000
done = true
const beside = await meanwhile
const most = process.resourceUsage().maxRSS * 1024
process.stdout.write(JSON.stringify({ ran, at, seconds, most, alone, beside }))
await close()
process.exit(0)
