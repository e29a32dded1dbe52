// What may be asked for by hand in a case: a button each, its form in a dialogue.
import { Button, Modal } from "antd";
import { lazy, Suspense, useState } from "react";
import { requestAct } from "../../api/cases";
import { problemOf } from "../../api/http";
import type { Case, CaseAct, Json } from "../../api/types";
import { useWords } from "../../i18n";
import { draftKey } from "../draft";
import { useMe } from "../me";
import { Skeleton } from "../problems";
import { Failed } from "../task/Failed";
import { Restored } from "../task/Restored";
import { useSubmission } from "../useSubmission";

const SchemaForm = lazy(() => import("../form/SchemaForm").then((module) => ({ default: module.SchemaForm })));
const FORM_ID = "act-form";

export function Acts({ kase, onDone }: { kase: Case; onDone: () => void }) {
  const { say } = useWords();
  const [open, setOpen] = useState<CaseAct | null>(null);
  return (
    <>
      {kase.acts.map((act) => <Button key={act.id} onClick={() => setOpen(act)}>{say(act.title)}</Button>)}
      {open && <ActDialogue kase={kase} act={open} onClose={() => setOpen(null)} onDone={() => { setOpen(null); onDone(); }} />}
    </>
  );
}

function ActDialogue({ kase, act, onClose, onDone }: { kase: Case; act: CaseAct; onClose: () => void; onDone: () => void }) {
  const { t, say } = useWords();
  const me = useMe();
  const { filled, mutation } = useSubmission(
    draftKey(me.person.id, "act", kase.id, act.id),
    (submission, key) => requestAct({ id: kase.id, act: act.id, submission, key }),
    onDone,
  );
  const submit = (submission: { [field: string]: Json }) => {
    if (!mutation.isPending) mutation.mutate(submission);
  };
  const foot = [
    <Button key="cancel" onClick={onClose}>{t("kase.cancel")}</Button>,
    <Button key="submit" type="primary" htmlType="submit" form={FORM_ID} aria-busy={mutation.isPending}>{t(mutation.isPending ? "task.submitting" : "task.submit")}</Button>,
  ];
  return (
    <Modal open title={say(act.title)} width={760} onCancel={onClose} footer={foot} mask={{ closable: false }}>
      {mutation.error && <Failed error={mutation.error} />}
      {filled.restored !== null && <Restored at={filled.restored} onDiscard={filled.discard} />}
      {act.form ? (
        <Suspense fallback={<Skeleton />}>
          <SchemaForm id={FORM_ID} form={act.form} choices={act.choices} values={filled.values} disabled={false} errors={problemOf(mutation.error)?.errors} onChange={filled.fill} onSubmit={submit} />
        </Suspense>
      ) : (
        <form id={FORM_ID} onSubmit={(event) => { event.preventDefault(); submit({}); }} />
      )}
    </Modal>
  );
}
