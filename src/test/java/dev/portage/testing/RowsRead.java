package dev.portage.testing;

import org.jdbi.v3.core.Jdbi;

/**
 * How much a connection reads of a table, entries of its indexes included: what a statement costs, whatever the machine.
 *
 * @param jdbi of one connection, which nobody else has
 */
public record RowsRead(Jdbi jdbi, String table) {

    /** What these statements read. */
    public long by(Runnable statements) {
        long before = sofar();
        statements.run();
        return sofar() - before;
    }

    private long sofar() {
        return jdbi.withHandle(handle -> {
            handle.execute("select pg_stat_force_next_flush()");
            // The one after it tells what was counted up to then.
            handle.execute("select 1");
            return handle.createQuery("""
                            select coalesce(seq_tup_read, 0) + (
                                select coalesce(sum(idx_tup_read), 0) from pg_stat_user_indexes where relname = :table)
                            from pg_stat_user_tables where relname = :table
                            """)
                    .bind("table", table)
                    .mapTo(long.class)
                    .one();
        });
    }
}
