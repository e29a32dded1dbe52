// A person at the side: account, roles, and what an administrator may do with them.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Drawer, Modal } from "antd";
import { useState } from "react";
import { ADMIN, endRole, endSessions, personQuery, resetPassword, switchPerson, unlockPerson, type Handed as HandedPassword, type OrganView, type PersonLine } from "../../api/admin";
import { useWords } from "../../i18n";
import { Notice, ProblemNotice, Skeleton } from "../problems";
import { Contact } from "./Contact";
import { GrantRole } from "./GrantRole";
import { Handed } from "./Handed";
import { AccountMarks } from "./People";
import { EndDialogue, PeriodMark, usePeriod } from "./Period";
import { Records } from "./Records";

type Deed = "reset" | "deactivate" | "activate" | "unlock" | "endSessions";

const WIDTH = 640;

export function PersonPanel({ id, organs, onClose }: { id: string; organs: OrganView[]; onClose: () => void }) {
  const { name } = useWords();
  const query = useQuery(personQuery(id));
  const person = query.data;
  return (
    <Drawer open size={WIDTH} title={person ? name(person) : id} onClose={onClose}>
      {query.error && <ProblemNotice error={query.error} />}
      {person ? (
        <div className="person-parts">
          <Account person={person} />
          <Roles person={person} organs={organs} />
          <Contact person={person} />
        </div>
      ) : (
        !query.error && <Skeleton />
      )}
    </Drawer>
  );
}

function Account({ person }: { person: PersonLine }) {
  const { t, name } = useWords();
  const client = useQueryClient();
  const [asked, setAsked] = useState<Deed | null>(null);
  const [handed, setHanded] = useState<HandedPassword | null>(null);
  const act = useMutation({
    mutationFn: async (deed: Deed) => {
      if (deed === "reset") setHanded(await resetPassword(person.id));
      else if (deed === "unlock") await unlockPerson(person.id);
      else if (deed === "endSessions") await endSessions(person.id);
      else await switchPerson(person.id, deed === "activate");
    },
    onSettled: () => {
      setAsked(null);
      return client.invalidateQueries({ queryKey: ADMIN });
    },
  });
  return (
    <section aria-labelledby="person-account">
      <h2 id="person-account">{t("admin.account")}</h2>
      <dl className="pairs">
        <div><dt>{t("admin.id")}</dt><dd>{person.id}</dd></div>
        <div><dt>{t("admin.login")}</dt><dd>{person.login ?? t("admin.noAccount")}</dd></div>
        <div><dt>{t("admin.state")}</dt><dd><AccountMarks person={person} /></dd></div>
      </dl>
      {act.error && <ProblemNotice error={act.error} />}
      {person.own ? (
        <Notice tone="info" title={t("admin.own")} />
      ) : (
        <div className="ways">
          {person.login && <Button onClick={() => setAsked("reset")}>{t("admin.reset")}</Button>}
          {person.locked && <Button onClick={() => act.mutate("unlock")}>{t("admin.unlock")}</Button>}
          <Button onClick={() => setAsked("endSessions")}>{t("admin.endSessions")}</Button>
          {person.active ? <Button danger onClick={() => setAsked("deactivate")}>{t("admin.deactivate")}</Button> : <Button onClick={() => setAsked("activate")}>{t("admin.activate")}</Button>}
        </div>
      )}
      {handed && <Handed handed={handed} onClose={() => setHanded(null)} />}
      {asked && asked !== "unlock" && (
        <Modal open title={t(`admin.${asked}`)} okText={t("admin.confirm")} cancelText={t("admin.cancel")} onOk={() => !act.isPending && act.mutate(asked)} onCancel={() => setAsked(null)}>
          <p>{t(`admin.${asked}Ask`, { name: name(person) })}</p>
        </Modal>
      )}
    </section>
  );
}

function Roles({ person, organs }: { person: PersonLine; organs: OrganView[] }) {
  const { t, say } = useWords();
  const period = usePeriod();
  const [granting, setGranting] = useState(false);
  const [ending, setEnding] = useState<number | null>(null);
  const titled = (n: number) => say(person.roles.find((role) => role.n === n)?.title ?? { zh: "" });
  return (
    <section aria-labelledby="person-roles">
      <div className="section-head">
        <h2 id="person-roles">{t("admin.roles")}</h2>
        {!person.own && <Button onClick={() => setGranting(true)} disabled={organs.length === 0}>{t("admin.grant")}</Button>}
      </div>
      <Records
        label={t("admin.roles")}
        rows={[...person.roles].sort((a, b) => Number(a.state === "ended") - Number(b.state === "ended"))}
        rowKey={(role) => role.n}
        dimmed={(role) => role.state === "ended"}
        columns={[
          { title: t("admin.role"), cell: (role) => <span className="days">{say(role.title)}</span> },
          { title: t("admin.unit"), cell: (role) => (role.unit ? say(role.unit.title) : organs.length > 1 ? say(role.organ.title) : t("admin.organItself")) },
          { title: t("admin.days"), cell: (role) => <span className="days">{period(role.from, role.to)}</span> },
          { title: t("admin.state"), cell: (role) => <PeriodMark state={role.state} /> },
          ...(person.own ? [] : [{ title: t("admin.act"), className: "records-act", cell: (role: PersonLine["roles"][number]) => role.state !== "ended" && <Button size="small" aria-label={t("admin.endAsk", { what: say(role.title) })} onClick={() => setEnding(role.n)}>{t("admin.end")}</Button> }]),
        ]}
      />
      {granting && <GrantRole person={person} organs={organs} onClose={() => setGranting(false)} />}
      {ending !== null && <EndDialogue what={titled(ending)} end={(on) => endRole(person.id, ending, on)} onClose={() => setEnding(null)} />}
    </section>
  );
}
