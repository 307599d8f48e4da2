/** The values that stand in the list more than once, each once. */
export function duplicates<Value>(list: readonly Value[]): Value[] {
  return [...new Set(list.filter((value, place) => list.indexOf(value) !== place))]
}
