/** What the portal pushes when the use of a field is restricted, or its restriction is lifted. */
export interface PushedRestriction {
  type: string
  data: { customer: string; data: { field: string; allowed: readonly string[] } }
}
/** A use of a field: for a purpose of the policy, on a ground, which is a court, law, contract, archive or a consent. */
export interface Use {
  customer: string
  field: string
  purpose: string
  ground: string
}

/**
 * What a system keeps of restrictions: it learns them from events, asks before each use, and counts what it reads for the
 * report of the day. A real system keeps both in its database.
 */
export function restrictionKeeper() {
  /** What remains allowed of each restricted field. */
  const allowed = new Map<string, readonly string[]>()
  /** How often restricted fields were read, by day and use. */
  const counts = new Map<string, Map<string, Use & { count: number }>>()
  return {
    obey: ({ type, data: { customer, data } }: PushedRestriction): void => {
      const name = `${customer} ${data.field}`
      if (type === 'restriction.set') allowed.set(name, data.allowed)
      if (type === 'restriction.lifted') allowed.delete(name)
    },
    /** Whether a field may be read now. @param day today in Almaty, such as `2026-11-28`. */
    mayRead: (use: Use, day: string): boolean => {
      const remaining = allowed.get(`${use.customer} ${use.field}`)
      if (!remaining) return true
      if (!remaining.includes(use.ground)) return false
      const ofDay = counts.get(day) ?? new Map()
      const name = JSON.stringify(use)
      counts.set(day, ofDay.set(name, { ...use, count: (ofDay.get(name)?.count ?? 0) + 1 }))
      return true
    },
    /** The body of `POST /api/v1/restrictions/reads` for a day that is over, also where nothing was read. */
    report: (day: string) => ({ day, reads: [...(counts.get(day)?.values() ?? [])], complete: true }),
  }
}
