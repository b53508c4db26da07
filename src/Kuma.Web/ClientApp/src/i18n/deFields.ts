import type { Messages } from './index'
import type { enFields } from './enFields'
import { enFields as english } from './enFields'

export const deFields: Messages<typeof enFields> = {
  types: {
    ...english.types,
    'keyword': 'HTTP(s) – Suchwort', 'json-query': 'HTTP(s) – JSON-Abfrage', 'port': 'TCP-Port', 'group': 'Gruppe', 'manual': 'Von Hand',
    'docker': 'Docker-Container', 'grpc-keyword': 'gRPC(s) – Suchwort', 'pm2': 'PM2-Prozess', 'system-service': 'Systemdienst',
  },
  typeGroups: {
    general: 'Allgemein', special: 'Besondere', passive: 'Passiv', specific: 'Spezielle', databases: 'Datenbanken', games: 'Spieleserver',
  },
  fields: {
    type: 'Art des Monitors', name: 'Anzeigename', parent: 'Gruppe', tags: 'Tags', description: 'Beschreibung', url: 'URL', keyword: 'Suchwort',
    invertKeyword: 'Suchwort umkehren', hostname: 'Hostname', port: 'Port', jsonPath: 'JSON-Abfrage', jsonPathOperator: 'Operator',
    expectedValue: 'Erwarteter Wert', interval: 'Prüfintervall (Sekunden)', maxretries: 'Wiederholungen', retryInterval: 'Abstand der Wiederholungen (Sekunden)',
    resendInterval: 'Erneut senden nach (mal offline)', timeout: 'Zeitlimit (Sekunden)', upsideDown: 'Umgekehrter Modus', method: 'Methode',
    httpBodyEncoding: 'Kodierung des Inhalts', body: 'Inhalt', headers: 'Kopfzeilen', authMethod: 'Verfahren', basic_auth_user: 'Benutzername',
    basic_auth_pass: 'Passwort', authDomain: 'Domäne', authWorkstation: 'Arbeitsstation', bearer_token: 'Token', oauth_auth_method: 'Zugangsdaten senden in',
    oauth_token_url: 'Token-URL', oauth_client_id: 'Client-ID', oauth_client_secret: 'Client-Geheimnis', oauth_scopes: 'Bereiche', oauth_audience: 'Empfänger',
    tlsCert: 'Zertifikat', tlsKey: 'Privater Schlüssel', tlsCa: 'CA-Zertifikat', accepted_statuscodes: 'Erlaubte Statuscodes',
    maxredirects: 'Höchstzahl an Weiterleitungen', ipFamily: 'IP-Version', expiryNotification: 'Vor Ablauf des Zertifikats benachrichtigen',
    domainExpiryNotification: 'Vor Ablauf der Domain benachrichtigen', ignoreTls: 'TLS-Fehler ignorieren', cacheBust: 'Zufälliger Parameter gegen Zwischenspeicher',
    saveErrorResponse: 'Antwort fehlgeschlagener Prüfungen behalten', saveResponse: 'Antwort erfolgreicher Prüfungen behalten',
    responseMaxLength: 'Behaltene Antwort (Bytes)', retryOnlyOnStatusCodeFailure: 'Nur bei falschem Statuscode wiederholen', smtpSecurity: 'TLS',
    ping_count: 'Pakete', packetSize: 'Paketgröße (Bytes)', ping_per_request_timeout: 'Zeitlimit je Paket (Sekunden)', ping_numeric: 'Numerische Ausgabe',
  },
  fieldHelp: {
    keyword: 'Wird in der Antwort gesucht; Groß- und Kleinschreibung zählt.', invertKeyword: 'Offline, wenn das Suchwort gefunden wird.',
    jsonPath: 'Ein JSONata-Ausdruck über der JSON-Antwort.', maxretries: 'Fehlschläge, bevor der Monitor als offline gilt.',
    resendInterval: '0 schaltet wiederholte Meldungen aus.', timeout: 'Höchstens 80 % des Intervalls.', upsideDown: 'Offline, wenn das Ziel antwortet.',
    accepted_statuscodes: 'Codes oder Bereiche, die als online gelten, zum Beispiel 200-299.', maxredirects: '0 folgt keinen Weiterleitungen.',
    cacheBust: 'Hängt einen zufälligen Parameter an die Adresse.', saveErrorResponse: 'Für Vorlagen von Benachrichtigungen.',
    smtpSecurity: 'Mit TLS verbinden, um auch das Zertifikat zu prüfen.', ping_numeric: 'Keine Namen zu Adressen suchen.',
  },
  problems: {
    required: 'Das wird gebraucht.', url: 'Gib eine ganze Adresse ein, zum Beispiel https://example.com.', host: 'Gib einen Hostnamen oder eine IP-Adresse ein.',
    json: 'Das ist kein gültiges JSON.', number: 'Gib eine Zahl ein.', range: 'Gib eine Zahl von {min} bis {max} ein.',
    codes: 'Gib mindestens einen Code ein, zum Beispiel 200 oder 200-299.', tooShort: 'Das ist zu kurz.',
  },
  auth: {
    none: 'Keine', basic: 'Basic', bearer: 'Bearer-Token', oauth: 'OAuth2 (Client Credentials)', mtls: 'Client-Zertifikat (mTLS)',
    header: 'Kopfzeile', form: 'Formular',
  },
}
