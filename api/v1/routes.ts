import type { Operation } from './operation.ts'

/** Where all addresses of the machine API begin. */
const prefix = '/api/v1'
export const isApi = (url = ''): boolean => /^\/api\/v1(?=[/?]|$)/.test(url)

/** One address, with the operations that it takes. */
export interface Route {
  template: string
  operations: ReadonlyMap<string, Operation>
  /** What `Allow` says (RFC 9110, section 10.2.1). */
  allow: string
}
export interface Match {
  route: Route
  params: Record<string, string>
}
interface Pattern {
  route: Route
  /** Segments that must be so; null where a parameter stands. */
  segments: (string | null)[]
  names: string[]
}

const none: Record<string, string> = {}

/** Finds the route of an address of the machine API; null for what is none. Made once, from the declarations. */
export function makeRoutes(operations: readonly Operation[]): (path: string) => Match | null {
  const routes = [...Map.groupBy(operations, ({ path }) => path)].map(([path, those]) =>
    makeRoute(path, those),
  )
  const fixed = new Map(routes.filter(isFixed).map((route) => [route.template, route]))
  const patterns = Map.groupBy(
    routes.filter((route) => !isFixed(route)).map(toPattern),
    ({ segments }) => segments.length,
  )
  return (path) => {
    const route = fixed.get(path)
    if (route) return { route, params: none }
    const segments = path.split('/')
    for (const pattern of patterns.get(segments.length) ?? []) {
      const params = paramsOf(pattern, segments)
      if (params) return { route: pattern.route, params }
    }
    return null
  }
}

function makeRoute(path: string, operations: Operation[]): Route {
  const methods = operations.map(({ method }) => method)
  const head = methods.includes('GET') ? ['HEAD'] : []
  return {
    template: prefix + path,
    operations: new Map(operations.map((operation) => [operation.method, operation])),
    allow: [...methods, ...head, 'OPTIONS'].join(', '),
  }
}

const isFixed = ({ template }: Route) => !template.includes('{')

function toPattern(route: Route): Pattern {
  const parts = route.template.split('/')
  return {
    route,
    segments: parts.map((part) => (part.startsWith('{') ? null : part)),
    names: parts.filter((part) => part.startsWith('{')).map((part) => part.slice(1, -1)),
  }
}

/** The parameters of an address that fits the pattern; null when it does not, or is not well encoded. */
function paramsOf({ segments, names }: Pattern, given: string[]): Record<string, string> | null {
  if (segments.some((segment, place) => segment !== null && segment !== given[place])) return null
  const values = given.filter((_, place) => segments[place] === null)
  try {
    return Object.fromEntries(names.map((name, place) => [name, decodeURIComponent(values[place] ?? '')]))
  } catch {
    return null
  }
}
