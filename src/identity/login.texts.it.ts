export const it = {
  login: {
    title: 'Come vuoi entrare?',
    leads: {
      holder: '',
      operator: 'Entra con la tua identità: la persona leggerà il tuo nome.',
      clerk: 'Allo sportello si entra con la propria CIE o CNS.',
    },
    stepUp: (level: number) =>
      `Questo ente chiede un accesso di livello ${String(level)}. Poi torni dove eri.`,
    back: 'Indietro',
    spid: 'Entra con SPID',
    cie: 'Entra con CIE',
    cns: 'Entra con CNS',
    pin: 'Entra con il PIN',
    which: 'Quale scelgo?',
    whichAny: 'Vanno bene tutti: scegli quello che usi già.',
    whichSpid: 'SPID: un nome, una password e il tuo telefono.',
    whichCie: 'CIE: la carta d’identità elettronica, con il suo codice.',
    whichCns: 'CNS: la tessera sanitaria con il chip. Serve un lettore.',
    none: 'Non hai SPID?',
    noneText: 'Puoi usare CIE o CNS. Oppure delega una persona, vai a uno sportello o chiama {telefono}.',
    another: 'Entri per un’altra persona?',
    anotherText: 'Non usare la sua password. Se la rappresenti, vai a uno sportello o chiama {telefono}.',
    whoPin: 'Chi può usare il PIN?',
    whoPinText:
      'Chi ha meno di 18 anni, chi ha un tutore, chi non ha documenti italiani. Gli altri entrano con SPID, CIE o CNS.',
  },
  out: {
    title: 'Hai chiuso',
    lead: 'Qui non resta nulla.',
    cns: 'Usi la CNS? Togli la carta.',
    shared: 'Il computer non è tuo? Prendi i fogli e cancella il PDF.',
    home: 'Torna all’inizio',
  },
  resume: {
    title: 'Riprendi da dove eri',
    lead: 'Abbiamo tenuto ciò che hai scritto. Premi «Riprendi» per inviarlo.',
    go: 'Riprendi',
    leave: 'Lascia stare',
  },
  refused: {
    cancelled: {
      title: 'Non sei entrato',
      say: 'Non hai completato l’accesso. Riprova o scegli un altro modo.',
    },
    consentDenied: {
      title: 'Non sei entrato',
      say: 'Non hai dato il consenso a mandare i tuoi dati. Ci servono solo nome e codice fiscale.',
    },
    timeout: { title: 'È passato troppo tempo', say: 'Il fornitore ha chiuso l’accesso. Riprova con calma.' },
    wrongCredentials: {
      title: 'Password o codice errati',
      say: 'Controlla i tuoi dati. Dopo troppi errori il fornitore ti blocca: chiedi a lui.',
    },
    noCredential: {
      title: 'Serve un livello più alto',
      say: 'La tua identità non ha il livello che serve qui. Chiedilo al tuo fornitore, o scegli un altro modo.',
    },
    suspended: {
      title: 'La tua identità è sospesa',
      say: 'Chiedi al tuo fornitore perché. Intanto puoi scegliere un altro modo.',
    },
    wrongIdentity: {
      title: 'Qui serve un’altra identità',
      say: 'Hai usato un’identità professionale o di un’azienda. Riprova con la tua, personale.',
    },
    noCodiceFiscale: {
      title: 'Manca il codice fiscale',
      say: 'La tua identità non dice un codice fiscale italiano. Qui serve: chiama il numero di aiuto.',
    },
    failure: {
      title: 'Il fornitore non ha risposto bene',
      say: 'Non è colpa tua. Riprova fra poco o scegli un altro modo.',
    },
    noAttempt: {
      title: 'Questo accesso non vale più',
      say: 'È finito, o è già stato usato. Entra di nuovo: ci vuole un minuto.',
    },
    again: 'Riprova',
    reference: 'Numero da citare',
    help: 'Aiuto',
  },
}
