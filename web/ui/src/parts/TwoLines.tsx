import type { ReactNode } from "react";

/** A cell with what matters above what explains it. */
export function TwoLines({ children, below }: { children: ReactNode; below: ReactNode }) {
  return (
    <>
      <span className="line-one">{children}</span>
      <span className="line-two">{below}</span>
    </>
  );
}
