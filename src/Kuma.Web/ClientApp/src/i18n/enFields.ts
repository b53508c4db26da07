/** Monitor types and the fields of their form. */
export const enFields = {
  types: {
    'http': 'HTTP(s)', 'keyword': 'HTTP(s) – keyword', 'json-query': 'HTTP(s) – JSON query', 'port': 'TCP port', 'ping': 'Ping',
    'group': 'Group', 'push': 'Push', 'manual': 'Manual', 'dns': 'DNS', 'docker': 'Docker container', 'real-browser': 'HTTP(s) – browser',
    'grpc-keyword': 'gRPC(s) – keyword', 'kafka-producer': 'Kafka producer', 'mqtt': 'MQTT', 'ntp': 'NTP', 'rabbitmq': 'RabbitMQ',
    'sip-options': 'SIP options', 'smtp': 'SMTP', 'snmp': 'SNMP', 'tailscale-ping': 'Tailscale ping', 'websocket-upgrade': 'WebSocket',
    'sqlserver': 'Microsoft SQL Server', 'mongodb': 'MongoDB', 'mysql': 'MySQL/MariaDB', 'oracledb': 'Oracle', 'postgres': 'PostgreSQL',
    'radius': 'Radius', 'redis': 'Redis', 'gamedig': 'GameDig', 'steam': 'Steam', 'globalping': 'Globalping', 'pm2': 'PM2 process',
    'system-service': 'System service',
  },
  typeGroups: {
    general: 'General', special: 'Special', passive: 'Passive', specific: 'Specific', databases: 'Databases', games: 'Game servers',
  },
  fields: {
    type: 'Monitor type', name: 'Friendly name', parent: 'Monitor group', tags: 'Tags', description: 'Description', url: 'URL',
    keyword: 'Keyword', invertKeyword: 'Invert keyword', hostname: 'Hostname', port: 'Port', jsonPath: 'JSON query',
    jsonPathOperator: 'Operator', expectedValue: 'Expected value', interval: 'Heartbeat interval (seconds)', maxretries: 'Retries',
    retryInterval: 'Retry interval (seconds)', resendInterval: 'Resend after (times down)', timeout: 'Request timeout (seconds)',
    upsideDown: 'Upside down mode', method: 'Method', httpBodyEncoding: 'Body encoding', body: 'Body', headers: 'Headers',
    authMethod: 'Method', basic_auth_user: 'Username', basic_auth_pass: 'Password', authDomain: 'Domain', authWorkstation: 'Workstation',
    bearer_token: 'Token', oauth_auth_method: 'Send credentials in', oauth_token_url: 'Token URL', oauth_client_id: 'Client ID',
    oauth_client_secret: 'Client secret', oauth_scopes: 'Scopes', oauth_audience: 'Audience', tlsCert: 'Certificate', tlsKey: 'Private key',
    tlsCa: 'CA certificate', accepted_statuscodes: 'Accepted status codes', maxredirects: 'Maximum redirects', ipFamily: 'IP version',
    expiryNotification: 'Notify before the certificate expires', domainExpiryNotification: 'Notify before the domain expires',
    ignoreTls: 'Ignore TLS errors', cacheBust: 'Cache-busting parameter', saveErrorResponse: 'Keep the response of failed checks',
    saveResponse: 'Keep the response of successful checks', responseMaxLength: 'Response kept (bytes)',
    retryOnlyOnStatusCodeFailure: 'Retry only if the status code fails', smtpSecurity: 'TLS', ping_count: 'Packets', packetSize: 'Packet size (bytes)',
    ping_per_request_timeout: 'Timeout per packet (seconds)', ping_numeric: 'Numeric output',
  },
  fieldHelp: {
    keyword: 'Searched in the response, upper and lower case matter.', invertKeyword: 'Down when the keyword is found.',
    jsonPath: 'A JSONata expression over the JSON response.', maxretries: 'Failed checks before the monitor counts as down.',
    resendInterval: '0 turns repeated notifications off.', timeout: 'At most 80 % of the interval.', upsideDown: 'Down when the target answers.',
    accepted_statuscodes: 'Codes or ranges that count as up, such as 200-299.', maxredirects: '0 follows no redirects.',
    cacheBust: 'Adds a random parameter to the address.', saveErrorResponse: 'For notification templates.',
    smtpSecurity: 'Connect with TLS to also check the certificate.', ping_numeric: 'Do not look up names for addresses.',
  },
  problems: {
    required: 'This is needed.', url: 'Enter a full address such as https://example.com.', host: 'Enter a host name or an IP address.',
    json: 'This is not valid JSON.', number: 'Enter a number.', range: 'Enter a number from {min} to {max}.',
    codes: 'Enter at least one code such as 200 or 200-299.', tooShort: 'This is too short.',
  },
  auth: {
    none: 'None', basic: 'Basic', bearer: 'Bearer token', oauth: 'OAuth2 client credentials', mtls: 'Client certificate (mTLS)',
    header: 'Header', form: 'Form body',
  },
}
