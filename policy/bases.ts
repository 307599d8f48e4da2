/** The three grounds of the policy's sharing rule. */
export const bases = ['contract', 'law', 'consent'] as const
