import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { useState } from "react";
import { ADMIN, type PeriodState } from "../../api/admin";
import type { CivilDate } from "../../api/types";
import { useWords } from "../../i18n";
import { useMe } from "../me";
import { ProblemNotice } from "../problems";
import { Day, dayBefore } from "./Day";
import { faultAt, Field, isOfFields } from "./Field";

/** From when to when something holds, in words. */
export function usePeriod() {
  const { t } = useWords();
  return (from: CivilDate | null, to: CivilDate | null) => {
    if (from && from === to) return t("admin.periodDay", { day: from });
    if (from && to) return t("admin.periodTo", { from, to });
    if (from) return t("admin.period", { from });
    return to ? t("admin.until", { to }) : t("admin.always");
  };
}

export function PeriodMark({ state }: { state: PeriodState }) {
  const { t } = useWords();
  return <span className={`tag tag-bare tag-${state}`}>{t(`admin.periodState.${state}`)}</span>;
}

/** Asks for the last day of a role or a stand-in, and ends it. */
export function EndDialogue({ what, end, onClose }: { what: string; end: (on: CivilDate) => Promise<unknown>; onClose: () => void }) {
  const { t } = useWords();
  const me = useMe();
  const client = useQueryClient();
  const earliest = dayBefore(me.today);
  const [on, setOn] = useState<CivilDate | undefined>(me.today);
  const act = useMutation({
    mutationFn: (day: CivilDate) => end(day),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ADMIN });
      onClose();
    },
  });
  const fault = faultAt(act.error, "/on") ?? (on ? undefined : t("admin.missing"));
  return (
    <Modal open title={t("admin.endAsk", { what })} okText={t("admin.end")} cancelText={t("admin.cancel")} onOk={() => on && !act.isPending && act.mutate(on)} onCancel={onClose} mask={{ closable: false }}>
      {act.error && !isOfFields(act.error) && <ProblemNotice error={act.error} />}
      <Field id="end-on" label={t("admin.lastDay")} help={t("admin.endHelp")} error={fault}>
        <Day id="end-on" value={on} min={earliest} error={fault} onChange={setOn} />
      </Field>
    </Modal>
  );
}
