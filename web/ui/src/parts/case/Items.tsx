// What each item of a multi-instance has reached: for each party, where it stands and since when.
import type { Items } from "../../api/types";
import { useWords } from "../../i18n";
import { Said } from "../Said";
import { Moment } from "../Since";

const SHAPE = { open: "\u25cf", done: "\u2713", cancelled: "\u2715" } as const;

export function ItemTables({ runs }: { runs: Items[] }) {
  const { t, say, name } = useWords();
  return (
    <>
      {runs.map((run) => (
        <table key={`${run.node.id} ${run.since}`} className="over-cases items">
          <caption>
            <Said text={run.node.title} />
            <span className="quiet"> {t("items.count", { count: run.items.length })} · <Moment at={run.since} />{run.until && <> – <Moment at={run.until} /></>}</span>
          </caption>
          <thead><tr><th scope="col">{t("items.item")}</th><th scope="col">{t("items.state")}</th><th scope="col">{t("items.at")}</th><th scope="col">{t("cases.since")}</th></tr></thead>
          <tbody>
            {run.items.map((item) => (
              <tr key={item.index}>
                <th scope="row">{item.index + 1}. <span lang="zh-CN">{item.label}</span></th>
                <td><span aria-hidden="true">{SHAPE[item.state]} </span>{t(`items.${item.state}`)}</td>
                <td className={item.state === "open" ? undefined : "quiet"}>
                  {item.at.map((place, index) => (
                    <span key={index}>{index > 0 && t("app.separator")}{say(place.node.title)}{place.holder && <span className="quiet"> {name(place.holder)}</span>}</span>
                  ))}
                </td>
                <td><Moment at={item.since} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </>
  );
}
