/** Seconds in which requests are counted. */
const windowSeconds = 1

export interface Pace {
  allowed: boolean
  /** The headers of `draft-ietf-httpapi-ratelimit-headers-10`: the limit, and what is left of it. */
  policy: string
  left: string
}

/** Counts requests by name in windows of a second, in this process's memory. */
export function makePace(perSecond: number): (name: string, now: number) => Pace {
  const policy = `"key";q=${perSecond};w=${windowSeconds}`
  const taken = new Map<string, number>()
  let began = 0
  return (name, now) => {
    const second = Math.floor(now / (windowSeconds * 1000))
    if (second !== began) {
      began = second
      taken.clear()
    }
    const count = (taken.get(name) ?? 0) + 1
    taken.set(name, count)
    const left = Math.max(0, perSecond - count)
    return { allowed: count <= perSecond, policy, left: `"key";r=${left};t=${windowSeconds}` }
  }
}

/** How long a caller should wait: until the next window. */
export const retryAfterSeconds = windowSeconds
