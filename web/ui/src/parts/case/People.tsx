import type { Case } from "../../api/types";
import { useWords } from "../../i18n";
import { Names, Said } from "../Said";

export function People({ people }: { people: Case["people"] }) {
  const { t } = useWords();
  if (people.length === 0) return null;
  return (
    <section className="panel">
      <h2>{t("kase.people")}</h2>
      <dl className="pairs">
        {people.map((lane) => (
          <div key={`${lane.lane.id} ${lane.team}`}>
            <dt><Said text={lane.lane.title} /></dt>
            <dd><Names people={lane.people} none={t("kase.noPeople")} />{lane.team && <span className="tag">{t("kase.team")}</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
