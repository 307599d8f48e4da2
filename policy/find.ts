import type { ClockId } from './clock-ids.ts'
import type { RefusalReason } from './refusal-reasons.ts'
import type { RightKind } from './request-kinds.ts'
import type {
  Basis,
  Catalogue,
  Category,
  Clock,
  Consent,
  Country,
  Field,
  Phone,
  Purpose,
  Recipient,
  RecipientClass,
  Refusal,
  RequestRight,
  Retention,
  Source,
} from './schema.ts'

// Each function finds one thing by its id and, but for `consentNamed`, throws for an unknown id: ids in the database and
// in the code come from the catalogue, so an unknown one is a defect.

export function findSource(catalogue: Catalogue, id: string): Source {
  return found('source', id, catalogue.sources)
}

export function findBasis(catalogue: Catalogue, id: string): Basis {
  return found('basis', id, catalogue.bases)
}

export function findPurpose(catalogue: Catalogue, id: string): Purpose {
  return found('purpose', id, catalogue.purposes)
}

export function findRetention(catalogue: Catalogue, id: string): Retention {
  return found('retention', id, catalogue.retentions)
}

export function findField(catalogue: Catalogue, id: string): Field {
  return found('field', id, allFields(catalogue))
}

/** The category of a field. */
export function categoryOf(catalogue: Catalogue, fieldId: string): Category {
  const category = catalogue.categories.find((one) => one.fields.some((field) => field.id === fieldId))
  if (!category) throw new RangeError(`The catalogue has no field "${fieldId}"`)
  return category
}

export function findConsent(catalogue: Catalogue, id: string): Consent {
  return found('consent', id, catalogue.consents.consents)
}

/** The consent that an id from outside names; undefined when the catalogue has no such consent. */
export function consentNamed(catalogue: Catalogue, id: string): Consent | undefined {
  return catalogue.consents.consents.find((one) => one.id === id)
}

export function findRecipient(catalogue: Catalogue, id: string): Recipient {
  return found('recipient', id, catalogue.recipients.recipients)
}

export function findRecipientClass(catalogue: Catalogue, id: string): RecipientClass {
  return found('recipient class', id, catalogue.recipients.classes)
}

/** The consents that name each recipient: of what a recipient's systems may be told. Without those that none names. */
export function consentsByRecipient({ consents, recipients }: Catalogue): Record<string, string[]> {
  const naming = recipients.recipients.map(({ id }): [string, string[]] => [
    id,
    consents.consents.filter((one) => one.recipients.includes(id)).map((one) => one.id),
  ])
  return Object.fromEntries(naming.filter(([, named]) => named.length > 0))
}

/** A country by its ISO 3166-1 alpha-2 code. */
export function findCountry(catalogue: Catalogue, code: string): Country {
  const country = catalogue.recipients.countries.find((one) => one.code === code)
  if (!country) throw new RangeError(`The catalogue has no country "${code}"`)
  return country
}

export function findClock(catalogue: Catalogue, id: ClockId): Clock {
  return found('clock', id, catalogue.clocks)
}

/** A right that can be asked for. @throws RangeError for one that the catalogue lacks */
export function findRequestRight(catalogue: Catalogue, kind: RightKind): RequestRight {
  return found('request', kind, catalogue.requests ?? [])
}

/** Why the bank refuses. @throws RangeError for one that the catalogue lacks */
export function findRefusal(catalogue: Catalogue, id: RefusalReason): Refusal {
  return found('refusal', id, catalogue.refusals ?? [])
}

export function findPhone(catalogue: Catalogue, id: string): Phone {
  return found('phone', id, catalogue.operator.phones)
}

const numbered = new WeakMap<Catalogue, readonly Field[]>()

/** All fields in the order of their numbers. They are sorted once for a catalogue, which never changes. */
export function allFields(catalogue: Catalogue): readonly Field[] {
  const fields =
    numbered.get(catalogue) ??
    catalogue.categories
      .flatMap((category) => category.fields)
      .toSorted((one, other) => one.number - other.number)
  numbered.set(catalogue, fields)
  return fields
}

function found<One extends { id: string }>(kind: string, id: string, list: readonly One[]): One {
  const one = list.find((candidate) => candidate.id === id)
  if (!one) throw new RangeError(`The catalogue has no ${kind} "${id}"`)
  return one
}
