import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Input, Modal } from "antd";
import { useState } from "react";
import { ADMIN, createPerson, type Grant, type Handed, type OrganView } from "../../api/admin";
import { useWords } from "../../i18n";
import { useMe } from "../me";
import { ProblemNotice } from "../problems";
import { faultAt, faulty, Field, isOfFields } from "./Field";
import { RoleFields } from "./RoleFields";

/** Creates a person with a first role; the login name follows the id until somebody changes it. */
export function NewPerson({ organs, onClose, onDone }: { organs: OrganView[]; onClose: () => void; onDone: (handed: Handed) => void }) {
  const { t } = useWords();
  const me = useMe();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [nameEn, setNameEn] = useState("");
  const [id, setId] = useState("");
  const [login, setLogin] = useState<string>();
  const [role, setRole] = useState<Grant>({ role: "", organ: organs[0]?.organ.id ?? "", from: me.today });
  const [tried, setTried] = useState(false);
  const act = useMutation({
    mutationFn: () => createPerson({ id: id.trim(), name: name.trim(), name_en: nameEn.trim() || undefined, login: (login ?? id).trim(), role }),
    onSuccess: async (handed) => {
      await client.invalidateQueries({ queryKey: ADMIN });
      onDone(handed);
    },
  });
  const fault = (pointer: string, given: string) => faultAt(act.error, pointer) ?? (tried && !given.trim() ? t("admin.missing") : undefined);
  const faults = { name: fault("/name", name), id: fault("/id", id), login: fault("/login", login ?? id) };
  const confirm = () => {
    setTried(true);
    if (name.trim() && id.trim() && role.role && !act.isPending) act.mutate();
  };
  return (
    <Modal open width={640} title={t("admin.create")} okText={t("admin.confirm")} cancelText={t("admin.cancel")} onOk={confirm} onCancel={onClose} mask={{ closable: false }}>
      {act.error && !isOfFields(act.error) && <ProblemNotice error={act.error} />}
      <div className="form-grid">
        <Field id="new-name" label={t("admin.name")} error={faults.name}>
          <Input id="new-name" {...faulty("new-name", faults.name)} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field id="new-name-en" label={t("admin.nameEn")} error={faultAt(act.error, "/name_en")}>
          <Input id="new-name-en" autoComplete="off" value={nameEn} onChange={(event) => setNameEn(event.target.value)} />
        </Field>
        <Field id="new-id" label={t("admin.id")} help={t("admin.idHelp")} error={faults.id}>
          <Input id="new-id" {...faulty("new-id", faults.id)} autoComplete="off" autoCapitalize="none" value={id} onChange={(event) => setId(event.target.value)} />
        </Field>
        <Field id="new-login" label={t("admin.login")} help={t("admin.loginHelp")} error={faults.login}>
          <Input id="new-login" {...faulty("new-login", faults.login)} autoComplete="off" autoCapitalize="none" value={login ?? id} onChange={(event) => setLogin(event.target.value)} />
        </Field>
      </div>
      <h2 className="dialogue-part">{t("admin.createFirst")}</h2>
      <p className="field-help dialogue-help">{t("admin.createHelp")}</p>
      <RoleFields organs={organs} value={role} error={act.error} at="/role" tried={tried} onChange={setRole} />
    </Modal>
  );
}
