import type { Feature } from '../../core/feature/feature.ts'
import { investigationMetric } from './metrics.ts'

/** How well the team searches for causes, in figures. */
export const statsFeature: Feature = { name: 'stats', metrics: [investigationMetric] }
