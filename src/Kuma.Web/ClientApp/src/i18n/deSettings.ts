import type { enSettings } from './enSettings'
import type { Messages } from './index'

export const deSettings: Messages<typeof enSettings> = {
  settings: {
    title: 'Einstellungen', saved: 'Gespeichert.',
    general: {
      title: 'Allgemein', displayZone: 'Angezeigte Zeitzone', displayZoneHelp: 'Nur für diesen Browser.', auto: 'Automatisch ({zone})', serverZone: 'Zeitzone des Servers',
      baseUrl: 'Haupt-URL', baseUrlHelp: 'Für Benachrichtigungen und Push-Adressen.', useThis: 'Diese Adresse', entryPage: 'Startseite', entryDashboard: 'Übersicht',
      checks: 'Prüfungen', checksText: 'Was manche Arten von Monitoren brauchen.', browser: 'Chromium', browserHelp: 'Programm für Browser-Monitore. Leer: das gefundene.',
      steam: 'Steam-API-Schlüssel', steamHelp: 'Für Steam-Monitore; von steamcommunity.com/dev.', globalping: 'Globalping-Token',
      globalpingHelp: 'Nach Belieben: mehr Prüfungen je Stunde; von dash.globalping.io.',
      searchEngines: 'Suchmaschinen dürfen die Statusseiten aufnehmen', trustProxy: 'Kopfzeilen eines Reverse-Proxys vertrauen',
      trustProxyHelp: 'Nur einschalten, wenn ein Proxy X-Forwarded-Kopfzeilen setzt.',
    },
    appearance: {
      title: 'Aussehen', language: 'Sprache', theme: 'Design', themes: { light: 'Hell', dark: 'Dunkel', auto: 'Automatisch' }, bar: 'Verlaufsbalken in der Liste',
      bars: { normal: 'Neben dem Namen', bottom: 'Unter dem Namen', none: 'Verborgen' },
    },
    notifications: {
      title: 'Benachrichtigungen', text: 'Wo Kuma dir sagt, dass etwas offline ist.', tls: 'Ablauf des Zertifikats', domain: 'Ablauf der Domain',
      expiryHelp: 'Tage vor dem Ablauf, an denen du benachrichtigt wirst, mit Kommas getrennt.', successTimeout: 'Sekunden, die eine Erfolgsmeldung bleibt',
      errorTimeout: 'Sekunden, die eine Fehlermeldung bleibt', timeoutHelp: '-1 bleibt bis zum Schließen, 0 zeigt nie.', toasts: 'Meldungen in diesem Browser',
    },
    tags: { title: 'Tags', text: 'Tags fassen Monitore quer zu den Gruppen zusammen.', count: 'keine Monitore | {count} Monitor | {count} Monitore', empty: 'Noch keine Tags' },
    history: {
      title: 'Verlauf', keep: 'Verlauf behalten (Tage)', keepHelp: '0 behält alles.', sizeTitle: 'Datenbank', clearText: 'Entfernt alle Prüfungen aller Monitore; die Monitore bleiben.', size: 'Größe der Datenbank: {size}', shrink: 'Datenbank verdichten',
      clear: 'Alle Statistiken löschen', clearBody: 'Alle Prüfungen, Verfügbarkeiten und Diagramme aller Monitore werden gelöscht. Das lässt sich nicht rückgängig machen.',
    },
    security: {
      title: 'Sicherheit', password: 'Passwort ändern', current: 'Aktuelles Passwort', next: 'Neues Passwort', repeat: 'Neues Passwort wiederholen', change: 'Passwort ändern',
      twoFactor: 'Zwei-Faktor-Anmeldung', on: 'An', off: 'Aus', enable: 'Einschalten', disable: 'Ausschalten',
      twoFactorText: 'Bei jeder Anmeldung wird ein Code der Authenticator-App verlangt.',
      scan: 'Lies dieses Bild mit deiner Authenticator-App ein und gib dann ihren Code ein.', advanced: 'Anmeldung', authOff: 'Anmeldung ausschalten',
      authOn: 'Anmeldung einschalten', authOffBody: 'Wer diese Adresse erreicht, darf dann alles. Nur hinter einer anderen Anmeldung sinnvoll.', continue: 'Weiter',
      advancedText: 'Die Anmeldung kann etwas vor Kuma übernehmen, zum Beispiel ein Anmelde-Proxy.',
    },
    apiKeys: {
      title: 'API-Schlüssel', text: 'Schlüssel zum Lesen von /metrics. Sobald es einen gibt, gelten dort Benutzername und Passwort nicht mehr.', add: 'Neuer API-Schlüssel',
      name: 'Name', expires: 'Läuft ab', noExpiry: 'Läuft nicht ab', created: 'Erstellt am {date}', until: 'Läuft ab: {date}', empty: 'Keine API-Schlüssel',
      disable: 'Ausschalten', enable: 'Einschalten', deleteBody: 'Was diesen Schlüssel benutzt, verliert den Zugang.',
      shownOnce: 'Kopiere den Schlüssel jetzt. Er wird nicht noch einmal gezeigt.', key: 'API-Schlüssel',
      status: { active: 'Aktiv', inactive: 'Inaktiv', expired: 'Abgelaufen' },
    },
    proxies: {
      title: 'Proxys', text: 'HTTP-Monitore können über einen Proxy gehen.', add: 'Neuer Proxy', edit: 'Proxy bearbeiten', protocol: 'Protokoll', host: 'Host', port: 'Port',
      auth: 'Braucht eine Anmeldung', username: 'Benutzername', password: 'Passwort', enabled: 'Aktiv', disabled: 'Inaktiv', isDefault: 'Standard für neue Monitore',
      applyExisting: 'Auf alle bestehenden Monitore anwenden', empty: 'Keine Proxys', deleteBody: 'Monitore, die ihn benutzen, gehen danach direkt.',
    },
    docker: {
      title: 'Docker-Hosts', text: 'Wo die Container der Docker-Monitore laufen.', add: 'Neuer Docker-Host', edit: 'Docker-Host bearbeiten', name: 'Anzeigename',
      type: 'Verbindung', types: { socket: 'Socket', tcp: 'TCP / HTTP' }, daemon: 'Docker-Daemon', empty: 'Keine Docker-Hosts',
      deleteBody: 'Monitore, die ihn benutzen, funktionieren nicht mehr.',
    },
    remoteBrowsers: {
      title: 'Entfernte Browser', text: 'Browser auf anderen Rechnern für Browser-Monitore.', add: 'Neuer entfernter Browser', edit: 'Entfernten Browser bearbeiten',
      name: 'Anzeigename', url: 'Adresse', urlHelp: 'Die WebSocket-Adresse eines Playwright-Servers.', empty: 'Keine entfernten Browser',
      deleteBody: 'Monitore, die ihn benutzen, nehmen wieder den Browser dieses Servers.',
    },
    about: { title: 'Über', api: 'API für Programme', version: 'Version', compatible: 'Verträglich mit', text: 'Verfügbarkeit überwachen, auf eigenen Servern.', database: 'Datenbank', platform: 'Plattform' },
    deleteTitle: '{name} löschen?',
  },
  picker: {
    search: 'Nach Name oder Tag suchen', all: 'Alle {count} wählen', more: '{count} weitere: suchen, um sie zu finden.', none: 'Kein Monitor passt.',
  },
  notifications: {
    add: 'Benachrichtigung einrichten', edit: 'Benachrichtigung bearbeiten', type: 'Art', name: 'Anzeigename', defaultName: '{type}-Alarm ({number})',
    isDefault: 'Für neue Monitore eingeschaltet', applyExisting: 'Auf alle bestehenden Monitore anwenden', empty: 'Noch keine Benachrichtigungen',
    emptyText: 'Richte eine ein, um per Chat, Mail oder Webhook von Ausfällen zu hören.', deleteBody: 'Sie wird von allen Monitoren entfernt.',
    other: 'Andere ({type})', otherText: 'Diese Art wird als JSON bearbeitet.', json: 'Konfiguration',
    groups: {
      universal: 'Universell', chat: 'Chat', push: 'Push', sms: 'SMS', email: 'E-Mail', incident: 'Störungsdienste', home: 'Hausautomation',
      other: 'Weitere', regional: 'Regional',
    },
    more: 'Weitere Einstellungen', nothing: 'Nichts tun',
    templateHelp: 'Eine Liquid-Vorlage mit den Variablen msg, name, status, hostnameOrURL, heartbeatJSON und monitorJSON.',
    webPush: {
      subscribe: 'Diesen Browser anmelden', insecure: 'Dafür ist HTTPS nötig.', unsupported: 'Dieser Browser kann keine Push-Nachrichten empfangen.',
      denied: 'Der Browser hat es nicht erlaubt.', done: 'Angemeldet: {endpoint}',
    },
  },
  maintenance: {
    title: 'Wartung', text: 'Geplante Arbeiten: kein Alarm, und Besucher der Statusseiten erfahren davon.', add: 'Wartung planen',
    titles: { add: 'Wartung planen', edit: 'Wartung bearbeiten', clone: 'Wartung kopieren' }, empty: 'Keine Wartung geplant',
    status: { 'inactive': 'Inaktiv', 'scheduled': 'Geplant', 'under-maintenance': 'Läuft', 'ended': 'Beendet', 'unknown': 'Unbekannt' }, manual: 'Von Hand',
    pause: 'Pausieren', resume: 'Fortsetzen', pauseTitle: '{name} pausieren?', deleteTitle: '{name} löschen?', deleteBody: 'Der Plan wird gelöscht.', name: 'Titel',
    description: 'Beschreibung', monitors: 'Betroffene Monitore', pages: 'Auf Statusseiten zeigen', noMonitors: 'Wähle mindestens einen Monitor oder eine Statusseite.', strategy: 'Wann',
    strategies: {
      'manual': 'Von Hand (an / aus)', 'single': 'Einmal', 'cron': 'Cron-Ausdruck', 'recurring-interval': 'Alle paar Tage', 'recurring-weekday': 'An Wochentagen',
      'recurring-day-of-month': 'An Tagen des Monats',
    },
    timezone: 'Zeitzone', sameAsServer: 'Wie der Server', start: 'Beginn', end: 'Ende', cron: 'Cron-Ausdruck', duration: 'Dauer (Minuten)', every: 'Alle (Tage)',
    weekdays: 'Wochentage', days: 'Tage des Monats', lastDay: 'Letzter Tag', from: 'Von', to: 'Bis', selected: '{count} gewählt',
    allPages: 'Alle Statusseiten', cronUnknown: 'Fünf Felder: Minute, Stunde, Tag, Monat, Wochentag.', pagesHelp: 'Alle heißt: die von heute; eine später angelegte Seite gehört nicht dazu.',
    cloneOf: 'Kopie von {name}', active: 'Jetzt aktiv', validFrom: 'Gültig ab', validTo: 'Gültig bis', length: 'Länge',
    minutes: '{count} min', hours: '{count} h',
  },
  statusPages: {
    logo: 'Logo', resetLogo: 'Standardlogo', rss: 'Titel des RSS-Feeds', rssHelp: 'Leer: der Name der Seite.', analytics: 'Besucherstatistik',
    analyticsId: 'ID der Statistik', analyticsUrl: 'Adresse des Skripts', leaveTitle: 'Ohne Speichern verlassen?', leaveBody: 'Deine Änderungen an dieser Seite gehen verloren.', leave: 'Verlassen',
    chooseLogo: 'Bild wählen', logoFailed: 'Diese Datei ist kein Bild, das der Browser lesen kann.',
    title: 'Statusseiten', text: 'Öffentliche Seiten, die den Zustand gewählter Monitore zeigen.', add: 'Neue Statusseite', empty: 'Noch keine Statusseiten',
    emptyText: 'Zeige deinen Nutzern, was läuft.', name: 'Name', slug: 'Adresse', slugHelp: 'Kleinbuchstaben, Ziffern und Bindestriche.',
    slugTaken: 'Diese Adresse ist vergeben.', open: 'Öffnen', editor: '{name} bearbeiten', description: 'Beschreibung', footer: 'Fußzeile', theme: 'Design',
    themes: { auto: 'Automatisch', light: 'Hell', dark: 'Dunkel' }, refresh: 'Aktualisieren alle (Sekunden)', showTags: 'Tags zeigen', showPowered: '„Powered by“ zeigen',
    showCertificate: 'Ablauf des Zertifikats zeigen', onlyLast: 'Nur die letzte Prüfung zeigen', domains: 'Domains',
    domainsHelp: 'Eine je Zeile. Besucher dieser Hostnamen sehen diese Seite.', css: 'Eigenes CSS', groups: 'Gruppen und Monitore', addGroup: 'Gruppe hinzufügen',
    groupName: 'Name der Gruppe', addMonitors: 'Monitore hinzufügen', removeGroup: 'Gruppe {name} entfernen', up: 'Nach oben', down: 'Nach unten', newGroup: 'Dienste', deleteTitle: '{name} löschen?',
    deleteBody: 'Die Seite, ihre Gruppen und ihre Vorfälle werden gelöscht.', saved: 'Die Seite ist gespeichert.', create: 'Anlegen',
  },
}
