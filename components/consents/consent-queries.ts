import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { client, refusalIn } from '#api/portal/client.ts'
import type { ConsentRow } from '#i18n/describe/consents.ts'

/** The key of the page's consents in the cache. */
export const consentsKey = ['consents']

/** A page that the browser kept for longer than this is read again when it is shown again. */
const staleMs = 30_000

/**
 * The page's rows with the progress of their decisions at the bank's systems. The rows say how soon to ask again.
 * @param initial the rows that came with the page.
 * @param readAt when they were read, in milliseconds.
 * @param live false where the rows can only be read: then they are never asked for again.
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
