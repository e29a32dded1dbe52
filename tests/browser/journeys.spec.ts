// The procedures that the product is judged by: filed scenarios, played through the screens by the people who act in them.
import { test } from "./support/people.ts";
import { Play } from "./support/play.ts";
import { filed } from "./support/scenario.ts";

test("不予立案：说明理由、告知举报人、归档", async ({ people, watch }) => {
  watch.expectAnswers(401, 422);
  const play = new Play(people, filed("scjg", "not_filed"));
  await play.steps();
});
