import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Long works that are under way in this process. */
let under = 0
let isCollected = false

/**
 * Keeps memory small until the function that it gives is called. The engine lets garbage grow to several times of what is in
 * use before it collects it, the more the larger the machine is; meanwhile it does so once a third as much again has
 * gathered, on every thread. The flag is read at each collection; the first, that of the start included, is done here
 * (docs/decisions/0025).
 */
export function keepMemoryFlat(): () => void {
  if (under++ === 0) {
    setFlagsFromString('--heap-growing-percent=30')
    if (!isCollected) collect()
    isCollected = true
  }
  return () => {
    if (--under === 0) setFlagsFromString('--heap-growing-percent=0')
  }
}

/** Without it the first limit is a guess from the size of the machine. Some 50 ms, once a process. */
function collect(): void {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  gc()
}
