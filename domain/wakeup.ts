/** Lets one wait until others wake it. A call of `wake` between `reset` and `wait` is not missed. */
export interface Wakeup {
  wake(): void
  /** Forgets earlier calls. Called before looking at what there is to do. */
  reset(): void
  /** Whether somebody has called `wake` since the last reset. */
  pending(): boolean
  /** Ends with the next `wake`, or after `longestMs`. */
  wait(longestMs?: number): Promise<void>
}

export function makeWakeup(): Wakeup {
  let called = false
  let { promise, resolve } = Promise.withResolvers<void>()
  return {
    wake: () => {
      called = true
      resolve()
    },
    reset: () => {
      called = false
      ;({ promise, resolve } = Promise.withResolvers<void>())
    },
    pending: () => called,
    wait: (longestMs) => {
      if (longestMs === undefined) return promise
      const timer = setTimeout(resolve, longestMs)
      return promise.finally(() => clearTimeout(timer))
    },
  }
}
