import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { attesta, explainFailure } from '../src/cli/attesta.js'

export interface Answered {
  status: number
  stdout: string
  stderr: string
}

/** A command as a shell runs it, in this process: the database's engine is loaded once for all of them. */
export async function runAttesta(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  input = '',
): Promise<Answered> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const said = Promise.all([text(stdout), text(stderr)])
  const terminal = {
    stdin: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    stdout,
    stderr,
    isTty: false,
  }
  const status = await attesta({ words, terminal, env }).catch((error: unknown) =>
    explainFailure(error, terminal),
  )
  stdout.end()
  stderr.end()
  const [out, err] = await said
  return { status, stdout: out, stderr: err }
}
