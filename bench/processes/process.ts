import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A program of the benches in a process of its own, asked one thing at a time. */
export interface Worker {
  ask: <Answer>(question: unknown) => Promise<Answer>
  end: () => void
}

/** Starts a program of this folder. What the service logs on standard output is written, and goes nowhere. */
export function startWorker(file: string): Worker {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    execArgv: ['--import', 'tsx', ...(process.env['BENCH_NODE_OPTIONS']?.split(' ') ?? [])],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return {
    ask: (question) => asked(child, question),
    end: () => {
      if (child.connected) child.disconnect()
    },
  }
}

function asked<Answer>(child: ChildProcess, question: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a process of the benches ended (${code})`))
    child.once('exit', ended)
    child.once('message', (answer) => {
      child.off('exit', ended)
      resolve(answer as Answer)
    })
    child.send(question as object)
  })
}

/** The other side: answers each question, and ends when nobody asks any more. */
export function answerQuestions(answer: (question: never) => Promise<unknown>): void {
  process.on('message', (question) => {
    void answer(question as never).then((given) => process.send?.(given))
  })
  process.on('disconnect', () => process.exit(0))
}
