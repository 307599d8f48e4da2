import {
  findBasis,
  findConsent,
  findCountry,
  findField,
  findPurpose,
  findRecipientClass,
} from '#policy/find.ts'
import type { Catalogue, Locale, Recipient } from '#policy/schema.ts'
import { home } from './flow.ts'
import type { ConsentStanding, GroundView, RecipientFieldView, RecipientView } from './schema.ts'
import { type Way, waysTo } from './sharing-grounds.ts'

/** What is known of the customer, for one recipient. */
interface Known {
  held: ReadonlySet<string>
  consents: ReadonlyMap<string, ConsentStanding>
  told: RecipientView['disclosed'] | undefined
}

/** One recipient as the customer reads of it: from the catalogue, with what is true of this customer. */
export function recipientView(
  catalogue: Catalogue,
  recipient: Recipient,
  known: Known,
  locale: Locale,
): RecipientView {
  const { id, title, code, description } = findRecipientClass(catalogue, recipient.class)
  const ways = waysTo(catalogue, recipient)
  const open = ways.filter((way) => way.consent === null || stands(known.consents, way.consent))
  const fields = recipient.fields.map((field) => fieldView(catalogue, field, open, known, locale))
  return {
    id: recipient.id,
    name: recipient.name[locale],
    class: { id, title: title[locale], code, description: description[locale] },
    direction: recipient.direction,
    receives: recipient.receives[locale],
    grounds: ways.map((way) => groundView(catalogue, way, known.consents, locale)),
    fields,
    countries: recipient.countries.map((country) => {
      const { name, adequate } = findCountry(catalogue, country)
      return { code: country, name: name[locale], abroad: country !== home, adequate }
    }),
    transferGround: recipient.transferGround?.[locale] ?? null,
    assumption: recipient.assumption ?? false,
    standing: standing(ways, open, fields),
    disclosed: known.told ?? { thisYear: 0, last: null },
  }
}

const stands = (consents: Known['consents'], id: string): boolean => consents.get(id)?.state === 'on'

function standing(ways: Way[], open: Way[], fields: RecipientFieldView[]): RecipientView['standing'] {
  if (ways.length === 0) return 'gives-only'
  if (open.length === 0) return 'off'
  return fields.some((field) => field.flows) ? 'receives' : 'nothing-held'
}

function fieldView(
  catalogue: Catalogue,
  id: string,
  open: Way[],
  { held }: Known,
  locale: Locale,
): RecipientFieldView {
  return {
    id,
    title: findField(catalogue, id).title[locale],
    held: held.has(id),
    flows: held.has(id) && open.some((way) => way.fields.includes(id)),
  }
}

function groundView(catalogue: Catalogue, way: Way, consents: Known['consents'], locale: Locale): GroundView {
  const { title, citation } = findBasis(catalogue, way.basis)
  const purpose = findPurpose(catalogue, way.purpose)
  return {
    basis: { id: way.basis, title: title[locale] },
    citation: citation?.[locale] ?? null,
    purpose: { id: purpose.id, title: purpose.title[locale], clause: purpose.clause[locale] },
    consent:
      way.consent === null
        ? null
        : {
            id: way.consent,
            title: findConsent(catalogue, way.consent).title[locale],
            ...(consents.get(way.consent) ?? { state: 'never', since: null }),
          },
    fields: way.fields,
  }
}
