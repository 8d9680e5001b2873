import { type SameShape } from '../messages/locale.js'
import { type ownSessionsIt } from './own-sessions.texts.it.js'

export const ownSessionsEn = {
  title: 'Your logins',
  lead: 'When and how you logged in, where you have not logged out yet. We keep neither address nor kind of telephone.',
  back: 'Back',
  this: 'This one',
  other: 'Another',
  methods: { spid: 'SPID', cie: 'CIE', cns: 'CNS', pin: 'PIN' },
  with: (method, provider) => `${method}, by ${provider}`,
  level: (level) => `Level ${String(level)}.`,
  seen: (day, time) => `Used on ${day}, ${time}.`,
  end: 'End this login',
  endHere: 'Log out here',
  unknown: 'You do not know one of them? End them all.',
  others: 'End all the others',
  othersWhat: 'You stay logged in here only.',
  all: 'End them all',
  allWhat: 'You are logged out here, too.',
  ended: 'Done. Whoever was there is out now.',
} satisfies SameShape<typeof ownSessionsIt>
