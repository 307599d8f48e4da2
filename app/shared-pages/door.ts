import { enterLook } from '#components/shell/portal-link.tsx'
import type { Ctx } from '#domain/context.ts'

/** What stands in the address after `?`. */
export type Search = Record<string, string | string[] | undefined>

/** What the body of a page needs: who looks, and what was asked for. */
export interface BodyProps {
  ctx: Ctx
  search: Search
}

/** Every body says first by which door its page is entered: in person, or by a look, in which links stay. */
export function enter({ actor }: Ctx): void {
  if (actor.kind === 'support') enterLook({ lookId: actor.lookId, pages: actor.pages })
}
