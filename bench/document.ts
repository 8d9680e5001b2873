import { type Figure, median, percentile, spread, thousands } from './figures.js'
import { type Documents } from './processes/documents.js'
import { startWorker } from './processes/process.js'

const MB = 1024 * 1024

/** The sheet: how long each takes, how large it is, and whether many of them leave anything behind. */
export async function benchDocument(): Promise<Figure[]> {
  const worker = startWorker('documents.ts')
  try {
    const first = await worker.ask<Documents>(200)
    const rest = await worker.ask<Documents>(1800)
    const p50 = median(rest.milliseconds)
    return [
      {
        name: 'document',
        what: 'a sheet as PDF, after the first 200: p50 and p99; bytes',
        measured: `${p50.toFixed(1)} ms, ${percentile(rest.milliseconds, 99).toFixed(1)} ms; ${spread(rest.bytes)}`,
        goal: { text: 'p50 ≤ 50 ms', met: p50 <= 50 },
      },
      {
        name: 'document',
        what: 'resident memory after 2,000 sheets ÷ after 200',
        measured: `${thousands(rest.resident / MB)} ÷ ${thousands(first.resident / MB)} MB`,
        ratio: rest.resident / first.resident,
      },
    ]
  } finally {
    worker.end()
  }
}
