import { type SameShape } from '../messages/locale.js'
import { type forWhomIt } from './for-whom.texts.it.js'

export const forWhomEn = {
  title: 'For whom do you act?',
  lead: 'You can act for yourself or for another person. You can change at any time.',
  yourself: 'For yourself',
  yourselfWhat: 'Your own pages.',
  asked: 'A request waits.',
  others: 'For another person',
  born: (day: string) => `Born on ${day}.`,
  asGround: (ground: string) => `You act as ${ground}.`,
  until: (day: string) => `Last day: ${day}.`,
  comesOfAge: (day: string) => `Last day: ${day}. Then they are 18 and act for themselves.`,
  choose: 'Choose',
  search: 'Search by name or surname',
  searchHint: (count: number) => `You act for ${String(count)} people. Type a part of the name.`,
  searchGo: 'Search',
  found: (count: number) => (count === 1 ? 'One person found' : `${String(count)} people found`),
  none: 'Nobody has this name. Try fewer letters.',
  more: (count: number) => `There are ${String(count)} more. Search for them by name.`,
  noMandate: 'You cannot act for this person, or no longer. Choose again.',
  nobody: 'You act for nobody else. Here you see your own pages only.',
  grounds: {
    tutor: 'guardian',
    parent: 'parent',
    supportAdministrator: 'support administrator',
    curator: 'curator',
    delegate: 'delegate',
  },
} satisfies SameShape<typeof forWhomIt>
