import { type OriginPlace, originItems } from './origins.ts'
import type { Catalogue, Text } from './schema.ts'

/** A value that the bank's policy does not give: it is silent, or says otherwise and we deliberately differ. */
export interface Assumption {
  where: OriginPlace
  kind: 'assumption' | 'departure'
  title: Text
  value: Text
}

/** Every value of the catalogue that the policy does not give, in the catalogue's order. */
export const assumptions = (catalogue: Catalogue): Assumption[] =>
  originItems(catalogue).flatMap(({ where, title, value, marks }) =>
    marks.flatMap((kind) => (kind === 'stated' ? [] : [{ where, kind, title, value }])),
  )
