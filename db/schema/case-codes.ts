import type { SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { requestKinds } from '#policy/request-kinds.ts'
import { isOneOf } from './codes.ts'

/** What customers send to the bank and the bank owes an answer to, by a day that is fixed at receipt. */
export const caseTypes = ['complaint', 'request'] as const
export type CaseType = (typeof caseTypes)[number]
export const complaintKinds = ['ordinary', 'unauthorised-use'] as const
export const caseKinds = [...complaintKinds, ...requestKinds] as const
export type CaseKind = (typeof caseKinds)[number]
/** What a case can be about: something of the catalogue, a look at the customer's view, a decision of a program, or a request. */
export const aboutKinds = ['field', 'consent', 'recipient', 'look', 'automated-decision', 'request'] as const

/** How a case can reach the bank outside the portal; then the bank enters it. */
export const outsideChannels = ['letter', 'phone', 'branch'] as const
/** How a case reached the bank. */
export const caseChannels = ['portal', ...outsideChannels] as const
export type CaseChannel = (typeof caseChannels)[number]

/** Where a case stands. */
export const caseStates = [
  'received',
  'registered',
  'in-review',
  'waiting-customer',
  'answered',
  'fulfilled',
  'partly-fulfilled',
  'refused',
  'negotiation',
  'withdrawn',
  'closed',
  'court',
] as const
/** What can happen to a case: every step but a message and an extension is a state of its own name. */
export const stepKinds = [...caseStates, 'message', 'extended'] as const
/** Who takes a step: the customer, the bank's staff, or the portal by itself. */
export const caseSides = ['customer', 'bank', 'portal'] as const

/** The steps with which the bank gives the answer it owes: to a complaint in words, to a request by what it did. */
export const answerKinds = ['answered', 'fulfilled', 'partly-fulfilled', 'refused'] as const
export const isAnswer = (kind: AnyPgColumn): SQL => isOneOf(kind, answerKinds)

/** Why the clock of a request may stand still: the bank waits for the customer to prove who they are, or for documents. */
export const pauseReasons = ['identity', 'documents'] as const
export type PauseReason = (typeof pauseReasons)[number]

/** The steps after which a case is open, until one of {@link endKinds} follows. */
export const startKinds = ['received', 'negotiation', 'court'] as const
/** The steps after which it is over, until one of {@link startKinds} follows. */
export const endKinds = [...answerKinds, 'closed', 'withdrawn'] as const
export const isStart = (kind: AnyPgColumn): SQL => isOneOf(kind, startKinds)
export const isEnd = (kind: AnyPgColumn): SQL => isOneOf(kind, endKinds)

/** What may be attached. */
export const mediaTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/heic',
  'text/plain',
] as const
export type MediaType = (typeof mediaTypes)[number]

/** The shares of the answer's time, in percent, at which the staff are reminded; 100 means that it is late. */
export const reminderShares = [50, 80, 95, 100] as const
