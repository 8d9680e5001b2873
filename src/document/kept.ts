/** Remembers what was computed, for so many keys at most: then it starts anew. */
export function kept<More extends unknown[], Value>(
  most: number,
  compute: (key: string, ...more: More) => Value,
): (key: string, ...more: More) => Value {
  const values = new Map<string, Value>()
  return (key, ...more) => {
    const known = values.get(key)
    if (known !== undefined) return known
    if (values.size >= most) values.clear()
    const value = compute(key, ...more)
    values.set(key, value)
    return value
  }
}
