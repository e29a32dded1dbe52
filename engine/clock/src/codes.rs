//! Every code of this crate, with a title in both languages.

/// A stable code and its title; the full message comes from the error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// `MJ`, the area, three digits.
    pub code: &'static str,
    /// Title in Chinese.
    pub zh: &'static str,
    /// Title in English.
    pub en: &'static str,
}

/// All codes, in order: `MJ15xx` for what is written in files, `MJ45xx` for arithmetic.
pub const CODES: &[Code] = &[
    Code { code: "MJ1501", zh: "日历的时区不存在", en: "unknown time zone of a calendar" },
    Code { code: "MJ1502", zh: "日历中有不存在的日期", en: "impossible date in a calendar" },
    Code { code: "MJ1503", zh: "节假日的结束早于开始", en: "holiday ends before it begins" },
    Code { code: "MJ1504", zh: "日期不在所列年份", en: "date outside its year" },
    Code { code: "MJ1505", zh: "同一天既放假又上班", en: "day both off and worked" },
    Code { code: "MJ1506", zh: "调休上班日本来就是工作日", en: "make-up day on a working day" },
    Code { code: "MJ1507", zh: "日期重复列出", en: "date listed twice" },
    Code { code: "MJ1508", zh: "日历的年份超出范围", en: "year of a calendar out of range" },
    Code { code: "MJ1509", zh: "日历没有工作日", en: "calendar without working days" },
    Code { code: "MJ1510", zh: "期限写法不正确", en: "malformed limit" },
    Code { code: "MJ1511", zh: "期限单位不存在", en: "unknown unit of a limit" },
    Code { code: "MJ1512", zh: "期限数超出范围", en: "number of a limit out of range" },
    Code { code: "MJ1513", zh: "日历的地区代码不正确", en: "malformed region of a calendar" },
    Code { code: "MJ1515", zh: "cron 表达式写法不正确", en: "malformed cron expression" },
    Code { code: "MJ1516", zh: "没有日期符合 cron 表达式", en: "cron expression that no day matches" },
    Code { code: "MJ1517", zh: "cron 表达式过于频繁", en: "cron expression that comes too often" },
    Code { code: "MJ4501", zh: "日期超出范围", en: "date out of range" },
    Code { code: "MJ4502", zh: "以小时计的期限缺少起算时刻", en: "limit in hours without a moment" },
    Code { code: "MJ4503", zh: "百分比超出范围", en: "percentage out of range" },
    Code { code: "MJ4504", zh: "结束早于开始", en: "end before start" },
    Code { code: "MJ4505", zh: "计时尚未开始", en: "clock not started" },
    Code { code: "MJ4506", zh: "小时与其他单位混合", en: "hours mixed with other units" },
    Code { code: "MJ4507", zh: "计时记录前后不符", en: "ledger entry out of place" },
];
