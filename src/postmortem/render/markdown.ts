import { type Outline, sectionsShown } from '../templates/outline.ts'
import { markdownOf } from './markdown-of.ts'

/** The post-mortem as Markdown (GitHub flavour). */
export const renderMarkdown = (outline: Outline): string => markdownOf(sectionsShown(outline))
