import type { DiagnosticEntry } from './fields.ts'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** When it happened, by this device's clock. */
export function happenedAt({ at, timestamp }: DiagnosticEntry, clockSkew: number): number {
  return timestamp ? Date.parse(timestamp) + clockSkew : at
}

/** ISO 8601, UTC; empty for a time that is none. */
export function toIso(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : ''
}

/** `2026-11-22 09:17:50`. */
export function toUtc(time: number): string {
  return toIso(time).replace('T', ' ').replace(/\..*/, '')
}
