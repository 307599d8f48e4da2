/**
 * Why the bank does not do what a customer asks for, in whole or for a field; `catalogue/refusals.yaml` says each in words,
 * with its article and its term of DPV 2.3 (justifications of non-fulfilment). The one that weighs most comes first.
 */
export const refusalReasons = [
  'legal-obligation',
  'contract',
  'legal-claims',
  'third-party-rights',
  'identity-unverified',
  'unfounded',
  'impossible',
] as const
export type RefusalReason = (typeof refusalReasons)[number]
