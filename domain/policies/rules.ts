import { isDeepStrictEqual } from 'node:util'
import type { Catalogue, Text } from '#policy/schema.ts'
import {
  type Aspect,
  aspects,
  type ItemKind,
  type PolicyChange,
  policySections,
  type Section,
} from './schema.ts'

/** One item of a policy, for comparing two policies. */
interface Item {
  section: Section
  kind: ItemKind
  id: string
  title: Text
  /** Everything the policy says about the item; this is compared. */
  value: object
}
export type Change = Omit<PolicyChange, 'title'> & { title: Text }

/** The changes between two policies that readers must know, in the order of the policy's parts. */
export function policyChanges(before: Catalogue, after: Catalogue): Change[] {
  const [old, fresh] = [byKey(items(before)), byKey(items(after))]
  const added = [...fresh].filter(([key]) => !old.has(key)).map(([, item]) => change(item, 'added'))
  const removed = [...old].filter(([key]) => !fresh.has(key)).map(([, item]) => change(item, 'removed'))
  const changed = [...fresh].flatMap(([key, item]) => {
    const earlier = old.get(key)
    const what = earlier ? changedAspects(earlier.value, item.value) : []
    return what.length > 0 ? [{ ...change(item, 'changed'), aspects: what }] : []
  })
  return [...added, ...removed, ...changed].toSorted(
    (one, other) => policySections.indexOf(one.section) - policySections.indexOf(other.section),
  )
}

const byKey = (list: Item[]) => new Map(list.map((item) => [`${item.kind}:${item.id}`, item]))

function change({ section, kind, id, title }: Item, what: Change['change']): Change {
  return { section, kind, id, title, change: what, aspects: [] }
}

const aspectOfKey: Record<string, Aspect> = {
  fields: 'data',
  purpose: 'purposes',
  uses: 'purposes',
  basis: 'purposes',
  factors: 'data',
  recipients: 'recipients',
  class: 'recipients',
  direction: 'recipients',
  retention: 'period',
  period: 'period',
  from: 'period',
  validity: 'period',
  amount: 'period',
  unit: 'period',
  years: 'period',
  obeyWithinMinutes: 'period',
  countries: 'countries',
  transferGround: 'countries',
  adequate: 'countries',
  consent: 'consents',
  needs: 'consents',
  refusable: 'consents',
  gpc: 'consents',
  lockedBy: 'consents',
  dpv: 'detail',
  assumption: 'detail',
  departure: 'detail',
  stated: 'detail',
  origins: 'detail',
  code: 'detail',
  effective: 'detail',
  mask: 'detail',
  neverReveal: 'detail',
  number: 'detail',
  others: 'detail',
  own: 'detail',
  revised: 'detail',
  sensitivity: 'detail',
  unaffectedBy: 'detail',
}

function changedAspects(before: object, after: object): Aspect[] {
  const [old, fresh] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  const keys = [...new Set([...old.keys(), ...fresh.keys()])]
  const found = keys
    .filter((key) => !isDeepStrictEqual(old.get(key), fresh.get(key)))
    .map((key) => aspectOfKey[key] ?? 'wording')
  return aspects.filter((aspect) => found.includes(aspect))
}

function items(policy: Catalogue): Item[] {
  const { consents, recipients, duties, operator, calendar } = policy
  const titled = (section: Section, kind: ItemKind, list: readonly { id: string; title: Text }[]): Item[] =>
    list.map((one) => ({ section, kind, id: one.id, title: one.title, value: one }))
  const said = (section: Section, kind: ItemKind, list: readonly { id: string; text: Text }[]): Item[] =>
    list.map((one) => ({ section, kind, id: one.id, title: one.text, value: one }))
  return [
    { section: 'wording', kind: 'policy', id: 'policy', title: policy.policy.title, value: policy.policy },
    ...policy.categories.flatMap(({ fields, ...category }) => [
      ...titled('data', 'category', [category]),
      ...titled('data', 'field', fields),
    ]),
    ...titled('data', 'source', policy.sources),
    ...titled('data', 'retention', policy.retentions),
    ...titled('purposes', 'purpose', policy.purposes),
    ...titled('purposes', 'basis', policy.bases),
    ...titled('recipients', 'recipient-class', recipients.classes),
    ...titled(
      'recipients',
      'recipient',
      recipients.recipients.map((one) => ({ ...one, title: one.name })),
    ),
    ...titled(
      'recipients',
      'country',
      recipients.countries.map((one) => ({ ...one, id: one.code, title: one.name })),
    ),
    ...titled('choices', 'consent-group', consents.groups),
    ...titled('choices', 'consent', consents.consents),
    ...titled('choices', 'function', consents.functions),
    ...titled('choices', 'unrefusable', consents.unrefusable),
    ...said('choices', 'refusal', duties.refusal),
    ...titled('automated', 'automated-decision', policy['automated-decisions']),
    ...titled('clocks', 'clock', policy.clocks),
    { section: 'clocks', kind: 'calendar', id: 'calendar', title: calendar.source, value: calendar },
    ...said('minors', 'minor', duties.minors),
    ...said('security', 'promise', duties.promises),
    ...said('security', 'duty', duties.duties),
    ...titled('rights', 'right', duties.rights),
    ...titled('rights', 'request', policy.requests ?? []),
    ...titled('rights', 'refusal-reason', policy.refusals ?? []),
    { section: 'contacts', kind: 'operator', id: 'operator', title: operator.name, value: operator },
    ...titled('contacts', 'escalation', duties.escalation),
  ]
}
