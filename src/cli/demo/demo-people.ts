import { acting, withAppointed } from './acting-people.js'
import { beginAnew, type DemoPerson } from './demo-person.js'
import { negative, operators, unusual, without } from './other-people.js'
import { flagged, recognised } from './recognised-people.js'

/** Everybody in the demo: every answer, every flag, every reason for having no QR. `today` moves the coming of age. */
export function demoWorld(today: string): DemoPerson[] {
  beginAnew()
  const people = [...recognised(), ...flagged(today), ...negative(), ...without(), ...unusual()]
  return withAppointed([...people, ...operators(), ...acting()])
}
