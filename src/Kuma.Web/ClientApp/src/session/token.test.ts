import { describe, expect, it } from 'vitest'
import { usernameOf } from './token'

const token = (payload: object): string => `x.${btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(payload))))}.y`

describe('the user name of a token', () => {
  it('is read with its accents', () => expect(usernameOf(token({ username: 'Zoë' }))).toBe('Zoë'))
  it('is absent in the marker of disabled sign-in', () => expect(usernameOf('autoLogin')).toBeNull())
  it('is absent in broken text', () => expect(usernameOf('a.b%.c')).toBeNull())
  it('must be a text', () => expect(usernameOf(token({ username: 7 }))).toBeNull())
})
