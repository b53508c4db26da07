/** Settings, notifications, maintenance and status pages. */
export const enSettings = {
  settings: {
    title: 'Settings', saved: 'Saved.',
    general: {
      title: 'General', displayZone: 'Display time zone', displayZoneHelp: 'Only for this browser.', auto: 'Automatic ({zone})',
      serverZone: 'Server time zone', baseUrl: 'Primary base URL', baseUrlHelp: 'Used in notifications and push addresses.',
      useThis: 'Use this address', entryPage: 'Entry page', entryDashboard: 'Dashboard', searchEngines: 'Let search engines list the status pages',
      checks: 'Checks', checksText: 'What some kinds of monitors need.', browser: 'Chromium', browserHelp: 'Program for browser monitors. Empty: the one that is found.',
      steam: 'Steam API key', steamHelp: 'For Steam monitors; from steamcommunity.com/dev.', globalping: 'Globalping token',
      globalpingHelp: 'Optional: more checks per hour; from dash.globalping.io.',
      trustProxy: 'Trust the headers of a reverse proxy', trustProxyHelp: 'Turn on only when a proxy sets X-Forwarded headers.',
    },
    appearance: {
      title: 'Appearance', language: 'Language', theme: 'Theme', themes: { light: 'Light', dark: 'Dark', auto: 'Automatic' },
      bar: 'Heartbeat bar in the list', bars: { normal: 'Beside the name', bottom: 'Below the name', none: 'Hidden' },
    },
    notifications: {
      title: 'Notifications', text: 'Where Kuma tells you that something is down.', tls: 'Certificate expiry', domain: 'Domain expiry',
      expiryHelp: 'Days before the expiry at which you are notified, separated by commas.', successTimeout: 'Seconds a success message stays',
      errorTimeout: 'Seconds an error message stays', timeoutHelp: '-1 stays until closed, 0 never shows.', toasts: 'Messages in this browser',
    },
    tags: { title: 'Tags', text: 'Tags group monitors across the tree.', count: 'no monitors | {count} monitor | {count} monitors', empty: 'No tags yet' },
    history: {
      title: 'Monitor history', keep: 'Keep history for (days)', keepHelp: '0 keeps everything.', size: 'Database size: {size}',
      shrink: 'Compact the database', sizeTitle: 'Database', clear: 'Clear all statistics', clearText: 'Removes every beat of every monitor; the monitors stay.',
      clearBody: 'All beats, uptimes and charts of all monitors are removed. This cannot be undone.',
    },
    security: {
      title: 'Security', password: 'Change password', current: 'Current password', next: 'New password', repeat: 'Repeat new password',
      change: 'Change password', twoFactor: 'Two-factor authentication', on: 'On', off: 'Off', enable: 'Turn on', disable: 'Turn off',
      twoFactorText: 'A code of an authenticator app is asked for at each login.', scan: 'Scan this picture with your authenticator app, then enter its code.',
      advanced: 'Sign-in', authOff: 'Turn sign-in off', authOn: 'Turn sign-in on',
      authOffBody: 'Everyone who can reach this address gets full control. Do this only behind another login.', continue: 'Continue',
      advancedText: 'Sign-in can be left to something in front of Kuma, such as a login proxy.',
    },
    apiKeys: {
      title: 'API keys', text: 'Keys to read /metrics. Once a key exists, user and password no longer work there.', add: 'New API key', name: 'Name',
      expires: 'Expires', noExpiry: 'Does not expire', created: 'Created {date}', until: 'Expires {date}', empty: 'No API keys', disable: 'Disable',
      enable: 'Enable', deleteBody: 'Whatever uses this key loses access.', shownOnce: 'Copy the key now. It is not shown again.', key: 'API key',
      status: { active: 'Active', inactive: 'Inactive', expired: 'Expired' },
    },
    proxies: {
      title: 'Proxies', text: 'HTTP monitors can go through a proxy.', add: 'New proxy', edit: 'Edit proxy', protocol: 'Protocol', host: 'Host', port: 'Port',
      auth: 'Needs a login', username: 'Username', password: 'Password', enabled: 'Enabled', disabled: 'Disabled', isDefault: 'Default for new monitors',
      applyExisting: 'Apply to all existing monitors', empty: 'No proxies', deleteBody: 'Monitors that use it go direct afterwards.',
    },
    docker: {
      title: 'Docker hosts', text: 'Where the containers of Docker monitors run.', add: 'New Docker host', edit: 'Edit Docker host', name: 'Friendly name',
      type: 'Connection', types: { socket: 'Socket', tcp: 'TCP / HTTP' }, daemon: 'Docker daemon', empty: 'No Docker hosts', deleteBody: 'Monitors that use it stop working.',
    },
    remoteBrowsers: {
      title: 'Remote browsers', text: 'Browsers elsewhere that browser monitors can use.', add: 'New remote browser', edit: 'Edit remote browser',
      name: 'Friendly name', url: 'Address', urlHelp: 'The WebSocket address of a Playwright server.', empty: 'No remote browsers',
      deleteBody: 'Monitors that use it go back to the browser of this server.',
    },
    about: { title: 'About', api: 'API for programs', version: 'Version', compatible: 'Compatible with', text: 'A self-hosted uptime monitor.', database: 'Database', platform: 'Platform' },
    deleteTitle: 'Delete {name}?',
  },
  picker: {
    search: 'Search by name or tag', all: 'Choose all {count}', more: '{count} more: search to find them.', none: 'No monitor fits.',
  },
  notifications: {
    add: 'Set up notification', edit: 'Edit notification', type: 'Type', name: 'Friendly name', defaultName: 'My {type} alert ({number})',
    isDefault: 'On for new monitors', applyExisting: 'Apply to all existing monitors', empty: 'No notifications yet',
    emptyText: 'Set one up to hear about outages by chat, mail or webhook.', deleteBody: 'It is removed from all monitors.', other: 'Other ({type})',
    otherText: 'This type is edited as JSON.', json: 'Configuration', groups: {
      universal: 'Universal', chat: 'Chat', push: 'Push', sms: 'Text messages', email: 'E-mail', incident: 'Incident management',
      home: 'Home automation', other: 'Other integrations', regional: 'Regional',
    },
    more: 'More settings', nothing: 'Do nothing',
    templateHelp: 'A Liquid template with the variables msg, name, status, hostnameOrURL, heartbeatJSON and monitorJSON.',
    webPush: {
      subscribe: 'Subscribe this browser', insecure: 'This needs HTTPS.', unsupported: 'This browser cannot receive push messages.',
      denied: 'The browser did not allow it.', done: 'Subscribed: {endpoint}',
    },
  },
  maintenance: {
    title: 'Maintenance', text: 'Planned work: no alarms, and visitors of status pages are told.', add: 'Schedule maintenance',
    titles: { add: 'Schedule maintenance', edit: 'Edit maintenance', clone: 'Clone maintenance' }, empty: 'No maintenance planned',
    status: { 'inactive': 'Inactive', 'scheduled': 'Scheduled', 'under-maintenance': 'Running', 'ended': 'Ended', 'unknown': 'Unknown' },
    manual: 'Manual', pause: 'Pause', resume: 'Resume', pauseTitle: 'Pause {name}?', deleteTitle: 'Delete {name}?', deleteBody: 'The plan is removed.',
    name: 'Title', description: 'Description', monitors: 'Affected monitors', pages: 'Show on status pages', noMonitors: 'Choose at least one monitor or status page.',
    strategy: 'When', strategies: {
      'manual': 'By hand (active / inactive)', 'single': 'Once', 'cron': 'Cron expression', 'recurring-interval': 'Every few days',
      'recurring-weekday': 'On weekdays', 'recurring-day-of-month': 'On days of the month',
    },
    timezone: 'Time zone', sameAsServer: 'Same as the server', start: 'Start', end: 'End', cron: 'Cron expression', duration: 'Duration (minutes)',
    every: 'Every (days)', weekdays: 'Weekdays', days: 'Days of the month', lastDay: 'Last day', from: 'From', to: 'To',
    selected: '{count} selected', allPages: 'All status pages', cronUnknown: 'Five fields: minute, hour, day, month, weekday.', pagesHelp: 'All means those of today; a page that is added later is not among them.', cloneOf: 'Clone of {name}', active: 'Active now', validFrom: 'Effective from',
    validTo: 'Effective until', length: 'Length', minutes: '{count} min', hours: '{count} h',
  },
  statusPages: {
    logo: 'Logo', chooseLogo: 'Choose a picture', logoFailed: 'This file is no picture that the browser can read.',
    title: 'Status pages', text: 'Public pages that show the state of chosen monitors.', add: 'New status page', empty: 'No status pages yet',
    emptyText: 'Show your users what is running.', name: 'Name', slug: 'Address', slugHelp: 'Lower-case letters, digits and hyphens.',
    slugTaken: 'This address is taken.', open: 'Open', editor: 'Edit {name}', description: 'Description', footer: 'Footer text',
    theme: 'Theme', themes: { auto: 'Automatic', light: 'Light', dark: 'Dark' }, refresh: 'Refresh every (seconds)', showTags: 'Show tags',
    showPowered: 'Show “Powered by”', showCertificate: 'Show certificate expiry', onlyLast: 'Show only the last beat', domains: 'Domains',
    domainsHelp: 'One per line. Visitors of these host names see this page.', css: 'Custom CSS', groups: 'Groups and monitors',
    addGroup: 'Add group', groupName: 'Group name', addMonitors: 'Add monitors', removeGroup: 'Remove the group {name}', up: 'Move up', down: 'Move down', newGroup: 'Services',
    deleteTitle: 'Delete {name}?', deleteBody: 'The page, its groups and its incidents are removed.', saved: 'The page is saved.', create: 'Create',
  },
}
