import type { MarkKind } from './kinds.ts'

/** Each kind has a form of its own, so that it is told without colour; half its width in pixels beside it. */
export const shapes: Record<MarkKind, (x: number, y: number) => string> = {
  // a cross
  error: (x, y) =>
    `M${x - 6} ${y - 3.5}L${x - 3.5} ${y - 6}L${x} ${y - 2.5}L${x + 3.5} ${y - 6}L${x + 6} ${y - 3.5}L${x + 2.5} ${y}L${x + 6} ${y + 3.5}L${x + 3.5} ${y + 6}L${x} ${y + 2.5}L${x - 3.5} ${y + 6}L${x - 6} ${y + 3.5}L${x - 2.5} ${y}Z`,
  // a tick
  success: (x, y) =>
    `M${x - 6} ${y}L${x - 4} ${y - 2}L${x - 1.5} ${y + 0.5}L${x + 4} ${y - 5}L${x + 6} ${y - 3}L${x - 1.5} ${y + 4.5}Z`,
  // a square
  exit: (x, y) => `M${x - 4.5} ${y - 4.5}H${x + 4.5}V${y + 4.5}H${x - 4.5}Z`,
  // a triangle
  page: (x, y) => `M${x} ${y - 5}L${x + 5.5} ${y + 4.5}H${x - 5.5}Z`,
  // a bar
  app: (x, y) => `M${x - 1.5} ${y - 5}H${x + 1.5}V${y + 5}H${x - 1.5}Z`,
  // a circle
  event: (x, y) => `M${x - 4} ${y}A4 4 0 1 1 ${x + 4} ${y}A4 4 0 1 1 ${x - 4} ${y}Z`,
}
