/** The channels by which messages are sent to customers. */
export const channels = ['sms', 'email'] as const
export type Channel = (typeof channels)[number]
