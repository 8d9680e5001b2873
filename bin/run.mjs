// Runs a TypeScript file of the project in this process: no build, no second Node.
import { pathToFileURL } from 'node:url'
import { ensureDependencies, root } from './dependencies.mjs'
import { hearSignalsOnce } from './signals.mjs'

/**
 * @param {string} file a path from the root of the project
 * @param {'running' | 'everything'} parts the dependencies it needs
 */
export async function run(file, parts) {
  ensureDependencies(parts)
  hearSignalsOnce()
  const { register } = await import('tsx/esm/api')
  register()
  await import(pathToFileURL(`${root}${file}`).href)
}
