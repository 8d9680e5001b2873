import { type SameShape } from '../messages/locale.js'
import { type degreeIt } from './degree.texts.it.js'

const WALKING = 'walking always needs another person’s help'
const EVERYDAY = 'everyday acts need continuous help'
const VEHICLE = 'vehicle tax benefits, no adaptation needed'
const NO_TAX = 'no vehicle registry tax'

export const degreeEn = {
  areas: {
    invaliditaCivile: 'Civil invalidity',
    cecitaCivile: 'Blindness',
    sordita: 'Deafness',
    sordocecita: 'Deafblindness',
    handicap: 'Disability (L. 104/1992)',
    disabilita: 'Disability and work (L. 68/1999)',
  },
  words: {
    'CIV-00': 'Work capacity full or reduced by less than a third',
    'CIV-34': 'Work capacity reduced by 34 to 73%',
    'CIV-74': 'Work capacity reduced by 74 to 99%',
    'CIV-100': 'Work capacity reduced by 100%',
    'CIV-100D': `100%, and ${WALKING}`,
    'CIV-100A': `100%, and ${EVERYDAY}`,
    'MIN-F': 'Under 18: lasting difficulties for their age',
    'MIN-FU': 'Under 18: hearing loss over 60 decibels',
    'MIN-D': `As a minor: ${WALKING}`,
    'MIN-A': `As a minor: ${EVERYDAY}`,
    'ANZ-L': 'Over 65: mild lasting difficulties, 33 to 66%',
    'ANZ-M': 'Over 65: medium to severe lasting difficulties, 67 to 99%',
    'ANZ-G': 'Over 65: severe lasting difficulties, 100%',
    'ANZ-D': `Over 65: ${WALKING}`,
    'ANZ-A': `Over 65: ${EVERYDAY}`,
    'CEC-0': 'No blindness recognised',
    'CEC-P': 'Partial blindness: up to one twentieth in each eye',
    'CEC-A': 'Total blindness',
    'CEC-D': 'Severe low vision, up to one tenth',
    'SOR-0': 'No deafness recognised',
    SOR: 'Deafness from birth or growing years',
    SCI: 'Deafblindness',
    'H-0': 'No disability under this law',
    'H-1': 'Disability',
    'H-21': 'Disability, degree above two thirds',
    'H-3': 'Disability with intensive support',
    'D-68': 'Disability for supported employment',
    'D-0': 'No recognition for supported employment',
  },
  notes: {
    F0: 'No requirement met: opens nothing.',
    F1: 'Reduced movement: tax benefits for an adapted vehicle.',
    F2: `Mental disability with attendance: ${VEHICLE}.`,
    F3: `Severe walking difficulty or amputations: ${VEHICLE}.`,
    F4: 'Walking prevented or much reduced: parking badge only.',
    F5: `No or very low sight: ${NO_TAX}.`,
    F6: `Deafness: ${NO_TAX}.`,
  },
  flags: {
    revisionPending: {
      strong: 'The revision date has passed, but the judgement still counts.',
      rest: 'The person keeps all rights until the new decision. INPS calls the visit (art. 25 c. {bis} D.L. 90/2014).',
    },
    benefitSuspended: {
      strong: 'Payment is suspended after a missed visit.',
      rest: 'The recognition still counts.',
    },
    provisional: { strong: 'Provisional judgement:', rest: 'it counts until the final one.' },
    judicial: { strong: 'This judgement comes from a court.', rest: '' },
    minorEnded: { strong: 'It counted until 18.', rest: 'It gives no recognition today.' },
  },
  procedure: {
    primaIstanza: 'First assessment',
    aggravamento: 'Worsening',
    revisione: 'Revision',
    verificaStraordinaria: 'Extraordinary review',
    autotutela: 'Correction by the institution',
    giudiziale: 'Court decision',
    provvisorio: 'Provisional certificate',
  },
  legalName: 'Name in law',
  from: 'Counts from',
  until: 'Counts until',
  verbale: 'Decision',
  defined: (procedura, day) => `${procedura}, final on ${day}`,
  visited: (day) => `Visit of ${day}`,
  revision: 'Revision',
  revisionAhead: 'The judgement counts after it too, until the new decision (art. 25 c. {bis} D.L. 90/2014).',
  notesTitle: 'Notes',
  nothing: 'No judgement is in force in this archive today.',
} satisfies SameShape<typeof degreeIt>
