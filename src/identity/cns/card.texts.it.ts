export const it = {
  insert: {
    title: 'Metti la tessera nel lettore',
    back: 'Altri modi',
    steps: [
      'Metti la tessera nel lettore e premi «Continua».',
      'Il browser ti chiede quale certificato usare. Scegli quello con il tuo codice fiscale.',
      'Scrivi il PIN della tessera.',
    ],
    go: 'Continua',
    nothing: 'Non succede nulla?',
    nothingText:
      'Servono un lettore e il programma della tessera: li trovi sul sito della tua regione. Poi chiudi il browser e riaprilo.',
    shared: 'Il computer non è tuo?',
    sharedText: 'Alla fine togli la tessera e chiudi il browser. Finché resta aperto, ricorda la tessera.',
    trial: 'Non hai una tessera? Prendine una di prova.',
  },
  refused: {
    noCard: {
      title: 'Non abbiamo letto la tessera',
      say: 'Controlla che sia nel lettore. Chiudi il browser, riaprilo e riprova.',
    },
    unreadable: {
      title: 'La tessera non si legge',
      say: 'Il certificato che è arrivato non è di una CNS. Riprova e scegline un altro.',
    },
    unknownAuthority: {
      title: 'Questa tessera non va bene qui',
      say: 'Chi l’ha rilasciata non è nell’elenco nazionale. Forse hai scelto un certificato di firma: riprova con l’altro.',
    },
    expired: {
      title: 'La tessera è scaduta',
      say: 'Chiedi la nuova alla tua ASL o alla tua regione. Intanto puoi entrare in un altro modo.',
    },
    wrongUse: {
      title: 'Hai scelto un altro certificato',
      say: 'Questo non serve per entrare. Chiudi il browser, riprova e scegli quello di autenticazione.',
    },
    wrongPolicy: {
      title: 'Questa non è una CNS',
      say: 'Serve la tessera sanitaria con il chip, o un’altra CNS. Riprova con quella.',
    },
    wrongCode: {
      title: 'Il codice della tessera è errato',
      say: 'La tessera non ha un codice fiscale valido. Fallo vedere alla tua ASL. Intanto puoi entrare in un altro modo.',
    },
    revoked: {
      title: 'La tessera non vale più',
      say: 'È stata bloccata o sostituita. Usa la nuova, o entra in un altro modo.',
    },
    revocationUnknown: {
      title: 'Ora non possiamo controllare la tessera',
      say: 'Chi l’ha rilasciata non risponde. Non è colpa tua. Riprova fra poco, o entra in un altro modo.',
    },
    again: 'Riprova o scegli un altro modo',
    reference: 'Numero da citare',
    help: 'Aiuto',
  },
}
