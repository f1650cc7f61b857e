package dev.portage.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The user pools of the Cognito stand-in; tests in the same JVM may look at them directly. */
public final class CognitoState {

    private final Map<String, Pool> pools = new ConcurrentSkipListMap<>();

    CognitoState() {
        reset();
    }

    /** How many users of each kind a pool was made with. */
    public Oddities oddities(String poolId) {
        return pool(poolId).oddities();
    }

    /** Every user of a pool as it is now. For pools of a million users, prefer the HTTP listings. */
    public List<PoolUser> users(String poolId) {
        return pool(poolId).users().all().toList();
    }

    /** The user of a pool with that sub. */
    public Optional<PoolUser> user(String poolId, String sub) {
        return pool(poolId).user(sub);
    }

    Map<String, Pool> pools() {
        return pools;
    }

    Pool pool(String id) {
        Pool pool = pools.get(id);
        if (pool == null) {
            throw CognitoErrors.unknownPool(id);
        }
        return pool;
    }

    Pool make(String id, Pool.Wanted wanted) {
        Pool pool = new Pool(id, wanted);
        pools.put(id, pool);
        return pool;
    }

    void reset() {
        pools.clear();
        make(Sandbox.POOL_ID, Pool.Wanted.DEFAULTS);
    }
}
