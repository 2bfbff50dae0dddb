import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** Where nothing can be measured. */
const UNKNOWN_WIDTH = 720

/**
 * The width of an element in pixels, as it changes: what is drawn in it keeps the size of its letters. 0 before it is
 * measured: to draw all for a width that is not the right one takes as long again.
 */
export function useWidth<T extends HTMLElement>(): [RefObject<T | null>, number] {
  const ref = useRef<T>(null)
  const [width, setWidth] = useState(0)

  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return undefined
    const measure = (): void => setWidth((before) => element.clientWidth || before || UNKNOWN_WIDTH)
    measure()
    if (typeof ResizeObserver === 'undefined') return undefined
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  return [ref, width]
}
