/** Lets one wait until others call. A call between {@link Bell.still} and {@link Bell.rung} is not missed. */
export interface Bell {
  ring(): void
  /** Forgets what was called so far: said before one looks at what there is to do. */
  still(): void
  /** Whether somebody has called since. */
  rang(): boolean
  /** Until it is rung; after `longestMs` at the latest. */
  rung(longestMs?: number): Promise<void>
}

export function bell(): Bell {
  let called = false
  let { promise, resolve } = Promise.withResolvers<void>()
  return {
    ring: () => {
      called = true
      resolve()
    },
    still: () => {
      called = false
      ;({ promise, resolve } = Promise.withResolvers<void>())
    },
    rang: () => called,
    rung: (longestMs) => {
      if (longestMs === undefined) return promise
      const timer = setTimeout(resolve, longestMs)
      return promise.finally(() => clearTimeout(timer))
    },
  }
}
