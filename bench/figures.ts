/** One line of the table. */
export interface Figure {
  name: string
  /** What was compared with what, or what was measured. */
  what: string
  measured: string
  ratio?: number
  goal?: { text: string; met: boolean }
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2
}

/** The value that so many of a hundred do not exceed. */
export function percentile(values: readonly number[], of: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * of) / 100))] ?? NaN
}

/** `median [least–most]`, rounded to so many decimals. */
export function spread(values: readonly number[], decimals = 0): string {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map((value) =>
    thousands(value, decimals),
  )
  return `${middle ?? ''} [${least ?? ''}–${most ?? ''}]`
}

export function thousands(value: number, decimals = 0): string {
  return value.toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
}

/** A ratio with its least acceptable value. */
export function atLeast(ratio: number, least: number): Pick<Figure, 'ratio' | 'goal'> {
  return { ratio, goal: { text: `≥ ${String(least)}`, met: ratio >= least } }
}

/** A ratio with its greatest acceptable value. */
export function atMost(ratio: number, most: number): Pick<Figure, 'ratio' | 'goal'> {
  return { ratio, goal: { text: `≤ ${String(most)}`, met: ratio <= most } }
}

/** The figures as a Markdown table, its columns aligned. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, what, measured, ratio, goal }) => [
    name,
    what,
    measured,
    ratio === undefined ? '' : ratio.toFixed(2),
    goal?.text ?? '',
    goal === undefined ? '' : goal.met ? 'met' : 'NOT met',
  ])
  const all = [['bench', 'what', 'measured', 'ratio', 'goal', ''], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  const lines = all.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  )
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}
