// Input, command id and outcome of one form that is not a task: an act of a case, or the start of one.
import { useMutation } from "@tanstack/react-query";
import type { Json, Moved } from "../api/types";
import { useCommandKey, useFilled } from "./useFilled";

export function useSubmission(draft: string, send: (submission: { [field: string]: Json }, key: string, reason: string) => Promise<Moved>, onDone: (moved: Moved) => void) {
  const filled = useFilled(draft, {});
  const command = useCommandKey();
  const mutation = useMutation({
    mutationFn: (submission: { [field: string]: Json }) => send(submission, command.key, filled.reason.trim()),
    onSuccess: (moved) => {
      filled.done();
      onDone(moved);
    },
    onError: (error) => command.answered(error),
  });
  return { filled, mutation };
}
