/** The ways a message goes to a customer. */
export const channels = ['sms', 'email'] as const
export type Channel = (typeof channels)[number]
