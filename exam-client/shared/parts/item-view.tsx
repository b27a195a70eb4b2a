import { memo } from 'react'

/**
 * Item HTML: the only place where markup of a bank reaches the page. It was sanitised by the server when the bank was
 * imported, and the page's content policy forbids what would still slip through.
 */
export const ItemHtml = memo(function ItemHtml({
  html,
  className = '',
  id,
}: {
  html: string
  className?: string
  id?: string
}) {
  // A span, since an option's text lies in a label, where blocks are not allowed; CSS makes it a block.
  return <span id={id} className={`item-html ${className}`} dangerouslySetInnerHTML={{ __html: html }} />
})
