package dev.portage.cognito;

import dev.portage.migration.CognitoUser;
import java.util.ArrayList;
import java.util.List;

class CollectingSink implements DumpSink {

    final List<CognitoUser> users = new ArrayList<>();
    final List<Integer> batchSizes = new ArrayList<>();
    final List<UnreadableUser> unreadable = new ArrayList<>();

    @Override
    public void accept(List<CognitoUser> batch) {
        users.addAll(batch);
        batchSizes.add(batch.size());
    }

    @Override
    public void unreadable(UnreadableUser entry) {
        unreadable.add(entry);
    }
}
