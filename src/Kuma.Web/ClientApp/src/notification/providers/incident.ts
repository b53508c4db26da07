import type { ProviderRow } from '../fields'

/** How to read a line of fields: see `fields.ts`. */
export const incident: ProviderRow[] = [
  {
    type: 'alerta', label: 'Alerta', group: 'incident',
    fields: 'alertaApiEndpoint*@serverUrl alertaEnvironment*@environment alertaApiKey*@apiKey alertaAlertState*@alertState '
      + 'alertaRecoverState*@recoverState',
  },
  {
    type: 'AlertNow', label: 'AlertNow', group: 'incident',
    fields: 'alertNowWebhookURL*@webhookUrl',
  },
  {
    type: 'Flowtriq', label: 'Flowtriq', group: 'incident',
    fields: 'flowtriqWebhookUrl*:url@webhookUrl flowtriqApiKey:secret@apiKey',
  },
  {
    type: 'GoAlert', label: 'GoAlert', group: 'incident',
    fields: 'goAlertBaseURL*@serverUrl goAlertToken*:secret@token',
  },
  {
    type: 'GrafanaOncall', label: 'Grafana Oncall', group: 'incident',
    fields: 'GrafanaOncallURL*@webhookUrl',
  },
  {
    type: 'HeiiOnCall', label: 'Heii On-Call', group: 'incident',
    fields: 'heiiOnCallApiKey*:secret@apiKey heiiOnCallTriggerId*:secret@triggerId',
  },
  {
    type: 'JiraServiceManagement', label: 'Jira Service Management', group: 'incident',
    fields: 'jsmCloudId*@cloudId jsmEmail*@email jsmApiToken*:secret@token jsmPriority:number@priority',
  },
  {
    type: 'Keep', label: 'Keep', group: 'incident',
    fields: 'webhookURL*:url@webhookUrl webhookAPIKey*:secret@apiKey',
  },
  {
    type: 'Opsgenie', label: 'Opsgenie', group: 'incident', defaults: { opsgenieRegion: 'us' },
    fields: 'opsgenieRegion*:select(us|eu)@region opsgenieApiKey*:secret@apiKey opsgeniePriority:number@priority',
  },
  {
    type: 'PagerDuty', label: 'PagerDuty', group: 'incident',
    defaults: {
      pagerdutyPriority: 'warning', pagerdutyAutoResolve: '0', pagerdutyIntegrationUrl: 'https://events.pagerduty.com/v2/enqueue',
    },
    fields: 'pagerdutyIntegrationKey*:secret@integrationKey pagerdutyIntegrationUrl@webhookUrl '
      + 'pagerdutyPriority:select(info|warning|error|critical)@priority pagerdutyAutoResolve:select(0|acknowledge|resolve)@autoResolve',
  },
  {
    type: 'PagerTree', label: 'PagerTree', group: 'incident', defaults: { pagertreeUrgency: 'medium', pagertreeAutoResolve: 'resolve' },
    fields: 'pagertreeIntegrationUrl@webhookUrl pagertreeUrgency:select(silent|low|medium|high|critical)@urgency '
      + 'pagertreeAutoResolve:select(resolve|0)@autoResolve',
  },
  {
    type: 'SIGNL4', label: 'SIGNL4', group: 'incident',
    fields: 'webhookURL*:url@webhookUrl',
  },
  {
    type: 'Splunk', label: 'Splunk', group: 'incident', defaults: { splunkSeverity: 'CRITICAL', splunkAutoResolve: '0' },
    fields: 'splunkRestURL*:secret@webhookUrl splunkSeverity:select(INFO|WARNING|CRITICAL)@severity '
      + 'splunkAutoResolve:select(0|ACKNOWLEDGEMENT|RECOVERY)@autoResolve',
  },
  {
    type: 'squadcast', label: 'SquadCast', group: 'incident',
    fields: 'squadcastWebhookURL*:url@webhookUrl',
  },
]
