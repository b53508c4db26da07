import { describe, expect, it } from 'vitest'
import { newExpression, newGroup, operatorsOf, replaced } from './conditions'

describe('conditions', () => {
  it('offers numbers only where the value may be one', () => {
    expect(operatorsOf({ id: 'record' })).not.toContain('gt')
    expect(operatorsOf({ id: 'json_value', numbers: true })).toContain('gt')
  })

  it('starts a group with one condition', () => {
    const group = newGroup([{ id: 'record' }])
    expect(group).toEqual({ type: 'group', andOr: 'and', children: [newExpression([{ id: 'record' }])] })
  })

  it('replaces one and leaves the others as they are', () => {
    const [a, b] = [newExpression([{ id: 'a' }]), newExpression([{ id: 'b' }])]
    expect(replaced([a, b], 1, { ...b, value: 'x' })).toEqual([a, { ...b, value: 'x' }])
  })
})
