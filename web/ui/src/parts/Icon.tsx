/** A shape for the eye alone. */
export function Icon({ shape }: { shape: string }) {
  return <span className="icon" aria-hidden="true">{shape}</span>;
}
