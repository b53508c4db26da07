import type { MonitorDraft } from '@/wire/types'

/** How one field of a monitor is edited. Label and help are `fields.<key>` and `fieldHelp.<key>` in the languages. */
export interface FieldDef {
  key: string
  /** `list` is one text per line; `choice` and `suggest` take what they offer from `source`. */
  kind: 'text' | 'number' | 'secret' | 'area' | 'json' | 'switch' | 'select' | 'codes' | 'closeCodes' | 'list' | 'choice' | 'suggest'
  /** The object of the monitor that holds the field, when it is not the monitor itself. */
  inside?: string
  /** The field of the monitor that keeps the value, when words differ from it. */
  stores?: string
  source?: 'dockerHosts' | 'remoteBrowsers' | 'games' | 'pm2'
  required?: boolean
  help?: boolean
  placeholder?: string
  min?: number
  max?: number
  step?: number
  /** What a choice says while nothing is chosen: a key of `common` in the languages, `choose` by itself. */
  unset?: 'choose' | 'unchanged'
  /** What a choice shows for a value that the server does not have. */
  absent?: string
  options?: { value: string | number | null, label: string }[]
  shown?: (draft: MonitorDraft) => boolean
  check?: (value: unknown, draft: MonitorDraft) => FieldProblem | null
  mono?: boolean
  testId?: string
}

/** A key of `problems` in the languages. */
export type FieldProblem = 'required' | 'url' | 'host' | 'json' | 'number' | 'range' | 'codes' | 'tooShort' | 'oid' | 'nodes' | 'service' | 'delay' | 'comma' | 'webSocket' | 'brokerPath'

export type TypeGroup = 'general' | 'special' | 'passive' | 'specific' | 'databases' | 'games'

/** One monitor type: what its form asks for. A type is added by one such file and one line in the list. */
export interface MonitorTypeDef {
  type: string
  group: TypeGroup
  fields: FieldDef[]
  /** Cards beside the general one, such as HTTP options and authentication. */
  sections?: { title: string, fields: FieldDef[], shown?: FieldDef['shown'] }[]
  /** More switches and numbers for the advanced card. */
  advanced?: FieldDef[]
  /** What choosing the type sets. */
  onChoose?: MonitorDraft
  /** What conditions can look at; numbers can be compared as such. */
  conditions?: { id: string, numbers?: boolean }[]
  /** A key of `notes` in the languages: what the check needs beyond these fields. */
  note?: string
  /** What a connection string looks like. */
  template?: string
  hasTimeout?: boolean
  hasProxy?: boolean
}

/** The value of a field in a monitor. */
export function valueOf(field: FieldDef, draft: MonitorDraft): unknown {
  return field.inside ? (draft[field.inside] as MonitorDraft | null | undefined)?.[field.key] : draft[field.stores ?? field.key]
}

export function setValue(field: FieldDef, draft: MonitorDraft, value: unknown): void {
  if (field.inside) {
    draft[field.inside] = { ...draft[field.inside] as MonitorDraft | null | undefined, [field.key]: value }
  } else {
    draft[field.stores ?? field.key] = value
  }
}

export const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

export function checkUrl(value: unknown): FieldProblem | null {
  try {
    const url = new URL(String(value).trim())
    return ['http:', 'https:'].includes(url.protocol) && url.hostname !== '' ? null : 'url'
  } catch {
    return 'url'
  }
}

export function checkHost(value: unknown): FieldProblem | null {
  const text = String(value).trim()
  return /^[A-Za-z0-9_.:[\]%-]{1,253}$/.test(text) && !/^[a-z]+:\/\//i.test(text) ? null : 'host'
}

export function checkJson(value: unknown): FieldProblem | null {
  if (isEmpty(value)) {
    return null
  }

  try {
    JSON.parse(String(value))
    return null
  } catch {
    return 'json'
  }
}

export function checkCodes(value: unknown): FieldProblem | null {
  const codes = Array.isArray(value) ? value : []
  return codes.length > 0 && codes.every(code => /^\d{3}(-\d{3})?$/.test(String(code))) ? null : 'codes'
}

export function checkWebSocketUrl(value: unknown): FieldProblem | null {
  return /^wss?:\/\/[^/\s]+/i.test(String(value).trim()) ? null : 'webSocket'
}

export function checkCloseCodes(value: unknown): FieldProblem | null {
  const codes = Array.isArray(value) ? value : []
  return codes.length > 0 && codes.every(code => /^[1-4]\d{3}(-[1-4]\d{3})?$/.test(String(code))) ? null : 'codes'
}

/** The first thing wrong with a field, or nothing. Fields that are not shown are never wrong. */
export function problemOf(field: FieldDef, draft: MonitorDraft): FieldProblem | null {
  if (field.shown && !field.shown(draft)) {
    return null
  }

  const value = valueOf(field, draft)
  if (isEmpty(value)) {
    return field.required ? 'required' : null
  }

  if (field.kind === 'number') {
    const number = Number(value)
    if (Number.isNaN(number)) {
      return 'number'
    }

    if ((field.min !== undefined && number < field.min) || (field.max !== undefined && number > field.max)) {
      return 'range'
    }
  }

  return field.check?.(value, draft) ?? null
}
