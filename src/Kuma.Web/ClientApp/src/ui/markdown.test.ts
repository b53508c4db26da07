import { describe, expect, it } from 'vitest'
import { parseMarkdown, type MarkdownPiece } from './markdown'

const html = (pieces: MarkdownPiece[]): string => pieces.map(piece => typeof piece === 'string'
  ? piece
  : `<${piece.tag}${piece.href === undefined ? '' : ` ${piece.href}`}>${html(piece.children)}</>`).join('')
const read = (text: string): string => html(parseMarkdown(text))

describe('the Markdown of descriptions', () => {
  it('has paragraphs, lines, lists and headings', () => {
    expect(read('one\ntwo\n\n\nthree')).toBe('<p>one<br></>two</><p>three</>')
    expect(read('- a\n* b')).toBe('<ul><li>a</><li>b</></>')
    expect(read('## Runbook\nCall us')).toBe('<p><strong>Runbook</><br></>Call us</>')
    expect(read(' \n')).toBe('')
  })

  it('has emphasis, code and links', () => {
    expect(read('The **public *face*** of `a*b*`')).toContain('<code>a*b*</>')
    expect(read('**bold** and _slanted_, snake_case_stays, 2 * 3 * 4')).toBe('<p><strong>bold</> and <em>slanted</>, snake_case_stays, 2 * 3 * 4</>')
    expect(read('See [the wiki](https://a.example/x) or https://b.example/y.')).toBe('<p>See <a https://a.example/x>the wiki</> or <a https://b.example/y>https://b.example/y</>.</>')
  })

  it('runs nothing', () => {
    expect(read('[x](javascript:alert(1))')).not.toContain('<a')
    expect(read('[x](data:text/html,hi)')).toBe('<p>[x](data:text/html,hi)</>')
    expect(read('<img src=x onerror=alert(1)>')).toBe('<p><img src=x onerror=alert(1)></>')
  })
})
