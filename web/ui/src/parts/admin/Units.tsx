import { useQuery } from "@tanstack/react-query";
import { unitsQuery, type OrganView } from "../../api/admin";
import { useWords } from "../../i18n";
import { ProblemNotice, Skeleton } from "../problems";
import { Names } from "../Said";

/** Units as they were filed, with who works in them today. */
export function Units({ onPerson }: { onPerson: (id: string) => void }) {
  const { t, say } = useWords();
  const query = useQuery(unitsQuery);
  if (query.error) return <ProblemNotice error={query.error} />;
  if (!query.data) return <div className="panel"><Skeleton rows={8} /></div>;
  return (
    <>
      <p className="quiet lead">{t("admin.unitsHelp")}</p>
      {query.data.items.map((organ) => (
        <section key={organ.organ.id} aria-label={say(organ.organ.title)}>
          {query.data.items.length > 1 && <p className="state-title">{say(organ.organ.title)}</p>}
          <div className="units">
            {organ.units.map((unit) => <UnitCard key={unit.unit?.id ?? ""} unit={unit} onPerson={onPerson} />)}
          </div>
        </section>
      ))}
    </>
  );
}

function UnitCard({ unit, onPerson }: { unit: OrganView["units"][number]; onPerson: (id: string) => void }) {
  const { t, say, name, list } = useWords();
  return (
    <section className="panel unit">
      <h2>
        {unit.unit ? say(unit.unit.title) : t("admin.wholeOrgan")}
        <span className="quiet unit-count">{t("admin.members", { count: unit.members.length })}</span>
      </h2>
      {unit.parent && <p className="quiet">{t("admin.parent", { unit: say(unit.parent.title) })}</p>}
      {unit.unit && <p className="unit-head"><span className="quiet">{t("admin.head")}</span> <Names people={unit.heads} none={t("app.none")} /></p>}
      {unit.members.length === 0 ? (
        <p className="quiet">{t("admin.noMembers")}</p>
      ) : (
        <ul className="plain unit-members">
          {unit.members.map(({ person, roles }) => (
            <li key={person.id}>
              <button type="button" className="link" onClick={() => onPerson(person.id)}>{name(person)}</button>
              <span className="quiet">{list(roles.map((role) => say(role.title)))}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
