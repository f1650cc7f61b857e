package dev.portage.cognito;

import dev.portage.migration.CognitoUser;
import java.util.List;

/** Where the users of a dump go, in the order of the dump. What it throws ends the reading. */
public interface DumpSink {

    /** Takes the next users: as many as the reader's batch size, fewer in the last batch, never none. */
    void accept(List<CognitoUser> batch);

    /** Takes an entry that can't be carried on. It may come before users that stand earlier in the dump. */
    void unreadable(UnreadableUser entry);
}
