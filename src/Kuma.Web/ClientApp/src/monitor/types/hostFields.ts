import { checkHost, type FieldDef } from '../form/fields'

/** The host that a monitor looks at, and its port. */
export const hostField: FieldDef = {
  key: 'hostname', kind: 'text', required: true, check: checkHost, placeholder: 'example.com', testId: 'hostname-input',
}

export const portField: FieldDef = {
  key: 'port', kind: 'number', required: true, min: 0, max: 65_535, step: 1, testId: 'port-input',
}

export const domainExpiry: FieldDef = { key: 'domainExpiryNotification', kind: 'switch' }

const operators = ['>', '>=', '<', '<=', '!=', '==', 'contains']

/** A JSON query and what it is to give. */
export const jsonFields: FieldDef[] = [
  { key: 'jsonPath', kind: 'text', required: true, mono: true, help: true, placeholder: '$' },
  { key: 'jsonPathOperator', kind: 'select', options: operators.map(value => ({ value, label: value })) },
  { key: 'expectedValue', kind: 'text', required: true },
]
