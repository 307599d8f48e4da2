import type { CaseSummary } from './schema.ts'

/** The open ones by their last day, then the rest in the order they came in. */
export const openFirst = <One extends Pick<CaseSummary, 'group' | 'dueOn'>>(all: readonly One[]): One[] => {
  const isOpen = ({ group }: One) => group === 'open'
  return [...all.filter(isOpen).toSorted(byLastDay), ...all.filter((one) => !isOpen(one))]
}

/** The order of open cases: by the last day for the answer, those whose day is not known last. */
const byLastDay = (one: Pick<CaseSummary, 'dueOn'>, other: Pick<CaseSummary, 'dueOn'>): number =>
  (one.dueOn ?? never).localeCompare(other.dueOn ?? never)

/** Stands after every day an answer can be owed until. */
export const never = '9999-12-31'
