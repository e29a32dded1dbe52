import { useEffect, useRef } from "react";

/** The idle limit of the server's sessions. Polling keeps a session alive, so the app must watch the person itself. */
export const IDLE_MS = 30 * 60_000;
const LOOK_EVERY_MS = 15_000;

export function useIdle(onIdle: () => void): void {
  const act = useRef(onIdle);
  useEffect(() => {
    act.current = onIdle;
  });
  useEffect(() => {
    let last = Date.now();
    const touch = () => {
      last = Date.now();
    };
    const signs = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
    for (const sign of signs) addEventListener(sign, touch, { passive: true });
    const timer = setInterval(() => {
      if (Date.now() - last >= IDLE_MS) act.current();
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const sign of signs) removeEventListener(sign, touch);
    };
  }, []);
}
