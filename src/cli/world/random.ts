/** A value and its share; of the last one the share is whatever is left. */
export type Shares<Value> = readonly [Share<Value>, ...Share<Value>[]]

type Share<Value> = readonly [value: Value, share: number]

const WARM_UP = 12

/**
 * Numbers that look random and come again: sfc32 (C. Doty-Humphrey, PractRand). Not the kernel's Chance, which nobody
 * may be able to foresee; here the same seed must give the same world.
 */
export class Random {
  private a = 0
  private b = 0
  private c = 0
  private counter = 0

  /** Begins the stream that belongs to a seed and to one person of its world, whoever came before. */
  restart(seed: number, person: number): this {
    this.a = seed | 0
    this.b = Math.floor(seed / 2 ** 32) | 0
    this.c = person | 0
    this.counter = 1
    for (let round = 0; round < WARM_UP; round++) this.next()
    return this
  }

  /** 32 bits. */
  next(): number {
    const result = (this.a + this.b + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + result) | 0
    return result >>> 0
  }

  /** From 0, included, to 1, excluded. */
  fraction(): number {
    return this.next() / 2 ** 32
  }

  below(bound: number): number {
    return Math.floor(this.fraction() * bound)
  }

  /** Both ends included. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1)
  }

  happens(share: number): boolean {
    return this.fraction() < share
  }

  pick<Value>(values: readonly [Value, ...Value[]]): Value {
    return values[this.below(values.length)] ?? values[0]
  }

  /** Of a list that begins with the most frequent: the first quarter is met half of the time. */
  pickCommon<Value>(values: readonly [Value, ...Value[]]): Value {
    return values[Math.floor(this.fraction() ** 2 * values.length)] ?? values[0]
  }

  choose<Value>(shares: Shares<Value>): Value {
    let left = this.fraction()
    for (const [value, share] of shares) {
      if (left < share) return value
      left -= share
    }
    return (shares.at(-1) ?? shares[0])[0]
  }
}
