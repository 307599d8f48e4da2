import { duplicates } from '#policy/duplicates.ts'
import type { AutomatedDecision, Catalogue } from '#policy/schema.ts'
import { isAhead } from '../ahead.ts'
import { isPersonalReference } from '../customers/personal-reference.ts'
import type { Issue } from '../errors.ts'
import type { WellFormed } from '../parse.ts'
import type { AutomatedDecisionLine } from './schema.ts'

type Line = WellFormed<AutomatedDecisionLine>

/**
 * Finds the faults of a reported decision beyond its shape: a kind the catalogue does not know, an outcome or a factor that
 * its kind does not have, a factor twice, a time in the future, an id that is personal.
 */
export function faultFinder(catalogue: Catalogue, now: Date): (line: Line) => Issue[] {
  const kinds = new Map(catalogue['automated-decisions'].map((one) => [one.id, one]))
  return (line) => {
    const { id, decision, decidedAt: at } = line
    const kind = decision === undefined ? undefined : kinds.get(decision)
    const faults: Issue[] = []
    const fault = (path: string, key: string) => faults.push({ path, key: `automated-decision.line-${key}` })
    if (id !== undefined && isPersonalReference(id)) fault('id', 'personal')
    if (decision !== undefined && !kind) fault('decision', 'kind')
    if (kind) for (const [path, key] of kindFaults(kind, line)) fault(path, key)
    if (at && (isAhead(at, now) || at.getTime() < 0)) fault('decidedAt', 'time')
    return faults
  }
}

function kindFaults(kind: AutomatedDecision, { outcome, factors }: Line): [path: string, key: string][] {
  const named = (factors ?? []).flatMap((one) => one?.factor ?? [])
  const has = (factor: string) => kind.factors.some((one) => one.id === factor)
  const unknown = outcome !== undefined && !kind.outcomes.some((one) => one.outcome === outcome)
  return [
    ...(unknown ? [['outcome', 'outcome'] as [string, string]] : []),
    ...(named.every(has) ? [] : [['factors', 'factor'] as [string, string]]),
    ...(duplicates(named).length > 0 ? [['factors', 'factor-twice'] as [string, string]] : []),
  ]
}
