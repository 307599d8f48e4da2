'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { client, refusalIn, sentenceFor } from '#api/portal/client.ts'
import type { ConsentRow } from '#i18n/describe/consents.ts'
import { Toast } from '../ui/toast.tsx'
import { consentsKey, updateRows, useConsentRows } from './consent-queries.ts'

/** The words of what moves on the page. */
export interface ControlWords {
  on: string
  off: string
  saving: string
  undo: string
  /** The words around the question before a consent goes on. */
  question: Record<'title' | 'still-off' | 'starts' | 'nothing-starts' | 'keeps' | 'yes' | 'no', string>
  details: Record<'stops' | 'nothing-stops' | 'keeps' | 'confirmation', string>
  early: string
  offline: string
  progress: string
  toldOnly: string
  late: string
  complain: string
  history: string
  noHistory: string
  receipt: string
  allOff: string
  allIsOff: string
}

/** The action of the plain form that replaces a switch where no script runs. */
export type DecideByForm = (form: FormData) => Promise<void>

interface Consents {
  /** The rows as they are shown: a decision that is being sent already counts. */
  rows: ConsentRow[]
  /** The sentence of a refusal, by the id of its consent. */
  wrong: Record<string, string>
  words: ControlWords
  /** Absent in a look. */
  decideByForm?: DecideByForm
  /** The policy version whose texts the page shows; null while it is not published. */
  policyVersion: number | null
  isBusy(id: string): boolean
  /** Whether the question about a consent is open: its switch was pressed on, and there is no answer yet. */
  isAsked(id: string): boolean
  /** Switches a consent off, or opens the question before it goes on; pressed again, closes it. */
  press(id: string, on: boolean): void
  /** The yes to the open question. */
  give(id: string): void
  /** The no to it, which changes nothing. */
  leaveOff(): void
  allOff(ids: readonly string[]): void
  tell(id: string, sentence: string): void
}

const ConsentsContext = createContext<Consents | null>(null)

export function useConsents(): Consents {
  const consents = useContext(ConsentsContext)
  if (!consents) throw new Error('useConsents needs a ConsentsProvider above it')
  return consents
}

interface Props {
  rows: ConsentRow[]
  /** When the rows were read, in milliseconds. */
  readAt: number
  words: ControlWords
  policyVersion: number | null
  decideByForm?: DecideByForm
  /** The consent whose question is open when the page comes. */
  asked: string | null
  children: ReactNode
}

/** A decision on one consent or several, as the server is asked for it. */
interface Change {
  ids: readonly string[]
  on: boolean
  call(): Promise<{ rows: ConsentRow[]; told: string }>
}

/** Holds the consents of the page, sends decisions and can undo the last. It must be inside a QueryProvider. */
export function ConsentsProvider({
  rows: initial,
  readAt,
  words,
  policyVersion,
  decideByForm,
  asked,
  children,
}: Props) {
  // Nearly all values are new at every change: what the compiler would memoize is not worth its code.
  'use no memo'
  const queries = useQueryClient()
  const known = useConsentRows(initial, readAt, decideByForm !== undefined)
  // These are kept here and not in the cache, which tells its news a task later: a pressed switch would flick back.
  const [underway, setUnderway] = useState<Record<string, boolean>>({})
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const [asking, setAsking] = useState(asked)
  const [toast, setToast] = useState<{ text: string; back: { id: string; on: boolean }[] } | null>(null)
  const tell = (id: string, sentence: string) => setWrong((before) => ({ ...before, [id]: sentence }))

  const begin = (ids: readonly string[], on: boolean) => {
    setUnderway((before) => ({ ...before, ...Object.fromEntries(ids.map((id) => [id, on])) }))
    setWrong((before) => without(before, ids))
    setToast(null)
  }
  const end = (ids: readonly string[]) => setUnderway((before) => without(before, ids))
  const wasOn = ({ id }: ConsentRow) => known.find((row) => row.id === id)?.on
  const keep = (decided: ConsentRow[], told: string) => {
    updateRows(queries, (row) => decided.find(({ id }) => id === row.id) ?? row)
    setToast({
      text: told,
      // What was off before, since it asks again, does not go on by undoing the answer.
      back: decided
        .filter((row) => !row.locked && wasOn(row) !== row.on)
        .map(({ id, on }) => ({ id, on: !on })),
    })
  }
  const fail = async (error: unknown, ids: readonly string[]) => {
    const sentence = sentenceFor(error, words.offline)
    tell(ids.at(-1) ?? '', sentence)
    if (refusalIn(error)) await queries.invalidateQueries({ queryKey: consentsKey })
  }

  const change = useMutation({
    mutationFn: ({ call }: Change) => call(),
    onMutate: ({ ids, on }) => {
      begin(ids, on)
      return queries.cancelQueries({ queryKey: consentsKey })
    },
    onSuccess: ({ rows, told }) => keep(rows, told),
    onError: (error, { ids }) => fail(error, ids),
    onSettled: (_, __, { ids }) => end(ids),
  })
  const decide = (row: ConsentRow, on: boolean) =>
    change.mutate({
      ids: [row.id],
      on,
      call: async () => {
        const decided = await client.consents.decide({
          consent: row.id,
          outcome: on ? 'given' : 'withdrawn',
          previousId: row.previousId,
          confirmed: on && row.confirmation !== null,
          ...(policyVersion !== null && { policyVersion }),
        })
        return { rows: [decided], told: decided.told }
      },
    })

  const isOn = (id: string) => known.some((row) => row.id === id && row.on)
  const decideOn = (id: string, on: boolean) => {
    const row = known.find((one) => one.id === id)
    if (row && !(id in underway)) decide(row, on)
  }
  const consents: Consents = {
    rows: known.map((row) => ({ ...row, on: underway[row.id] ?? row.on })),
    wrong,
    words,
    decideByForm,
    policyVersion,
    isBusy: (id) => id in underway,
    isAsked: (id) => decideByForm !== undefined && id === asking && !(underway[id] ?? isOn(id)),
    press: (id, on) => {
      if (!on) decideOn(id, false)
      else if (!(id in underway)) setAsking(id === asking ? null : id)
    },
    give: (id) => {
      setAsking(null)
      decideOn(id, true)
    },
    leaveOff: () => setAsking(null),
    allOff: (ids) => change.mutate({ ids, on: false, call: () => client.consents.withdrawMarketing() }),
    tell,
  }
  const undo = () => {
    // The button goes with its toast: the focus moves to the switch that it moves.
    document
      .getElementById(toast?.back[0]?.id ?? '')
      ?.querySelector('input')
      ?.focus()
    for (const { id, on } of toast?.back ?? []) {
      // What is confirmed about other people's data is confirmed for each yes.
      if (on && known.find((row) => row.id === id)?.confirmation) setAsking(id)
      else decideOn(id, on)
    }
  }
  return (
    <ConsentsContext value={consents}>
      {children}
      <Toast
        text={toast?.text ?? null}
        action={toast?.back.length ? words.undo : undefined}
        onAction={undo}
        onClose={() => setToast(null)}
      />
    </ConsentsContext>
  )
}

const without = <Value,>(record: Record<string, Value>, ids: readonly string[]): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([id]) => !ids.includes(id)))
