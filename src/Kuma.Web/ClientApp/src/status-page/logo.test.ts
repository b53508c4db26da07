import { describe, expect, it } from 'vitest'
import { logoSize } from './logo'

describe('the size of a logo', () => {
  it('keeps small pictures as they are', () => {
    expect(logoSize(64, 32)).toEqual({ width: 64, height: 32 })
  })

  it('fits large ones in, with their proportions', () => {
    expect(logoSize(4000, 1000)).toEqual({ width: 512, height: 128 })
    expect(logoSize(10, 100_000)).toEqual({ width: 1, height: 512 })
  })
})
