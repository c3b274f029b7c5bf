import { type Outline, shownSectionNodes } from '../templates/outline.ts'
import { markdownOf } from './markdown-of.ts'

/** Renders a post-mortem as GitHub Flavored Markdown. */
export const renderMarkdown = (outline: Outline): string => markdownOf(shownSectionNodes(outline))
