import type { Catalogue, Consent } from './schema.ts'

/** The policy's purpose of marketing, whatever a bank calls it. */
const marketing = 'P3'

/**
 * Whether a consent is for marketing, wherever its switch is. All that speaks of advertising as a whole asks here: what
 * goes off with all advertising, what the overview counts, and what a browser's GPC signal is about.
 */
export const isMarketing = ({ purposes }: Catalogue, { purpose }: Pick<Consent, 'purpose'>): boolean =>
  purposes.some(({ id, code }) => id === purpose && code === marketing)

/** Whether `Sec-GPC: 1` switches a consent off: marketing, and the sharing that the catalogue marks. */
export const heedsGpc = (policy: Catalogue, consent: Pick<Consent, 'purpose' | 'gpc'>): boolean =>
  consent.gpc || isMarketing(policy, consent)
