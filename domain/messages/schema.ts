import type { messageChannels } from '#db/schema/messages.ts'

export type MessageChannel = (typeof messageChannels)[number]
