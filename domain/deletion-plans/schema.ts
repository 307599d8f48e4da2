import { type fates, keepingGrounds } from '#db/schema/deletions.ts'

export { keepingGrounds }
export type KeepingGround = (typeof keepingGrounds)[number]

/** What remains beside the values themselves, in the order in which it is told; `domain/copies/inventory.ts` says of which tables. */
export const remaining = [
  'account',
  'contracts',
  'consents',
  'disclosures',
  'decisions',
  'restrictions',
  'correspondence',
  'copies',
  'log',
  'deletion',
] as const
export type Remaining = (typeof remaining)[number]

/** What a deletion does to one kind of data. */
export interface Fate {
  /** The id of a field in the catalogue. */
  field: string
  fate: (typeof fates)[number]
  /** Why it is kept; none of what is erased. */
  grounds: KeepingGround[]
  /**
   * The last day on which what is held now may be kept, as ISO date; null where that day is not known yet. Nothing is erased by
   * itself after it.
   */
  until: string | null
}

/** A ground in the reader's language. */
export interface GroundView {
  title: string
  /** The article by which it may be kept. */
  citation: string
  /** What it is kept for. */
  purposes: string[]
}

export interface FateView extends Omit<Fate, 'grounds'> {
  /** Null when no policy has it. */
  title: string | null
  /** For collections, how many entries are held. */
  quantity: number | null
  grounds: GroundView[]
  /** Until when it is kept, as the policy says it. */
  retention: string | null
  /** Whether that is until a newer value replaces it, which the portal refuses while it is restricted. */
  untilReplaced: boolean
  /** The consent that still allows to collect it, when it is on. */
  consent: { id: string; title: string } | null
}

/** What a deletion would do, before it is asked for. */
export interface DeletionPlanView {
  /** What tells this plan from another; the form sends it with the request. */
  digest: string
  fates: FateView[]
  /** The numbers of the customer's open contracts. */
  contracts: string[]
  /** How long backups have what was erased: in words, and the last day if it were erased today. */
  backups: { text: string; until: string } | null
  /** What anonymised means. */
  anonymised: string | null
  /** What remains beside the values. */
  remains: readonly Remaining[]
}
