import { describe, expect, it } from 'vitest'
import { fillPushExample } from './pushExample'

describe('a push example', () => {
  it('gets the address and the interval of the monitor', () => {
    const code = 'every 60 s: curl "https://example.com/api/push/key?status=up&msg=OK&ping=" # not 60 twice'

    expect(fillPushExample(code, 'https://kuma.example/api/push/$&secret?ping=', 90))
      .toBe('every 90 s: curl "https://kuma.example/api/push/$&secret?ping=" # not 60 twice')
  })
})
