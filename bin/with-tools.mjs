// Runs a tool of the developers: `npm run map`, `bench`, `tour`.
import { run } from './run.mjs'

const [file] = process.argv.splice(2, 1)
await run(file, 'everything')
