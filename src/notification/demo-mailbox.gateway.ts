import { type Clock } from '../kernel/clock.js'
import { type DemoLetter } from './demo-mailbox.js'
import { type PostLetter } from './smtp.gateway.js'

/** As many as anybody tries out; older ones go. */
const KEPT = 20

/**
 * The demo's mailbox as a mail server: letters stay in the memory of this process, their files too, and are gone when it
 * ends. Nothing of them is written anywhere.
 */
export function demoMailbox(clock: Clock): { post: PostLetter; letters: () => readonly DemoLetter[] } {
  let kept: DemoLetter[] = []
  const post: PostLetter = async (id, write) => {
    const letter = await write()
    if (!letter) return { kind: 'refused', failure: 'noLonger' }
    const received: DemoLetter = { id, ...letter, receivedAt: clock.now() }
    kept = [received, ...kept.filter((one) => one.id !== id)].slice(0, KEPT)
    return { kind: 'delivered' }
  }
  return { post, letters: () => kept }
}
