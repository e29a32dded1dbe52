import { useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { peopleQuery, unitsQuery, type Handed as HandedPassword, type PeopleFilter, type PersonLine, type RoleLine } from "../../api/admin";
import { useWords } from "../../i18n";
import { ProblemNotice, Skeleton } from "../problems";
import { TwoLines } from "../TwoLines";
import { Handed } from "./Handed";
import { NewPerson } from "./NewPerson";
import { PersonPanel } from "./PersonPanel";
import { Records } from "./Records";

/** Chinese names by their sound. */
const COLLATOR = new Intl.Collator("zh-CN");
const STATES = ["active", "inactive", "locked"] as const;

/** The people of the organs in scope; each opens at the side. */
export function People({ person, onPerson }: { person: string | undefined; onPerson: (id: string | undefined) => void }) {
  const { t, name } = useWords();
  const [text, setText] = useState("");
  const [state, setState] = useState<PeopleFilter["state"]>();
  const [creating, setCreating] = useState(false);
  const [handed, setHanded] = useState<HandedPassword | null>(null);
  const last = useRef(person);
  useEffect(() => {
    // Whoever closes a person goes on where they came from.
    if (!person && last.current) document.getElementById(`person-${last.current}`)?.focus();
    last.current = person;
  }, [person]);
  const query = useQuery(peopleQuery({ q: useDeferredValue(text.trim()), state }));
  const units = useQuery(unitsQuery);
  const people = [...(query.data?.items ?? [])].sort((a, b) => COLLATOR.compare(name(a), name(b)));
  return (
    <>
      <div className="section-head">
        <span className="filters">
          <Input className="find" allowClear aria-label={t("admin.search")} placeholder={t("admin.search")} value={text} onChange={(event) => setText(event.target.value)} />
          <Select className="filter" aria-label={t("admin.state")} value={state ?? ""} onChange={(next) => setState(STATES.find((known) => known === next))} options={[{ value: "", label: t("admin.anyState") }, ...STATES.map((known) => ({ value: known, label: t(`admin.${known}`) }))]} />
          {query.data && <span className="quiet">{t("admin.count", { count: people.length })}</span>}
        </span>
        <Button type="primary" disabled={!units.data} onClick={() => setCreating(true)}>{t("admin.create")}</Button>
      </div>
      {query.error && <ProblemNotice error={query.error} />}
      {query.isPending ? (
        <div className="panel"><Skeleton rows={8} /></div>
      ) : people.length === 0 ? (
        <div className="panel empty"><p className="state-title">{t("admin.noPeople")}</p></div>
      ) : (
        <Records
          label={t("admin.tabs.people")}
          rows={people}
          rowKey={(line) => line.id}
          dimmed={(line) => !line.active}
          columns={[
            { title: t("admin.name"), cell: (line) => <TwoLines below={line.id}><button type="button" className="link" id={`person-${line.id}`} onClick={() => onPerson(line.id)}>{name(line)}</button></TwoLines> },
            { title: t("admin.login"), cell: (line) => line.login ?? <span className="quiet">{t("admin.noAccount")}</span> },
            { title: t("admin.roles"), className: "records-wide", cell: (line) => <CurrentRoles roles={line.roles} /> },
            { title: t("admin.state"), cell: (line) => <AccountMarks person={line} /> },
          ]}
        />
      )}
      {creating && units.data && <NewPerson organs={units.data.items} onClose={() => setCreating(false)} onDone={(made) => { setCreating(false); setHanded(made); }} />}
      {handed && <Handed handed={handed} onClose={() => { setHanded(null); onPerson(handed.person.id); }} />}
      {person && <PersonPanel key={person} id={person} organs={units.data?.items ?? []} onClose={() => onPerson(undefined)} />}
    </>
  );
}

/** What somebody holds today, in one line: roles in the organ first, then by unit. */
function CurrentRoles({ roles }: { roles: RoleLine[] }) {
  const { t, say } = useWords();
  const held = roles.filter((role) => role.state === "current");
  if (held.length === 0) return <span className="quiet">{t("admin.noRoles")}</span>;
  return (
    <ul className="role-list">
      {held.map((role) => (
        <li key={role.n}>{say(role.title)}{role.unit && <span className="quiet"> · {say(role.unit.title)}</span>}</li>
      ))}
    </ul>
  );
}

/** Whether somebody can log in: by word, never by colour alone. */
export function AccountMarks({ person }: { person: PersonLine }) {
  const { t } = useWords();
  return (
    <span className="tags">
      {person.active ? <span className="tag tag-bare tag-current">{t("admin.active")}</span> : <span className="tag tag-bare tag-ended">{t("admin.inactive")}</span>}
      {person.locked && <span className="tag tag-bare tag-locked" title={t("admin.lockedHelp")}>{t("admin.locked")}</span>}
      {person.must_change && <span className="tag tag-bare">{t("admin.mustChange")}</span>}
    </span>
  );
}
