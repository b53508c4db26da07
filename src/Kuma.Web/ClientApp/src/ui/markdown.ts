/** A piece of a text in Markdown: the words themselves, or an element with more pieces inside. */
export type MarkdownPiece = string | { tag: 'a' | 'strong' | 'em' | 'code' | 'p' | 'ul' | 'li' | 'br', href?: string, children: MarkdownPiece[] }

const inline = new RegExp([
  /`(?<code>[^`]+)`/,
  /\*\*(?<strong>[^*]+)\*\*/,
  /(?<![\w*])[*_](?<em>[^*_\s](?:[^*_]*[^*_\s])?)[*_](?![\w*])/,
  /\[(?<text>[^\]]+)\]\((?<to>[^)\s]+)\)/,
  /(?<bare>https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/,
].map(one => one.source).join('|'), 'g')

/** Only addresses that a click cannot run. */
function isSafe(href: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(href)
}

function piecesOf(text: string): MarkdownPiece[] {
  const pieces: MarkdownPiece[] = []
  let at = 0
  for (const match of text.matchAll(inline)) {
    const { code, strong, em, text: words, to, bare } = match.groups ?? {}
    pieces.push(text.slice(at, match.index))
    at = match.index + match[0].length
    if (code !== undefined) {
      pieces.push({ tag: 'code', children: [code] })
    } else if (strong !== undefined || em !== undefined) {
      pieces.push({ tag: strong === undefined ? 'em' : 'strong', children: piecesOf(strong ?? em ?? '') })
    } else if (bare !== undefined || isSafe(to ?? '')) {
      pieces.push({ tag: 'a', href: bare ?? to ?? '', children: [bare ?? words ?? ''] })
    } else {
      pieces.push(match[0])
    }
  }

  return [...pieces, text.slice(at)].filter(piece => piece !== '')
}

/** Reads what descriptions are written in: paragraphs, lists, emphasis, code and links. HTML stays text. */
export function parseMarkdown(text: string): MarkdownPiece[] {
  const bullet = /^\s*[-*]\s+/
  return text.replaceAll('\r', '').split(/\n{2,}/).filter(block => block.trim() !== '').map((block) => {
    const lines = block.split('\n').filter(line => line.trim() !== '')
    if (lines.every(line => bullet.test(line))) {
      return { tag: 'ul', children: lines.map(line => ({ tag: 'li', children: piecesOf(line.replace(bullet, '')) })) }
    }

    const heading = /^#{1,6}\s+/
    const parts = lines.flatMap((line, index): MarkdownPiece[] => [
      ...index > 0 ? [{ tag: 'br' as const, children: [] }] : [],
      ...heading.test(line) ? [{ tag: 'strong' as const, children: piecesOf(line.replace(heading, '')) }] : piecesOf(line),
    ])
    return { tag: 'p', children: parts }
  })
}
