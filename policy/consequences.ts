import { findConsent } from './find.ts'
import type { AppFunction, Catalogue } from './schema.ts'

/** What switching a consent off does to the app. */
export type Consequences = {
  /** What stops working. */
  stops: AppFunction[]
  /** What goes on, although a customer might fear for it. */
  keeps: AppFunction[]
}

/**
 * Computes what stops and what goes on when a consent is switched off, from what each function needs.
 * @throws RangeError when there is no such consent
 */
export function consequences(catalogue: Catalogue, consentId: string): Consequences {
  const { id } = findConsent(catalogue, consentId)
  const { functions } = catalogue.consents
  return {
    stops: functions.filter((one) => one.needs.includes(id)),
    keeps: functions.filter((one) => one.unaffectedBy.includes(id)),
  }
}
