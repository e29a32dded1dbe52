// A form in a dialogue: for acts of the case, and for messages that are entered by hand.
import { Button, Modal } from "antd";
import { lazy, Suspense } from "react";
import { problemOf } from "../../api/http";
import type { Choices, Form, Json, Moved } from "../../api/types";
import { useWords } from "../../i18n";
import { Skeleton } from "../problems";
import { Failed } from "../task/Failed";
import { Restored } from "../task/Restored";
import { useSubmission } from "../useSubmission";

const SchemaForm = lazy(() => import("../form/SchemaForm").then((module) => ({ default: module.SchemaForm })));
const FORM_ID = "entry-form";

interface Entry {
  title: string;
  form: Form | null;
  choices: Choices;
  /** Where a draft is kept. */
  draft: string;
  send: (submission: { [field: string]: Json }, key: string) => Promise<Moved>;
  onClose: () => void;
  onDone: () => void;
}

export function EntryDialogue({ title, form, choices, draft, send, onClose, onDone }: Entry) {
  const { t } = useWords();
  const { filled, mutation } = useSubmission(draft, send, onDone);
  const submit = (submission: { [field: string]: Json }) => {
    if (!mutation.isPending) mutation.mutate(submission);
  };
  const foot = [
    <Button key="cancel" onClick={onClose}>{t("kase.cancel")}</Button>,
    <Button key="submit" type="primary" htmlType="submit" form={FORM_ID} aria-busy={mutation.isPending}>{t(mutation.isPending ? "task.submitting" : "task.submit")}</Button>,
  ];
  return (
    <Modal open title={title} width={760} onCancel={onClose} footer={foot} mask={{ closable: false }}>
      {mutation.error && <Failed error={mutation.error} />}
      {filled.restored !== null && <Restored at={filled.restored} onDiscard={filled.discard} />}
      {form ? (
        <Suspense fallback={<Skeleton />}>
          <SchemaForm id={FORM_ID} form={form} choices={choices} values={filled.values} disabled={false} errors={problemOf(mutation.error)?.errors} onChange={filled.fill} onSubmit={submit} />
        </Suspense>
      ) : (
        <form id={FORM_ID} onSubmit={(event) => { event.preventDefault(); submit({}); }} />
      )}
    </Modal>
  );
}
