import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { useState } from "react";
import { ADMIN, grantRole, type Grant, type OrganView, type PersonLine } from "../../api/admin";
import { useWords } from "../../i18n";
import { useMe } from "../me";
import { ProblemNotice } from "../problems";
import { isOfFields } from "./Field";
import { RoleFields } from "./RoleFields";

export function GrantRole({ person, organs, onClose }: { person: PersonLine; organs: OrganView[]; onClose: () => void }) {
  const { t } = useWords();
  const me = useMe();
  const client = useQueryClient();
  const [role, setRole] = useState<Grant>({ role: "", organ: person.roles[0]?.organ.id ?? organs[0]?.organ.id ?? "", from: me.today });
  const [tried, setTried] = useState(false);
  const act = useMutation({
    mutationFn: () => grantRole(person.id, role),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ADMIN });
      onClose();
    },
  });
  const confirm = () => {
    setTried(true);
    if (role.role && !act.isPending) act.mutate();
  };
  return (
    <Modal open width={640} title={t("admin.grant")} okText={t("admin.confirm")} cancelText={t("admin.cancel")} onOk={confirm} onCancel={onClose} mask={{ closable: false }}>
      {act.error && !isOfFields(act.error) && <ProblemNotice error={act.error} />}
      <RoleFields organs={organs} value={role} error={act.error} tried={tried} onChange={setRole} />
    </Modal>
  );
}
