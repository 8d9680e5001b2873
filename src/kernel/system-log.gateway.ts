import { type Clock } from './clock.js'
import { formatInstant } from './instant.js'
import { type Log, type LogFields } from './log.js'

const ALLOWED = [
  'method',
  'route',
  'statusCode',
  'milliseconds',
  'reference',
  'failure',
  'job',
  'count',
  'warning',
  'cause',
] as const satisfies readonly (keyof LogFields)[]

/** One JSON object a line on standard output, with the allow-listed fields and nothing else. */
export function systemLog(
  clock: Clock,
  write: (line: string) => void = (line) => void process.stdout.write(line),
): Log {
  return (code, fields = {}) => {
    const kept = Object.fromEntries(
      ALLOWED.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]),
    )
    write(`${JSON.stringify({ time: formatInstant(clock.now()), code, ...kept })}\n`)
  }
}
