import { addRoute, createRouter, findRoute } from 'rou3'
import type { Operation } from './operation.ts'

/** The prefix of all addresses of the machine API. */
const prefix = '/api/v1'
export const isApi = (url = ''): boolean => /^\/api\/v1(?=[/?]|$)/.test(url)

/** One address, with its operations by method. */
export interface Route {
  template: string
  operations: ReadonlyMap<string, Operation>
  /** The value of `Allow` (RFC 9110, section 10.2.1). */
  allow: string
}
export interface Match {
  route: Route
  params: Record<string, string>
}

/** Makes a function that finds the route of an address, or null; made once, from the declarations. */
export function makeRoutes(operations: readonly Operation[]): (path: string) => Match | null {
  const router = createRouter<Route>()
  for (const [path, those] of Map.groupBy(operations, ({ path }) => path)) {
    const route = makeRoute(path, those)
    addRoute(router, '', route.template.replace(/\{(\w+)\}/g, ':$1'), route)
  }
  return (path) => {
    // The router ignores a slash at the end; no address of ours has one.
    const found = path.endsWith('/') ? undefined : findRoute(router, '', path)
    const params = found && decoded(found.params)
    return params ? { route: found.data, params } : null
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

/** The parameters, percent-decoded; null when they are not well encoded. */
function decoded(params: Record<string, string> = {}): Record<string, string> | null {
  try {
    return Object.fromEntries(
      Object.entries(params).map(([name, given]) => [name, decodeURIComponent(given)]),
    )
  } catch {
    return null
  }
}
