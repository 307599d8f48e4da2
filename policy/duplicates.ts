/** The values that the list has more than once, each once. */
export function duplicates<Value>(list: readonly Value[]): Value[] {
  return [...new Set(list.filter((value, place) => list.indexOf(value) !== place))]
}
