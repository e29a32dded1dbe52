// Where people were in a list, so that coming back to it finds them there. Kept as long as the app is open.
import { useCallback, useState } from "react";

const selections = new Map<string, string>();
const offsets = new Map<string, number>();

/** The selected row of a list, by the name of the list. */
export function useSelection(list: string): [string | null, (key: string) => void] {
  const [selected, setSelected] = useState(() => selections.get(list) ?? null);
  const select = useCallback(
    (key: string) => {
      selections.set(list, key);
      setSelected(key);
    },
    [list],
  );
  return [selected, select];
}

export function offsetOf(list: string): number {
  return offsets.get(list) ?? 0;
}

export function keepOffset(list: string, offset: number): void {
  offsets.set(list, offset);
}
