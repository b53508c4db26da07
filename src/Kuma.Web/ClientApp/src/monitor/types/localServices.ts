import type { MonitorTypeDef } from '../form/fields'

export const docker: MonitorTypeDef = {
  type: 'docker',
  group: 'general',
  fields: [
    { key: 'docker_container', kind: 'text', required: true, help: true },
    { key: 'docker_host', kind: 'choice', source: 'dockerHosts', required: true, help: true },
  ],
}

export const systemService: MonitorTypeDef = {
  type: 'system-service',
  group: 'general',
  fields: [{
    key: 'system_service_name', kind: 'text', required: true, mono: true, placeholder: 'nginx.service', help: true,
    check: value => /^[a-zA-Z0-9._\-@]+$/.test(String(value).trim()) ? null : 'service',
  }],
}

export const pm2: MonitorTypeDef = {
  type: 'pm2',
  group: 'general',
  fields: [{ key: 'system_service_name', kind: 'suggest', source: 'pm2', required: true }],
}

export const manual: MonitorTypeDef = {
  type: 'manual',
  group: 'special',
  fields: [{
    // Never sent back: an edited one shows nothing, and what is not chosen stays.
    key: 'manual_status', kind: 'select', unset: 'unchanged', options: [{ value: 1, label: '@status.up' }, { value: 0, label: '@status.down' }],
  }],
  onChoose: { manual_status: 1 },
}
