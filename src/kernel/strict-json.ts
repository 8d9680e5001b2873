export type StrictJson =
  { kind: 'read'; value: unknown } | { kind: 'malformed' } | { kind: 'duplicateKey'; key: string }

/**
 * Reads JSON (RFC 8259) and refuses what two parsers may read differently: an object with the same name twice
 * (§4 leaves its meaning open).
 */
export function readStrictJson(text: string): StrictJson {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'malformed' }
  }
  const key = writtenBack(value) === text ? undefined : findDuplicateKey(text)
  return key === undefined ? { kind: 'read', value } : { kind: 'duplicateKey', key }
}

/**
 * Written back it says each name once: where that gives the same text, the text did so too, and needs no walk. Values
 * nested deeper than can be written back, thousands of levels, are walked.
 */
function writtenBack(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

/** Walks the strings and brackets of a text already known to be JSON. */
function findDuplicateKey(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = []
  const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [found, colon] = match
    if (found === '{') open.push(new Set())
    else if (found === '[') open.push(undefined)
    else if (found === '}' || found === ']') open.pop()
    else if (colon !== undefined) {
      const key = JSON.parse(found.slice(0, -colon.length)) as string
      const keys = open.at(-1)
      if (keys?.has(key)) return key
      keys?.add(key)
    }
  }
  return undefined
}
