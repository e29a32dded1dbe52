import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Modal, Select } from "antd";
import { useState } from "react";
import { ADMIN, endStandIn, enterStandIn, standInsQuery, type NewStandIn, type StandIn, type StandIns as StandInsData } from "../../api/admin";
import { useWords } from "../../i18n";
import { useMe } from "../me";
import { ProblemNotice, Skeleton } from "../problems";
import { Day } from "./Day";
import { faultAt, faulty, Field, isOfFields } from "./Field";
import { EndDialogue, PeriodMark, usePeriod } from "./Period";
import { Records } from "./Records";

/** Who acts in whose place: one's own stand-ins, or those of all people in scope. */
export function StandIns({ view }: { view: "mine" | "all" }) {
  const { t, say, name, list } = useWords();
  const period = usePeriod();
  const query = useQuery(standInsQuery(view));
  const [entering, setEntering] = useState(false);
  const [ending, setEnding] = useState<StandIn | null>(null);
  if (query.error) return <ProblemNotice error={query.error} />;
  if (!query.data) return <Skeleton />;
  const roles = (line: StandIn) => (line.roles ? list(line.roles.map((role) => say(role.title))) : t("admin.allRoles"));
  return (
    <>
      <div className="section-head">
        <p className="quiet lead">{t("admin.standInHelp")}</p>
        <Button type={view === "all" ? "primary" : "default"} onClick={() => setEntering(true)}>{t(view === "all" ? "admin.enter" : "admin.enterOwn")}</Button>
      </div>
      {query.data.items.length === 0 ? (
        <p className={view === "all" ? "panel empty" : "quiet"}>{t("admin.noStandIns")}</p>
      ) : (
        <Records
          label={t("admin.tabs.stand_ins")}
          rows={query.data.items}
          rowKey={(line) => line.id}
          dimmed={(line) => line.state === "ended"}
          columns={[
            { title: t("admin.absent"), cell: (line) => name(line.absent) },
            { title: t("admin.standIn"), cell: (line) => name(line.person) },
            { title: t("admin.roles"), className: "records-wide", cell: roles },
            { title: t("admin.days"), cell: (line) => <span className="days">{period(line.from, line.to)}</span> },
            { title: t("admin.state"), cell: (line) => <PeriodMark state={line.state} /> },
            { title: t("admin.act"), className: "records-act", cell: (line) => line.may_end && <Button size="small" aria-label={t("admin.endAsk", { what: name(line.person) })} onClick={() => setEnding(line)}>{t("admin.end")}</Button> },
          ]}
        />
      )}
      {entering && <Enter view={view} people={query.data.people} onClose={() => setEntering(false)} />}
      {ending && <EndDialogue what={`${name(ending.absent)} → ${name(ending.person)}`} end={(on) => endStandIn(ending.id, on)} onClose={() => setEnding(null)} />}
    </>
  );
}

function Enter({ view, people, onClose }: { view: "mine" | "all"; people: StandInsData["people"]; onClose: () => void }) {
  const { t, say, name } = useWords();
  const me = useMe();
  const client = useQueryClient();
  const [form, setForm] = useState<NewStandIn>({ person: "", from: me.today, to: me.today, absent: view === "mine" ? me.person.id : "" });
  const [tried, setTried] = useState(false);
  const set = (part: Partial<NewStandIn>) => setForm((before) => ({ ...before, ...part }));
  const act = useMutation({
    mutationFn: () => enterStandIn({ ...form, absent: view === "all" ? form.absent : undefined, roles: form.roles?.length ? form.roles : undefined }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ADMIN });
      onClose();
    },
  });
  const options = (without: string | undefined) => people.filter(({ person }) => person.id !== without).map(({ person }) => ({ value: person.id, label: `${name(person)} (${person.id})` }));
  const lent = people.find(({ person }) => person.id === form.absent)?.roles ?? [];
  const missing = (value: string | undefined) => (tried && !value ? t("admin.missing") : undefined);
  const faults = { absent: missing(form.absent), person: faultAt(act.error, "/person") ?? missing(form.person) };
  const confirm = () => {
    setTried(true);
    if (form.absent && form.person && form.from && form.to && !act.isPending) act.mutate();
  };
  return (
    <Modal open width={640} title={t(view === "all" ? "admin.enter" : "admin.enterOwn")} okText={t("admin.confirm")} cancelText={t("admin.cancel")} onOk={confirm} onCancel={onClose} mask={{ closable: false }}>
      {act.error && !isOfFields(act.error) && <ProblemNotice error={act.error} />}
      <div className="form-grid">
        {view === "all" && (
          <Field id="absent" label={t("admin.absent")} error={faults.absent}>
            <Select id="absent" className="wide" {...faulty("absent", faults.absent)} showSearch={{ optionFilterProp: "label" }} placeholder={t("admin.choose")} value={form.absent || undefined} onChange={(absent) => set({ absent, roles: undefined })} options={options(undefined)} />
          </Field>
        )}
        <Field id="stand-in" label={t("admin.standIn")} error={faults.person}>
          <Select id="stand-in" className="wide" {...faulty("stand-in", faults.person)} showSearch={{ optionFilterProp: "label" }} placeholder={t("admin.choose")} value={form.person || undefined} onChange={(person) => set({ person })} options={options(form.absent)} />
        </Field>
        <div className={view === "all" ? "span-all" : undefined}>
          <Field id="stand-in-roles" label={t("admin.roles")} help={t("admin.rolesHelp")} error={faultAt(act.error, "/roles")}>
            <Select id="stand-in-roles" className="wide" mode="multiple" placeholder={t("admin.allRoles")} value={form.roles ?? []} onChange={(roles) => set({ roles })} options={lent.map((role) => ({ value: role.id, label: say(role.title) }))} />
          </Field>
        </div>
        <Field id="stand-in-from" label={t("admin.from")} error={faultAt(act.error, "/from")}>
          <Day id="stand-in-from" value={form.from} min={me.today} onChange={(from) => set({ from: from ?? me.today, to: from && from > form.to ? from : form.to })} />
        </Field>
        <Field id="stand-in-to" label={t("admin.to")} error={faultAt(act.error, "/to")}>
          <Day id="stand-in-to" value={form.to} min={form.from} onChange={(to) => set({ to: to ?? form.from })} />
        </Field>
      </div>
    </Modal>
  );
}
