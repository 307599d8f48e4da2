import type { Issue } from '../errors.ts'

/** Whether the settings let anything be sent to an address of the shape of `isReceiverUrl`. */
export type PermitsAddress = (url: string) => Promise<boolean>

/** The fault of an address to which the settings let nothing be sent. */
export const addressFaults = async (url: string, permits: PermitsAddress): Promise<Issue[]> =>
  (await permits(url)) ? [] : [{ path: 'url', key: 'system.address-refused' }]
