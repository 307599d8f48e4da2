import type { Ctx } from '../context.ts'
import type { Limit, Try } from '../limits.ts'
import { networkOf } from '../network.ts'
import { familiarTo } from './familiar-browser.ts'

const hour = 60 * 60
const day = 24 * hour
const spent = 'too-many-for-number'

/**
 * The numbers of `docs/operations.md`. What a stranger's chance is: only a browser that has a live code for a number can
 * hit it, five times a code ({@link codeTries}); strangers have 30 codes a day sent to a number, so they make 150 guesses at
 * a million codes, a chance of 1 in 6,667 a day, and the owner is told of it by 30 texts.
 */
export const codeLimits = {
  sends: {
    byFamiliar: { name: 'code-send-familiar', max: 5, seconds: hour },
    byFamiliarInDay: { name: 'code-send-familiar-day', max: 15, seconds: day },
    byBrowser: { name: 'code-send-browser', max: 5, seconds: hour },
    byNetwork: { name: 'code-send-network', max: 120, seconds: hour, pace: { from: 30, seconds: 20 } },
    toNumberByNetwork: { name: 'code-send-number-network', max: 6, seconds: hour },
    toNumberByNetworkInDay: { name: 'code-send-number-network-day', max: 12, seconds: day },
    toNumber: { name: 'code-send-number', max: 15, seconds: hour, sentence: spent },
    toNumberInDay: { name: 'code-send-number-day', max: 30, seconds: day, sentence: spent },
  },
  tries: {
    byBrowser: { name: 'code-try-browser', max: 10, seconds: hour },
    byNetwork: { name: 'code-try-network', max: 90, seconds: hour, pace: { from: 30, seconds: 10 } },
    onNumber: { name: 'code-try-number', max: 100, seconds: hour },
  },
  stepUps: {
    sends: { name: 'step-up-send', max: 5, seconds: hour },
    sendsInAll: { name: 'step-up-send-all', max: 15, seconds: hour },
    tries: { name: 'step-up-try', max: 20, seconds: hour },
  },
} as const satisfies Record<string, Record<string, Limit>>

/** What stands behind a number at a sign-in: hashes and codes, and the same for a number the bank does not know. */
interface Asking {
  phone: string
  browserHash: string
}

/**
 * The limits on sending a code. A browser in which a customer of the number has signed in before has a quota of its own, which strangers
 * cannot spend; every other counts by browser, by network and for the number. While it has a live code, it may ask for the
 * text again though others have spent what the number has in an hour.
 */
export function sendTries(
  ctx: Ctx,
  { phone, browserHash, customerIds, hasLiveCode }: Asking & { customerIds: string[]; hasLiveCode: boolean },
): Try[] {
  const { sends } = codeLimits
  const familiar = customerIds.map((id) => familiarTo(ctx, id)).find(Boolean)
  if (familiar)
    return [sends.byFamiliar, sends.byFamiliarInDay].map((limit) => ({ limit, who: `${phone} ${familiar}` }))
  const network = networkOf(ctx.browser.address)
  return [
    { limit: sends.byBrowser, who: `${phone} ${browserHash}` },
    { limit: sends.byNetwork, who: network },
    { limit: sends.toNumberByNetwork, who: `${phone} ${network}` },
    { limit: sends.toNumberByNetworkInDay, who: `${phone} ${network}` },
    ...(hasLiveCode ? [] : [{ limit: sends.toNumber, who: phone }]),
    { limit: sends.toNumberInDay, who: phone },
  ]
}

/**
 * The limits on entering a code where the browser has no live one, so that no entry can be right. They bound the work, not
 * the guessing: the number's total is only for browsers that never asked for a code to it.
 * @param hasAsked whether this browser has asked for a code to this number, one that is over.
 */
export function blindTries(ctx: Ctx, { phone, browserHash }: Asking, hasAsked: boolean): Try[] {
  const { tries } = codeLimits
  const own = { limit: tries.byBrowser, who: `${phone} ${browserHash}` }
  if (hasAsked) return [own]
  return [
    own,
    { limit: tries.byNetwork, who: networkOf(ctx.browser.address) },
    { limit: tries.onNumber, who: phone },
  ]
}
