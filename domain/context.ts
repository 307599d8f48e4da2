import type { Db } from '#db/client.ts'
import type { ActorKind } from '#db/schema/activity.ts'
import type { LookPage } from '#db/schema/looks.ts'
import type { StaffRole } from '#db/schema/staff.ts'
import type { Locale } from '#policy/locale.ts'
import type { Keys } from './crypto.ts'
import type { Permission, Scope } from './permissions.ts'

/** The actor. The subject, whose data it is, is separate: {@link Ctx.subject}. */
export type Actor =
  /** Someone who has not signed in. */
  | { kind: 'visitor' }
  | { kind: 'customer'; sessionId: string; verifiedAt: Date }
  /** Staff at their own pages: they see complaints, never a customer's pages. */
  | ({ kind: 'staff' } & StaffSession)
  /** Staff in a look, on one page of the subject (RFC 8693's actor); made by `domain/looks/open-page.ts` alone. */
  | ({ kind: 'support'; lookId: string; page: LookPage; pages: readonly LookPage[] } & StaffSession)
  /** The staff's sign-in: a token or a session is checked, and it is not yet known whose it is. */
  | { kind: 'staff-sign-in' }
  /** A system of the bank, by a key that carries these permissions and no others; by what else it came, there is no `keyId`. */
  | { kind: 'system'; systemId: string; scopes: readonly Scope[]; keyId?: string }
  /** The machine API's check of a key, when it is not yet known whose it is. */
  | { kind: 'key-check' }
  | { kind: 'worker' }
export interface StaffSession {
  /** The staff code, such as `Қ-114`. */
  staffId: string
  role: StaffRole
  sessionId: string
  /** The first of the sessions that followed each other in this browser; absent when it is this one. */
  firstSessionId?: string
  /** When the person last signed in at the provider. */
  authenticatedAt: Date
}

/**
 * All a verb may know of the outside: the actor, the subject, the language, the time, the database and the keys.
 * The subject never comes from an input.
 */
export interface Ctx {
  actor: Actor
  /** What the verb under way asked for; no transaction opens without it. Set by `verb` and `actAs` alone. */
  permission?: Permission
  /** The customer this is about; null when it is about no customer, or not yet. */
  subject: string | null
  /** The bank's own reference of the subject, for a verb that finds the customer with its first statement. */
  reference?: string
  locale: Locale
  now: Date
  requestId: string
  /** The actor's browser, as far as the portal knows it. */
  browser: Browser
  db: Db
  keys: Keys
  /** Set where the portal has no scanner: files that nothing has scanned may be opened. Without it they may not. */
  opensUnscanned?: true
  /** Set for a system's write that must happen only once, however often it is sent. */
  idempotency?: IdempotencyKey
}

/** A context whose actor is of certain kinds. */
export type CtxBy<Kind extends ActorKind> = Ctx & { actor: Extract<Actor, { kind: Kind }> }

/** A request that names itself (`Idempotency-Key`), so that a repeat gets the answer of the first. */
export interface IdempotencyKey {
  key: string
  /** Tells the same request from another under the same key. */
  requestHash: string
  /** The answer to the caller, made from the verb's result; stored with the write. */
  answerOf(result: unknown): unknown
}

export interface Browser {
  /** Hash of the secret cookie that ties a one-time code to the browser that asked; null without the cookie. */
  hash: string | null
  /** The same by the other lookup key, while there are two: a code that is on its way may be bound to either. */
  otherHash?: string | undefined
  /** Browser family and system, such as `Chrome, Android`. */
  device: string
  /** The network address, for limits; stored only sealed or hashed. */
  address: string
  /** `Sec-GPC: 1` (Global Privacy Control). */
  gpc: boolean
  /** What the browser keeps of the sign-ins it has had; absent before the first. */
  familiar?: FamiliarBrowser
}

/** A browser in which somebody has signed in, as its sealed cookie says. It names nobody. */
export interface FamiliarBrowser {
  /** The browser's own, so that its quota is not that of another. */
  id: string
  /** Keyed hashes of the customers who have signed in here, the latest first. */
  names: readonly string[]
}

export const noBrowser: Browser = { hash: null, device: '', address: '', gpc: false }

/** A context as a verb may return it: whoever gets it has to ask for a permission anew. */
export const handedOut = <Own extends Ctx>(ctx: Own): Own => ({ ...ctx, permission: undefined })
