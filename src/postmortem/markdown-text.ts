/** User-written text → Markdown that shows exactly that text on one line: no markup, HTML, table break or ping. */
export function escapeMarkdown(text: string): string {
  const oneLine = text.replace(/\s*\r?\n\s*/g, ' ⏎ ').trim()
  return oneLine
    .split(/(https?:\/\/[^\s<>()[\]|`*\\]+)/)
    .map((part, index) => (index % 2 === 1 ? `<${part}>` : escapePart(part)))
    .join('')
}

function escapePart(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/[\\`*[\]|~$]/g, '\\$&')
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      .replace(/^(\d+)([.)])/, '$1\\$2')
      .replace(/^[-+#=]/, '\\$&')
      // A code host would notify whoever has that name there, and link to what has that number.
      .replace(/[@#](?=\w)/g, '$&\u2060')
  )
}

/** A link whose text is ours and whose address came from Slack. */
export const markdownLink = (text: string, url: string): string =>
  /^https:\/\/[^\s<>()"']+$/.test(url) ? `[${text}](${url})` : text
