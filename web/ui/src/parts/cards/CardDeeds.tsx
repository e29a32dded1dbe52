// What may be done about a card now, each with reasons where they are due.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { actOnCard, type CardDetail, type Deed } from "../../api/cards";
import { useWords } from "../../i18n";
import { ProblemNotice } from "../problems";
import { useCommandKey } from "../useFilled";

/** What needs no words: to have read it, and to be done with it. */
const WORDLESS: readonly Deed[] = ["acknowledge", "close"];

export function CardDeeds({ card }: { card: CardDetail }) {
  const { t } = useWords();
  const [deed, setDeed] = useState<Deed | null>(null);
  const [done, setDone] = useState<Deed | null>(null);
  return (
    <div className="card-deeds">
      <div aria-live="polite">{done && <p className="quiet">{t("cards.done", { deed: t(`cards.deed.${done}`) })}</p>}</div>
      {card.stage === "objected" && card.actions.length === 0 && <p className="quiet">{t("cards.elsewhere")}{t("app.stop")}</p>}
      {deed && card.actions.includes(deed) ? (
        <DeedForm key={deed} card={card} deed={deed} onClose={() => setDeed(null)} onDone={() => { setDone(deed); setDeed(null); }} />
      ) : (
        <p className="ways">{card.actions.map((each) => <Button key={each} onClick={() => setDeed(each)}>{t(`cards.deed.${each}`)}</Button>)}</p>
      )}
    </div>
  );
}

function DeedForm({ card, deed, onClose, onDone }: { card: CardDetail; deed: Deed; onClose: () => void; onDone: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const commandId = useCommandKey();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const missing = !WORDLESS.includes(deed) && !reason.trim();
  const act = useMutation({
    mutationFn: () => actOnCard(card.card, deed, reason.trim(), commandId.key),
    onSuccess: (after) => {
      client.setQueryData(["cards", card.card], after);
      void client.invalidateQueries({ queryKey: ["cards", "list"] });
      void client.invalidateQueries({ queryKey: ["case", card.case.id] });
      onDone();
    },
    onError: (error) => commandId.answered(error),
  });
  const confirm = () => {
    setTried(true);
    if (!missing && !act.isPending) act.mutate();
  };
  return (
    <form className="card-deed" onSubmit={(event) => { event.preventDefault(); confirm(); }}>
      {act.error && <ProblemNotice error={act.error} />}
      <label className="field-label" htmlFor="card-reason">{t(`cards.deed.${deed}`)}{t("app.colon")}{t("history.reason")}</label>
      <Input.TextArea id="card-reason" value={reason} autoSize={{ minRows: 2, maxRows: 8 }} aria-describedby="card-reason-help" aria-invalid={tried && missing ? true : undefined} onChange={(event) => setReason(event.target.value)} />
      <p className="field-help" id="card-reason-help">{t(`cards.reasonHelp.${deed}`)}</p>
      {tried && missing && <p className="field-error" role="alert">{t("cards.reasonMissing")}</p>}
      <p className="ways">
        <Button type="primary" htmlType="submit" aria-busy={act.isPending}>{t(`cards.deed.${deed}`)}</Button>
        <Button onClick={onClose}>{t("kase.cancel")}</Button>
      </p>
    </form>
  );
}
