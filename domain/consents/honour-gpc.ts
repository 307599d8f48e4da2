import { conflict, isRefusal } from '../errors.ts'
import { noticeSignal } from '../messages/notice-signal.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { withdrawEach } from './chain.ts'

/**
 * Obeys a browser that says `Sec-GPC: 1` (W3C Global Privacy Control), once a session: withdraws the consents to
 * advertising and sharing, but for those given in full view of the signal. Never breaks the page that calls it:
 * when another page load does the same, that one's work stands.
 */
export const honourSignal = verb('consents:choose', async (ctx): Promise<void> => {
  if (!ctx.browser.gpc) return
  try {
    await change(ctx, async (tx) => {
      if (!(await noticeSignal(ctx, tx))) throw conflict()
      await withdrawEach(ctx, tx, 'gpc', (consent, latest) => consent.gpc && !latest.despiteSignal)
    })
  } catch (error) {
    if (!isRefusal(error, 'conflict')) throw error
  }
})
