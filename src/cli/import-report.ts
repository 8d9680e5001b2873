import { type ImportReport } from '../registry/recording/import-feed.js'
import { type ProgressBar } from './progress-bar.js'

/** What an import says on the way: lines that stay above the bar. */
export function reportAbove(bar: ProgressBar, source: 'file' | 'batch'): ImportReport {
  return {
    refused: ({ line, field, reason }) => {
      bar.above(`line ${String(line)}: ${field}: ${reason}`)
    },
    released: (line) => {
      bar.above(`line ${String(line)}: recorded after all, with what came later`)
    },
    resumed: (lines) => {
      bar.above(`goes on after line ${String(lines)}: an earlier import of this ${source} was interrupted`)
    },
    advanced: bar.linesRecorded,
  }
}
