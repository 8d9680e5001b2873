import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Fact } from '../../registry/feed-event.js'
import { type Day, instantText, LAST_DAY, workday, yearOf } from './calendar.js'
import { type Registration } from './invent-person.js'
import { type Random } from './random.js'

type Written =
  Exclude<Fact, { type: 'persona.registrata' }> | { type: 'persona.registrata'; data: Registration }

const HEX = Array.from({ length: 65_536 }, (_, number) => number.toString(16).padStart(4, '0'))
const [OPENS, CLOSES] = [8 * 3600, 18 * 3600]

/** The lines of one life, in the order in which the institution recorded them, each later than the one before. */
export class Chronicle {
  /** Newline-delimited JSON (docs/contracts.md §1). */
  text = ''
  /** The day of the last line. */
  last: Day
  private second = CLOSES
  private readonly idOfPerson: string
  private events = 0
  private acts = 0

  constructor(
    private readonly random: Random,
    private readonly person: number,
    birth: Day,
    /** Nothing is recorded afterwards. */
    private until: Day = LAST_DAY,
  ) {
    this.last = birth
    const chance = random.next()
    this.idOfPerson = `-${hex(chance >>> 16)}-8${hex3(chance)}-8000-${hex(person >>> 16)}${hex(person)}`
  }

  /** Records a fact on that day, or as soon after as an office can; nothing, where that is too late. */
  record(day: Day, codiceFiscale: CodiceFiscale, fact: Written): string | undefined {
    if (!this.advance(day)) return undefined
    const id = this.eventId()
    const occurredAt = instantText(this.last, this.second)
    // None of these four has a character that JSON escapes.
    this.text += `{"id":"${id}","type":"${fact.type}","occurredAt":"${occurredAt}","codiceFiscale":"${codiceFiscale}","data":${JSON.stringify(fact.data)}}\n`
    return id
  }

  /** After a death only what is said about the death. */
  reopen(): void {
    this.until = LAST_DAY
  }

  /** The person's number is in it, and which of her acts it is: nobody else's. */
  nextProtocollo(day: Day): string {
    return `INPS.${String(yearOf(day))}.${String(this.person).padStart(8, '0')}.${String(++this.acts)}`
  }

  private advance(day: Day): boolean {
    let next = workday(Math.max(day, this.last))
    let second = OPENS + this.random.below(CLOSES - OPENS)
    if (next === this.last && second <= this.second) {
      next = workday(next + 1)
      second = this.random.between(OPENS, CLOSES - 1)
    }
    if (next > this.until) return false
    this.last = next
    this.second = second
    return true
  }

  /**
   * A UUID of our own kind (RFC 9562 §5.8): random in front, as identifiers of a real feed are spread; behind, the person
   * and which of her events it is, so that no two are the same.
   */
  private eventId(): string {
    const chance = this.random.next()
    return hex(chance >>> 16) + hex(chance) + this.idOfPerson + hex(++this.events)
  }
}

function hex(number: number): string {
  return HEX[number & 0xffff] ?? ''
}

function hex3(number: number): string {
  return hex(number).slice(1)
}
