import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState, type FormEvent } from "react";
import { changePassword } from "../../api/admin";
import { useWords } from "../../i18n";
import { Notice, ProblemNotice } from "../problems";
import { faultAt, faulty, Field, isOfFields } from "./Field";

/** Changes one's own password. */
export function PasswordForm() {
  const { t } = useWords();
  const client = useQueryClient();
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const act = useMutation({
    mutationFn: () => changePassword(old, next),
    onSuccess: async () => {
      setOld("");
      setNext("");
      setAgain("");
      setTried(false);
      await client.invalidateQueries();
    },
  });
  const missing = (value: string) => (tried && !value ? t("admin.missing") : undefined);
  const faults = {
    old: faultAt(act.error, "/old") ?? missing(old),
    next: faultAt(act.error, "/new") ?? missing(next),
    again: tried && again !== next ? t("account.differ") : missing(again),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (old && next && again === next && !act.isPending) act.mutate();
  };
  return (
    <form className="password-form" onSubmit={submit} noValidate>
      {act.isSuccess && !tried && <Notice tone="done" title={t("account.done")} />}
      {act.error && !isOfFields(act.error) && <ProblemNotice error={act.error} />}
      <Field id="old-password" label={t("account.old")} error={faults.old}>
        <Input id="old-password" type="password" {...faulty("old-password", faults.old)} autoComplete="current-password" value={old} onChange={(event) => setOld(event.target.value)} />
      </Field>
      <Field id="new-password" label={t("account.new")} help={t("account.rules")} error={faults.next}>
        <Input id="new-password" type="password" {...faulty("new-password", faults.next)} autoComplete="new-password" value={next} onChange={(event) => setNext(event.target.value)} />
      </Field>
      <Field id="again-password" label={t("account.again")} error={faults.again}>
        <Input id="again-password" type="password" {...faulty("again-password", faults.again)} autoComplete="new-password" value={again} onChange={(event) => setAgain(event.target.value)} />
      </Field>
      <Button type="primary" htmlType="submit" aria-busy={act.isPending}>{t(act.isPending ? "account.busy" : "account.submit")}</Button>
    </form>
  );
}
