import type { Adapter, AdapterPayload } from 'oidc-provider'

/** Keeps the provider's sessions, codes and grants in memory until the process ends. */
export function memory(): (kind: string) => Adapter {
  const rows = new Map<string, AdapterPayload>()
  return (kind) => {
    const find = (test: (payload: AdapterPayload) => boolean) =>
      [...rows].find(([key, payload]) => key.startsWith(`${kind} `) && test(payload))?.[1]
    return {
      upsert: async (id, payload) => void rows.set(`${kind} ${id}`, payload),
      find: async (id) => rows.get(`${kind} ${id}`),
      findByUid: async (uid) => find((payload) => payload.uid === uid),
      findByUserCode: async (code) => find((payload) => payload.userCode === code),
      consume: async (id) => {
        const payload = rows.get(`${kind} ${id}`)
        if (payload) payload.consumed = Math.floor(Date.now() / 1000)
      },
      destroy: async (id) => void rows.delete(`${kind} ${id}`),
      revokeByGrantId: async (grantId) => {
        for (const [key, payload] of rows)
          if (key.startsWith(`${kind} `) && payload.grantId === grantId) rows.delete(key)
      },
    }
  }
}
