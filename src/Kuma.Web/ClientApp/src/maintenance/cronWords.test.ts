import { describe, expect, it } from 'vitest'
import { cronWords } from './cronWords'

describe('a cron expression in words', () => {
  it('is said in the language of the reader', async () => {
    expect(await cronWords('30 3 * * *', 'en')).toBe('At 03:30')
    expect(await cronWords('0 22 L * *', 'en')).toContain('last day')
    expect(await cronWords('30 3 * * 1', 'de')).toMatch(/^Um 03:30.*Montag/)
  })

  it.each(['', 'nonsense', '99 3 * * *', '* * *', '@daily'])('is nothing for %j', async (text) => {
    expect(await cronWords(text, 'en')).toBeNull()
  })
})
