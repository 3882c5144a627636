package io.dbrestore.engine.restore;

import java.util.List;

/**
 * What a restore is going to do.
 *
 * @param tables parents before children, as far as there is no cycle
 * @param warnings whole sentences on what drifted and what is left out
 */
record RestorePlan(List<TablePlan> tables, List<String> warnings) {

    RestorePlan {
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }
}
