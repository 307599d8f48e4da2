import type { Db } from '#db/client.ts'
import type { ActorKind } from '#db/schema/activity.ts'
import type { LookPage } from '#db/schema/looks.ts'
import type { StaffRole } from '#db/schema/staff.ts'
import type { Locale } from '#policy/locale.ts'
import type { Keys } from './crypto.ts'
import type { Permission, Scope } from './permissions.ts'

/** Who acts. The subject (whose data) stands apart, in {@link Ctx.subject}. */
export type Actor =
  /** Someone who has not signed in. */
  | { kind: 'visitor' }
  | { kind: 'customer'; sessionId: string; verifiedAt: Date }
  /** At a desk: sees complaints, never a customer's view. */
  | ({ kind: 'staff' } & StaffSession)
  /** Looking at one page of the subject's view with their leave (RFC 8693's actor); made by `support/open-page.ts` alone. */
  | ({ kind: 'support'; lookId: string; page: LookPage; pages: readonly LookPage[] } & StaffSession)
  /** The staff entrance: the provider's word being taken, or a session looked up, before it is known whose. */
  | { kind: 'staff-sign-in' }
  /** A system of the bank, by a key that carries these permissions and no others. */
  | { kind: 'system'; systemId: string; scopes: readonly Scope[] }
  /** The machine API, looking a key up before it is known whose. */
  | { kind: 'key-check' }
  | { kind: 'worker' }
export interface StaffSession {
  /** The sign staff act under, such as `Қ-114`. */
  staffId: string
  role: StaffRole
  sessionId: string
  /** When the provider last made them prove who they are. */
  authenticatedAt: Date
}

/**
 * All a verb may know of the outside: who acts, on whose data, in which language, when, and through what.
 * The subject never comes from an input.
 */
export interface Ctx {
  actor: Actor
  /** What the verb under way asked for; no transaction opens without it. Set by `verb` alone. */
  permission?: Permission
  /** The customer this is about; null where it is about nobody yet. */
  subject: string | null
  /** Names the subject by the bank's own reference instead, for a verb that finds them with its first statement. */
  reference?: string
  locale: Locale
  now: Date
  requestId: string
  /** What the browser is and said of itself. */
  browser: Browser
  db: Db
  keys: Keys
  /** Set for a system's write that is to happen once, however often it is asked for. */
  once?: Once
}

/** A context of certain kinds of actors alone. */
export type CtxBy<Kind extends ActorKind> = Ctx & { actor: Extract<Actor, { kind: Kind }> }

/** A request that names itself (`Idempotency-Key`), so that a repeat gets the answer of the first. */
export interface Once {
  key: string
  /** Tells the same request from another under the same key. */
  requestHash: string
  /** What the caller is told of a verb's result; kept with the write. */
  answerOf(result: unknown): unknown
}

export interface Browser {
  /** Hash of the secret cookie that ties a one-time code to the browser that asked; null without the cookie. */
  hash: string | null
  /** Browser family and system, such as `Chrome, Android`. */
  device: string
  /** The network address, for limits; stored only sealed or hashed. */
  address: string
  /** `Sec-GPC: 1` (Global Privacy Control). */
  gpc: boolean
}

export const noBrowser: Browser = { hash: null, device: '', address: '', gpc: false }
