import { type Instant } from '../kernel/instant.js'
import { type Phone } from './message.js'

/** A message as the demo's telephone shows it. */
export interface DemoMessage {
  to: Phone
  text: string
  receivedAt: Instant
}

/** A telephone of the demo: somebody's, or a number that belongs to nobody there. */
export interface DemoTelephone {
  /** Stands for the number in addresses. */
  key: string
  phone: Phone
  /** First name and surname. */
  name: string | undefined
  /** Newest last. */
  messages: DemoMessage[]
}

/** Every telephone of the demo: those with the newest messages first, then by name. */
export function demoTelephones(
  people: readonly { name: string; phone: Phone }[],
  newestFirst: readonly DemoMessage[],
  keyOf: (phone: Phone) => string,
): DemoTelephone[] {
  const names = new Map(people.map(({ name, phone }) => [phone, name]))
  const byName = [...people].sort((one, other) => one.name.localeCompare(other.name, 'it'))
  const phones = new Set([...newestFirst.map(({ to }) => to), ...byName.map(({ phone }) => phone)])
  return Array.from(phones, (phone) => ({
    key: keyOf(phone),
    phone,
    name: names.get(phone),
    messages: newestFirst.filter(({ to }) => to === phone).reverse(),
  }))
}
