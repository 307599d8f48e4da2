import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { client, refusalIn } from '#api/portal/client.ts'
import type { ConsentRow } from '#i18n/describe/consents.ts'

/** The rows of the page's consents, as the server last told them. */
export const consentsKey = ['consents']

/** A page that the browser kept for longer than this is read again when it is shown again. */
const staleMs = 30_000

/**
 * The page's rows, which follow their decisions to the bank's systems: the rows say how soon to ask again.
 * @param initial as the page came with them.
 * @param readAt when they were read, in milliseconds.
 * @param live false where they can only be read: then they stay as they came.
 */
export function useConsentRows(initial: ConsentRow[], readAt: number, live: boolean): ConsentRow[] {
  const queries = useQueryClient()
  const { data: rows } = useQuery({
    queryKey: consentsKey,
    queryFn: () => client.consents.list(),
    initialData: initial,
    initialDataUpdatedAt: readAt,
    staleTime: staleMs,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    enabled: live,
  })
  const againInMs =
    1000 * Math.min(...rows.map(({ progress }) => progress?.againIn ?? Number.POSITIVE_INFINITY))
  useQuery({
    queryKey: ['delivery-progress'],
    queryFn: async () => {
      const progress = await client.consents.follow()
      updateRows(queries, (row) => ({ ...row, ...progress[row.previousId ?? ''] }))
      return progress
    },
    initialData: {},
    enabled: live,
    refetchInterval: ({ state }) => (refusalIn(state.error) ? false : againInMs),
  })
  return rows
}

export const updateRows = (queries: QueryClient, update: (row: ConsentRow) => ConsentRow) =>
  queries.setQueryData<ConsentRow[]>(consentsKey, (rows) => rows?.map(update))
