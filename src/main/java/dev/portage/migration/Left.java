package dev.portage.migration;

/** Who is to come over yet before Cognito goes. */
public enum Left {
    /** In WorkOS, with a password in Cognito, and not known to have one in WorkOS. */
    WITHOUT_PASSWORD("""
            workos_user_id is not null and without_password
            and not exists (select from workos_password as p where p.workos_user_id = source_user.workos_user_id)
            """),
    /** Waiting, or failed. */
    NOT_IN_WORKOS("state in ('PENDING', 'FAILED')");

    private final String condition;

    Left(String condition) {
        this.condition = condition;
    }

    /** What a row of {@code source_user} has to meet, in SQL. */
    public String condition() {
        return condition;
    }
}
