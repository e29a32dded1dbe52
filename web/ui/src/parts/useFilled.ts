// The state of a form being filled in, kept in this tab until it is submitted.
import { useState } from "react";
import { commandKey, problemOf } from "../api/http";
import { dropDraft, keepDraft, readDraft } from "./draft";
import type { Values } from "./form/types";

export interface Filled {
  values: Values;
  reason: string;
  /** When the input was kept that this form was opened with, or null. */
  restored: number | null;
  fill: (values: Values, touched: boolean) => void;
  explain: (reason: string) => void;
  discard: () => void;
  /** The input has been accepted. */
  done: () => void;
}

export function useFilled(key: string, initial: Values): Filled {
  const [state, setState] = useState(() => {
    const draft = readDraft(key);
    return draft ? { values: draft.values, reason: draft.reason, restored: draft.at as number | null } : { values: initial, reason: "", restored: null };
  });
  return {
    ...state,
    fill: (values, touched) => {
      setState((before) => ({ ...before, values, restored: touched ? null : before.restored }));
      if (touched) keepDraft(key, values, state.reason);
    },
    explain: (reason) => {
      setState((before) => ({ ...before, reason, restored: null }));
      keepDraft(key, state.values, reason);
    },
    discard: () => {
      dropDraft(key);
      setState({ values: initial, reason: "", restored: null });
    },
    done: () => dropDraft(key),
  };
}

/**
 * The command id of one form opening: a double click, or a second try after the network failed, is the same command.
 * Once the server has answered no, the next try is another command.
 */
export function useCommandKey(): { key: string; answered: (error: unknown) => void } {
  const [key, setKey] = useState(commandKey);
  return {
    key,
    answered: (error) => {
      if (problemOf(error)?.code !== "unreachable") setKey(commandKey());
    },
  };
}
