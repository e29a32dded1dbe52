import { Button, Modal } from "antd";
import { useState } from "react";
import type { Handed as HandedPassword } from "../../api/admin";
import { useWords } from "../../i18n";

/** A first password, shown once: it leaves only when somebody says that they have it. */
export function Handed({ handed, onClose }: { handed: HandedPassword; onClose: () => void }) {
  const { t, name } = useWords();
  const [copied, setCopied] = useState(false);
  // The clipboard needs a secure context, and the extranet may have plain http: then people write it down.
  const copy = () => void navigator.clipboard.writeText(handed.password).then(() => setCopied(true));
  const canCopy = window.isSecureContext;
  return (
    <Modal open title={t("admin.handed")} closable={false} keyboard={false} mask={{ closable: false }} footer={<Button type="primary" onClick={onClose}>{t("admin.handedDone")}</Button>}>
      <p>{t("admin.handedFor", { name: name(handed.person), login: handed.person.login ?? "" })}</p>
      <p className="handed">
        <code>{handed.password}</code>
        {canCopy && <Button onClick={copy}>{t(copied ? "admin.copied" : "admin.copy")}</Button>}
      </p>
      <p className="quiet">{t("admin.handedHelp")}</p>
    </Modal>
  );
}
