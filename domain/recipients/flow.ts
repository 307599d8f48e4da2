import { allFields, findConsent, findCountry, findField, findRecipient } from '#policy/find.ts'
import { type Catalogue, type Field, homeCountry, type Locale, type Recipient } from '#policy/schema.ts'
import type { Flow, FlowPath, FlowRecipient } from './schema.ts'
import { type SharingGround, sharingGrounds } from './sharing-grounds.ts'

/** What the flow is made from, in addition to the catalogue. */
export interface FlowFacts {
  /** Ids of the fields the bank holds of this customer. */
  held: ReadonlySet<string>
  /** Ids of the consents in force. */
  given: ReadonlySet<string>
}

/**
 * The customer's own flow: what the bank holds about them, from each source to each purpose and recipient. A path whose
 * consent is off is marked as stopped; data that no recipient gets for a purpose end in the bank. Purposes are in the
 * catalogue's order, recipients by the purpose they serve.
 */
export function flowOf(catalogue: Catalogue, facts: FlowFacts, locale: Locale): Flow {
  const order = catalogue.purposes.map((purpose) => purpose.id)
  const grounds = catalogue.recipients.recipients
    .flatMap((recipient) => sharingGrounds(catalogue, recipient))
    .toSorted((one, other) => order.indexOf(one.purpose) - order.indexOf(other.purpose))
  const held = allFields(catalogue).filter((field) => facts.held.has(field.id))
  const sent = grounds.flatMap((ground) => pathsOf(catalogue, ground, facts))
  const kept = keptPaths(catalogue, held, sent, facts)
  const paths = [...sent, ...kept]
  const sources = new Set(paths.map((path) => path.source))
  const purposes = new Set(paths.map((path) => path.purpose))
  return {
    sources: catalogue.sources
      .filter((source) => sources.has(source.id))
      .map(({ id, short }) => ({
        id,
        title: short[locale],
        count: held.filter((field) => field.source === id).length,
      })),
    purposes: catalogue.purposes
      .filter((purpose) => purposes.has(purpose.id))
      .map(({ id, short }) => ({ id, title: short[locale] })),
    recipients: [...new Set(grounds.map((ground) => ground.recipient))]
      .filter((id) => sent.some((path) => path.recipient === id))
      .map((id) => nodeOf(catalogue, findRecipient(catalogue, id), sent, locale)),
    kept: kept.length > 0,
    paths,
    titles: titlesOf(catalogue, paths, locale),
  }
}

/** The held fields of one sharing ground, one path for each source. */
function pathsOf(catalogue: Catalogue, ground: SharingGround, { held, given }: FlowFacts): FlowPath[] {
  const { recipient, purpose, basis, consent } = ground
  const stopped = consent !== null && !given.has(consent)
  const fields = ground.fields.filter((id) => held.has(id)).map((id) => findField(catalogue, id))
  return bySource(catalogue, fields).map(({ source, ids }) => ({
    source,
    purpose,
    recipient,
    basis,
    consent,
    stopped,
    fields: ids,
  }))
}

/** Data that are used for a purpose and given to no recipient for it, by purpose, source and legal basis. */
function keptPaths(catalogue: Catalogue, held: Field[], sent: FlowPath[], facts: FlowFacts): FlowPath[] {
  return catalogue.purposes.flatMap(({ id: purpose }) => {
    const gone = new Set(
      sent.filter((path) => path.purpose === purpose && !path.stopped).flatMap((path) => path.fields),
    )
    return (['contract', 'law', 'consent'] as const).flatMap((basis) => {
      const stays = held.filter(
        (field) =>
          !gone.has(field.id) &&
          field.uses.some((use) => use.purpose === purpose && use.basis === basis) &&
          (basis !== 'consent' || isAllowed(catalogue, field, purpose, facts.given)),
      )
      return bySource(catalogue, stays).map(({ source, ids }) => ({
        source,
        purpose,
        recipient: null,
        basis,
        consent: null,
        stopped: false,
        fields: ids,
      }))
    })
  })
}

const isAllowed = (
  catalogue: Catalogue,
  field: Field,
  purpose: string,
  given: ReadonlySet<string>,
): boolean =>
  catalogue.consents.consents.some(
    (one) => one.purpose === purpose && one.fields.includes(field.id) && given.has(one.id),
  )

function bySource(catalogue: Catalogue, fields: Field[]): { source: string; ids: string[] }[] {
  return catalogue.sources
    .map(({ id }) => ({
      source: id,
      ids: fields.filter((field) => field.source === id).map((field) => field.id),
    }))
    .filter(({ ids }) => ids.length > 0)
}

function nodeOf(catalogue: Catalogue, recipient: Recipient, sent: FlowPath[], locale: Locale): FlowRecipient {
  const own = sent.filter((path) => path.recipient === recipient.id)
  return {
    id: recipient.id,
    title: recipient.name[locale],
    short: recipient.short[locale],
    stopped: own.every((path) => path.stopped),
    abroad: abroadOf(catalogue, recipient, locale),
  }
}

/** Names of a recipient's countries outside Kazakhstan. */
export const abroadOf = (catalogue: Catalogue, recipient: Recipient, locale: Locale): string[] =>
  recipient.countries
    .filter((code) => code !== homeCountry)
    .map((code) => findCountry(catalogue, code).name[locale])

function titlesOf(catalogue: Catalogue, paths: FlowPath[], locale: Locale): Flow['titles'] {
  const fields = new Set(paths.flatMap((path) => path.fields))
  const consents = new Set(paths.flatMap((path) => path.consent ?? []))
  const bases = { contract: '', law: '', consent: '' }
  for (const { id, title } of catalogue.bases) bases[id] = title[locale]
  return {
    fields: Object.fromEntries([...fields].map((id) => [id, findField(catalogue, id).title[locale]])),
    bases,
    consents: Object.fromEntries([...consents].map((id) => [id, findConsent(catalogue, id).title[locale]])),
  }
}
