import { findConsent } from './find.ts'
import type { AppFunction, Catalogue } from './schema.ts'

/** The effects of switching a consent off. */
export type Consequences = {
  /** The functions of the app that stop working. */
  stops: AppFunction[]
  /** The functions that go on although a customer might expect them to stop. */
  keeps: AppFunction[]
}

/**
 * Computes from each function's needs what stops and what goes on when a consent is switched off.
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
