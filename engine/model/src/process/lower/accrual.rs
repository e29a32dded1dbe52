//! What grows by the day.

use mingjing_expr::Type;

use super::Lower;
use crate::definition::{Accrual, Frozen, Moment, ScopeIx};
use crate::process::syntax;

impl Lower<'_> {
    pub(super) fn accrual(&mut self, accrual: &syntax::Accrual<'_>) -> Option<Accrual> {
        let env = self.env(ScopeIx(0));
        let base = accrual.base.as_ref().and_then(|base| self.value(base, &Type::Number, &env));
        let from = accrual.from.and_then(|moment| self.moment(moment));
        let until = self.moments_of(&accrual.until);
        let void = self.moments_of(&accrual.void);
        let mut frozen = Vec::new();
        for (_, from, to) in &accrual.frozen {
            let from = from.and_then(|moment| self.moment(moment));
            let to = self.moments_of(to);
            frozen.extend(from.map(|from| Frozen { from, to }));
        }
        Some(Accrual {
            id: accrual.id.text.to_owned(),
            title: accrual.title.clone(),
            growth: accrual.growth?,
            base: base?,
            from: from?,
            until,
            void,
            frozen,
            basis: accrual.basis.clone(),
        })
    }

    fn moments_of(&mut self, moments: &[syntax::Moment<'_>]) -> Vec<Moment> {
        moments.iter().filter_map(|moment| self.moment(*moment)).collect()
    }
}
