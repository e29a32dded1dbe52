//! Texts of what can be wrong with a YAML text and with a process: `MJ10xx` to `MJ13xx`.

use super::Message;

/// The codes by name.
pub mod code {
    /// Not YAML.
    pub const SYNTAX: &str = "MJ1001";
    /// A file beyond the size limit.
    pub const FILE_TOO_LARGE: &str = "MJ1002";
    /// An anchor or alias.
    pub const ANCHOR: &str = "MJ1003";
    /// A key that the map has already.
    pub const DUPLICATE_KEY: &str = "MJ1004";
    /// More values than a file may hold.
    pub const TOO_MANY_NODES: &str = "MJ1005";
    /// Nested too deep.
    pub const TOO_DEEP: &str = "MJ1006";
    /// A second document (`---`).
    pub const SEVERAL_DOCUMENTS: &str = "MJ1007";
    /// Nothing in the file.
    pub const EMPTY_FILE: &str = "MJ1008";
    /// A tag (`!name`).
    pub const TAG: &str = "MJ1009";
    /// A key that is a list or a map.
    pub const KEY_NOT_TEXT: &str = "MJ1010";
    /// A key that has no meaning here.
    pub const UNKNOWN_KEY: &str = "MJ1101";
    /// A key that must be there.
    pub const MISSING_KEY: &str = "MJ1102";
    /// A map, list or text where something else should stand.
    pub const WRONG_SHAPE: &str = "MJ1103";
    /// Not an id.
    pub const BAD_ID: &str = "MJ1104";
    /// An id that is taken.
    pub const DUPLICATE_ID: &str = "MJ1105";
    /// A value that is not allowed here.
    pub const NOT_ONE_OF: &str = "MJ1106";
    /// Not a whole number within the range.
    pub const NOT_WHOLE: &str = "MJ1107";
    /// Not a type of a variable.
    pub const NOT_A_TYPE: &str = "MJ1108";
    /// A node with no kind, or with two.
    pub const KIND_COUNT: &str = "MJ1109";
    /// A pattern of a number series that cannot work.
    pub const NUMBER_PATTERN: &str = "MJ1110";
    /// A list with too few items.
    pub const EMPTY_LIST: &str = "MJ1111";
    /// Not `form.field`.
    pub const NOT_A_PATH: &str = "MJ1112";
    /// A node that does not exist.
    pub const UNKNOWN_NODE: &str = "MJ1201";
    /// A lane that is not declared.
    pub const UNKNOWN_LANE: &str = "MJ1202";
    /// A stage that is not declared.
    pub const UNKNOWN_STAGE: &str = "MJ1203";
    /// A form that is not filed.
    pub const UNKNOWN_FORM: &str = "MJ1204";
    /// A decision table that is not filed.
    pub const UNKNOWN_TABLE: &str = "MJ1205";
    /// A number series that is not declared.
    pub const UNKNOWN_SERIES: &str = "MJ1206";
    /// A milestone that nothing records.
    pub const UNKNOWN_MILESTONE: &str = "MJ1207";
    /// An act that is not declared.
    pub const UNKNOWN_ACT: &str = "MJ1208";
    /// A variable that is not declared under `data:`.
    pub const UNKNOWN_VARIABLE: &str = "MJ1209";
    /// A field that the data does not have.
    pub const NO_SUCH_FIELD: &str = "MJ1210";
    /// A calendar that is not filed.
    pub const UNKNOWN_CALENDAR: &str = "MJ1211";
    /// A role that is not declared.
    pub const UNKNOWN_ROLE: &str = "MJ1212";
    /// A flow into another scope.
    pub const OTHER_SCOPE: &str = "MJ1213";
    /// A catcher of an error that no end throws.
    pub const ERROR_NEVER_THROWN: &str = "MJ1214";
    /// An error end without a catcher.
    pub const ERROR_NEVER_CAUGHT: &str = "MJ1215";
    /// An act that no event sub-process starts with.
    pub const ACT_WITHOUT_START: &str = "MJ1216";
    /// A column that the decision table does not have.
    pub const UNKNOWN_COLUMN: &str = "MJ1217";
    /// An input of the decision table without a value.
    pub const MISSING_COLUMN: &str = "MJ1218";
    /// An overlay removes what the base does not have.
    pub const NOTHING_TO_REMOVE: &str = "MJ1219";
    /// An overlay changes what the base holds final.
    pub const FINAL_CHANGED: &str = "MJ1220";
    /// A table that cannot name a lane.
    pub const LANE_TABLE: &str = "MJ1221";
    /// A pause that is not declared.
    pub const UNKNOWN_PAUSE: &str = "MJ1222";
    /// A responsible post that is not declared.
    pub const UNKNOWN_POST: &str = "MJ1231";
    /// A document that no node makes.
    pub const UNKNOWN_DOCUMENT: &str = "MJ1232";
    /// A called process that is not there.
    pub const UNKNOWN_PROCESS: &str = "MJ1240";
    /// A process that calls itself.
    pub const CALLS_ITSELF: &str = "MJ1241";
    /// A node that nothing leads to.
    pub const UNREACHABLE: &str = "MJ1301";
    /// A node from which no end can be reached.
    pub const NO_WAY_OUT: &str = "MJ1302";
    /// A choice without `else`.
    pub const ELSE_MISSING: &str = "MJ1303";
    /// An `else` before other conditions, or a second one.
    pub const ELSE_NOT_LAST: &str = "MJ1304";
    /// Boundary events on something that does not wait.
    pub const BOUNDARY_MISPLACED: &str = "MJ1305";
    /// A non-interrupting error event.
    pub const ERROR_MUST_INTERRUPT: &str = "MJ1306";
    /// A flow into an event that has no incoming flows.
    pub const NOT_A_TARGET: &str = "MJ1307";
    /// An end with outgoing flows.
    pub const END_LEADS_ON: &str = "MJ1308";
    /// A node without a way on.
    pub const NO_TO: &str = "MJ1309";
    /// An entry of `await` that is no event.
    pub const NOT_AN_EVENT: &str = "MJ1310";
    /// A multi-instance over something that is no list.
    pub const NOT_A_LIST: &str = "MJ1311";
    /// A value of another type than its place.
    pub const WRONG_TYPE: &str = "MJ1312";
    /// A promise longer than the law allows.
    pub const PROMISE_TOO_LONG: &str = "MJ1313";
    /// A node's limit longer than every promise.
    pub const LIMIT_TOO_LONG: &str = "MJ1314";
    /// A cycle in which nothing waits.
    pub const WAIT_FREE_CYCLE: &str = "MJ1315";
    /// A condition over the date of today.
    pub const TODAY_IN_CONDITION: &str = "MJ1316";
    /// More parts than numbers.
    pub const TOO_MANY_PARTS: &str = "MJ1317";
    /// An entry of `to:` that does not fit its node.
    pub const NOT_A_BRANCH: &str = "MJ1318";
    /// A start event with a form, lane or message inside a sub-process.
    pub const START_MISPLACED: &str = "MJ1319";
    /// One item name for lists of different types.
    pub const ITEMS_DIFFER: &str = "MJ1320";
    /// A case title that is no column of the case list.
    pub const NOT_A_LIST_FIELD: &str = "MJ1321";
    /// A pause on a clock with a limit in hours.
    pub const HOURS_PAUSED: &str = "MJ1322";
    /// An extension in hours of a limit in days, or the other way.
    pub const HOURS_MIXED: &str = "MJ1323";
    /// Duties on a start that no person begins.
    pub const DUTY_MISPLACED: &str = "MJ1331";
    /// One document with different titles.
    pub const DOCUMENT_DIFFERS: &str = "MJ1332";
    /// A way to a milestone around what must come before it.
    pub const ORDER_BROKEN: &str = "MJ1333";
    /// A pause that begins outside the act that it names.
    pub const PAUSE_NOT_APPROVED: &str = "MJ1335";
    /// An extension that nobody of its lane decides on.
    pub const EXTENSION_NOT_APPROVED: &str = "MJ1336";
    /// A clock that begins with what nothing records.
    pub const CLOCK_NEVER_STARTS: &str = "MJ1340";
    /// A clock that ends with what nothing records, or only before it begins.
    pub const CLOCK_NEVER_STOPS: &str = "MJ1341";
    /// A clock or pause that begins and ends with the same fact.
    pub const SAME_FACT: &str = "MJ1342";
    /// A pause whose end is never recorded after its beginning.
    pub const PAUSE_NEVER_ENDS: &str = "MJ1343";
    /// An extension of a clock without a statutory limit.
    pub const NOTHING_TO_EXTEND: &str = "MJ1344";
    /// One id for a clock, a pause or an accrual.
    pub const LEGAL_ID_TAKEN: &str = "MJ1345";
    /// An extension that is never granted while the clock runs.
    pub const EXTENSION_NEVER_IN_TIME: &str = "MJ1346";
    /// An extension whose length is no whole number that its decision has told.
    pub const LENGTH_NOT_TOLD: &str = "MJ1347";
    /// Not a share such as `3 %`.
    pub const BAD_SHARE: &str = "MJ1348";
    /// A stage with tasks and without a supervision node.
    pub const STAGE_UNWATCHED: &str = "MJ1334";
}

/// The texts, ascending by code.
#[rustfmt::skip]
pub(super) const MESSAGES: &[Message] = &[
    Message { code: code::SYNTAX, zh: "YAML 写法有误：{reason}", en: "this is no YAML: {detail}" },
    Message { code: code::FILE_TOO_LARGE, zh: "文件有 {bytes} 字节，上限为 {limit} 字节", en: "the file has {bytes} bytes, the limit is {limit}" },
    Message { code: code::ANCHOR, zh: "不支持锚点（`&`）和别名（`*`），请写出全文", en: "anchors (`&`) and aliases (`*`) are refused; write the text out" },
    Message { code: code::DUPLICATE_KEY, zh: "键 `{key}` 重复", en: "the key `{key}` is there twice" },
    Message { code: code::TOO_MANY_NODES, zh: "文件中的值超过 {limit} 个，请拆分", en: "the file holds more than {limit} values; split it" },
    Message { code: code::TOO_DEEP, zh: "嵌套超过 {limit} 层", en: "nested deeper than {limit} levels" },
    Message { code: code::SEVERAL_DOCUMENTS, zh: "一个文件只能有一份文档，不能再写 `---`", en: "a file holds one document; there is a second `---`" },
    Message { code: code::EMPTY_FILE, zh: "文件是空的", en: "the file is empty" },
    Message { code: code::TAG, zh: "不支持标签（`!`）", en: "tags (`!`) are refused" },
    Message { code: code::KEY_NOT_TEXT, zh: "键必须是文本", en: "a key must be a text" },
    Message { code: code::UNKNOWN_KEY, zh: "这里没有键 `{key}`", en: "there is no key `{key}` here" },
    Message { code: code::MISSING_KEY, zh: "缺少 `{key}`", en: "`{key}` is missing" },
    Message { code: code::WRONG_SHAPE, zh: "此处应为{expected_zh}，而不是{found_zh}", en: "expected {expected_en}, found {found_en}" },
    Message { code: code::BAD_ID, zh: "`{id}` 不能作标识：须以小写字母开头，只含小写字母、数字和下划线", en: "`{id}` is no id: a small letter, then small letters, digits and underscores" },
    Message { code: code::DUPLICATE_ID, zh: "标识 `{id}` 已被使用", en: "the id `{id}` is taken" },
    Message { code: code::NOT_ONE_OF, zh: "`{found}` 不能写在这里", en: "`{found}` may not stand here" },
    Message { code: code::NOT_WHOLE, zh: "`{found}` 不是 {from} 至 {to} 的整数", en: "`{found}` is no whole number from {from} to {to}" },
    Message { code: code::NOT_A_TYPE, zh: "`{found}` 不是类型", en: "`{found}` is no type" },
    Message { code: code::KIND_COUNT, zh: "节点 `{id}` 必须恰好有一个类型键，现有：{found}", en: "the node `{id}` needs exactly one kind, found: {found}" },
    Message { code: code::NUMBER_PATTERN, zh: "编号格式 `{found}` 有误：须含 `{{seq}`，此外只能用 `{{year}`", en: "the pattern `{found}` needs `{{seq}` and may use `{{year}`, nothing else" },
    Message { code: code::EMPTY_LIST, zh: "列表至少要有 {least} 项", en: "the list needs at least {least} items" },
    Message { code: code::NOT_A_PATH, zh: "`{found}` 不是字段路径，应为 `表单.字段`", en: "`{found}` is no path; write `form.field`" },
    Message { code: code::UNKNOWN_NODE, zh: "没有节点 `{id}`", en: "there is no node `{id}`" },
    Message { code: code::UNKNOWN_LANE, zh: "没有泳道 `{id}`", en: "there is no lane `{id}`" },
    Message { code: code::UNKNOWN_STAGE, zh: "没有阶段 `{id}`", en: "there is no stage `{id}`" },
    Message { code: code::UNKNOWN_FORM, zh: "没有表单 `{id}`", en: "there is no form `{id}`" },
    Message { code: code::UNKNOWN_TABLE, zh: "没有决策表 `{id}`", en: "there is no table `{id}`" },
    Message { code: code::UNKNOWN_SERIES, zh: "没有编号序列 `{id}`", en: "there is no number series `{id}`" },
    Message { code: code::UNKNOWN_MILESTONE, zh: "没有任何节点或流向记录里程碑 `{id}`", en: "nothing records the milestone `{id}`" },
    Message { code: code::UNKNOWN_ACT, zh: "没有声明动作 `{id}`", en: "there is no act `{id}`" },
    Message { code: code::UNKNOWN_VARIABLE, zh: "`data:` 中没有变量 `{id}`", en: "there is no variable `{id}` under `data:`" },
    Message { code: code::NO_SUCH_FIELD, zh: "`{of}` 没有字段 `{field}`", en: "`{of}` has no field `{field}`" },
    Message { code: code::UNKNOWN_CALENDAR, zh: "没有日历 `{id}`", en: "there is no calendar `{id}`" },
    Message { code: code::UNKNOWN_ROLE, zh: "没有角色 `{id}`", en: "there is no role `{id}`" },
    Message { code: code::OTHER_SCOPE, zh: "节点 `{id}` 不在同一个（子）流程内，流向不能跨越边界", en: "the node `{id}` stands in another scope; a flow may not cross the border" },
    Message { code: code::ERROR_NEVER_THROWN, zh: "没有结束节点抛出错误 `{code}`", en: "no end throws the error `{code}`" },
    Message { code: code::ERROR_NEVER_CAUGHT, zh: "没有人接住错误 `{code}`，办件会停成异常", en: "nothing catches the error `{code}`; the case would stop in an incident" },
    Message { code: code::ACT_WITHOUT_START, zh: "动作 `{id}` 没有对应的事件子流程（`start: {{act: {id}}`）", en: "no event sub-process starts with the act `{id}` (`start: {{act: {id}}`)" },
    Message { code: code::UNKNOWN_COLUMN, zh: "决策表 `{table}` 没有列 `{column}`", en: "the table `{table}` has no column `{column}`" },
    Message { code: code::MISSING_COLUMN, zh: "决策表 `{table}` 的输入 `{column}` 没有给值", en: "the input `{column}` of the table `{table}` gets no value" },
    Message { code: code::NOTHING_TO_REMOVE, zh: "基础流程中没有 `{id}`，无从删除", en: "the base has no `{id}` to remove" },
    Message { code: code::FINAL_CHANGED, zh: "节点 `{id}` 在标准流程中为 `final`，只能缩短期限", en: "the node `{id}` is final in the base; only its limit may be made shorter" },
    Message { code: code::LANE_TABLE, zh: "决策表 `{table}` 不能决定泳道：应只有一个文本输出", en: "the table `{table}` cannot name a lane: it needs exactly one output, a text" },
    Message { code: code::UNKNOWN_PAUSE, zh: "没有声明扣除期间 `{id}`", en: "there is no pause `{id}`" },
    Message { code: code::UNKNOWN_POST, zh: "`posts:` 中没有责任岗位 `{id}`", en: "there is no post `{id}` under `posts:`" },
    Message { code: code::UNKNOWN_DOCUMENT, zh: "没有任何节点制作文书 `{id}`", en: "no node makes the document `{id}`" },
    Message { code: code::UNKNOWN_PROCESS, zh: "没有可以调用的流程 `{id}`", en: "there is no process `{id}` to call" },
    Message {
        code: code::CALLS_ITSELF,
        zh: "流程经由 `{id}` 调用自身，永远不会结束",
        en: "through `{id}` the process calls itself and would never end",
    },
    Message { code: code::UNREACHABLE, zh: "节点 `{id}` 永远到不了", en: "nothing leads to the node `{id}`" },
    Message { code: code::NO_WAY_OUT, zh: "从节点 `{id}` 走不到任何结束", en: "from the node `{id}` no end can be reached" },
    Message { code: code::ELSE_MISSING, zh: "选择缺少 `else`：条件都不成立时无路可走", en: "the choice has no `else`: no way on when no condition holds" },
    Message { code: code::ELSE_NOT_LAST, zh: "`else` 只能有一个，并且写在最后", en: "there is one `else`, and it comes last" },
    Message { code: code::BOUNDARY_MISPLACED, zh: "`on:` 只能写在人工任务和子流程上", en: "`on:` belongs to user tasks and sub-processes only" },
    Message { code: code::ERROR_MUST_INTERRUPT, zh: "错误事件总是中断，不能写 `interrupting: false`", en: "an error always interrupts" },
    Message { code: code::NOT_A_TARGET, zh: "流向不能指向 `{id}`：它由事件触发", en: "no flow may lead to `{id}`: an event starts it" },
    Message { code: code::END_LEADS_ON, zh: "结束节点之后不能再有流向", en: "nothing follows an end" },
    Message { code: code::NO_TO, zh: "节点 `{id}` 没有 `to:`", en: "the node `{id}` has no `to:`" },
    Message { code: code::NOT_AN_EVENT, zh: "`await` 的每一项必须是消息或计时器", en: "each entry of `await` is a message or a timer" },
    Message { code: code::NOT_A_LIST, zh: "`for_each` 需要列表，而不是 `{found}`", en: "`for_each` needs a list, not `{found}`" },
    Message { code: code::WRONG_TYPE, zh: "此处应为 `{expected}`，而不是 `{found}`", en: "expected `{expected}`, found `{found}`" },
    Message { code: code::PROMISE_TOO_LONG, zh: "承诺期限 {promised} 长于法定期限 {statutory}", en: "the promise of {promised} is longer than the statutory limit of {statutory}" },
    Message { code: code::LIMIT_TOO_LONG, zh: "环节期限 {limit} 长于整个办件的期限 {promised}", en: "the limit of {limit} is longer than that of the whole case, {promised}" },
    Message { code: code::WAIT_FREE_CYCLE, zh: "环路中没有等待点：{nodes}", en: "nothing waits in the cycle {nodes}" },
    Message { code: code::TODAY_IN_CONDITION, zh: "条件不能依赖 `today()`：没有人会在别的日子重新判断", en: "a condition may not depend on `today()`: nothing would look again on another day" },
    Message { code: code::TOO_MANY_PARTS, zh: "流程过大：{found} 个节点或流向，上限为 {limit}", en: "the process is too large: {found} nodes or flows, the limit is {limit}" },
    Message { code: code::NOT_A_BRANCH, zh: "这一项应写成 {expected}", en: "write this entry as {expected}" },
    Message { code: code::START_MISPLACED, zh: "子流程的开始节点不能有表单、泳道或消息", en: "the start of a sub-process has no form, lane or message" },
    Message { code: code::ITEMS_DIFFER, zh: "`{name}` 在别处是 `{other}` 的一项，这里却是 `{found}`", en: "`{name}` is a `{other}` elsewhere and a `{found}` here" },
    Message { code: code::NOT_A_LIST_FIELD, zh: "字段 `{field}` 没有 `list:`，不能作案件名称", en: "the field `{field}` has no `list:`, so it cannot name the case" },
    Message { code: code::HOURS_PAUSED, zh: "以小时计的期限不扣除任何期间，不能列出 `{id}`", en: "a limit in hours is never paused, so it cannot name `{id}`" },
    Message { code: code::HOURS_MIXED, zh: "期限 {limit} 不能延长 {by}：小时不与其他单位合并计算", en: "a limit of {limit} cannot be extended by {by}: hours do not add up with other units" },
    Message { code: code::DUTY_MISPLACED, zh: "`{key}` 只能写在人工任务和由人员填表启动的开始节点上", en: "`{key}` belongs to user tasks, and to start events that a person begins with a form" },
    Message { code: code::DOCUMENT_DIFFERS, zh: "文书 `{id}` 在别处另有名称“{other}”：同一标识只能有一个名称", en: "the document `{id}` has another title elsewhere, `{other}`: one id has one title" },
    Message { code: code::ORDER_BROKEN, zh: "可以不经过 {pass} 就到达里程碑 `{milestone}`：{path}", en: "the milestone `{milestone}` can be reached without passing {pass}: {path}" },
    Message { code: code::STAGE_UNWATCHED, zh: "阶段 `{id}` 有人工任务，却没有监督节点", en: "people work in the stage `{id}`, and no node of it is supervised" },
    Message { code: code::PAUSE_NOT_APPROVED, zh: "扣除期间 `{id}` 的起点不在 `{act}` 之内记录：扣除只能来自经批准的行为", en: "the beginning of the pause `{id}` is not recorded inside `{act}`: time is left out for an approved act only" },
    Message { code: code::EXTENSION_NOT_APPROVED, zh: "`{clock}` 的延长没有经 `{lane}` 批准：记录它的地方没有该泳道的环节", en: "nobody of the lane `{lane}` approves this extension of `{clock}`: where it is recorded, the lane has no task" },
    Message { code: code::CLOCK_NEVER_STARTS, zh: "没有任何环节记录 `{clock}` 的起点 `{moment}`，期限永远不会开始", en: "nothing records `{moment}`, so the clock `{clock}` never begins" },
    Message { code: code::CLOCK_NEVER_STOPS, zh: "`{clock}` 开始以后，没有任何一条路会记录它的终点 `{moment}`", en: "once the clock `{clock}` runs, no way leads to its end `{moment}`" },
    Message { code: code::SAME_FACT, zh: "`{id}` 的起点和终点是同一项事实 `{moment}`", en: "`{id}` begins and ends with the same fact, `{moment}`" },
    Message { code: code::PAUSE_NEVER_ENDS, zh: "`{id}` 开始以后，没有任何一条路会记录它的结束 `{moment}`", en: "once `{id}` has begun, no way leads to its end `{moment}`" },
    Message { code: code::NOTHING_TO_EXTEND, zh: "`{clock}` 没有法定期限，不能延长：承诺、权利和期间不延长", en: "the clock `{clock}` has no statutory limit to extend: promises, rights and windows are not extended" },
    Message { code: code::LEGAL_ID_TAKEN, zh: "`{id}` 已经是另一项期限、扣除期间或者加处的标识", en: "`{id}` is the id of another clock, pause or accrual" },
    Message { code: code::EXTENSION_NEVER_IN_TIME, zh: "`{clock}` 的延长只在期限开始以前记录（`{moment}`），永远不起作用", en: "this extension of `{clock}` is recorded before the clock begins (`{moment}`), so it never counts" },
    Message { code: code::LENGTH_NOT_TOLD, zh: "`{field}` 不能决定延长多久：应为整数字段，并且延长由里程碑记录", en: "`{field}` cannot fix the length: it must be a whole number, and the extension must be recorded by a milestone" },
    Message { code: code::BAD_SHARE, zh: "`{found}` 不是比例，应写成 `3 %`，最多两位小数", en: "`{found}` is no share; write `3 %`, with two decimals at most" },
];
