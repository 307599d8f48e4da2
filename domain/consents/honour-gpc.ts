import { heedsGpc } from '#policy/marketing.ts'
import { conflict, isRefusal } from '../errors.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { noteGpc } from './note-gpc.ts'
import { withdrawEach } from './withdraw-each.ts'

/**
 * Honours a browser that sends `Sec-GPC: 1` (W3C Global Privacy Control), once in each session: withdraws the consents to
 * advertising and sharing, except those given while the browser sent it. When another page load does the same at the
 * same time, only one of them writes, and neither fails.
 */
export const honourGpc = verb('consents:choose', async (ctx): Promise<void> => {
  if (!ctx.browser.gpc) return
  try {
    await change(ctx, async (tx) => {
      if (!(await noteGpc(ctx, tx))) throw conflict()
      await withdrawEach(
        ctx,
        tx,
        'gpc',
        (consent, policy, latest) => heedsGpc(policy, consent) && !latest.despiteSignal,
      )
    })
  } catch (error) {
    if (!isRefusal(error, 'conflict')) throw error
  }
})
