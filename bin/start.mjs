// `npm start`: the whole service on an invented world.
import { run } from './run.mjs'

process.argv.splice(2, 0, 'demo')
await run('src/main.ts', 'running')
