/** One condition, or a group of them, as the wire carries them. */
export type ConditionNode = ConditionExpression | ConditionGroup

export interface ConditionExpression {
  type: 'expression'
  variable: string
  operator: string
  value: string
  andOr: 'and' | 'or'
}

export interface ConditionGroup {
  type: 'group'
  children: ConditionNode[]
  andOr: 'and' | 'or'
}

export interface ConditionVariable {
  id: string
  numbers?: boolean
}

const textOperators = ['equals', 'not_equals', 'contains', 'not_contains', 'starts_with', 'not_starts_with', 'ends_with', 'not_ends_with']
const numberOperators = ['num_equals', 'num_not_equals', 'lt', 'gt', 'lte', 'gte']

export function operatorsOf(variable: ConditionVariable | undefined): string[] {
  return variable?.numbers ? [...textOperators, ...numberOperators] : textOperators
}

export function newExpression(variables: ConditionVariable[]): ConditionExpression {
  return { type: 'expression', variable: variables[0]?.id ?? '', operator: 'equals', value: '', andOr: 'and' }
}

export function newGroup(variables: ConditionVariable[]): ConditionGroup {
  return { type: 'group', children: [newExpression(variables)], andOr: 'and' }
}

export function replaced(nodes: ConditionNode[], index: number, node: ConditionNode): ConditionNode[] {
  return nodes.map((one, at) => at === index ? node : one)
}
