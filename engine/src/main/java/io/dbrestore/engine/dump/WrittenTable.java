package io.dbrestore.engine.dump;

import io.dbrestore.engine.format.TableEntry;
import java.util.List;

/**
 * A table whose rows are in their file.
 *
 * @param warnings whole sentences
 */
record WrittenTable(TableEntry entry, List<String> warnings) {}
