import type { Flow, FlowPath } from '#domain/recipients/schema.ts'

/** The node at which data end that the bank gives to nobody. */
export const bank = 'bank'

/** A bundle of threads between two nodes of neighbouring columns. */
export interface Link {
  from: string
  to: string
  /** One thread for one datum, two for two to four, three for more. */
  threads: number
  /** How many of the threads belong to the path that is followed. */
  hot: number
  /** A consent is off, so nothing flows. */
  stopped: boolean
}

/** The flow as links: source to purpose, purpose to recipient. */
export interface FlowLinks {
  left: Link[]
  right: Link[]
}

/** @param hot the recipient whose path is followed. */
export function linksOf({ paths }: Flow, hot: string | null): FlowLinks {
  const isHot = (path: FlowPath) => hot !== null && path.recipient === hot
  return {
    left: bundle(paths, isHot, (path) => [path.source, path.purpose]),
    right: bundle(paths, isHot, (path) => [path.purpose, path.recipient ?? bank]),
  }
}

/** A field that flows to one recipient and is stopped for another counts as flowing on the links both share. */
function bundle(
  paths: readonly FlowPath[],
  isHot: (path: FlowPath) => boolean,
  ends: (path: FlowPath) => [from: string, to: string],
): Link[] {
  const groups = Map.groupBy(paths, (path) => ends(path).join('>'))
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const [from, to] = ends(first)
    const flowing = fieldsOf(group.filter((path) => !path.stopped))
    const stopped = fieldsOf(group).difference(flowing)
    const hot = fieldsOf(group.filter(isHot))
    return [
      { from, to, ...threadsOf(flowing, hot), stopped: false },
      { from, to, ...threadsOf(stopped, hot), stopped: true },
    ].filter((link) => link.threads > 0)
  })
}

const fieldsOf = (paths: readonly FlowPath[]): Set<string> => new Set(paths.flatMap((path) => path.fields))

const threadsOf = (fields: Set<string>, hot: Set<string>) => ({
  threads: threadCount(fields.size),
  hot: threadCount(fields.intersection(hot).size),
})

const threadCount = (data: number): number => (data > 4 ? 3 : Math.min(data, 2))
