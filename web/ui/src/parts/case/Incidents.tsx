// Where the process is stuck. Operators of the organ retry or choose another way; each time with reasons.
import { useMutation } from "@tanstack/react-query";
import { Button, Modal, Select } from "antd";
import { useState } from "react";
import { resolveIncident, retryIncident } from "../../api/cases";
import type { Case, Incident } from "../../api/types";
import { useWords } from "../../i18n";
import { useMe } from "../me";
import { ProblemNotice } from "../problems";
import { Said } from "../Said";
import { moment } from "../time";
import { Reason } from "../task/Reason";
import { useCommandKey } from "../useFilled";

type Way = "retry" | "resolve";

export function Incidents({ kase, onChanged }: { kase: Case; onChanged: () => void }) {
  const { t } = useWords();
  const me = useMe();
  const [open, setOpen] = useState<{ incident: Incident; way: Way } | null>(null);
  const may = me.verbs.includes("resolve_incidents");
  return (
    <section className="panel panel-stuck">
      <h2>{t("kase.incidents")}</h2>
      <ul className="ledger">
        {kase.incidents.map((incident) => (
          <li key={incident.key}>
            <p><strong><Said text={incident.node.title} /></strong>{t("app.colon")}<Said text={incident.message} /></p>
            <p className="quiet">{t("kase.incidentSince", { time: moment(incident.since, me.timezone) })} · {incident.code}</p>
            <details><summary>{t("kase.detail")}</summary><code className="pre">{incident.detail}</code></details>
            {may && (
              <p className="ways">
                <Button onClick={() => setOpen({ incident, way: "retry" })}>{t("kase.retry")}</Button>
                {incident.targets.length > 0 && <Button onClick={() => setOpen({ incident, way: "resolve" })}>{t("kase.resolve")}</Button>}
              </p>
            )}
          </li>
        ))}
      </ul>
      {open && <IncidentDialogue kase={kase} {...open} onClose={() => setOpen(null)} onDone={() => { setOpen(null); onChanged(); }} />}
    </section>
  );
}

function IncidentDialogue({ kase, incident, way, onClose, onDone }: { kase: Case; incident: Incident; way: Way; onClose: () => void; onDone: () => void }) {
  const { t, say } = useWords();
  const commandId = useCommandKey();
  const [reason, setReason] = useState("");
  const [to, setTo] = useState<string | undefined>(incident.targets.length === 1 ? incident.targets[0]?.id : undefined);
  const [tried, setTried] = useState(false);
  const command = { id: kase.id, incident: incident.key, reason: reason.trim(), key: commandId.key };
  const act = useMutation({
    mutationFn: () => (way === "resolve" && to ? resolveIncident({ ...command, to }) : retryIncident(command)),
    onSuccess: onDone,
    onError: (error) => commandId.answered(error),
  });
  const missing = { reason: !reason.trim(), target: way === "resolve" && !to };
  const confirm = () => {
    setTried(true);
    if (!missing.reason && !missing.target && !act.isPending) act.mutate();
  };
  return (
    <Modal open title={t(way === "retry" ? "kase.retryTitle" : "kase.resolveTitle", { node: say(incident.node.title) })} okText={t("kase.confirm")} cancelText={t("kase.cancel")} onOk={confirm} onCancel={onClose} mask={{ closable: false }}>
      {act.error && <ProblemNotice error={act.error} />}
      {way === "resolve" && (
        <div className="field">
          <label className="field-label" htmlFor="target">{t("kase.resolveTo")}</label>
          <Select id="target" className="wide" value={to} onChange={setTo} options={incident.targets.map((node) => ({ value: node.id, label: say(node.title) }))} />
          {tried && missing.target && <p className="field-error" role="alert">{t("kase.targetMissing")}</p>}
        </div>
      )}
      <Reason value={reason} help={t("kase.incidentReasonHelp")} error={tried && missing.reason ? t("kase.reasonMissing") : undefined} onChange={setReason} />
    </Modal>
  );
}
