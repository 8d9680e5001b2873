import { type Clock } from '../kernel/clock.js'
import { say, type Terminal } from './command.js'

const WIDTH = 30
const CLEAR = '\r\x1b[K'

export interface ProgressBar {
  bytesRead: (bytes: number) => void
  linesRecorded: (lines: number) => void
  /** Writes a line that stays, above the bar. */
  above: (text: string) => void
  clear: () => void
}

/** A bar on a terminal: how much of the file, how many lines, how fast, how long still. Elsewhere only the lines that stay. */
export function progressBar(
  { stderr, isTty }: Terminal,
  clock: Clock,
  size: number | undefined,
  what = 'lines',
): ProgressBar {
  const begun = clock.now()
  let bytes = 0
  let lines = 0
  const draw = () => {
    const seconds = Math.max(0.001, (clock.now() - begun) / 1000)
    const speed = `${count(lines)} ${what}, ${count(Math.round(lines / seconds))} a second`
    const share = size === undefined ? '' : shareOf(bytes, size)
    const left = size === undefined || bytes === 0 ? '' : `, ${timeLeft((seconds * (size - bytes)) / bytes)}`
    stderr.write(`${CLEAR}${share}${speed}${left}`)
  }
  return {
    bytesRead: (more) => {
      bytes += more
    },
    linesRecorded: (more) => {
      lines += more
      if (isTty) draw()
    },
    above: (text) => {
      if (isTty) stderr.write(CLEAR)
      say(stderr, text)
    },
    clear: () => {
      if (isTty) stderr.write(CLEAR)
    },
  }
}

function shareOf(bytes: number, size: number): string {
  const share = size === 0 ? 1 : Math.min(1, bytes / size)
  const bar = '#'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '.')
  return `[${bar}] ${String(Math.round(share * 100)).padStart(3)} %  `
}

/** Rounded up, in the largest unit that says something. */
export function timeLeft(seconds: number): string {
  if (seconds < 90) return `${String(Math.max(0, Math.ceil(seconds)))} s left`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `${String(minutes)} min left` : `${String(Math.ceil(minutes / 60))} h left`
}

function count(number: number): string {
  return number.toLocaleString('en')
}
