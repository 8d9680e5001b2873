import { type Log } from '../kernel/log.js'
import { type Job } from './job.js'

export interface JobSettings {
  name: string
  log: Log
}

/**
 * Does `work` again and again, `interval` milliseconds after the round before has ended: rounds never overlap. A round
 * that says `true` has more to do and is followed at once; one that fails is logged by the class of its failure.
 */
export function every(
  interval: number,
  work: () => Promise<boolean | undefined>,
  { name, log }: JobSettings,
): Job {
  let stopped = false
  let wake: (() => void) | undefined

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, interval)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const rounds = async () => {
    while (!isStopped()) {
      let more: boolean | undefined
      try {
        more = await work()
      } catch (error) {
        log('job.failed', { job: name, failure: error instanceof Error ? error.name : typeof error })
      }
      if (more !== true && !isStopped()) await pause()
    }
  }

  // A function, because the compiler believes that a variable cannot change while we wait.
  const isStopped = () => stopped
  const done = rounds()
  return {
    stop: () => {
      stopped = true
      wake?.()
      return done
    },
  }
}
