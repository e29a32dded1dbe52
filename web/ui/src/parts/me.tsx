import { createContext, useContext } from "react";
import type { Me } from "../api/types";

const MeContext = createContext<Me | null>(null);

export const MeProvider = MeContext.Provider;

/** The logged-in person, with the organ's zone, today and now. Only below the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe outside of the shell");
  return me;
}
