export const errorTextsIt = {
  notFound: { title: 'Questa pagina non c’è', say: 'Forse l’indirizzo è scritto male. Torna all’inizio.' },
  down: { title: 'Il servizio ora è fermo', say: 'Riprova fra poco. I tuoi dati sono al sicuro.' },
  session: { title: 'Sessione finita', say: 'Entra di nuovo: trovi ciò che hai scritto.' },
  tooMany: { title: 'Troppe prove', say: 'Aspetta un po’, poi riprova.' },
  forbidden: {
    title: 'Qui non puoi entrare',
    say: 'La richiesta non viene dalle nostre pagine. Torna all’inizio e riprova.',
  },
  badRequest: { title: 'Richiesta non letta', say: 'Ci è arrivata male. Torna all’inizio e riprova.' },
  tooLarge: { title: 'Il testo è troppo lungo', say: 'Torna indietro, scrivi di meno e riprova.' },
  failure: { title: 'Abbiamo sbagliato noi', say: 'Non hai fatto errori. Riprova fra poco, o chiama.' },
  cancelled: {
    title: 'Non sei entrato',
    say: 'Non hai completato l’accesso. Riprova o scegli un altro modo.',
  },
  mandateEnded: {
    title: 'L’incarico è finito',
    say: 'Da ora non puoi agire per questa persona. Ciò che hai già fatto resta. Quest’ultima richiesta non ha cambiato nulla. Se è un errore, chiama.',
  },
  outsideMandate: {
    title: 'Il tuo incarico non arriva fin qui',
    say: 'Per questa persona puoi fare altro, ma non questo. Nulla è cambiato. Se è un errore, chiama.',
  },
  chooseAnother: 'Scegli per chi agire',
  retry: (minutes: number, at: string) =>
    `Riprova fra ${minutes === 1 ? 'un minuto' : `${String(minutes)} minuti`}${at === '' ? '' : `, alle ${at}`}.`,
  start: 'Torna all’inizio',
  again: 'Riprova',
  login: 'Accedi',
  reference: 'Numero da citare',
  help: 'Aiuto',
}
