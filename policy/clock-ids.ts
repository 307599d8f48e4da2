/** The clocks that the catalogue must have, each counting one thing that the bank owes. */
export const clockIds = [
  'complaint-answer',
  'complaint-extension',
  'information-answer',
  'correction',
  'blocking',
  'destruction',
  'unblocking',
  'public-removal',
  'objection-answer',
  'transfer-notice',
  'withdrawal-stop',
  'digital-code-stop',
  'breach-notice',
] as const
export type ClockId = (typeof clockIds)[number]
