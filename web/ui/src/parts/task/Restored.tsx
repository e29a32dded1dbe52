import { Button } from "antd";
import { useWords } from "../../i18n";
import { useMe } from "../me";
import { Notice } from "../problems";
import { moment } from "../time";

export function Restored({ at, onDiscard }: { at: number; onDiscard: () => void }) {
  const { t } = useWords();
  const me = useMe();
  return (
    <Notice tone="info" title={t("task.restored", { time: moment(new Date(at).toISOString(), me.timezone) })}>
      <Button size="small" onClick={onDiscard}>{t("task.discard")}</Button>
    </Notice>
  );
}
