import { startTransition, useEffect, useState } from 'react'

/** False until something has been seen: what is large, and further down, comes then, without holding up a key. */
export function useAfterPaint(): boolean {
  const [isPainted, setIsPainted] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setIsPainted(true)))
    return () => clearTimeout(timer)
  }, [])
  return isPainted
}
