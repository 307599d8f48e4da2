/** @throws RangeError when the list is empty. */
export function first<Value>(list: readonly Value[]): Value {
  const [value] = list
  if (value === undefined) throw new RangeError('the list is empty')
  return value
}
