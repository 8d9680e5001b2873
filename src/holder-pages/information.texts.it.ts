/** `{ente}`, `{contatto}` and `{telefono}` are the institution that runs the service and the ways to reach it. */
export const it = {
  privacy: {
    title: 'Privacy',
    lead: 'Usiamo pochi dati, per poco tempo, e ti mostriamo chi li guarda.',
    sections: [
      {
        title: 'Chi tratta i dati',
        text: ['Il titolare dei dati è {ente}. Per domande scrivi a {contatto}.'],
      },
      {
        title: 'Perché',
        text: [
          'Usiamo i dati per darti il QR, rispondere ai controlli e mostrarti chi li fa.',
          'È un compito di interesse pubblico (artt. 6 e 9 GDPR). La tua autorizzazione vale per un solo controllo e non è la base giuridica.',
        ],
      },
      {
        title: 'Quali dati',
        text: [
          'Usiamo nome, codice fiscale, data di nascita, contatti e verbali, tutti cifrati. Niente profili.',
        ],
      },
      {
        title: 'Per quanto tempo',
        text: [
          'Di un controllo semplice teniamo ora e risposta per 90 giorni, senza il nome di chi controlla.',
          'Di un controllo autorizzato teniamo operatore, ente, motivo e dati mostrati per 24 mesi.',
          'Di ciò che fai a uno sportello teniamo documento visto, numero del modulo e addetto per 24 mesi.',
        ],
      },
      {
        title: 'I tuoi diritti',
        text: [
          'Puoi chiedere di vedere, correggere o limitare i dati, o opporti. Puoi fare reclamo al Garante privacy.',
        ],
      },
    ],
  },
  legalNotes: {
    title: 'Note legali',
    lead: 'Che cosa vale il QR, e che cosa no.',
    sections: [
      {
        title: 'Il QR',
        text: [
          'Il QR mostra ciò che oggi risulta in questo archivio. È gratuito e non è un obbligo.',
          'Non è un documento d’identità: chi controlla guarda un documento. Non prende il posto del verbale, che vale ancora.',
        ],
      },
      {
        title: 'La risposta',
        text: [
          'Vale nel momento in cui la leggi. Una foto della risposta non prova nulla: fai un nuovo controllo.',
          'Ogni ente decide le agevolazioni con le proprie regole.',
        ],
      },
      {
        title: 'Le parole della legge',
        text: [
          'Scriviamo «condizione di disabilità» e «persona con disabilità» (D.Lgs. 62/2024). I nomi più vecchi restano solo come etichette delle leggi da cui vengono.',
        ],
      },
      {
        title: 'Chi lo gestisce',
        text: ['Il servizio è di {ente}. Il programma è libero: la licenza è EUPL 1.2.'],
      },
    ],
  },
  accessibility: {
    title: 'Dichiarazione di accessibilità',
    lead: 'Vogliamo che chiunque possa usare queste pagine, da solo.',
    sections: [
      {
        title: 'Stato di conformità',
        text: [
          '{ente} vuole rispettare la legge 4/2004 e le WCAG 2.2, livello AA. Le pagine sono parzialmente conformi: le prove con le persone non sono ancora finite.',
        ],
      },
      {
        title: 'Che cosa abbiamo provato',
        text: [
          'Ogni pagina passa le prove automatiche, in italiano e in inglese. Le abbiamo provate su schermi piccoli, con lo zoom al 400 per cento e con i colori forzati. Funzionano da tastiera e senza script.',
        ],
      },
      {
        title: 'Che cosa manca',
        text: [
          'Mancano le prove con almeno cinque persone con disabilità diverse. Mancano il testo facile da leggere e il video in lingua dei segni.',
          'Il blu ufficiale del bottone SPID ha un contrasto di 5,6 a 1. Gli altri testi hanno almeno 7 a 1.',
        ],
      },
      {
        title: 'Segnala un problema',
        text: [
          'Scrivi a {contatto} o chiama {telefono}. Rispondiamo entro 30 giorni. Se la risposta non basta, scrivi al Difensore civico per il digitale, presso AgID.',
        ],
      },
      {
        title: 'Questa dichiarazione',
        text: ['È del 25 novembre 2026. La prova l’ha fatta chi gestisce il servizio.'],
      },
    ],
  },
  recorded: {
    title: 'Che cosa registriamo',
    lead: 'Di chi mostra il QR e di chi lo controlla.',
    sections: [
      {
        title: 'Quando controlli un QR',
        text: [
          'Registriamo ora e risposta, non chi controlla. Non teniamo il tuo indirizzo di rete, né il modello del telefono. Dopo 90 giorni cancelliamo.',
        ],
      },
      {
        title: 'Quando chiedi il grado',
        text: [
          'Registriamo il tuo nome, l’ente, il motivo e i dati mostrati. La persona li vede nelle sue pagine. Li teniamo per 24 mesi.',
        ],
      },
      {
        title: 'Quando vai a uno sportello',
        text: [
          'Registriamo chi ti serve, lo sportello, il documento che mostri e il modulo che firmi. Li teniamo chiusi con una chiave, per 24 mesi. Nelle tue pagine leggi ogni ricerca e ogni stampa.',
        ],
      },
      {
        title: 'Quando entri nelle tue pagine',
        text: [
          'Registriamo che sei entrato, con quale mezzo e quando. Registriamo se prendi, sostituisci o revochi un QR.',
        ],
      },
      {
        title: 'Quando agisci per un’altra persona',
        text: [
          'Registriamo il tuo nome, per chi agisci, a che titolo e che cosa fai. La persona lo legge nelle sue pagine. Lo teniamo per 24 mesi.',
        ],
      },
      {
        title: 'Nel tuo browser',
        text: [
          'Usiamo solo i cookie che servono: ricordano la lingua e ti tengono collegato finché esci. Non ti seguono, quindi non chiediamo il consenso.',
          'Il QR resta sul tuo telefono solo se lo chiedi tu. Lo togli quando vuoi. Sparisce anche quando esci.',
        ],
      },
      {
        title: 'Se controlli tu',
        text: [
          'Apri solo queste pagine, non quelle che ti mostra un altro telefono. Guarda un documento. Non tenere il foglio e non copiare i codici.',
        ],
      },
    ],
  },
  help: {
    title: 'Serve aiuto?',
    lead: 'Chiama {telefono}.',
    sections: [
      {
        title: 'Non hai SPID',
        text: [
          'Puoi entrare anche con la carta d’identità elettronica (CIE) o con la tessera sanitaria (CNS). Per la CNS serve un lettore.',
        ],
      },
      {
        title: 'Delega una persona',
        text: [
          'Una persona di fiducia può avere il QR per te. La delega si fa dalle tue pagine. Non riesci? Chiama {telefono}.',
        ],
      },
      {
        title: 'Vai a uno sportello',
        text: [
          'Va bene uno sportello di {ente} o un patronato. Porta un documento e la tessera sanitaria. Esci con il foglio stampato.',
        ],
      },
      {
        title: 'Non hai un cellulare',
        text: [
          'Puoi avere il QR lo stesso. Per il grado dai l’autorizzazione dalle tue pagine, o mostri il verbale.',
        ],
      },
      {
        title: 'Hai perso il foglio',
        text: [
          'Revoca o sostituisci il QR dalle tue pagine, oppure chiama {telefono}. Il vecchio QR smette subito di valere.',
        ],
      },
      {
        title: 'C’è un errore',
        text: ['La risposta del QR ti sembra sbagliata? Chiama {telefono}. I tuoi diritti restano.'],
      },
    ],
  },
} as const
