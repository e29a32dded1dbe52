import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { commandKey, problemOf } from "../../api/http";
import { claimTask, releaseTask } from "../../api/tasks";
import type { Task } from "../../api/types";
import { i18n, useWords } from "../../i18n";
import type { zh } from "../../i18n/zh-CN";
import { Notice, ProblemNotice } from "../problems";

/** Who holds the task, and the one thing that can be done about it. */
export function ClaimBar({ task, reload }: { task: Task; reload: () => void }) {
  const { t, name } = useWords();
  const client = useQueryClient();
  const settled = () => {
    reload();
    void client.invalidateQueries({ queryKey: ["tasks"] });
  };
  const command = () => ({ id: task.id, revision: task.revision, key: commandKey() });
  const claim = useMutation({ mutationFn: () => claimTask(command()), onSettled: settled });
  const release = useMutation({ mutationFn: () => releaseTask(command()), onSettled: settled });
  const failed = claim.error ?? release.error;
  return (
    <>
      {failed && <ProblemNotice error={failed} title={problemOf(failed)?.status === 409 ? t("task.held") : undefined} />}
      {task.mine ? (
        <div className="claim-bar">
          <span className="quiet">{t("task.saved")}</span>
          <Button type="text" title={t("task.releaseHelp")} disabled={release.isPending} onClick={() => release.mutate()}>{t("task.release")}</Button>
        </div>
      ) : task.assignee ? (
        <Notice tone="info" title={t("task.heldBy", { name: name(task.assignee) })} />
      ) : task.claim.allowed ? (
        <div className="claim-bar claim-open">
          <span>{t("task.claimFirst")} <span className="quiet">{t("task.claimHelp")}</span></span>
          <Button type="primary" disabled={claim.isPending} onClick={() => claim.mutate()}>{t("task.claim")}</Button>
        </div>
      ) : (
        <NotAllowed code={task.claim.why} />
      )}
    </>
  );
}

function NotAllowed({ code }: { code?: string | null }) {
  const { t } = useWords();
  return (
    <Notice tone="info" title={t("task.notAllowed")}>
      {code && isWorded(code) && <p>{t(`claim.${code}`)}</p>}
      {code && <p className="quiet">{t("problem.code", { code })}</p>}
    </Notice>
  );
}

function isWorded(code: string): code is keyof typeof zh.claim {
  return i18n.exists(`claim.${code}`);
}
