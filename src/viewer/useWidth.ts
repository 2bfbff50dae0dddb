import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** Before it is measured, and where nothing can be. */
const UNKNOWN_WIDTH = 720

/** The width of an element in pixels, as it changes: what is drawn in it keeps the size of its letters. */
export function useWidth<T extends HTMLElement>(): [RefObject<T | null>, number] {
  const ref = useRef<T>(null)
  const [width, setWidth] = useState(UNKNOWN_WIDTH)

  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return undefined
    const measure = (): void => {
      const { clientWidth } = element
      if (clientWidth > 0) setWidth(clientWidth)
    }
    measure()
    if (typeof ResizeObserver === 'undefined') return undefined
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  return [ref, width]
}
