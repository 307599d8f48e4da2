import { consequences } from '#policy/consequences.ts'
import { findBasis } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Locale } from '#policy/locale.ts'
import type { ObjectionView } from './schema.ts'

/**
 * What of the policy can be refused, each part with what then stops and what goes on, computed from the needs of the app's
 * functions; and what a contract or a law lets nobody refuse. In the catalogue's order.
 */
export function objectionView(locale: Locale): ObjectionView {
  const policy = catalogue()
  const { consents, unrefusable } = policy.consents
  const titles = (list: readonly { title: Record<Locale, string> }[]) =>
    list.map(({ title }) => title[locale])
  return {
    refusable: consents.map(({ id, title }) => {
      const { stops, keeps } = consequences(policy, id)
      return { consent: id, title: title[locale], stops: titles(stops), keeps: titles(keeps) }
    }),
    unrefusable: unrefusable.map(({ id, title, reason, basis }) => ({
      id,
      title: title[locale],
      reason: reason[locale],
      basis: findBasis(policy, basis).title[locale],
    })),
  }
}
