export const demoMailboxIt = {
  title: 'La posta',
  lead: 'Nessuna e-mail parte davvero: arrivano qui.',
  onlyDemo: 'Solo nella dimostrazione',
  memory: 'Stanno nella memoria del programma. Quando si ferma, spariscono.',
  nothing: 'Ancora nessuna e-mail.',
  to: (address: string, when: string) => `A ${address}, ${when}`,
  file: (name: string) => `Apri ${name}`,
  reload: 'Guarda se c’è una e-mail nuova',
}
