/** What processes tell each other: an event was written, or it has its place in the feed. */
export type Signal = 'events' | 'placed'
export const notifyChannels = { events: 'arqau_events', placed: 'arqau_placed' } as const
